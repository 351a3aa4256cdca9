//! paypal-rs, a published client in Rust, against the sandbox: unchanged, and
//! for the calls that it has not, by its own way of adding them.

use std::borrow::Cow;

use crate::harness::Harness;
use paypal_rs::api::orders::{AuthorizeOrder, CaptureOrder, CreateOrder, ShowOrderDetails};
use paypal_rs::data::common::{Currency, LinkMethod};
use paypal_rs::data::orders::{
    Amount, ApplicationContext, CaptureStatus, Intent, Order, OrderPayload, OrderPayloadBuilder,
    OrderStatus, PurchaseUnit,
};
use paypal_rs::endpoint::Endpoint;
use paypal_rs::errors::{PaypalError, ResponseError};
use paypal_rs::{Client, HeaderParams, PaypalEnv};
use reqwest::Method;
use serde_json::{Value, json};

async fn client(harness: &Harness, secret: &str) -> Result<Client, ResponseError> {
    let sandbox = PaypalEnv::Mock(harness.url(""));
    let mut client = Client::new("sandbox-client".to_owned(), secret.to_owned(), sandbox);
    client.get_access_token().await?;
    Ok(client)
}

fn asked(intent: Intent, currency: Currency, value: &str) -> OrderPayload {
    let mut unit = PurchaseUnit::new(Amount::new(currency, value));
    unit.custom_id = Some("order-1".to_owned());
    OrderPayloadBuilder::default()
        .intent(intent)
        .purchase_units(vec![unit])
        .application_context(ApplicationContext {
            return_url: Some("http://shop.test/return".to_owned()),
            cancel_url: Some("http://shop.test/cancel".to_owned()),
            ..ApplicationContext::default()
        })
        .build()
        .unwrap()
}

/// A call that the crate has not.
struct Post(String, Value);

impl Endpoint for Post {
    type Query = ();
    type Body = Value;
    type Response = Value;

    fn relative_path(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }

    fn method(&self) -> Method {
        Method::POST
    }

    fn body(&self) -> Option<Value> {
        Some(self.1.clone())
    }
}

/// The error that PayPal describes, not one of reading it.
#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T, ResponseError>) -> PaypalError {
    match result.unwrap_err() {
        ResponseError::ApiError(error) => error,
        ResponseError::HttpError(error) => panic!("the error was not understood: {error}"),
    }
}

async fn captured(harness: &Harness, client: &Client, currency: Currency, value: &str) -> Order {
    let create = CreateOrder::new(asked(Intent::Capture, currency, value));
    let once = || HeaderParams {
        request_id: Some(format!("create-{currency}")),
        ..HeaderParams::default()
    };
    let order = client.execute_ext(&create, once()).await.unwrap();
    assert_eq!(order.status, OrderStatus::Created);
    let again = client.execute_ext(&create, once()).await.unwrap();
    assert_eq!(again.id, order.id);
    let rel = |rel: &str| {
        order
            .links
            .iter()
            .find(|link| link.rel.as_deref() == Some(rel))
    };
    let approve = rel("approve").unwrap();
    assert!(
        approve
            .href
            .ends_with(&format!("/checkoutnow?token={}", order.id))
    );
    assert_eq!(rel("capture").unwrap().method, Some(LinkMethod::Post));

    let early = refused(client.execute(&CaptureOrder::new(&order.id)).await);
    assert_eq!(early.name, "UNPROCESSABLE_ENTITY");
    assert_eq!(early.details[0]["issue"], "ORDER_NOT_APPROVED");
    assert!(early.debug_id.is_some());

    harness.approve(&order.id).await;
    let approved = client.execute(&ShowOrderDetails::new(&order.id)).await;
    assert_eq!(approved.unwrap().status, OrderStatus::Approved);
    let done = client.execute(&CaptureOrder::new(&order.id)).await.unwrap();
    assert_eq!(done.status, OrderStatus::Completed);
    let unit = &done.purchase_units.as_ref().unwrap()[0];
    assert_eq!(unit.amount.value, value);
    let payments = unit.payments.as_ref().unwrap();
    assert_eq!(payments.captures[0].status, CaptureStatus::Completed);
    done
}

/// The captures' or authorizations' ids, which the crate does not read.
async fn ids(client: &Client, order: &str, kind: &str) -> Vec<String> {
    struct Read(String);
    impl Endpoint for Read {
        type Query = ();
        type Body = ();
        type Response = Value;

        fn relative_path(&self) -> Cow<'_, str> {
            Cow::Borrowed(&self.0)
        }

        fn method(&self) -> Method {
            Method::GET
        }
    }
    let order = Read(format!("/v2/checkout/orders/{order}"));
    let order = client.execute(&order).await.unwrap();
    let list = order["purchase_units"][0]["payments"][kind]
        .as_array()
        .unwrap();
    list.iter()
        .map(|one| one["id"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn orders_are_captured_and_refunded() {
    let harness = Harness::start().await;
    let client = client(&harness, "sandbox-secret").await.unwrap();
    for (currency, value, part, rest) in [
        (Currency::USD, "20.50", "0.50", "20.00"),
        (Currency::JPY, "2050", "50", "2000"),
    ] {
        let order = captured(&harness, &client, currency, value).await;
        let capture = ids(&client, &order.id, "captures").await.remove(0);
        let refund = |value: &str| {
            let amount = json!({"currency_code": currency.to_string(), "value": value});
            let path = format!("/v2/payments/captures/{capture}/refund");
            Post(path, json!({"amount": amount}))
        };
        let over = refused(client.execute(&refund("5000")).await);
        assert_eq!(over.details[0]["issue"], "REFUND_AMOUNT_EXCEEDED");
        let refunded = client.execute(&refund(part)).await.unwrap();
        assert_eq!(refunded["status"], "COMPLETED");
        // The crate reads the refund too.
        let order = client.execute(&ShowOrderDetails::new(&order.id)).await;
        let units = order.unwrap().purchase_units.unwrap();
        let payments = units[0].payments.as_ref().unwrap();
        let status = payments.captures[0].status;
        assert_eq!(status, CaptureStatus::PartiallyRefunded);
        assert_eq!(payments.refunds[0].amount.value, part);
        let balances = harness.balances(&currency.to_string()).await;
        assert_eq!(balances.1, rest);
    }
}

#[tokio::test]
async fn orders_are_authorized_captured_and_let_go() {
    let harness = Harness::start().await;
    let client = client(&harness, "sandbox-secret").await.unwrap();
    let create = CreateOrder::new(asked(Intent::Authorize, Currency::EUR, "9.00"));
    let order = client.execute(&create).await.unwrap();
    let authorize = AuthorizeOrder::new(&order.id);
    let early = refused(client.execute(&authorize).await);
    assert_eq!(early.details[0]["issue"], "ORDER_NOT_APPROVED");
    harness.approve(&order.id).await;
    // The crate's type wants `status_details`, which PayPal gives for pending
    // authorizations alone.
    let authorize = format!("/v2/checkout/orders/{}/authorize", order.id);
    let authorized = client.execute(&Post(authorize, json!({}))).await.unwrap();
    assert_eq!(authorized["status"], "COMPLETED");
    let id = ids(&client, &order.id, "authorizations").await.remove(0);
    let path = format!("/v2/payments/authorizations/{id}");
    let amount = json!({"amount": {"currency_code": "EUR", "value": "4.00"}});
    let capture = Post(format!("{path}/capture"), amount);
    let captured = client.execute(&capture).await.unwrap();
    assert_eq!(captured["status"], "COMPLETED");
    let voided = client
        .execute(&Post(format!("{path}/void"), json!({})))
        .await;
    assert_eq!(voided.unwrap()["status"], "VOIDED");
    let late = refused(client.execute(&capture).await);
    assert_eq!(late.details[0]["issue"], "AUTHORIZATION_VOIDED");
    assert_eq!(harness.balances("EUR").await.1, "4.00");
}

#[tokio::test]
async fn refusals_are_understood() {
    let harness = Harness::start().await;
    let wrong = client(&harness, "wrong").await;
    assert!(wrong.is_err());
    let client = client(&harness, "sandbox-secret").await.unwrap();
    let unknown = refused(
        client
            .execute(&ShowOrderDetails::new("NOBODYKNOWSTHIS00"))
            .await,
    );
    assert_eq!(unknown.name, "RESOURCE_NOT_FOUND");
    let precise = CreateOrder::new(asked(Intent::Capture, Currency::USD, "1.005"));
    let precise = refused(client.execute(&precise).await);
    assert_eq!(precise.details[0]["issue"], "DECIMAL_PRECISION");
    let invoice = Post(
        "/v2/invoicing/generate-next-invoice-number".to_owned(),
        json!({}),
    );
    let missing = refused(client.execute(&invoice).await);
    assert_eq!(missing.name, "RESOURCE_NOT_FOUND");
}
