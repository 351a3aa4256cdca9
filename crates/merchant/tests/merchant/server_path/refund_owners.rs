//! A refund counts for the checkout whose payment PayPal says it takes back,
//! whatever checkout the webhook message names.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::harness::buyer::{REST, server_order};
use crate::harness::paypal::Scripted;
use crate::harness::{Shop, id_of};
use crate::server_path::webhooks::{deliver, event, open};

const REFUND: &str = "1JU08902781691411";

/// A checkout by one of the REST APIs, with PayPal's name of its payment.
struct Order {
    id: String,
    payment: String,
}

impl Order {
    async fn open(shop: &Shop, api: &str) -> Self {
        let id = id_of(&shop.create(&server_order(api)).await);
        let known = id.parse().unwrap();
        let payment = shop.ledger().server_payment(&known).await.unwrap();
        let payment = payment.unwrap().paypal_id.unwrap();
        Self { id, payment }
    }

    /// Transaction of its money.
    fn txn_id(&self) -> String {
        let end = self.payment.len() - 10;
        format!("TXN0000{}", &self.payment[end..])
    }

    /// With its order paid, and the shop told so.
    async fn paid(shop: &Shop, paypal: &Scripted, api: &str) -> Self {
        let order = Self::open(shop, api).await;
        let txn_id = order.txn_id();
        let (kind, resource_type, paid) = if api == "payments_v1" {
            let sale = json!({
                "id": txn_id, "state": "completed", "parent_payment": order.payment,
                "amount": {"total": "67.67", "currency": "USD"},
            });
            paypal.change(&order.payment, |payment| {
                payment["state"] = json!("approved");
                payment["transactions"][0]["related_resources"] = json!([{"sale": sale}]);
            });
            ("PAYMENT.SALE.COMPLETED", "sale", sale)
        } else {
            let capture = json!({
                "id": txn_id, "status": "COMPLETED",
                "amount": {"currency_code": "USD", "value": "67.67"},
                "supplementary_data": {"related_ids": {"order_id": order.payment}},
            });
            paypal.captured(&order.payment, &capture);
            ("PAYMENT.CAPTURE.COMPLETED", "capture", capture)
        };
        let told = event(&format!("WH-{txn_id}"), kind, resource_type, &paid);
        assert_eq!(deliver(shop, &told).await, StatusCode::OK);
        assert_eq!(shop.checkout(&order.id).await["status"], "paid");
        order
    }
}

/// A refund of all the money of the transaction `txn_id`, as PayPal tells it
/// when asked.
fn refund(api: &str, txn_id: &str) -> Value {
    if api == "payments_v1" {
        return json!({
            "id": REFUND, "state": "completed", "sale_id": txn_id,
            "amount": {"total": "67.67", "currency": "USD"},
        });
    }
    let up = format!("https://api.paypal.com/v2/payments/captures/{txn_id}");
    json!({
        "id": REFUND, "status": "COMPLETED",
        "amount": {"currency_code": "USD", "value": "67.67"},
        "links": [{"rel": "up", "method": "GET", "href": up}],
    })
}

/// A verified message about a refund that names the payment of a checkout.
fn told(api: &str, payment: &str) -> Value {
    if api == "payments_v1" {
        let mut said = refund(api, "9ZZ00000000000000");
        said["parent_payment"] = json!(payment);
        return event("WH-R", "PAYMENT.SALE.REFUNDED", "refund", &said);
    }
    let mut said = refund(api, "9ZZ00000000000000");
    said["supplementary_data"] = json!({"related_ids": {"order_id": payment}});
    event("WH-R", "PAYMENT.CAPTURE.REFUNDED", "refund", &said)
}

fn path(api: &str) -> &'static str {
    if api == "payments_v1" {
        "/v1/payments/refund/1JU08902781691411"
    } else {
        "/v2/payments/refunds/1JU08902781691411"
    }
}

async fn verdict(shop: &Shop, id: &str) -> Option<String> {
    let kept = shop.ledger().webhooks(&id.parse().unwrap()).await.unwrap();
    kept.last().and_then(|kept| kept.verdict.clone())
}

/// Returns whether the ledger has the refund under a checkout.
async fn has_refund(shop: &Shop, id: &str) -> bool {
    let known = id.parse().unwrap();
    let transactions = shop.ledger().transactions(&known).await.unwrap();
    transactions
        .iter()
        .any(|known| known.txn_id.as_str() == REFUND)
}

#[tokio::test]
async fn another_checkouts_refund_is_recorded_there() {
    for api in REST {
        let (paypal, shop) = open().await;
        let named = Order::open(&shop, api).await;
        let other = Order::paid(&shop, &paypal, api).await;
        paypal.will(path(api), 200, refund(api, &other.txn_id()));
        let told = told(api, &named.payment);
        assert_eq!(deliver(&shop, &told).await, StatusCode::OK);
        let status = shop.checkout(&named.id).await["status"].clone();
        assert_eq!(status, "created", "{api}");
        assert!(!has_refund(&shop, &named.id).await);
        let status = shop.checkout(&other.id).await["status"].clone();
        assert_eq!(status, "refunded", "{api}");
        assert!(has_refund(&shop, &other.id).await);
        assert_eq!(verdict(&shop, &other.id).await.unwrap(), "accepted");
        // Once more, it changes nothing.
        let steps = shop.steps(&other.id).await.len();
        assert_eq!(deliver(&shop, &told).await, StatusCode::OK);
        assert_eq!(shop.steps(&other.id).await.len(), steps);
        assert_eq!(shop.steps(&named.id).await.len(), 1);
    }
}

#[tokio::test]
async fn a_refund_of_no_payment_of_the_shop_is_recorded_nowhere() {
    for api in REST {
        for paid in [false, true] {
            let (paypal, shop) = open().await;
            let named = if paid {
                Order::paid(&shop, &paypal, api).await
            } else {
                Order::open(&shop, api).await
            };
            paypal.will(path(api), 200, refund(api, "8YY00000000000000"));
            let told = told(api, &named.payment);
            assert_eq!(deliver(&shop, &told).await, StatusCode::OK);
            let status = shop.checkout(&named.id).await["status"].clone();
            let expected = if paid { "paid" } else { "created" };
            assert_eq!(status, expected, "{api}");
            assert!(!has_refund(&shop, &named.id).await);
            assert_eq!(verdict(&shop, &named.id).await.unwrap(), "not_confirmed");
        }
    }
}

/// Of the named checkout's own payment there is no doubt, also where PayPal
/// names the payment or order and no transaction that is known.
#[tokio::test]
async fn a_refund_of_the_checkouts_own_payment_counts() {
    for api in REST {
        for names_payment in [false, true] {
            let (paypal, shop) = open().await;
            let named = Order::paid(&shop, &paypal, api).await;
            let answer = if names_payment {
                let said = told(api, &named.payment);
                said["resource"].clone()
            } else {
                refund(api, &named.txn_id())
            };
            paypal.will(path(api), 200, answer);
            let told = told(api, &named.payment);
            assert_eq!(deliver(&shop, &told).await, StatusCode::OK);
            assert!(has_refund(&shop, &named.id).await, "{api} {names_payment}");
            assert_eq!(verdict(&shop, &named.id).await.unwrap(), "accepted");
        }
    }
}
