//! A shop with the offline PayPal beside it, and a browser for both.

#![allow(
    dead_code,
    unused_imports,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "each test file uses a part of it"
)]

pub mod books;
pub mod buyer;
pub mod description;
pub mod page;
pub mod paypal;
pub mod verifier;
pub mod world;

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use leptos_paypal_api::classic::ClassicCredentials;
use leptos_paypal_api::{Credentials, RetryPolicy};
use leptos_paypal_core::{CheckoutId, Environment};
use paypal_merchant::ledger::{Database, HistoryEvent, Ledger, LedgerError, MessageSummary};
use paypal_merchant::{Catalogue, Clock, Config, Merchant, Running, ServerPath};
use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, Method, Response, StatusCode};
use secrecy::SecretString;
use serde_json::{Value, json};

use books::Books;
pub use world::World;

pub const CATALOGUE: &str = r#"{
    "currencies": ["USD", "EUR", "JPY"],
    "pricing": {
        "USD": {"shipping": {"first": {"value": "4.90", "currency": "USD"}}, "tax": {"rate": "8.25"}},
        "JPY": {"shipping": {"first": {"value": "1500", "currency": "JPY"}}}
    },
    "products": [
        {"sku": "MUG", "name": "Mug \"O'Neill\" <b>& 茶 🍵", "prices": {"USD": "18.00", "EUR": "17.00", "JPY": "2600"},
         "max_quantity": 9,
         "options": [{"name": "Size", "choices": [{"value": "Small"},
            {"value": "Large", "prices": {"USD": "24.00", "EUR": "22.00", "JPY": "3400"}}]}]},
        {"sku": "TEA", "name": "Zoë's tea", "prices": {"USD": "9.99", "EUR": "9.50", "JPY": "1200"}},
        {"sku": "GONE", "name": "Gone", "prices": {"USD": "1.00", "EUR": "1.00", "JPY": "100"}, "sold_out": true}
    ]
}"#;

/// A shop on its own, with a clock that stands until it is moved.
pub struct Shop {
    pub running: Running,
    pub client: Client,
    pub books: Arc<Books>,
    pub clock: Arc<AtomicI64>,
    environment: Environment,
    change: Arc<Change>,
}

/// A test's change to the configuration.
pub type Change = dyn Fn(&mut Config) + Send + Sync;

pub const ADMIN_TOKEN: &str = "the-shop-s-own-admin-token";

impl Shop {
    pub async fn open(paypal: &str) -> Self {
        Self::ticking(paypal, None).await
    }

    /// With a background task that works so often.
    pub async fn ticking(paypal: &str, every: Option<Duration>) -> Self {
        Self::changed(paypal, every, Arc::new(|_| {})).await
    }

    /// With other settings, also after a restart and beside it.
    pub async fn changed(paypal: &str, every: Option<Duration>, change: Arc<Change>) -> Self {
        let books = Arc::new(Books::fresh().await);
        let clock = Arc::new(AtomicI64::new(1_790_000_000_000));
        let environment: Environment = paypal.parse().unwrap();
        let running = start(&environment, &books, &clock, every, &*change).await;
        let client = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        Self {
            running,
            client,
            books,
            clock,
            environment,
            change,
        }
    }

    /// Stops the server and starts another one on the same books.
    pub async fn restart(self) -> Self {
        let Self {
            running,
            client,
            books,
            clock,
            environment,
            change,
        } = self;
        running.stop().await.unwrap();
        let running = start(&environment, &books, &clock, None, &*change).await;
        Self {
            running,
            client,
            books,
            clock,
            environment,
            change,
        }
    }

    /// Another server of the same shop, on the same books and with the same
    /// clock.
    pub async fn beside(&self) -> Self {
        Self {
            running: start(
                &self.environment,
                &self.books,
                &self.clock,
                None,
                &*self.change,
            )
            .await,
            client: self.client.clone(),
            books: self.books.clone(),
            clock: self.clock.clone(),
            environment: self.environment.clone(),
            change: self.change.clone(),
        }
    }

    /// Where the books are: a file, or else a server's URL.
    pub fn database(&self) -> Result<std::path::PathBuf, String> {
        self.books.place()
    }

    pub fn ledger(&self) -> &Ledger {
        self.running.merchant().ledger()
    }

    pub fn advance(&self, seconds: i64) {
        self.clock.fetch_add(seconds * 1000, Ordering::SeqCst);
    }

    pub async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> (StatusCode, Value) {
        let url = format!("{}{path}", self.running.url());
        let mut request = self.client.request(method, url);
        if let Some(body) = body {
            request = request
                .header(CONTENT_TYPE, "application/json")
                .body(body.to_string());
        }
        read(request.send().await.unwrap()).await
    }

    pub async fn create(&self, request: &Value) -> Value {
        let (status, answer) = self
            .call(Method::POST, "/api/checkouts", Some(request))
            .await;
        assert_eq!(status, StatusCode::CREATED, "{answer}");
        answer
    }

    pub async fn checkout(&self, id: &str) -> Value {
        let (status, answer) = self
            .call(Method::GET, &format!("/api/checkouts/{id}"), None)
            .await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        answer
    }

    /// Completes a checkout as the return page does with its query.
    pub async fn complete(&self, id: &str, query: &str) -> Value {
        let (status, answer) = self
            .call(
                Method::POST,
                &format!("/api/checkouts/{id}/complete"),
                Some(&json!({"query": query})),
            )
            .await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        answer
    }

    /// Sends a message as PayPal does.
    pub async fn notify(&self, raw: &[u8]) -> StatusCode {
        let answer = self
            .client
            .post(format!("{}/paypal/ipn", self.running.url()))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(raw.to_vec())
            .send()
            .await
            .unwrap();
        let status = answer.status();
        assert!(answer.bytes().await.unwrap().is_empty());
        status
    }

    pub async fn messages(&self, id: &str) -> Vec<MessageSummary> {
        let id: CheckoutId = id.parse().unwrap();
        self.ledger().messages(Some(&id)).await.unwrap()
    }

    pub async fn history(&self, id: &str) -> Vec<HistoryEvent> {
        let id: CheckoutId = id.parse().unwrap();
        self.ledger().history(&id).await.unwrap()
    }

    /// The steps that changed the status.
    pub async fn steps(&self, id: &str) -> Vec<(String, String)> {
        self.history(id)
            .await
            .into_iter()
            .filter(|event| event.from_status.as_ref() != Some(&event.to_status))
            .map(|event| (event.cause, event.to_status))
            .collect()
    }

    /// The checkout, once it has this status.
    pub async fn until(&self, id: &str, status: &str) -> Value {
        eventually(|| async {
            let checkout = self.checkout(id).await;
            (checkout["status"] == status).then_some(checkout)
        })
        .await
    }

    /// The messages of a checkout, once so many of them are recorded.
    pub async fn until_recorded(&self, id: &str, count: usize) -> Vec<MessageSummary> {
        eventually(|| async {
            let known: CheckoutId = id.parse().unwrap();
            match self.ledger().messages(Some(&known)).await {
                Ok(messages) => (messages.len() >= count).then_some(messages),
                // Those that are being recorded have all connections.
                Err(LedgerError::Busy { .. }) => None,
                Err(error) => panic!("{error}"),
            }
        })
        .await
    }
}

async fn start(
    environment: &Environment,
    books: &Books,
    clock: &Arc<AtomicI64>,
    tick_every: Option<Duration>,
    change: &Change,
) -> Running {
    let time = clock.clone();
    let mut config = Config::new(
        environment.clone(),
        "merchant@example.com".parse().unwrap(),
        Catalogue::parse(CATALOGUE).unwrap(),
        books.database().clone(),
    );
    config.clock =
        Clock::new(move || Timestamp::from_millisecond(time.load(Ordering::SeqCst)).unwrap());
    let retry_policy = RetryPolicy {
        timeout: Duration::from_secs(5),
        retries: 1,
        pause: Duration::from_millis(1),
        longest_pause: Duration::from_millis(10),
    };
    config.retry_policy = retry_policy;
    config.tick_every = tick_every;
    config.pdt_token = Some(SecretString::from("sandbox-pdt-token"));
    config.server = Some(ServerPath {
        retry_policy,
        classic: Some(ClassicCredentials::signature(
            "merchant_api1.example.com",
            "sandbox-password",
            "sandbox-signature",
        )),
        ..ServerPath::new(Credentials::new("sandbox-client", "sandbox-secret"))
    });
    config.admin_token = Some(SecretString::from(ADMIN_TOKEN));
    change(&mut config);
    Merchant::spawn(config).await.unwrap()
}

/// Two large mugs and a tea.
pub fn order(currency: &str) -> Value {
    json!({
        "idempotency_key": fresh_key(),
        "path": "form",
        "currency": currency,
        "lines": [
            {"sku": "MUG", "quantity": 2, "options": [{"name": "Size", "value": "Large"}]},
            {"sku": "TEA", "quantity": 1},
        ],
    })
}

pub fn fresh_key() -> String {
    static NEXT: AtomicI64 = AtomicI64::new(0);
    format!("test-key-{}", NEXT.fetch_add(1, Ordering::SeqCst))
}

pub fn id_of(created: &Value) -> String {
    created["checkout_id"].as_str().unwrap().to_owned()
}

/// The fields of a created checkout, some of them changed.
pub fn edited(created: &Value, edit: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> =
        serde_json::from_value(created["fields"].clone()).unwrap();
    for (name, value) in edit {
        match fields.iter_mut().find(|(field, _)| field == name) {
            Some(field) => field.1 = (*value).to_owned(),
            None => fields.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    fields
}

pub async fn read(response: Response) -> (StatusCode, Value) {
    let status = response.status();
    let url = response.url().clone();
    let text = response.text().await.unwrap();
    let value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{status}: {text}"));
    description::check(&url, status, &value).await;
    (status, value)
}

/// A pause between two questions, in which the machine is the others'.
const PAUSE: Duration = Duration::from_millis(2);

/// Asks until there is an answer.
pub async fn eventually<T, F: Future<Output = Option<T>>>(mut ask: impl FnMut() -> F) -> T {
    let asking = async {
        loop {
            if let Some(answer) = ask().await {
                return answer;
            }
            tokio::time::sleep(PAUSE).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), asking)
        .await
        .expect("it never came to that")
}
