//! Browsers that go away while PayPal is asked.

use std::sync::Arc;
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::buyer::server_order;
use crate::harness::paypal::Gate;
use crate::harness::{Shop, eventually, id_of};
use crate::server_path::webhooks::{capture, created, open};

/// Time in which a server would notice that a connection is closed.
const NOTICED: Duration = Duration::from_millis(300);

/// Sends a request, and closes its connection while PayPal keeps the answer
/// back.
async fn abandon(shop: &Arc<Shop>, gate: &Gate, path: String, body: Value) {
    let request = {
        let shop = Arc::clone(shop);
        tokio::spawn(async move { shop.call(Method::POST, &path, Some(&body)).await })
    };
    eventually(|| async { (gate.arrived() == 1).then_some(()) }).await;
    request.abort();
    assert!(request.await.unwrap_err().is_cancelled());
    tokio::time::sleep(NOTICED).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_payment_is_made_and_recorded_for_a_browser_that_is_gone() {
    let (paypal, shop) = open().await;
    let (id, order) = created(&shop).await;
    let paid = capture(&order, &id, "COMPLETED", "67.67");
    let whole = json!({
        "id": order, "status": "COMPLETED",
        "purchase_units": [{"payments": {"captures": [paid]}}],
    });
    paypal.will("/capture", 201, whole);
    let gate = paypal.hold("/capture");
    let query = format!("checkout={id}&token={order}&PayerID=BUYER23456789");
    let path = format!("/api/checkouts/{id}/complete");
    abandon(&shop, &gate, path, json!({ "query": query })).await;
    assert_eq!(shop.checkout(&id).await["status"], "created");
    paypal.captured(&order, &paid);
    gate.release();
    // Nobody asks PayPal any more: this is what it has answered.
    shop.until(&id, "paid").await;
    assert_eq!(shop.steps(&id).await.last().unwrap().0, "return");
    assert_eq!(gate.arrived(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_is_made_and_recorded_for_a_browser_that_is_gone() {
    let (paypal, shop) = open().await;
    let gate = paypal.hold("/v2/checkout/orders");
    let request = server_order("orders_v2");
    abandon(&shop, &gate, "/api/checkouts".to_owned(), request.clone()).await;
    let (_, listed) = shop
        .admin(Method::GET, "/checkouts?status=created", None)
        .await;
    let id = id_of(&listed[0]);
    gate.release();
    let checkout = id.parse().unwrap();
    eventually(|| async {
        let payment = shop.ledger().server_payment(&checkout).await.unwrap();
        payment.and_then(|payment| payment.paypal_id)
    })
    .await;
    // The shopper clicks once more, and PayPal is not asked for another one.
    let (_, again) = shop
        .call(Method::POST, "/api/checkouts", Some(&request))
        .await;
    assert_eq!(id_of(&again), id);
    assert!(again["approval_url"].is_string(), "{again}");
    assert_eq!(gate.arrived(), 1);
}
