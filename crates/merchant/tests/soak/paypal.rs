//! PayPal: the sandbox, and what it is told by its control API.

use std::collections::BTreeMap;

use leptos_paypal_core::Currency;
use paypal_sandbox::{AccountConfig, Config, Sandbox};
use reqwest::header::{ACCEPT, CONTENT_TYPE, LOCATION};
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};

pub const MERCHANT: &str = "merchant@example.com";
pub const BUYER: &str = "buyer@example.com";
/// Whom tampered forms pay.
pub const STRANGER: &str = "stranger@example.com";
/// The buyer's balance of each currency at the start.
pub const FORTUNE: &str = "90000000";

pub struct PayPal {
    sandbox: Sandbox,
    client: Client,
}

impl PayPal {
    /// With fees, a rich buyer, and IPN of REST payments to `ipn_url`.
    pub async fn open(client: Client, ipn_url: &str) -> Self {
        let mut merchant = AccountConfig::merchant();
        merchant.fee_rate = Some("2.9".parse().unwrap());
        merchant.fee_fixed = BTreeMap::from([(Currency::USD, "0.30".to_owned())]);
        merchant.ipn_url = Some(ipn_url.to_owned());
        let mut buyer = AccountConfig::buyer();
        buyer.balances = ["USD", "EUR", "JPY"]
            .map(|code| (code.parse().unwrap(), FORTUNE.to_owned()))
            .into();
        let stranger = AccountConfig {
            email: STRANGER.to_owned(),
            ..AccountConfig::default()
        };
        let config = Config {
            accounts: vec![merchant, buyer, stranger],
            ..Config::default()
        };
        Self {
            sandbox: Sandbox::spawn(config).await.unwrap(),
            client,
        }
    }

    pub fn url(&self) -> String {
        self.sandbox.url()
    }

    /// Lets time pass at PayPal, so that what it sends again is due.
    pub fn advance(&self, seconds: i64) {
        self.sandbox.clock().advance(seconds);
    }

    /// A call of the control API, which is never disturbed.
    pub async fn control(&self, method: Method, path: &str, body: Value) -> (StatusCode, Value) {
        let url = format!("{}/_sandbox/{path}", self.url());
        let mut request = self.client.request(method, url);
        if !body.is_null() {
            request = request
                .header("content-type", "application/json")
                .body(body.to_string());
        }
        let response = request.send().await.unwrap();
        let status = response.status();
        let text = response.text().await.unwrap();
        (status, serde_json::from_str(&text).unwrap())
    }

    pub async fn list(&self, what: &str) -> Vec<Value> {
        let (_, all) = self.control(Method::GET, what, Value::Null).await;
        match all {
            Value::Array(all) => all,
            other => panic!("{what}: {other}"),
        }
    }

    pub async fn faults(&self, plan: Value) {
        let (status, answer) = self.control(Method::PUT, "faults", plan).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
    }

    /// A webhook for every event of the shop's app; its id.
    pub async fn webhook(&self, url: &str) -> String {
        let token = self
            .client
            .post(format!("{}/v1/oauth2/token", self.url()))
            .basic_auth("sandbox-client", Some("sandbox-secret"))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body("grant_type=client_credentials");
        let token = read(token).await;
        let made = self
            .client
            .post(format!("{}/v1/notifications/webhooks", self.url()))
            .bearer_auth(token["access_token"].as_str().unwrap())
            .header(CONTENT_TYPE, "application/json")
            .body(json!({"url": url, "event_types": [{"name": "*"}]}).to_string());
        let made = read(made).await;
        made["id"].as_str().unwrap().to_owned()
    }

    /// Posts a form as a browser does. Answers the token of the checkout, or
    /// `Err` with whether trying again may help.
    pub async fn post(&self, fields: &[(String, String)]) -> Result<String, bool> {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let sent = self
            .client
            .post(format!("{}/cgi-bin/webscr", self.url()))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(ACCEPT, "application/json")
            .body(body)
            .send()
            .await;
        let Ok(answer) = sent else { return Err(true) };
        if answer.status() == StatusCode::BAD_REQUEST {
            let problem = answer.text().await.unwrap_or_default();
            // A fault may have this status too.
            return Err(problem.contains("\"fault\""));
        }
        let place = answer.headers().get(LOCATION);
        let place = place.and_then(|place| place.to_str().ok());
        let token = place.and_then(|place| place.split_once("token="));
        token.map(|(_, token)| token.to_owned()).ok_or(true)
    }
}

async fn read(request: reqwest::RequestBuilder) -> Value {
    let response = request.send().await.unwrap();
    let text = response.text().await.unwrap();
    serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text}"))
}
