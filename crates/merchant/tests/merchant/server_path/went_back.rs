//! Webhook messages of money that went back.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::harness::buyer::server_order;
use crate::harness::paypal::Scripted;
use crate::harness::{Shop, id_of};
use crate::server_path::webhooks::{deliver, event, open};

const SALE: &str = "1AB23456CD789012E";
const REFUND: &str = "6AB23456CD789012E";

/// A paid v1 payment: the checkout and the payment.
async fn paid(paypal: &Scripted, shop: &Shop) -> (String, String) {
    let made = shop.create(&server_order("payments_v1")).await;
    let id = id_of(&made);
    let checkout = id.parse().unwrap();
    let payment = shop.ledger().server_payment(&checkout).await.unwrap();
    let payment = payment.unwrap().paypal_id.unwrap();
    let sale = json!({
        "id": SALE, "state": "completed", "parent_payment": payment,
        "amount": {"total": "67.67", "currency": "USD"},
    });
    paypal.change(&payment, |whole| {
        whole["state"] = json!("approved");
        whole["transactions"][0]["related_resources"] = json!([{"sale": sale}]);
    });
    let said = event("WH-1", "PAYMENT.SALE.COMPLETED", "sale", &sale);
    assert_eq!(deliver(shop, &said).await, StatusCode::OK);
    assert_eq!(shop.checkout(&id).await["status"], "paid");
    (id, payment)
}

/// `PayPal-PHP-SDK #251`, `PayPal-Python-SDK #91`, `plutov/paypal PR #238`,
/// `SwagPayPal PR #13`, a fixture of pretix: PayPal calls a refund a "sale", of
/// a negative amount or a positive one.
#[tokio::test]
async fn a_refund_is_one_whatever_its_resource_type() {
    for resource_type in ["sale", "refund", "capture", ""] {
        for total in ["-10.00", "10.00"] {
            let (paypal, shop) = open().await;
            let (id, payment) = paid(&paypal, &shop).await;
            let refund = json!({
                "id": REFUND, "state": "completed", "sale_id": SALE, "parent_payment": payment,
                "amount": {"total": total, "currency": "USD"}, "custom": id,
            });
            paypal.change(&payment, |whole| {
                let related = &mut whole["transactions"][0]["related_resources"];
                related[0]["sale"]["state"] = json!("partially_refunded");
                *related = json!([related[0], {"refund": refund}]);
            });
            let said = event("WH-2", "PAYMENT.SALE.REFUNDED", resource_type, &refund);
            assert_eq!(deliver(&shop, &said).await, StatusCode::OK);
            let checkout = shop.checkout(&id).await;
            assert_eq!(
                checkout["status"], "partially_refunded",
                "{resource_type} {total}"
            );
            assert_eq!(checkout["payment"]["gross"], "67.67");
            let known = shop.ledger().transactions(&id.parse().unwrap()).await;
            let known = known.unwrap();
            let refunds: Vec<_> = known.iter().filter(|one| one.kind == "refund").collect();
            assert_eq!(refunds.len(), 1);
            assert_eq!(refunds[0].gross.to_string(), "10.00");
        }
    }
}

/// One that names nothing of the shop's is nobody's.
#[tokio::test]
async fn a_refund_of_nothing_known_is_put_aside() {
    let (paypal, shop) = open().await;
    let (id, _) = paid(&paypal, &shop).await;
    let refund = json!({
        "id": REFUND, "state": "completed", "amount": {"total": "-10.00", "currency": "USD"},
    });
    for (n, resource_type) in ["sale", "refund"].into_iter().enumerate() {
        let said = event(
            &format!("WH-2{n}"),
            "PAYMENT.SALE.REFUNDED",
            resource_type,
            &refund,
        );
        assert_eq!(deliver(&shop, &said).await, StatusCode::OK);
        assert_eq!(shop.checkout(&id).await["status"], "paid");
    }
    let known = shop.ledger().transactions(&id.parse().unwrap()).await;
    assert_eq!(known.unwrap().len(), 1);
    let listed = shop.checkout(&id).await;
    assert_ne!(listed["payment"], Value::Null);
}

/// PayPal tells refunds and reversals of sales as a "sale", of a negative
/// amount.
#[tokio::test]
async fn a_sale_that_went_back_is_no_payment() {
    let (paypal, shop) = open().await;
    for (n, (kind, states)) in [
        ("PAYMENT.SALE.REFUNDED", ["completed", "refunded"]),
        ("PAYMENT.SALE.REVERSED", ["completed", "reversed"]),
    ]
    .into_iter()
    .enumerate()
    {
        let made = shop.create(&server_order("payments_v1")).await;
        let id = id_of(&made);
        let payment = shop
            .ledger()
            .server_payment(&id.parse().unwrap())
            .await
            .unwrap();
        let payment = payment.unwrap().paypal_id.unwrap();
        let sale = format!("4CF18861HF410323{n}");
        let mut resource = json!({
            "id": sale, "state": "completed", "parent_payment": payment,
            "amount": {"total": "67.67", "currency": "USD"},
        });
        paypal.change(&payment, |payment| {
            payment["state"] = json!("approved");
            payment["transactions"][0]["related_resources"] = json!([{"sale": resource}]);
        });
        let said = event(
            &format!("WH-{n}0"),
            "PAYMENT.SALE.COMPLETED",
            "sale",
            &resource,
        );
        assert_eq!(deliver(&shop, &said).await, StatusCode::OK);
        assert_eq!(shop.checkout(&id).await["status"], "paid");
        resource["id"] = json!(format!("6YX43824R4443062{n}"));
        resource["amount"]["total"] = json!("-67.67");
        if kind == "PAYMENT.SALE.REFUNDED" {
            resource["sale_id"] = json!(sale);
        }
        let mut ends = ["paid", if n == 0 { "refunded" } else { "reversed" }].into_iter();
        for state in states {
            paypal.change(&payment, |payment| {
                let related = &mut payment["transactions"][0]["related_resources"];
                related[0]["sale"]["state"] = json!(state);
                if state == "refunded" {
                    let mut refund = resource.clone();
                    refund["amount"]["total"] = json!("67.67");
                    *related = json!([related[0], {"refund": refund}]);
                }
            });
            let said = event(&format!("WH-{n}{state}"), kind, "sale", &resource);
            assert_eq!(deliver(&shop, &said).await, StatusCode::OK);
            let checkout = shop.checkout(&id).await;
            assert_eq!(checkout["status"], ends.next().unwrap(), "{kind} {state}");
            assert_eq!(checkout["payment"]["gross"], "67.67");
        }
    }
}
