//! A sandbox, a client and a listening shop for the tests.

pub mod classic;
pub mod clients;
pub mod encrypted_forms;
pub mod message;
pub mod program;
pub mod rest;
pub mod shop;
pub mod subscriptions;

use form_urlencoded::Serializer;
use paypal_sandbox::{Config, Sandbox};
use reqwest::header::{ACCEPT, CONTENT_TYPE, LOCATION};
use reqwest::{Client, Method, Response, StatusCode};
use serde_json::{Value, json};

/// A sandbox with a client that follows nothing by itself.
pub struct Harness {
    pub sandbox: Sandbox,
    pub client: Client,
}

/// Joins names and values as a browser would.
pub fn encode<N: AsRef<str>, V: AsRef<str>>(fields: &[(N, V)]) -> String {
    let mut body = Serializer::new(String::new());
    for (name, value) in fields {
        body.append_pair(name.as_ref(), value.as_ref());
    }
    body.finish()
}

/// A Buy Now form of 10.00 USD with more variables.
pub fn buy_now(more: &[(&str, &str)]) -> Vec<(String, String)> {
    let start = [
        ("cmd", "_xclick"),
        ("business", "merchant@example.com"),
        ("item_name", "Mug"),
        ("amount", "10.00"),
    ];
    joined(&start, more)
}

/// A cart upload of one mug of 10.00 USD with more variables.
pub fn upload(more: &[(&str, &str)]) -> Vec<(String, String)> {
    let start = [
        ("cmd", "_cart"),
        ("upload", "1"),
        ("business", "merchant@example.com"),
        ("item_name_1", "Mug"),
        ("amount_1", "10.00"),
    ];
    joined(&start, more)
}

/// A later value replaces an earlier one; `"-"` takes the variable away.
fn joined(start: &[(&str, &str)], more: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for (name, value) in start.iter().chain(more) {
        fields.retain(|(known, _)| known != name);
        if *value != "-" {
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
    }
    fields
}

impl Harness {
    pub async fn start() -> Self {
        Self::with(Config::default()).await
    }

    pub async fn with(config: Config) -> Self {
        let sandbox = Sandbox::spawn(config).await.unwrap();
        let client = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            // PayPal refuses a post-back without.
            .user_agent("paypal-sandbox tests")
            .no_proxy()
            .build()
            .unwrap();
        Self { sandbox, client }
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.sandbox.url())
    }

    /// Posts a form to webscr.
    pub async fn post_form(&self, fields: &[(String, String)]) -> Response {
        self.post("/cgi-bin/webscr", encode(fields)).await
    }

    /// Posts an urlencoded body.
    pub async fn post(&self, path: &str, body: impl Into<String>) -> Response {
        self.client
            .post(self.url(path))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body.into())
            .send()
            .await
            .unwrap()
    }

    /// Posts a form that must be taken; answers its token.
    pub async fn open(&self, fields: &[(String, String)]) -> String {
        let response = self.post_form(fields).await;
        let status = response.status();
        let location = location(&response);
        assert_eq!(
            status,
            StatusCode::SEE_OTHER,
            "{fields:?}: {}",
            response.text().await.unwrap()
        );
        let (_, token) = location.split_once("token=").unwrap();
        assert!(token.starts_with("EC-") && token.len() == 20, "{location}");
        token.to_owned()
    }

    /// Posts a form that must be refused; answers the problem.
    pub async fn refused(&self, fields: &[(String, String)]) -> Value {
        let response = self
            .client
            .post(self.url("/cgi-bin/webscr"))
            .header(ACCEPT, "application/json")
            .body(encode(fields))
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{fields:?}");
        assert_eq!(response.headers()[CONTENT_TYPE], "application/problem+json");
        serde_json::from_str(&response.text().await.unwrap()).unwrap()
    }

    /// A call of the control API; the status and the JSON of its answer.
    pub async fn control(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> (StatusCode, Value) {
        let mut request = self
            .client
            .request(method, self.url(&format!("/_sandbox/{path}")));
        if let Some(body) = body {
            request = request
                .header(CONTENT_TYPE, "application/json")
                .body(body.to_string());
        }
        let response = request.send().await.unwrap();
        let status = response.status();
        let text = response.text().await.unwrap();
        (
            status,
            serde_json::from_str(&text).unwrap_or_else(|_| panic!("{path}: {text}")),
        )
    }

    pub async fn get(&self, path: &str) -> Value {
        let (status, value) = self.control(Method::GET, path, None).await;
        assert_eq!(status, StatusCode::OK, "{path}: {value}");
        value
    }

    pub async fn checkout(&self, token: &str) -> Value {
        self.get(&format!("checkouts/{token}")).await
    }

    pub async fn approve(&self, token: &str) -> Value {
        let (status, value) = self
            .control(Method::POST, &format!("checkouts/{token}/approve"), None)
            .await;
        assert_eq!(status, StatusCode::OK, "{value}");
        value
    }

    /// Opens a form, pays it, answers the payment.
    pub async fn paid(&self, fields: &[(String, String)]) -> Value {
        let token = self.open(fields).await;
        self.approve(&token).await;
        self.payment_of(&token).await
    }

    pub async fn payment_of(&self, token: &str) -> Value {
        let all = self.get("payments").await;
        let mut found = all
            .as_array()
            .unwrap()
            .iter()
            .filter(|payment| payment["token"] == token);
        let payment = found.next().expect("a payment of this checkout").clone();
        assert!(found.next().is_none(), "one checkout, one payment");
        payment
    }

    /// A page of the sandbox, as a browser gets it.
    pub async fn sandbox_page(&self, path: &str) -> String {
        let request = self.client.get(self.url(path)).header(ACCEPT, "text/html");
        let response = request.send().await.unwrap();
        let status = response.status();
        let page = response.text().await.unwrap();
        assert_eq!(status, StatusCode::OK, "{path}: {page}");
        page
    }

    /// Sends a form of one of the sandbox's own pages, as a browser does.
    pub async fn send_form(&self, path: &str, body: &str) -> Response {
        self.send_form_from("/_sandbox/", path, body).await
    }

    /// The same from the page `from`.
    pub async fn send_form_from(&self, from: &str, path: &str, body: &str) -> Response {
        self.client
            .post(self.url(path))
            .header(ACCEPT, "text/html")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("origin", self.sandbox.url())
            .header("referer", self.url(from))
            .header("sec-fetch-site", "same-origin")
            .body(body.to_owned())
            .send()
            .await
            .unwrap()
    }

    pub async fn faults(&self, plan: Value) {
        let (status, answer) = self.control(Method::PUT, "faults", Some(plan)).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
    }

    /// Buyer's and merchant's balance.
    pub async fn balances(&self, currency: &str) -> (String, String) {
        let accounts = self.get("accounts").await;
        let of = |email: &str| {
            let all = accounts.as_array().unwrap();
            let account = all
                .iter()
                .find(|account| account["email"] == email)
                .unwrap();
            account["balances"][currency].as_str().unwrap().to_owned()
        };
        (of("buyer@example.com"), of("merchant@example.com"))
    }

    /// A notification, once `ready` holds of it: asks again until then.
    pub async fn notification(&self, ready: impl Fn(&Value) -> bool) -> Value {
        for _ in 0..200_000 {
            let all = self.get("notifications").await;
            if let Some(found) = all.as_array().unwrap().iter().find(|one| ready(one)) {
                return found.clone();
            }
            tokio::task::yield_now().await;
        }
        panic!("no notification became so");
    }
}

pub fn location(response: &Response) -> String {
    response
        .headers()
        .get(LOCATION)
        .map(|value| value.to_str().unwrap().to_owned())
        .unwrap_or_default()
}

/// `text` of a JSON value.
pub fn text(value: &Value) -> &str {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is no text"))
}

/// The value of a hidden field, or whatever else has this name, on a page.
pub fn field(page: &str, name: &str) -> String {
    let marker = format!("name=\"{name}\"");
    let tag_end = page
        .find(&marker)
        .unwrap_or_else(|| panic!("no field {name} in {page}"));
    let tag = &page[page[..tag_end].rfind('<').unwrap()..];
    let tag = &tag[..tag.find('>').unwrap()];
    let (_, value) = tag.split_once("value=\"").unwrap();
    value.split('"').next().unwrap().to_owned()
}

/// No fault.
pub fn no_faults() -> Value {
    json!({})
}
