//! A message about a transaction that an API has told before shows what the
//! API does not: it is judged all the same.

use std::collections::BTreeMap;

use reqwest::StatusCode;
use serde_json::json;

use crate::harness::buyer::{REST, server_order, token_of};
use crate::harness::paypal::Scripted;
use crate::harness::{Shop, id_of};

const TXN: &str = "1AB23456CD789012E";

/// A checkout that is paid by the buyer's return, or by the server's question.
async fn paid(paypal: &Scripted, shop: &Shop, api: &str, returns: bool) -> String {
    let created = shop.create(&server_order(api)).await;
    let id = id_of(&created);
    let payment = shop.ledger().server_payment(&id.parse().unwrap()).await;
    let paypal_id = payment.unwrap().unwrap().paypal_id.unwrap();
    paypal.change(&paypal_id, |made| {
        if api == "payments_v1" {
            made["state"] = json!("approved");
            made["transactions"][0]["related_resources"] = json!([{"sale": {
                "id": TXN, "state": "completed", "amount": {"total": "67.67", "currency": "USD"},
            }}]);
        } else {
            made["status"] = json!("COMPLETED");
            made["purchase_units"][0]["payments"] = json!({"captures": [{
                "id": TXN, "status": "COMPLETED",
                "amount": {"value": "67.67", "currency_code": "USD"},
            }]});
        }
    });
    if returns {
        let query = format!("token={}", token_of(&created));
        let done = shop.complete(&id, &query).await;
        assert_eq!(done["status"], "paid", "{done}");
    } else {
        shop.advance(3 * 60);
        shop.running.merchant().tick().await.unwrap();
        assert_eq!(shop.checkout(&id).await["status"], "paid");
    }
    id
}

fn message(id: &str, changes: &[(&'static str, &'static str)]) -> String {
    let mut fields = BTreeMap::from([
        ("txn_id", TXN),
        ("txn_type", "express_checkout"),
        ("payment_status", "Completed"),
        ("mc_gross", "67.67"),
        ("mc_currency", "USD"),
        ("receiver_email", "merchant@example.com"),
        ("receiver_id", "MERCHANT23456"),
        ("custom", id),
        ("test_ipn", "1"),
    ]);
    fields.extend(changes.iter().copied());
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}

#[tokio::test]
async fn a_message_that_names_another_receiver_puts_a_paid_checkout_into_review() {
    for api in REST {
        for returns in [true, false] {
            for (change, reason) in [
                (("receiver_email", "stranger@example.com"), "payee_mismatch"),
                (("mc_gross", "6.77"), "amount_mismatch"),
                (("mc_currency", "EUR"), "currency_mismatch"),
                (
                    ("custom", "co_bbbbbbbbbbbbbbbbbbbbbbbbbb"),
                    "order_mismatch",
                ),
            ] {
                let paypal = Scripted::open().await;
                let shop = Shop::open(&paypal.url).await;
                let id = paid(&paypal, &shop, api, returns).await;
                // The same news changes nothing.
                let same = message(&id, &[]);
                assert_eq!(shop.notify(same.as_bytes()).await, StatusCode::OK);
                assert_eq!(shop.checkout(&id).await["status"], "paid");
                let told = shop.messages(&id).await;
                assert_eq!(told[0].verdict.as_deref(), Some("duplicate"));
                let steps = shop.history(&id).await.len();

                let other = message(&id, &[change]);
                assert_eq!(shop.notify(other.as_bytes()).await, StatusCode::OK);
                let checkout = shop.checkout(&id).await;
                assert_eq!(
                    (&checkout["status"], &checkout["reason"]),
                    (&json!("review"), &json!(reason)),
                    "{api} {returns} {change:?}"
                );
                let told = shop.messages(&id).await;
                assert_eq!(told.last().unwrap().verdict.as_deref(), Some(reason));
                assert_eq!(shop.history(&id).await.len(), steps + 1);
                // Told once more, it is no news.
                let again = format!("{other}&resend=true");
                assert_eq!(shop.notify(again.as_bytes()).await, StatusCode::OK);
                assert_eq!(shop.history(&id).await.len(), steps + 1);
            }
        }
    }
}
