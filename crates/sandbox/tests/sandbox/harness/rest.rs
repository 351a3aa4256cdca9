//! A client of the REST APIs.

use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::{Harness, text};

/// Answer to a call.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// `null` when there is no body.
    pub body: Value,
}

impl Answer {
    /// The body of a call that worked as it should.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        self.body
    }

    /// The name of a v1 error, or the issue of a v2 one, with its status.
    #[track_caller]
    pub fn refused(&self) -> (u16, String) {
        let code = match self.body["details"][0]["issue"].as_str() {
            Some(issue) if !issue.contains(' ') => issue,
            _ => text(&self.body["name"]),
        };
        assert_eq!(
            self.body["debug_id"],
            self.headers["paypal-debug-id"].to_str().unwrap()
        );
        (self.status.as_u16(), code.to_owned())
    }
}

/// The href of the link called `rel`.
#[track_caller]
pub fn link<'a>(body: &'a Value, rel: &str) -> &'a str {
    let links = body["links"].as_array().unwrap();
    let found = links.iter().find(|link| link["rel"] == rel);
    text(&found.unwrap_or_else(|| panic!("no link {rel}: {body}"))["href"])
}

impl Harness {
    pub async fn token_for(&self, id: &str, secret: &str) -> (StatusCode, Value) {
        let answer = self
            .client
            .post(self.url("/v1/oauth2/token"))
            .basic_auth(id, Some(secret))
            .body("grant_type=client_credentials")
            .send()
            .await
            .unwrap();
        let status = answer.status();
        (
            status,
            serde_json::from_str(&answer.text().await.unwrap()).unwrap(),
        )
    }

    pub async fn rest_token(&self) -> String {
        let (status, body) = self.token_for("sandbox-client", "sandbox-secret").await;
        assert_eq!(status, StatusCode::OK);
        text(&body["access_token"]).to_owned()
    }

    /// A call with a token and more headers.
    pub async fn call(
        &self,
        token: &str,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&str>,
    ) -> Answer {
        let mut request = self
            .client
            .request(method, self.url(path))
            .bearer_auth(token);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request
                .header("content-type", "application/json")
                .body(body.to_owned());
        }
        let answer = request.send().await.unwrap();
        let status = answer.status();
        let headers = answer.headers().clone();
        let text = answer.text().await.unwrap();
        Answer {
            status,
            headers,
            body: serde_json::from_str(&text).unwrap_or(Value::Null),
        }
    }
}

/// A client with a token of the merchant's app.
pub struct Rest {
    pub harness: Harness,
    pub token: String,
}

impl Rest {
    pub async fn start() -> Self {
        Self::on(Harness::start().await).await
    }

    pub async fn on(harness: Harness) -> Self {
        let token = harness.rest_token().await;
        Self { harness, token }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.harness
            .call(&self.token, Method::GET, path, &[], None)
            .await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.post_with(path, &[], body).await
    }

    pub async fn post_with(&self, path: &str, headers: &[(&str, &str)], body: Value) -> Answer {
        let body = body.to_string();
        self.harness
            .call(&self.token, Method::POST, path, headers, Some(&body))
            .await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        let body = body.to_string();
        self.harness
            .call(&self.token, Method::PATCH, path, &[], Some(&body))
            .await
    }

    /// Agrees as the buyer; answers the query of the return address.
    pub async fn approve(&self, token: &str) -> Vec<(String, String)> {
        query_of(text(&self.harness.approve(token).await["redirect_url"]))
    }
}

/// Names and values of an address.
pub fn query_of(url: &str) -> Vec<(String, String)> {
    let (_, query) = url.split_once('?').unwrap_or((url, ""));
    form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect()
}

#[track_caller]
pub fn value<'a>(query: &'a [(String, String)], name: &str) -> &'a str {
    let found = query.iter().find(|(known, _)| known == name);
    &found.unwrap_or_else(|| panic!("no {name} in {query:?}")).1
}

/// A v1 payment of one amount.
pub fn payment(intent: &str, currency: &str, total: &str) -> Value {
    json!({
        "intent": intent,
        "payer": {"payment_method": "paypal"},
        "redirect_urls": {
            "return_url": "http://shop.test/return?order=7",
            "cancel_url": "http://shop.test/cancel",
        },
        "transactions": [{"amount": {"total": total, "currency": currency}}],
    })
}

/// A v2 order of one amount.
pub fn order(intent: &str, currency: &str, total: &str) -> Value {
    json!({
        "intent": intent,
        "purchase_units": [{"amount": {"currency_code": currency, "value": total}}],
        "application_context": {
            "return_url": "http://shop.test/return?order=7",
            "cancel_url": "http://shop.test/cancel",
        },
    })
}
