//! A shop's checkouts by the server path, and the buyer at PayPal.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::{ADMIN_TOKEN, Shop, World, id_of, order, read};

pub const APIS: [&str; 4] = ["payments_v1", "orders_v2", "nvp", "soap"];
/// Those whose answers are JSON.
pub const REST: [&str; 2] = ["payments_v1", "orders_v2"];
/// Those whose payments are sessions of Express Checkout.
pub const CLASSIC: [&str; 2] = ["nvp", "soap"];

/// The beginning of the path of every call of an API.
pub fn path_of(api: &str) -> &'static str {
    match api {
        "nvp" => "/nvp",
        "soap" => "/2.0",
        _ => "/v",
    }
}

/// Two large mugs and a tea, by one of the APIs.
pub fn server_order(api: &str) -> Value {
    let mut request = order("USD");
    request["path"] = json!("server");
    request["api"] = json!(api);
    request
}

/// Token of a checkout at PayPal.
pub fn token_of(created: &Value) -> String {
    let url = created["approval_url"].as_str().expect("an approval URL");
    let (_, token) = url.split_once("token=").expect("a token");
    token.split('&').next().unwrap().to_owned()
}

impl World {
    /// Clicks at PayPal; answers the query that the browser comes back with.
    pub async fn click(&self, token: &str, what: &str) -> String {
        let path = format!("checkouts/{token}/{what}");
        let answer = self.control(Method::POST, &path, Value::Null).await;
        let url = answer["redirect_url"].as_str().unwrap();
        url.split_once('?')
            .map_or("", |(_, query)| query)
            .to_owned()
    }

    /// A checkout that the buyer agreed to: its id and the return query.
    pub async fn agreed(&self, api: &str) -> (String, String) {
        let created = self.shop.create(&server_order(api)).await;
        let query = self.click(&token_of(&created), "approve").await;
        (id_of(&created), query)
    }

    /// A checkout that is paid.
    pub async fn paid(&self, api: &str) -> String {
        let (id, query) = self.agreed(api).await;
        assert_eq!(self.shop.complete(&id, &query).await["status"], "paid");
        id
    }

    /// A call to PayPal that the shop's server knows nothing of.
    pub async fn rest(&self, path: &str, body: &Value) -> Value {
        let client = &self.shop.client;
        let token = client
            .post(format!("{}/v1/oauth2/token", self.sandbox.url()))
            .basic_auth("sandbox-client", Some("sandbox-secret"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body("grant_type=client_credentials");
        let (_, token) = read(token.send().await.unwrap()).await;
        let call = client
            .post(format!("{}{path}", self.sandbox.url()))
            .bearer_auth(token["access_token"].as_str().unwrap())
            .header("content-type", "application/json")
            .body(body.to_string());
        let (status, answer) = read(call.send().await.unwrap()).await;
        assert!(status.is_success(), "{path}: {answer}");
        answer
    }

    /// A call in NVP that the shop's server knows nothing of; its fields.
    pub async fn nvp(&self, fields: &[(&str, &str)]) -> Vec<(String, String)> {
        let credentials = [
            ("USER", "merchant_api1.example.com"),
            ("PWD", "sandbox-password"),
            ("SIGNATURE", "sandbox-signature"),
            ("VERSION", "204.0"),
        ];
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(credentials)
            .extend_pairs(fields)
            .finish();
        let url = format!("{}/nvp", self.sandbox.url());
        let answer = self.shop.client.post(url).body(body).send().await.unwrap();
        let answer = answer.text().await.unwrap();
        let pairs: Vec<_> = form_urlencoded::parse(answer.as_bytes())
            .into_owned()
            .collect();
        let done = ("ACK".to_owned(), "Success".to_owned());
        assert!(pairs.contains(&done), "{answer}");
        pairs
    }

    /// Balance of an account, in USD.
    pub async fn balance(&self, email: &str) -> String {
        let accounts = self.control(Method::GET, "accounts", Value::Null).await;
        let account = accounts
            .as_array()
            .unwrap()
            .iter()
            .find(|account| account["email"] == email)
            .unwrap();
        account["balances"]["USD"].as_str().unwrap().to_owned()
    }

    /// Number of payments that PayPal has of a checkout.
    pub async fn payments_of(&self, id: &str) -> usize {
        let all = self.control(Method::GET, "payments", Value::Null).await;
        let all = all.as_array().unwrap();
        all.iter().filter(|payment| payment["custom"] == id).count()
    }
}

impl Shop {
    /// Completes a checkout as the return page does, whatever the answer.
    pub async fn try_complete(&self, id: &str, query: &str) -> (StatusCode, Value) {
        let path = format!("/api/checkouts/{id}/complete");
        let body = json!({ "query": query });
        self.call(Method::POST, &path, Some(&body)).await
    }

    /// A request with the admin token.
    pub async fn admin(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> (StatusCode, Value) {
        let url = format!("{}/api/admin{path}", self.running.url());
        let mut request = self.client.request(method, url).bearer_auth(ADMIN_TOKEN);
        if let Some(body) = body {
            request = request
                .header("content-type", "application/json")
                .body(body.to_string());
        }
        read(request.send().await.unwrap()).await
    }
}
