//! From the form to what the shop knows, with the offline PayPal.

use crate::harness::{self, World, edited, id_of, order};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

#[tokio::test]
async fn a_form_that_is_paid_as_it_is_becomes_paid() {
    let world = World::start().await;
    let created = world.shop.create(&order("USD")).await;
    let id = id_of(&created);
    // 2 × 24.00 + 9.99, 4.90 shipping, 8.25 % of 57.99.
    assert_eq!(created["total"], "67.67");
    assert_eq!(world.shop.checkout(&id).await["status"], "created");
    world.pay(&edited(&created, &[])).await;
    let paid = world.shop.until(&id, "paid").await;
    assert_eq!(paid["reason"], Value::Null);
    assert_eq!(paid["total"], "67.67");
    assert_eq!(paid["payment"]["gross"], "67.67");
    assert_eq!(paid["payment"]["currency"], "USD");
    assert_eq!(
        paid["payment"]["txn_id"],
        world.payment(&id).await["txn_id"]
    );
    assert_eq!(
        paid["lines"],
        json!([
            {"sku": "MUG", "name": "Mug \"O'Neill\" <b>& 茶 🍵", "quantity": 2,
             "options": [{"name": "Size", "value": "Large"}], "price": "24.00"},
            {"sku": "TEA", "name": "Zoë's tea", "quantity": 1, "options": [], "price": "9.99"},
        ])
    );
    assert_eq!(
        world.shop.steps(&id).await,
        [
            ("created".to_owned(), "created".to_owned()),
            ("ipn".to_owned(), "paid".to_owned()),
        ]
    );
    let messages = world.shop.messages(&id).await;
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0].verdict.as_deref(), Some("accepted"));
}

#[tokio::test]
async fn yen_have_no_decimals_anywhere() {
    let world = World::start().await;
    let created = world.shop.create(&order("JPY")).await;
    assert_eq!(created["total"], "9500");
    world.pay(&edited(&created, &[])).await;
    let paid = world.shop.until(&id_of(&created), "paid").await;
    assert_eq!(paid["payment"]["gross"], "9500");
    assert_eq!(paid["payment"]["currency"], "JPY");
}

#[tokio::test]
async fn what_the_buyer_changes_is_looked_at_by_a_person() {
    for (edit, reason, told) in [
        (
            vec![("amount_1", "0.01")],
            "amount_mismatch",
            "paid 19.69 USD, expected 67.67",
        ),
        (
            vec![("tax_cart", "0.00")],
            "amount_mismatch",
            "paid 62.89 USD, expected 67.67",
        ),
        (
            vec![("currency_code", "EUR")],
            "currency_mismatch",
            "paid in EUR, expected USD",
        ),
        (
            vec![("business", "stranger@example.com")],
            "payee_mismatch",
            "paid to",
        ),
        // One mug more and its price less: the total is the same.
        (
            vec![("quantity_1", "3"), ("amount_1", "16.00")],
            "items_mismatch",
            "3 × #MUG Size=Large",
        ),
        (vec![("os0_1", "Small")], "items_mismatch", "Size=Small"),
        (vec![("item_number_2", "MUG")], "items_mismatch", "1 × #MUG"),
    ] {
        let world = World::with_stranger().await;
        let (id, _) = world.bought(&edit).await;
        let review = world.shop.until(&id, "review").await;
        assert_eq!(review["reason"], reason, "{edit:?}");
        let message = &world.shop.messages(&id).await[0];
        assert_eq!(message.verdict.as_deref(), Some(reason));
        let detail = message.verdict_detail.as_deref().unwrap();
        assert!(detail.contains(told), "{edit:?}: {detail}");
        let ledger = world.shop.ledger();
        let stored = ledger
            .checkout(&id.parse().unwrap())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(stored.reason_detail.as_deref(), Some(detail));
    }
}

#[tokio::test]
async fn a_message_about_no_order_is_kept_with_its_reason() {
    let world = World::start().await;
    let unknown = "co_bbbbbbbbbbbbbbbbbbbbbbbbbb";
    world
        .bought(&[("custom", unknown), ("invoice", "elsewhere")])
        .await;
    let messages = harness::eventually(|| async {
        let messages = world.shop.ledger().messages(None).await.unwrap();
        messages
            .iter()
            .any(|message| message.verdict.is_some())
            .then_some(messages)
    })
    .await;
    assert_eq!(messages[0].verdict.as_deref(), Some("unknown_order"));
    assert_eq!(messages[0].verification, "verified");
}

#[tokio::test]
async fn doubled_messages_act_once() {
    let world = World::start().await;
    world.faults(json!({"ipn": {"duplicate": 3}})).await;
    let (id, _) = world.bought(&[]).await;
    world.shop.until(&id, "paid").await;
    let messages = world.shop.until_recorded(&id, 1).await;
    assert_eq!(
        messages
            .iter()
            .filter(|message| message.verdict.as_deref() == Some("accepted"))
            .count(),
        1
    );
    assert_eq!(world.shop.steps(&id).await.len(), 2);
}

#[tokio::test]
async fn a_late_message_still_counts_and_the_page_waits() {
    let world = World::start().await;
    world.faults(json!({"ipn": {"hold": true}})).await;
    let created = world.shop.create(&order("USD")).await;
    let id = id_of(&created);
    world.pay(&edited(&created, &[])).await;
    assert_eq!(world.shop.complete(&id, "").await["status"], "created");
    world.shop.complete(&id, "?cancelled=1").await;
    assert_eq!(world.shop.checkout(&id).await["status"], "cancelled");
    world.faults(json!({})).await;
    world.shop.until(&id, "paid").await;
    // Neither a cancel nor the time takes it back.
    world.shop.complete(&id, "?cancelled=1").await;
    world.shop.advance(100 * 24 * 60 * 60);
    world.shop.running.merchant().tick().await.unwrap();
    assert_eq!(world.shop.checkout(&id).await["status"], "paid");
}

#[tokio::test]
async fn what_is_changed_on_the_wire_is_invalid_and_changes_nothing() {
    let world = World::start().await;
    world
        .faults(json!({"ipn": {"tamper": {"mc_gross": "0.01"}}}))
        .await;
    let (id, _) = world.bought(&[("amount_1", "0.01")]).await;
    let invalid = harness::eventually(|| async {
        let messages = world.shop.ledger().messages(None).await.unwrap();
        messages
            .into_iter()
            .find(|message| message.verification == "invalid")
    })
    .await;
    assert!(String::from_utf8_lossy(&invalid.raw).contains("mc_gross=0.01"));
    assert_eq!(world.shop.checkout(&id).await["status"], "created");
    assert_eq!(world.shop.history(&id).await.len(), 1);
}

#[tokio::test]
async fn a_pending_payment_waits_and_then_ends() {
    for (settled, status) in [
        ("Completed", "paid"),
        ("Denied", "failed"),
        ("Failed", "failed"),
    ] {
        let world = World::start().await;
        world
            .faults(json!({"payment": {"pending": "echeck"}}))
            .await;
        let (id, _) = world.bought(&[]).await;
        let pending = world.shop.until(&id, "pending").await;
        assert_eq!(pending["payment"]["fee"], Value::Null);
        let txn = world.payment(&id).await["txn_id"]
            .as_str()
            .unwrap()
            .to_owned();
        world
            .control(
                Method::POST,
                &format!("payments/{txn}/settle"),
                json!({"status": settled}),
            )
            .await;
        world.shop.until(&id, status).await;
    }
}

#[tokio::test]
async fn refunds_add_up() {
    let world = World::start().await;
    let (id, _) = world.bought(&[]).await;
    world.shop.until(&id, "paid").await;
    let txn = world.payment(&id).await["txn_id"]
        .as_str()
        .unwrap()
        .to_owned();
    let refund = format!("payments/{txn}/refund");
    world
        .control(Method::POST, &refund, json!({"amount": "7.67"}))
        .await;
    let part = world.shop.until(&id, "partially_refunded").await;
    assert_eq!(part["payment"]["gross"], "67.67");
    world.control(Method::POST, &refund, json!({})).await;
    world.shop.until(&id, "refunded").await;
}

#[tokio::test]
async fn a_refund_that_comes_before_its_payment_ends_alike() {
    let world = World::start().await;
    world.faults(json!({"ipn": {"hold": true}})).await;
    let (id, _) = world.bought(&[]).await;
    let completed = world.newest_message().await;
    let txn = world.payment(&id).await["txn_id"]
        .as_str()
        .unwrap()
        .to_owned();
    world
        .control(
            Method::POST,
            &format!("payments/{txn}/refund"),
            json!({"amount": "7.67"}),
        )
        .await;
    let all = world
        .control(Method::GET, "notifications", Value::Null)
        .await;
    let refund = all
        .as_array()
        .unwrap()
        .iter()
        .map(|message| message["body"].as_str().unwrap())
        .find(|body| body.contains("payment_status=Refunded"))
        .unwrap();
    assert_eq!(world.shop.notify(refund.as_bytes()).await, StatusCode::OK);
    assert_eq!(world.shop.checkout(&id).await["status"], "created");
    assert_eq!(world.shop.notify(&completed).await, StatusCode::OK);
    assert_eq!(
        world.shop.checkout(&id).await["status"],
        "partially_refunded"
    );
}

#[tokio::test]
async fn paying_twice_is_looked_at_until_one_is_refunded() {
    let world = World::start().await;
    let created = world.shop.create(&order("USD")).await;
    let id = id_of(&created);
    world.pay(&edited(&created, &[])).await;
    world.shop.until(&id, "paid").await;
    // Another invoice, as PayPal refuses to be paid twice for one.
    world.pay(&edited(&created, &[("invoice", "again")])).await;
    let review = world.shop.until(&id, "review").await;
    assert_eq!(review["reason"], "paid_twice");
    let txn = world.payment(&id).await["txn_id"]
        .as_str()
        .unwrap()
        .to_owned();
    world
        .control(Method::POST, &format!("payments/{txn}/refund"), json!({}))
        .await;
    world.shop.until(&id, "paid").await;
}
