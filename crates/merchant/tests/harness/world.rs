//! A shop with the offline PayPal beside it.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "each test file uses a part of it"
)]

use std::sync::Arc;

use paypal_merchant::Config;
use paypal_sandbox::{AccountConfig, Sandbox};
use reqwest::header::{CONTENT_TYPE, LOCATION};
use reqwest::{Method, StatusCode};
use serde_json::Value;

use super::{Shop, edited, id_of, order, read};

/// A shop and its PayPal.
pub struct World {
    pub shop: Shop,
    pub sandbox: Sandbox,
}

impl World {
    pub async fn start() -> Self {
        Self::with(paypal_sandbox::Config::default()).await
    }

    /// With a third account that money can be led to.
    pub async fn with_stranger() -> Self {
        let mut config = paypal_sandbox::Config::default();
        config.accounts.push(AccountConfig {
            email: "stranger@example.com".to_owned(),
            ..AccountConfig::default()
        });
        Self::with(config).await
    }

    pub async fn with(config: paypal_sandbox::Config) -> Self {
        // The sandbox makes an HTTP client too: whoever is first chooses.
        let sandbox = Sandbox::spawn(config).await.unwrap();
        let shop = Shop::open(&sandbox.url()).await;
        Self { shop, sandbox }
    }

    /// A shop with other settings.
    pub async fn changed(change: impl Fn(&mut Config) + Send + Sync + 'static) -> Self {
        Self::of(paypal_sandbox::Config::default(), change).await
    }

    /// A shop with other settings, and another PayPal.
    pub async fn of(
        config: paypal_sandbox::Config,
        change: impl Fn(&mut Config) + Send + Sync + 'static,
    ) -> Self {
        let sandbox = Sandbox::spawn(config).await.unwrap();
        let shop = Shop::changed(&sandbox.url(), None, Arc::new(change)).await;
        Self { shop, sandbox }
    }

    pub async fn control(&self, method: Method, path: &str, body: Value) -> Value {
        let url = format!("{}/_sandbox/{path}", self.sandbox.url());
        let mut request = self.shop.client.request(method, url);
        if !body.is_null() {
            request = request
                .header("content-type", "application/json")
                .body(body.to_string());
        }
        let (status, answer) = read(request.send().await.unwrap()).await;
        assert_eq!(status, StatusCode::OK, "{path}: {answer}");
        answer
    }

    pub async fn faults(&self, plan: Value) {
        self.control(Method::PUT, "faults", plan).await;
    }

    /// Posts a form as a browser does, and lets the buyer agree. Answers where
    /// the browser is sent.
    pub async fn pay(&self, fields: &[(String, String)]) -> String {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let response = self
            .shop
            .client
            .post(format!("{}/cgi-bin/webscr", self.sandbox.url()))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body)
            .send()
            .await
            .unwrap();
        let place = response.headers().get(LOCATION).cloned();
        let Some(place) = place else {
            panic!("refused: {}", response.text().await.unwrap());
        };
        let token = place.to_str().unwrap().split_once("token=").unwrap().1;
        let approved = self
            .control(
                Method::POST,
                &format!("checkouts/{token}/approve"),
                Value::Null,
            )
            .await;
        approved["redirect_url"].as_str().unwrap().to_owned()
    }

    /// Makes a checkout of two large mugs and a tea, and pays its form after
    /// `edit`. Answers the id and the return query.
    pub async fn bought(&self, edit: &[(&str, &str)]) -> (String, String) {
        let created = self.shop.create(&order("USD")).await;
        let back = self.pay(&edited(&created, edit)).await;
        let query = back.split_once('?').map_or("", |(_, query)| query);
        (id_of(&created), query.to_owned())
    }

    /// A payment of this checkout, as PayPal has it.
    pub async fn payment(&self, id: &str) -> Value {
        let all = self.control(Method::GET, "payments", Value::Null).await;
        let mut found = all
            .as_array()
            .unwrap()
            .iter()
            .filter(|payment| payment["custom"] == id);
        found.next().expect("a payment").clone()
    }

    /// The bytes of the newest message.
    pub async fn newest_message(&self) -> Vec<u8> {
        let all = self
            .control(Method::GET, "notifications", Value::Null)
            .await;
        let newest = all
            .as_array()
            .unwrap()
            .iter()
            .max_by_key(|message| message["created_at"].as_str().map(str::to_owned))
            .expect("a message");
        newest["body"].as_str().unwrap().as_bytes().to_vec()
    }
}
