//! One token for everybody, renewed by one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use leptos_paypal_api::{ApiError, Client, ClientConfig, Credentials};
use serde_json::json;
use tokio::sync::Notify;
use tokio::task::JoinSet;

use crate::server::{
    Hands, Reply, SECRET, Seen, Server, TOKEN_PATH, answer, held, json_answer, order, order_id,
    token,
};

fn orders(request: &Seen, _: usize) -> Option<Reply> {
    (request.path != TOKEN_PATH).then(|| json_answer(200, &order()))
}

async fn get_many(client: &Client, calls: usize) -> Vec<Result<(), ApiError>> {
    let mut tasks = JoinSet::new();
    for _ in 0..calls {
        let client = client.clone();
        tasks.spawn(async move { client.orders_v2().get(&order_id()).await.map(drop) });
    }
    tasks.join_all().await
}

#[tokio::test]
async fn however_many_calls_wait_one_asks() {
    let server = Server::start(orders).await;
    let client = server.client();
    for _ in 0..2 {
        let results = get_many(&client, 50).await;
        assert!(results.iter().all(Result::is_ok), "{results:?}");
    }
    assert_eq!(server.token_requests().len(), 1);
    assert_eq!(server.calls().len(), 100);
    let request = &server.token_requests()[0];
    assert_eq!(&request.body[..], b"grant_type=client_credentials");
    assert_eq!(
        request.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(
        request.header("authorization"),
        // test-client:the-secret-of-the-app
        Some("Basic dGVzdC1jbGllbnQ6dGhlLXNlY3JldC1vZi10aGUtYXBw")
    );
    assert_eq!(
        server.calls()[0].header("authorization"),
        Some("Bearer token-0")
    );
}

#[tokio::test]
async fn however_many_calls_wait_a_refusal_is_asked_for_once() {
    let refused =
        json!({"error": "invalid_client", "error_description": "Client Authentication failed"});
    let server = Server::start(move |_, _| Some(json_answer(401, &refused))).await;
    let results = get_many(&server.client(), 20).await;
    assert_eq!(server.token_requests().len(), 1);
    assert!(server.calls().is_empty());
    for result in results {
        let error = result.unwrap_err();
        assert_eq!(error.code(), "paypal_credentials_refused");
        assert!(!error.is_passing());
        assert!(!error.is_outcome_unknown());
        assert!(error.to_string().contains("invalid_client"), "{error}");
    }
}

#[tokio::test]
async fn a_token_is_renewed_before_it_expires() {
    let server = Server::start(orders).await;
    let hands = Hands::default();
    let client = Client::new(ClientConfig {
        clock: hands.clock(),
        ..server.config()
    })
    .unwrap();
    client.orders_v2().get(&order_id()).await.unwrap();
    hands.advance(32400 - 301);
    client.orders_v2().get(&order_id()).await.unwrap();
    assert_eq!(server.token_requests().len(), 1);
    hands.advance(1);
    let results = get_many(&client, 10).await;
    assert!(results.iter().all(Result::is_ok));
    assert_eq!(server.token_requests().len(), 2);
    let last = server.calls().pop().unwrap();
    assert_eq!(last.header("authorization"), Some("Bearer token-1"));
}

#[tokio::test]
async fn while_a_token_lasts_a_failing_renewal_hurts_nobody() {
    let down = Arc::new(AtomicBool::new(false));
    let is_down = Arc::clone(&down);
    let server = Server::start(move |request, before| {
        if request.path == TOKEN_PATH && is_down.load(Ordering::SeqCst) {
            return Some(answer(400, ""));
        }
        orders(request, before)
    })
    .await;
    let hands = Hands::default();
    let client = Client::new(ClientConfig {
        clock: hands.clock(),
        ..server.config()
    })
    .unwrap();
    client.orders_v2().get(&order_id()).await.unwrap();
    down.store(true, Ordering::SeqCst);
    hands.advance(32400 - 200);
    for _ in 0..3 {
        client.orders_v2().get(&order_id()).await.unwrap();
    }
    // One renewal was tried, and the next is some time away.
    assert_eq!(server.token_requests().len(), 2);
    hands.advance(31);
    client.orders_v2().get(&order_id()).await.unwrap();
    assert_eq!(server.token_requests().len(), 3);
    hands.advance(200);
    let error = client.orders_v2().get(&order_id()).await.unwrap_err();
    assert_eq!(error.code(), "paypal_credentials_refused");
}

#[tokio::test]
async fn a_revoked_token_is_replaced_once_for_all_calls() {
    let server = Server::start(|request, _| {
        if request.path == TOKEN_PATH {
            return None;
        }
        Some(match request.header("authorization") {
            Some("Bearer token-0") => answer(401, ""),
            _ => json_answer(200, &order()),
        })
    })
    .await;
    let results = get_many(&server.client(), 10).await;
    assert!(results.iter().all(Result::is_ok), "{results:?}");
    assert_eq!(server.token_requests().len(), 2);
    assert_eq!(server.calls().len(), 20);
}

#[tokio::test]
async fn a_late_refusal_of_the_old_token_leaves_the_new_one() {
    let later = Arc::new(Notify::new());
    let until = Arc::clone(&later);
    let server = Server::start(move |request, _| {
        if request.path == TOKEN_PATH {
            return None;
        }
        let is_old = request.header("authorization") == Some("Bearer token-0");
        Some(match (is_old, request.path.ends_with("LATE")) {
            (true, true) => held(answer(401, ""), &until),
            (true, false) => answer(401, ""),
            (false, _) => json_answer(200, &order()),
        })
    })
    .await;
    let client = server.client();
    let waiting = client.clone();
    let late = tokio::spawn(async move {
        let id = "LATE".parse().unwrap();
        waiting.orders_v2().get(&id).await.map(drop)
    });
    while server.calls().is_empty() {
        tokio::task::yield_now().await;
    }
    client.orders_v2().get(&order_id()).await.unwrap();
    later.notify_one();
    late.await.unwrap().unwrap();
    assert_eq!(server.token_requests().len(), 2);
}

#[tokio::test]
async fn a_second_refusal_is_the_answer() {
    let server =
        Server::start(|request, _| (request.path != TOKEN_PATH).then(|| answer(401, ""))).await;
    let error = server
        .client()
        .orders_v2()
        .get(&order_id())
        .await
        .unwrap_err();
    assert_eq!(error.code(), "paypal_credentials_refused");
    assert_eq!(server.token_requests().len(), 2);
    assert_eq!(server.calls().len(), 2);
}

#[tokio::test]
async fn tokens_are_asked_for_again_where_that_may_help() {
    let server = Server::start(
        |request, before| match (request.path == TOKEN_PATH, before) {
            (true, 0) => Some(answer(503, "")),
            (true, 1) => Some(answer(429, "")),
            (true, _) => Some(token("late")),
            (false, _) => Some(json_answer(200, &order())),
        },
    )
    .await;
    server.client().orders_v2().get(&order_id()).await.unwrap();
    assert_eq!(server.token_requests().len(), 3);
    let down = Server::start(|_, _| Some(answer(503, ""))).await;
    let error = down.client().check_credentials().await.unwrap_err();
    assert_eq!(error.code(), "paypal_failed");
    assert!(error.is_passing());
    assert!(!error.is_outcome_unknown(), "the call itself was not made");
    assert_eq!(down.token_requests().len(), 3);
}

#[tokio::test]
async fn tokens_are_read_leniently_but_have_to_be_there() {
    for body in [
        json!({"access_token": "t"}),
        json!({"access_token": "t", "expires_in": "32400"}),
        json!({"access_token": "t", "expires_in": null, "nonce": 7}),
    ] {
        let server = Server::start(move |_, _| Some(json_answer(200, &body))).await;
        let client = server.client();
        client.check_credentials().await.unwrap();
        client.check_credentials().await.unwrap();
        assert_eq!(server.token_requests().len(), 1);
    }
    for body in [
        "",
        "{}",
        "<html>",
        "[]",
        r#"{"access_token": ""}"#,
        r#"{"access_token": "a\nb"}"#,
    ] {
        let server = Server::start(move |_, _| Some(answer(200, body))).await;
        let error = server.client().check_credentials().await.unwrap_err();
        assert_eq!(error.code(), "paypal_answer_unreadable", "{body:?}");
        assert_eq!(error.debug_id(), Some("b1d1f06c7246c"));
    }
}

#[tokio::test]
async fn an_empty_secret_is_sent_as_one() {
    let server = Server::start(orders).await;
    let mut config = server.config();
    config.credentials = Credentials::new("browser", "");
    let client = Client::new(config).unwrap();
    client.check_credentials().await.unwrap();
    let request = &server.token_requests()[0];
    // browser:
    assert_eq!(request.header("authorization"), Some("Basic YnJvd3Nlcjo="));
    assert!(!format!("{client:?}").contains(SECRET));
}
