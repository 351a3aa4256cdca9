//! Requests: method, path, headers and body of every call.

use leptos_paypal_api::v1::{self, ListQuery};
use leptos_paypal_api::v2::{self, AmountWithBreakdown, Patch};
use leptos_paypal_api::{ApiError, Client, ClientConfig};
use leptos_paypal_core::{Currency, TxnId};
use serde_json::{Value, json};

use crate::fixtures::money;
use crate::server::{Reply, Seen, Server, TOKEN_PATH, answer, json_answer, order_id, request_id};

fn anything(request: &Seen, _: usize) -> Option<Reply> {
    (request.path != TOKEN_PATH)
        .then(|| json_answer(200, &json!({"id": "4RR959492F879224U", "links": []})))
}

fn txn() -> TxnId {
    "4RR959492F879224U".parse().unwrap()
}

/// Runs one call and tells what was sent.
pub async fn sent<T>(call: impl AsyncFnOnce(Client) -> Result<T, ApiError>) -> Seen {
    let server = Server::start(anything).await;
    call(server.client()).await.map(drop).unwrap();
    let mut calls = server.calls();
    assert_eq!(calls.len(), 1);
    calls.remove(0)
}

/// `METHOD path`, and whether it carried the request id and wants everything.
pub fn line(seen: &Seen) -> (String, bool, bool) {
    assert_eq!(seen.header("content-type"), Some("application/json"));
    assert_eq!(seen.header("accept"), Some("application/json"));
    assert_eq!(seen.header("authorization"), Some("Bearer token-0"));
    let id = seen.header("paypal-request-id");
    assert!(id.is_none() || id == Some(request_id().as_str()));
    (
        format!("{} {}", seen.method, seen.path),
        id.is_some(),
        seen.header("prefer") == Some("return=representation"),
    )
}

macro_rules! check {
    ($call:expr, $line:literal, $id:literal, $all:literal, $body:expr) => {{
        let seen = sent($call).await;
        assert_eq!(line(&seen), ($line.to_owned(), $id, $all));
        let body: Option<Value> = $body;
        match body {
            Some(body) => assert_eq!(seen.json(), body, "{}", $line),
            None => assert!(seen.body.is_empty(), "{}", $line),
        }
    }};
}

#[tokio::test]
async fn payments_v1() {
    let payment = "PAYID-1".parse().unwrap();
    let five = money("5.00", Currency::USD);
    let capture = v1::CaptureRequest {
        amount: five.into(),
        is_final_capture: true,
    };
    let id = request_id();
    let captured =
        json!({"amount": {"currency": "USD", "total": "5.00"}, "is_final_capture": true});
    let amount = json!({"amount": {"currency": "USD", "total": "5.00"}});
    check!(
        async |c: Client| c.payments_v1().get(&payment).await,
        "GET /v1/payments/payment/PAYID-1",
        false,
        false,
        None
    );
    check!(
        async |c: Client| c
            .payments_v1()
            .execute(&payment, "ABCDEFGHJKLMN", &id)
            .await,
        "POST /v1/payments/payment/PAYID-1/execute",
        true,
        false,
        Some(json!({"payer_id": "ABCDEFGHJKLMN"}))
    );
    check!(
        async |c: Client| c.payments_v1().sale(&txn()).await,
        "GET /v1/payments/sale/4RR959492F879224U",
        false,
        false,
        None
    );
    check!(
        async |c: Client| c
            .payments_v1()
            .refund_sale(&txn(), &v1::RefundRequest::of(None), &id)
            .await,
        "POST /v1/payments/sale/4RR959492F879224U/refund",
        true,
        false,
        Some(json!({}))
    );
    check!(
        async |c: Client| c
            .payments_v1()
            .refund_capture(&txn(), &v1::RefundRequest::of(Some(five)), &id)
            .await,
        "POST /v1/payments/capture/4RR959492F879224U/refund",
        true,
        false,
        Some(amount.clone())
    );
    check!(
        async |c: Client| c.payments_v1().authorization(&txn()).await,
        "GET /v1/payments/authorization/4RR959492F879224U",
        false,
        false,
        None
    );
    check!(
        async |c: Client| c
            .payments_v1()
            .capture_authorization(&txn(), &capture, &id)
            .await,
        "POST /v1/payments/authorization/4RR959492F879224U/capture",
        true,
        false,
        Some(captured.clone())
    );
    check!(
        async |c: Client| c.payments_v1().void_authorization(&txn(), &id).await,
        "POST /v1/payments/authorization/4RR959492F879224U/void",
        true,
        false,
        None
    );
    check!(
        async |c: Client| c.payments_v1().reauthorize(&txn(), five, &id).await,
        "POST /v1/payments/authorization/4RR959492F879224U/reauthorize",
        true,
        false,
        Some(amount.clone())
    );
    check!(
        async |c: Client| c.payments_v1().order(&txn()).await,
        "GET /v1/payments/orders/4RR959492F879224U",
        false,
        false,
        None
    );
    check!(
        async |c: Client| c.payments_v1().authorize_order(&txn(), five, &id).await,
        "POST /v1/payments/orders/4RR959492F879224U/authorize",
        true,
        false,
        Some(amount)
    );
    check!(
        async |c: Client| c.payments_v1().capture_order(&txn(), &capture, &id).await,
        "POST /v1/payments/orders/4RR959492F879224U/capture",
        true,
        false,
        Some(captured)
    );
    check!(
        async |c: Client| c.payments_v1().void_order(&txn(), &id).await,
        "POST /v1/payments/orders/4RR959492F879224U/do-void",
        true,
        false,
        None
    );
    check!(
        async |c: Client| c.payments_v1().capture(&txn()).await,
        "GET /v1/payments/capture/4RR959492F879224U",
        false,
        false,
        None
    );
    check!(
        async |c: Client| c.payments_v1().refund(&txn()).await,
        "GET /v1/payments/refund/4RR959492F879224U",
        false,
        false,
        None
    );
}

#[tokio::test]
async fn payments_v1_list() {
    let query = ListQuery {
        count: Some(20),
        start_id: Some("PAYID-1".to_owned()),
        start_time: Some("2026-11-21T00:00:00+01:00".to_owned()),
        ..ListQuery::default()
    };
    let seen = sent(async |client: Client| client.payments_v1().list(&query).await).await;
    assert_eq!(seen.path, "/v1/payments/payment");
    assert_eq!(
        seen.query.as_deref(),
        Some("count=20&start_id=PAYID-1&start_time=2026-11-21T00%3A00%3A00%2B01%3A00")
    );
    let all = ListQuery::default();
    let seen = sent(async |client: Client| client.payments_v1().list(&all).await).await;
    assert_eq!(seen.query, None);
}

#[tokio::test]
async fn orders_and_payments_v2() {
    let order = order_id();
    let yen = money("500", Currency::JPY);
    let id = request_id();
    let amount = json!({"amount": {"currency_code": "JPY", "value": "500"}});
    let patch = Patch::amount(&AmountWithBreakdown::from(yen)).unwrap();
    let refund = v2::RefundRequest {
        amount: Some(yen),
        ..v2::RefundRequest::default()
    };
    check!(
        async |c: Client| c.orders_v2().get(&order).await,
        "GET /v2/checkout/orders/5O190127TN364715T",
        false,
        true,
        None
    );
    check!(
        async |c: Client| c.orders_v2().capture(&order, &id).await,
        "POST /v2/checkout/orders/5O190127TN364715T/capture",
        true,
        true,
        Some(json!({}))
    );
    check!(
        async |c: Client| c.orders_v2().authorize(&order, &id).await,
        "POST /v2/checkout/orders/5O190127TN364715T/authorize",
        true,
        true,
        Some(json!({}))
    );
    check!(
        async |c: Client| c.orders_v2().patch(&order, &[patch]).await,
        "PATCH /v2/checkout/orders/5O190127TN364715T",
        false,
        false,
        Some(json!([{
            "op": "replace",
            "path": "/purchase_units/@reference_id=='default'/amount",
            "value": {"currency_code": "JPY", "value": "500"},
        }]))
    );
    check!(
        async |c: Client| c.payments_v2().authorization(&txn()).await,
        "GET /v2/payments/authorizations/4RR959492F879224U",
        false,
        true,
        None
    );
    check!(
        async |c: Client| c
            .payments_v2()
            .capture_authorization(&txn(), &v2::CaptureRequest::default(), &id)
            .await,
        "POST /v2/payments/authorizations/4RR959492F879224U/capture",
        true,
        true,
        Some(json!({"final_capture": false}))
    );
    check!(
        async |c: Client| c.payments_v2().reauthorize(&txn(), yen, &id).await,
        "POST /v2/payments/authorizations/4RR959492F879224U/reauthorize",
        true,
        true,
        Some(amount.clone())
    );
    check!(
        async |c: Client| c.payments_v2().void_authorization(&txn(), &id).await,
        "POST /v2/payments/authorizations/4RR959492F879224U/void",
        true,
        true,
        None
    );
    check!(
        async |c: Client| c.payments_v2().capture(&txn()).await,
        "GET /v2/payments/captures/4RR959492F879224U",
        false,
        true,
        None
    );
    check!(
        async |c: Client| c.payments_v2().refund_capture(&txn(), &refund, &id).await,
        "POST /v2/payments/captures/4RR959492F879224U/refund",
        true,
        true,
        Some(amount)
    );
    check!(
        async |c: Client| c.payments_v2().refund(&txn()).await,
        "GET /v2/payments/refunds/4RR959492F879224U",
        false,
        true,
        None
    );
}

#[tokio::test]
async fn an_empty_answer_is_one_where_it_is_allowed() {
    let server =
        Server::start(|request, _| (request.path != TOKEN_PATH).then(|| answer(204, ""))).await;
    let client = server.client();
    let voided = client
        .payments_v2()
        .void_authorization(&txn(), &request_id())
        .await
        .unwrap();
    assert_eq!((&voided.value, voided.status), (&None, 204));
    client.orders_v2().patch(&order_id(), &[]).await.unwrap();
}

#[tokio::test]
async fn the_answer_comes_along() {
    let server = Server::start(anything).await;
    let client = Client::new(ClientConfig {
        partner_attribution_id: Some("Shop_SP".to_owned()),
        ..server.config()
    })
    .unwrap();
    let order = client.orders_v2().get(&order_id()).await.unwrap();
    assert_eq!(order.debug_id.as_deref(), Some("b1d1f06c7246c"));
    assert_eq!(order.status, 200);
    assert_eq!(order.value.status.as_str(), "");
    assert!(order.body.starts_with(b"{\"id\""));
    assert_eq!(
        server.calls()[0].header("paypal-partner-attribution-id"),
        Some("Shop_SP")
    );
}
