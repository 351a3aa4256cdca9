//! Donations.

use serde_json::{Value, json};

use crate::harness::{fresh_key, id_of};
use crate::subscriptions::paypal::{Club, field, with};

async fn give(club: &Club, id: &str, amount: Option<&str>) -> Value {
    let mut request = json!({
        "idempotency_key": fresh_key(), "currency": "USD", "donation": {"id": id},
        "custom": "spring appeal",
    });
    if let Some(amount) = amount {
        request["donation"]["amount"] = amount.into();
    }
    club.shop.create(&request).await
}

fn paid(checkout: &str, id: &str, purpose: &str, gross: &str) -> Vec<(String, String)> {
    [
        ("txn_type", "web_accept"),
        ("txn_id", "1AB23456CD789012E"),
        ("payment_status", "Completed"),
        ("mc_gross", gross),
        ("mc_currency", "USD"),
        ("item_number", id),
        ("item_name", purpose),
        ("quantity", "0"),
        ("custom", checkout),
        ("invoice", checkout),
        ("receiver_email", "merchant@example.com"),
        ("test_ipn", "1"),
        ("charset", "UTF-8"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec()
}

#[tokio::test]
async fn the_form_has_the_donors_amount() {
    let club = Club::open().await;
    for (id, amount, sent) in [
        ("ROOF", None, None),
        ("ROOF", Some("12.34"), Some("12.34")),
        ("MEAL", None, Some("7.50")),
        ("MEAL", Some("7.5"), Some("7.50")),
        ("BELL", None, Some("25.00")),
        ("BELL", Some("1"), Some("1.00")),
    ] {
        let created = give(&club, id, amount).await;
        assert_eq!(field(&created, "cmd").as_deref(), Some("_donations"));
        assert_eq!(
            field(&created, "amount").as_deref(),
            sent,
            "{id} {amount:?}"
        );
        assert_eq!(field(&created, "item_number").as_deref(), Some(id));
        let business = field(&created, "business");
        assert_eq!(business.as_deref(), Some("merchant@example.com"));
        let shown = club.shop.checkout(&id_of(&created)).await;
        assert_eq!(shown["donation"]["amount"], json!(sent));
        assert_eq!(field(&created, "custom"), Some(id_of(&created)));
    }
}

#[tokio::test]
async fn an_open_amount_counts_within_its_limits() {
    for (gross, status, reason) in [
        ("5.00", "paid", None),
        ("123.45", "paid", None),
        ("500.00", "paid", None),
        ("4.99", "review", Some("amount_mismatch")),
        ("500.01", "review", Some("amount_mismatch")),
        ("-9.00", "review", Some("amount_mismatch")),
    ] {
        let club = Club::open().await;
        let id = id_of(&give(&club, "ROOF", None).await);
        assert_eq!(club.shop.checkout(&id).await["total"], "0.00");
        let told = club
            .hears(&id, &paid(&id, "ROOF", "A new roof", gross))
            .await;
        assert_eq!(
            (&told["status"], &told["reason"]),
            (&json!(status), &json!(reason)),
            "{told}"
        );
        assert_eq!(told["donation"]["amount"], gross);
        club.tick().await;
        let orders = club.taker.orders.lock().unwrap().clone();
        if status == "paid" {
            assert_eq!((&*orders[0].total, orders[0].kind), (gross, "paid"));
            assert_eq!(orders[0].donation.as_ref().unwrap().id, "ROOF");
            assert_eq!(orders[0].custom.as_deref(), Some("spring appeal"));
        } else {
            assert!(orders.is_empty());
        }
    }
}

/// PayPal's messages about donations say `quantity` 0 or 1, or nothing.
#[tokio::test]
async fn an_asked_amount_is_the_one_that_counts() {
    let club = Club::open().await;
    let id = id_of(&give(&club, "BELL", Some("12.00")).await);
    let told = club
        .hears(
            &id,
            &with(paid(&id, "BELL", "A bell", "12.00"), &[("quantity", "1")]),
        )
        .await;
    assert_eq!(told["status"], "paid", "{told}");
    let id = id_of(&give(&club, "BELL", Some("12.00")).await);
    let other = [
        ("quantity", "1"),
        ("txn_id", "2AB23456CD789012E"),
        ("mc_gross", "2.00"),
    ];
    let told = club
        .hears(&id, &with(paid(&id, "BELL", "A bell", "12.00"), &other))
        .await;
    assert_eq!(
        (&told["status"], &told["reason"]),
        (&json!("review"), &json!("amount_mismatch"))
    );
}
