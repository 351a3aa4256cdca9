//! Calls that are tried again, and calls that never are.

use std::time::Duration;

use leptos_paypal_api::v2::{AmountWithBreakdown, Patch};
use leptos_paypal_api::{ApiError, Client, ClientConfig};
use leptos_paypal_core::{Currency, Money};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::server::{
    Reply, Seen, Server, TOKEN_PATH, answer, config, json_answer, order, order_id, request_id,
    retry_policy, with_header,
};

/// Fails with `status` some times before it answers with an order.
fn failing(times: usize, status: u16) -> impl Fn(&Seen, usize) -> Option<Reply> + Send + Sync {
    move |request, before| {
        (request.path != TOKEN_PATH).then(|| {
            if before < times {
                answer(status, "")
            } else {
                json_answer(200, &order())
            }
        })
    }
}

async fn patch(client: &Client) -> Result<(), ApiError> {
    let amount = Money::parse("12.00", Currency::USD).unwrap();
    let change = Patch::amount(&AmountWithBreakdown::from(amount)).unwrap();
    client
        .orders_v2()
        .patch(&order_id(), &[change])
        .await
        .map(drop)
}

#[tokio::test]
async fn questions_are_asked_again() {
    for status in [500, 502, 503, 504, 429] {
        let server = Server::start(failing(2, status)).await;
        server.client().orders_v2().get(&order_id()).await.unwrap();
        assert_eq!(server.calls().len(), 3, "{status}");
        assert_eq!(server.token_requests().len(), 1);
    }
}

#[tokio::test]
async fn a_payment_is_repeated_under_its_own_id() {
    let server = Server::start(failing(2, 500)).await;
    let client = server.client();
    client
        .orders_v2()
        .capture(&order_id(), &request_id())
        .await
        .unwrap();
    let calls = server.calls();
    assert_eq!(calls.len(), 3);
    for call in &calls {
        assert_eq!(
            call.header("paypal-request-id"),
            Some(request_id().as_str())
        );
        assert_eq!(call.body, calls[0].body);
    }
}

#[tokio::test]
async fn repetitions_come_to_an_end() {
    let server = Server::start(failing(usize::MAX, 503)).await;
    let client = server.client();
    let error = client
        .orders_v2()
        .capture(&order_id(), &request_id())
        .await
        .unwrap_err();
    assert_eq!(server.calls().len(), 3);
    assert_eq!(error.code(), "paypal_failed");
    assert!(error.is_outcome_unknown());
    assert!(error.is_passing());
}

#[tokio::test]
async fn what_was_refused_is_not_tried_again() {
    for status in [400, 403, 404, 409, 415, 422, 501] {
        let server = Server::start(failing(usize::MAX, status)).await;
        let error = server
            .client()
            .orders_v2()
            .get(&order_id())
            .await
            .unwrap_err();
        assert_eq!(server.calls().len(), 1, "{status}");
        assert_eq!(error.refusal().unwrap().status, status);
        assert_eq!(error.is_outcome_unknown(), status == 501);
    }
}

#[tokio::test]
async fn what_is_being_done_is_waited_for() {
    for (status, issue) in [
        (409, "PREVIOUS_REQUEST_IN_PROGRESS"),
        (422, "ORDER_COMPLETION_IN_PROGRESS"),
    ] {
        let busy = json!({"name": "RESOURCE_CONFLICT", "details": [{"issue": issue}]});
        for (times, calls) in [(1, 2), (usize::MAX, 3)] {
            let busy = busy.clone();
            let server = Server::start(move |request, before| {
                (request.path != TOKEN_PATH).then(|| match before < times {
                    true => json_answer(status, &busy),
                    false => json_answer(200, &order()),
                })
            })
            .await;
            let client = server.client();
            let result = client.orders_v2().capture(&order_id(), &request_id()).await;
            assert_eq!(server.calls().len(), calls, "{issue}");
            if let Err(error) = result {
                assert_eq!(error.code(), "paypal_in_progress");
                assert!(error.is_passing() && error.is_outcome_unknown());
            }
        }
    }
}

#[tokio::test]
async fn what_has_no_id_is_done_once() {
    let server = Server::start(failing(1, 500)).await;
    let error = patch(&server.client()).await.unwrap_err();
    assert_eq!(server.calls().len(), 1);
    assert!(error.is_outcome_unknown());
    // 429 says that nothing was done.
    let server = Server::start(failing(1, 429)).await;
    patch(&server.client()).await.unwrap();
    assert_eq!(server.calls().len(), 2);
}

#[tokio::test]
async fn who_asks_to_be_left_alone_is() {
    let server = Server::start(|request, before| {
        (request.path != TOKEN_PATH).then(|| match before {
            0 => with_header(answer(429, ""), "retry-after", "0"),
            _ => with_header(answer(429, ""), "retry-after", "60"),
        })
    })
    .await;
    let error = server
        .client()
        .orders_v2()
        .get(&order_id())
        .await
        .unwrap_err();
    assert_eq!(
        server.calls().len(),
        2,
        "60 seconds are more than is waited"
    );
    assert_eq!(error.retry_after(), Some(Duration::from_secs(60)));
    assert_eq!(error.code(), "paypal_busy");
    assert!(error.is_passing());
}

#[tokio::test]
async fn nobody_there_is_not_an_unknown_outcome() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = Client::new(config(&base)).unwrap();
    let error = client
        .orders_v2()
        .capture(&order_id(), &request_id())
        .await
        .unwrap_err();
    assert_eq!(error.code(), "paypal_unreachable");
    assert!(error.is_passing());
    assert!(!error.is_outcome_unknown());
    assert!(
        !error.to_string().contains("127.0.0.1"),
        "addresses stay out: {error}"
    );
}

#[tokio::test]
async fn a_silent_server_is_left_in_time() {
    let server = Server::start(|_, _| None).await;
    let client = Client::new(ClientConfig {
        retry_policy: leptos_paypal_api::RetryPolicy {
            timeout: Duration::from_secs(1),
            retries: 0,
            ..retry_policy()
        },
        ..server.config()
    })
    .unwrap();
    client.check_credentials().await.unwrap();
    let error = client
        .orders_v2()
        .capture(&order_id(), &request_id())
        .await
        .unwrap_err();
    assert_eq!(error.code(), "paypal_unreachable");
    assert!(error.is_outcome_unknown());
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let server = Server::start(|request, _| {
        (request.path != TOKEN_PATH)
            .then(|| with_header(answer(302, ""), "location", "/v2/elsewhere"))
    })
    .await;
    let error = server
        .client()
        .orders_v2()
        .get(&order_id())
        .await
        .unwrap_err();
    assert_eq!(error.refusal().unwrap().status, 302);
    assert_eq!(server.calls().len(), 1);
}

/// Reads one request to its end.
async fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut text = Vec::new();
    loop {
        let mut chunk = [0; 4096];
        let count = stream.read(&mut chunk).await.ok()?;
        if count == 0 {
            return None;
        }
        text.extend_from_slice(&chunk[..count]);
        let so_far = String::from_utf8_lossy(&text);
        if let Some((head, body)) = so_far.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .filter_map(|line| {
                    line.to_ascii_lowercase()
                        .strip_prefix("content-length:")
                        .map(str::to_owned)
                })
                .find_map(|length| length.trim().parse::<usize>().ok())
                .unwrap_or(0);
            if body.len() >= length {
                return Some(so_far.into_owned());
            }
        }
    }
}

/// A server that cuts the first `times` answers after `cut` and answers well
/// afterwards; returns its base URL.
async fn cutting(times: usize, cut: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let mut cuts = 0;
        while let Ok((mut stream, _)) = listener.accept().await {
            let Some(request) = read_request(&mut stream).await else {
                continue;
            };
            let body = if request.contains(TOKEN_PATH) {
                r#"{"access_token":"t","expires_in":32400}"#.to_owned()
            } else if cuts < times {
                cuts += 1;
                let _ = stream.write_all(cut.as_bytes()).await;
                continue;
            } else {
                order().to_string()
            };
            let head = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: application/json";
            let answer = format!("{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len());
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    base
}

#[tokio::test]
async fn cut_answers_are_asked_for_again_where_that_is_safe() {
    for cut in [
        "",
        "HTTP/1.1 20",
        "HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{\"id\": \"5O19",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n10\r\n{\"id\"",
    ] {
        let client = Client::new(config(&cutting(2, cut).await)).unwrap();
        client
            .orders_v2()
            .capture(&order_id(), &request_id())
            .await
            .unwrap_or_else(|error| panic!("{cut:?}: {error}"));

        let client = Client::new(config(&cutting(1, cut).await)).unwrap();
        let error = patch(&client).await.unwrap_err();
        assert_eq!(error.code(), "paypal_unreachable", "{cut:?}");
        assert!(error.is_outcome_unknown(), "{cut:?}");
    }
}
