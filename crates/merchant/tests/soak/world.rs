//! The shop, its PayPal and its own system, with buyers about.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use reqwest::{Client, Method, StatusCode};
use serde_json::Value;
use tokio::sync::watch;

use crate::books::Books;
use crate::catalogue::CATALOGUE;
use crate::paypal::{MERCHANT, PayPal};
use crate::plan::Plan;
use crate::receiver::{Receiver, SECRET};
use crate::server::Server;

pub const ADMIN_TOKEN: &str = "the-shop-s-own-admin-token";
/// Time for one answer: a longer wait is a mistake.
const ANSWER_LIMIT: Duration = Duration::from_secs(120);
/// Pause before the next attempt.
pub const PAUSE: Duration = Duration::from_millis(25);

pub struct World {
    pub plan: Plan,
    pub paypal: PayPal,
    pub server: Server,
    pub receiver: Receiver,
    pub books: Books,
    client: Client,
    /// Answers so far; all there will be once nobody asks any more.
    answers: watch::Sender<u64>,
    /// Calls that were not answered.
    pub unanswered: AtomicU32,
}

impl World {
    pub async fn open(plan: Plan) -> Self {
        // The sandbox and the program make clients too: whoever is first
        // chooses.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(ANSWER_LIMIT)
            .build()
            .unwrap();
        let mut server = Server::new();
        let shop = server.url();
        let paypal = PayPal::open(client.clone(), &format!("{shop}/paypal/ipn")).await;
        let webhook = paypal.webhook(&format!("{shop}/paypal/webhooks")).await;
        let receiver = Receiver::open().await;
        let books = Books::fresh().await;
        let catalogue = server.file("catalogue.json", CATALOGUE);
        for (name, value) in [
            ("PAYPAL_MERCHANT_PUBLIC_URL", shop),
            ("PAYPAL_MERCHANT_PAYPAL", paypal.url()),
            ("PAYPAL_MERCHANT_BUSINESS", MERCHANT.to_owned()),
            ("PAYPAL_MERCHANT_CATALOGUE", catalogue),
            ("PAYPAL_MERCHANT_PDT_TOKEN", "sandbox-pdt-token".to_owned()),
            ("PAYPAL_MERCHANT_CLIENT_ID", "sandbox-client".to_owned()),
            ("PAYPAL_MERCHANT_CLIENT_SECRET", "sandbox-secret".to_owned()),
            ("PAYPAL_MERCHANT_WEBHOOK_ID", webhook),
            ("PAYPAL_MERCHANT_ADMIN_TOKEN", ADMIN_TOKEN.to_owned()),
            ("PAYPAL_MERCHANT_FULFIL_URL", receiver.url.clone()),
            ("PAYPAL_MERCHANT_FULFIL_SECRET", SECRET.to_owned()),
            ("PAYPAL_MERCHANT_WORK_SECONDS", "1".to_owned()),
            ("PAYPAL_MERCHANT_REQUESTS_PER_MINUTE", "10000000".to_owned()),
            ("PAYPAL_MERCHANT_MESSAGES_PER_MINUTE", "10000000".to_owned()),
        ] {
            server.set(name, value);
        }
        match books.place() {
            Ok(file) => server.set("PAYPAL_MERCHANT_DATABASE", file.to_str().unwrap()),
            Err(url) => server.set("DATABASE_URL", url),
        }
        server.start(0).await;
        Self {
            plan,
            paypal,
            server,
            receiver,
            books,
            client,
            answers: watch::Sender::new(0),
            unanswered: AtomicU32::new(0),
        }
    }

    /// A call to the shop. `None` when there was no answer.
    pub async fn ask(
        &self,
        method: Method,
        path: &str,
        body: &Value,
    ) -> Option<(StatusCode, Value)> {
        let mut request = self
            .client
            .request(method, format!("{}{path}", self.server.url()));
        if path.starts_with("/api/admin") {
            request = request.bearer_auth(ADMIN_TOKEN);
        }
        if !body.is_null() {
            request = request
                .header("content-type", "application/json")
                .body(body.to_string());
        }
        let answer = async {
            let response = request.send().await?;
            let status = response.status();
            Ok::<_, reqwest::Error>((status, response.text().await?))
        };
        let answer = answer.await;
        if let Err(error) = &answer {
            assert!(!error.is_timeout(), "{path}: no answer: {error}");
        }
        let Ok((status, text)) = answer else {
            self.unanswered.fetch_add(1, Ordering::Relaxed);
            return None;
        };
        self.answered();
        Some((status, serde_json::from_str(&text).unwrap_or(Value::Null)))
    }

    /// Somebody got an answer: troubles are counted by them.
    pub fn answered(&self) {
        self.answers
            .send_modify(|count| *count = count.saturating_add(1));
    }

    /// Nobody asks any more.
    pub fn all_answered(&self) {
        self.answers.send_replace(u64::MAX);
    }

    /// Waits for so many more answers; false when there will be none.
    pub async fn after(&self, more: u64) -> bool {
        let mut answers = self.answers.subscribe();
        let wanted = answers.borrow().saturating_add(more);
        match answers.wait_for(|count| *count >= wanted).await {
            Ok(count) => *count < u64::MAX,
            Err(_) => false,
        }
    }
}
