//! Content of a message, and the answer to its post-back.

use std::collections::HashMap;

use reqwest::StatusCode;
use reqwest::header::CONTENT_TYPE;

use super::Harness;

/// A UTF-8 message as names and values.
pub fn decoded(body: &str) -> HashMap<String, String> {
    form_urlencoded::parse(body.as_bytes())
        .into_owned()
        .collect()
}

/// Asserts that the message has these values.
pub fn assert_fields(message: &HashMap<String, String>, fields: &[(&str, &str)]) {
    for (name, value) in fields {
        assert_eq!(
            message.get(*name).map(String::as_str),
            Some(*value),
            "{name} in {message:?}"
        );
    }
}

/// The body of the answer to a post-back.
pub async fn verdict(sandbox: &Harness, path: &str, body: impl Into<String>) -> String {
    let response = sandbox.post(path, body).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert!(
        response.headers()[CONTENT_TYPE]
            .to_str()
            .unwrap()
            .starts_with("text/plain")
    );
    response.text().await.unwrap()
}
