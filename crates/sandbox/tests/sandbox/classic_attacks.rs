//! Classic calls that mean harm: the sandbox answers, and no money moves.

use std::time::{Duration, Instant};

use crate::harness::classic::{MERCHANT, with_urls};
use crate::harness::{self, Harness, encode};
use reqwest::StatusCode;

const TEN: (&str, &str) = ("PAYMENTREQUEST_0_AMT", "10.00");

#[tokio::test]
async fn huge_requests_are_answered_soon() {
    let sandbox = Harness::start().await;
    let begun = Instant::now();
    let mut fields: Vec<(String, String)> = Vec::new();
    for number in 0..1000 {
        fields.push((format!("L_PAYMENTREQUEST_0_NAME{number}"), "x".repeat(200)));
        fields.push((format!("L_PAYMENTREQUEST_0_AMT{number}"), "0.01".to_owned()));
    }
    fields.push(("PAYMENTREQUEST_0_ITEMAMT".to_owned(), "10.00".to_owned()));
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .chain([TEN])
        .collect();
    let token = sandbox.set_express(&fields).await;
    assert_eq!(
        sandbox.checkout(&token).await["lines"]
            .as_array()
            .unwrap()
            .len(),
        1000
    );
    let many: String = (0..60_000).map(|n| format!("A{n}=1&")).collect();
    let huge = format!(
        "{many}{}",
        encode(&[("METHOD", "GetBalance"), ("VERSION", "204")])
    );
    let answer = sandbox.post("/nvp", huge).await;
    assert!(answer.text().await.unwrap().contains("10002"));
    let too_large = "x".repeat(2 * 1024 * 1024);
    let answer = sandbox.post("/nvp", too_large).await;
    assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert!(begun.elapsed() < Duration::from_secs(20));
}

#[tokio::test]
async fn any_bytes_are_answered() {
    let sandbox = Harness::start().await;
    let start = encode(MERCHANT);
    for tail in [
        &b"&METHOD=%ff%fe&VERSION=204"[..],
        b"&METHOD=GetBalance&VERSION=NaN",
        b"&METHOD=GetBalance&VERSION=-1",
        b"&METHOD=GetBalance&VERSION=1e999999",
        b"&METHOD=SetExpressCheckout&VERSION=204&PAYMENTREQUEST_0_AMT=%EF%BC%91%EF%BC%90",
        b"&METHOD=SetExpressCheckout&VERSION=204&PAYMENTREQUEST_0_AMT=1e2",
        b"\xff\xff=\xff&&&===%zz%",
    ] {
        let body = [start.as_bytes(), tail].concat();
        let request = sandbox.client.post(sandbox.url("/nvp")).body(body);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        let text = answer.text().await.unwrap();
        assert!(text.contains("ACK=Failure"), "{text}");
    }
    // Old shops send windows-1252.
    let mut body = encode(&with_urls(&[TEN])).into_bytes();
    body.extend(b"&METHOD=SetExpressCheckout&VERSION=204&PAYMENTREQUEST_0_DESC=caf%E9&");
    body.extend(start.as_bytes());
    let request = sandbox.client.post(sandbox.url("/nvp")).body(body);
    let text = request.send().await.unwrap().text().await.unwrap();
    let token = form_urlencoded::parse(text.as_bytes()).find(|(name, _)| name == "TOKEN");
    let shown = sandbox.checkout(&token.unwrap().1).await;
    assert_eq!(shown["lines"][0]["item_name"], "café");
}

#[tokio::test]
async fn many_at_once_pay_and_refund_once() {
    let sandbox = Harness::start().await;
    let token = sandbox.set_express(&[TEN]).await;
    let payer = sandbox.agree(&token).await;
    let fields = [TEN, ("TOKEN", token.as_str()), ("PAYERID", payer.as_str())];
    let call = || sandbox.nvp("DoExpressCheckoutPayment", &fields);
    let (a, b, c, d) = tokio::join!(call(), call(), call(), call());
    let all = [a, b, c, d];
    let paid: Vec<_> = all
        .iter()
        .filter(|answer| answer.get("ACK") == "Success")
        .collect();
    assert_eq!(paid.len(), 1);
    assert_eq!(sandbox.balances("USD").await.1, "10.00");
    let txn_id = paid[0].get("PAYMENTINFO_0_TRANSACTIONID");
    let fields = [("TRANSACTIONID", txn_id)];
    let call = || sandbox.nvp("RefundTransaction", &fields);
    let (a, b, c, d) = tokio::join!(call(), call(), call(), call());
    let refunds = [a, b, c, d];
    let made = refunds
        .iter()
        .filter(|answer| answer.get("ACK") == "Success")
        .count();
    assert_eq!(made, 1);
    let balances = sandbox.balances("USD").await;
    assert_eq!(balances, ("5000.00".to_owned(), "0.00".to_owned()));
}

#[tokio::test]
async fn a_buyers_form_or_rest_token_is_no_classic_token() {
    let sandbox = Harness::start().await;
    let form = sandbox.open(&harness::buy_now(&[])).await;
    sandbox.approve(&form).await;
    let fields = [TEN, ("TOKEN", form.as_str()), ("PAYERID", "BUYER23456789")];
    for method in ["GetExpressCheckoutDetails", "DoExpressCheckoutPayment"] {
        assert_eq!(
            sandbox.nvp(method, &fields).await.code(),
            "10410",
            "{method}"
        );
    }
    let set = with_urls(&fields[..2]);
    assert_eq!(
        sandbox.nvp("SetExpressCheckout", &set).await.code(),
        "10410"
    );
    assert_eq!(sandbox.balances("USD").await.1, "10.00");
}
