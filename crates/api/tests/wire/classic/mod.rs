//! The classic API, each call in both encodings.

mod answers;
mod certificates;
mod failures;
mod fixtures;
mod proofs;
mod repeats;
mod requests;
mod schemas;
mod secrets;

use leptos_paypal_api::classic::{ClassicClient, ClassicConfig, ClassicCredentials, Encoding};
use leptos_paypal_core::TxnId;

use crate::server::{Reply, Seen, Server, answer, retry_policy};

pub const USER: &str = "merchant_api1.example.com";
pub const PASSWORD: &str = "the-password-of-the-account";
pub const SIGNATURE: &str = "the-signature-of-the-account";
pub const BOTH: [Encoding; 2] = [Encoding::Nvp, Encoding::Soap];

pub fn credentials() -> ClassicCredentials {
    ClassicCredentials::signature(USER, PASSWORD, SIGNATURE)
}

pub fn config(server: &Server, encoding: Encoding) -> ClassicConfig {
    let environment = server.base().parse().unwrap();
    let mut config = ClassicConfig::new(environment, credentials());
    config.encoding = encoding;
    config.retry_policy = retry_policy();
    config
}

pub fn client(server: &Server, encoding: Encoding) -> ClassicClient {
    ClassicClient::new(config(server, encoding)).unwrap()
}

/// A server that always gives the same answer.
pub async fn answering(body: impl Into<String>) -> Server {
    let body = body.into();
    Server::start(move |_, _| Some(text(200, &body))).await
}

pub fn text(status: u16, body: &str) -> Reply {
    let mut reply = answer(status, body.to_owned());
    let kind = "text/plain; charset=utf-8".parse().unwrap();
    reply.headers_mut().insert("content-type", kind);
    reply
}

pub fn txn() -> TxnId {
    "4RR959492F879224U".parse().unwrap()
}

/// The one request that a server got.
pub fn only(server: &Server) -> Seen {
    let mut calls = server.calls();
    assert_eq!(calls.len(), 1);
    calls.remove(0)
}
