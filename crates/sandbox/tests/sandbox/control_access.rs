//! Access to the control API, and to the hosts that are notified.

use crate::harness::{Harness, buy_now};
use reqwest::StatusCode;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A page of another site can send requests to this machine, but no JSON, and
/// not in the sandbox's own name.
#[tokio::test]
async fn other_sites_have_no_control() {
    let sandbox = Harness::start().await;
    let reset = sandbox.url("/_sandbox/reset");
    let faults = sandbox.url("/_sandbox/faults");
    let own = sandbox.url("");
    let own = own.trim_end_matches('/');
    type Headers<'a> = &'a [(&'a str, &'a str)];
    let cases: [(Headers<'_>, &str, u16); 13] = [
        (&[], "", 200),
        (&[("content-type", "application/json")], "", 200),
        (
            &[("content-type", "application/json; charset=utf-8")],
            "{}",
            200,
        ),
        (&[("sec-fetch-site", "none")], "", 200),
        // A button of its own page.
        (
            &[
                ("content-type", "application/x-www-form-urlencoded"),
                ("origin", own),
                ("sec-fetch-site", "same-origin"),
            ],
            "",
            200,
        ),
        // As browsers send it whose page tells nobody where it is.
        (
            &[
                ("content-type", "application/x-www-form-urlencoded"),
                ("origin", "null"),
                ("sec-fetch-site", "same-origin"),
            ],
            "",
            200,
        ),
        (&[("content-type", "text/plain")], "{}", 415),
        (
            &[("content-type", "application/x-www-form-urlencoded")],
            "a=b",
            415,
        ),
        (&[], "{}", 415),
        (&[("origin", "http://evil.example")], "", 403),
        (&[("origin", "null")], "", 403),
        (&[("sec-fetch-site", "cross-site")], "", 403),
        (&[("host", "evil.example")], "", 403),
    ];
    for (headers, body, status) in cases {
        let mut request = sandbox.client.post(&reset).body(body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status().as_u16(), status, "{headers:?} {body}");
    }
    // Reading, too, is for this machine: a name can be pointed here.
    let rebound = sandbox.client.get(&faults).header("host", "evil.example");
    let answer = rebound.send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    let problem: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
    assert_eq!(problem["code"], "host_refused");
    // PayPal's own paths answer under any name.
    let other = sandbox
        .client
        .get(sandbox.url("/nix"))
        .header("host", "evil.example");
    assert_eq!(other.send().await.unwrap().status(), StatusCode::NOT_FOUND);
}

/// HTTP/1.0 needs no `Host`, and a name may be bytes that are no text.
#[tokio::test]
async fn a_request_without_a_host_has_no_control() {
    let sandbox = Harness::start().await;
    let base = sandbox.url("");
    let address = base.trim_start_matches("http://").trim_end_matches('/');
    for (line, host, status) in [
        ("GET /_sandbox/accounts HTTP/1.0", &b""[..], "403"),
        (
            "GET /_sandbox/accounts HTTP/1.0",
            b"Host: \xffocalhost\r\n",
            "403",
        ),
        ("POST /_sandbox/reset HTTP/1.0", b"", "403"),
        (
            "GET /_sandbox/accounts HTTP/1.0",
            b"Host: localhost\r\n",
            "200",
        ),
    ] {
        let mut connection = TcpStream::connect(address).await.unwrap();
        let request = [line.as_bytes(), b"\r\n", host, b"\r\n"].concat();
        connection.write_all(&request).await.unwrap();
        let mut answer = Vec::new();
        connection.read_to_end(&mut answer).await.unwrap();
        let answer = String::from_utf8(answer).unwrap();
        let (_, told) = answer.split_once(' ').unwrap();
        assert!(told.starts_with(status), "{line} {host:?}: {answer}");
        assert_eq!(told.contains("host_refused"), status == "403", "{answer}");
    }
}

#[tokio::test]
async fn notifications_go_to_the_hosts_that_are_named() {
    let config = paypal_sandbox::Config {
        notify_hosts: Some(vec!["shop.test".to_owned()]),
        ..paypal_sandbox::Config::default()
    };
    let sandbox = Harness::with(config).await;
    let form = buy_now(&[("notify_url", "http://127.0.0.1:9/ipn")]);
    sandbox.paid(&form).await;
    let attempt = loop {
        let all = sandbox.get("notifications").await;
        if let Some(attempt) = all[0]["attempts"].get(0) {
            break attempt.clone();
        }
        tokio::task::yield_now().await;
    };
    assert!(attempt.to_string().contains("not among those"), "{attempt}");
}
