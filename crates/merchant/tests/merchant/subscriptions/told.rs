//! The shop's own system is told of subscriptions as it is of orders.

use serde_json::json;

use crate::subscriptions::paypal::{
    Club, SUBSCR, cancelled, monthly, months_later, payment, refund, sign_up, start, txn, with,
};

#[tokio::test]
async fn what_was_not_taken_comes_again_also_after_a_restart() {
    let mut club = Club::open().await;
    *club.taker.refuse.lock().unwrap() = 3;
    let id = club.subscribe("GOLD").await;
    club.hear(&sign_up(&id)).await;
    club.hear(&monthly(&id, 0)).await;
    club.tick().await;
    assert!(club.taker.took().is_empty());
    club.shop = club.shop.restart().await;
    for _ in 0..3 {
        club.shop.advance(3600);
        club.tick().await;
    }
    let mut kinds: Vec<_> = club
        .taker
        .took()
        .into_iter()
        .map(|(kind, _)| kind)
        .collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["subscription_payment", "subscription_started"]);
}

#[tokio::test]
async fn a_payment_that_was_told_is_cancelled_when_its_money_goes_back() {
    let club = Club::open().await;
    let id = club.subscribe("GOLD").await;
    club.hear(&sign_up(&id)).await;
    club.hear(&monthly(&id, 0)).await;
    club.tick().await;
    assert_eq!(
        club.taker.updates.lock().unwrap()[1].event_id,
        format!("{id}-payment-{}", txn(0))
    );
    club.taker.took();
    club.hear(&refund(&id, "2CB23456CD789012E", &txn(0), "-9.00"))
        .await;
    for _ in 0..3 {
        club.tick().await;
        club.shop.advance(3600);
    }
    let updates = club.taker.updates.lock().unwrap().clone();
    assert_eq!(updates.len(), 1, "{updates:?}");
    assert_eq!(updates[0].kind, "subscription_payment_cancelled");
    assert_eq!(
        updates[0].event_id,
        format!("{id}-payment-{}-cancelled", txn(0))
    );
    // Paid and refunded before anything was told: nothing is.
    club.taker.took();
    club.hear(&monthly(&id, 1)).await;
    club.hear(&refund(&id, "3CB23456CD789012E", &txn(1), "-9.00"))
        .await;
    club.tick().await;
    assert_eq!(club.taker.took(), []);
}

#[tokio::test]
async fn an_event_says_what_comes_next() {
    let club = Club::open().await;
    let id = club.subscribe("GOLD").await;
    club.hear(&sign_up(&id)).await;
    club.hear(&monthly(&id, 0)).await;
    club.tick().await;
    let updates = club.taker.updates.lock().unwrap().clone();
    assert_eq!(updates[1].next_due, Some(months_later(1)));
    assert_eq!(updates[1].subscription, "GOLD");
    let text = serde_json::to_value(&updates[1]).unwrap();
    assert_eq!(text["status"], "active");
    club.hear(&cancelled(&id, start())).await;
    club.tick().await;
    let updates = club.taker.updates.lock().unwrap().clone();
    assert_eq!(updates[2].kind, "subscription_cancelled");
    assert_eq!(updates[2].next_due, None);
    assert_eq!(updates[2].paid_until, Some(months_later(1)));
}

/// A form that was posted twice: the second subscription is for a person, and
/// its payments are told under its own name once it is accepted.
#[tokio::test]
async fn payments_of_a_second_subscription_wait_for_a_person() {
    let club = Club::open().await;
    let id = club.subscribe("GOLD").await;
    club.hear(&sign_up(&id)).await;
    club.hear(&monthly(&id, 0)).await;
    let second = "S-2CD45678EF901234G";
    let paid = payment(&id, "7AB23456CD789012E", months_later(1), "9.00");
    let checkout = club.hears(&id, &with(paid, &[("subscr_id", second)])).await;
    assert_eq!(checkout["reason"], "subscribed_twice");
    club.tick().await;
    let told = club.taker.updates.lock().unwrap().clone();
    let names: Vec<_> = told
        .iter()
        .map(|update| {
            (
                update.kind,
                update.subscr_id.as_deref(),
                update.txn_id.clone(),
            )
        })
        .collect();
    assert_eq!(
        names,
        [
            ("subscription_started", Some(SUBSCR), None),
            ("subscription_payment", Some(SUBSCR), Some(txn(0)))
        ]
    );
    club.taker.took();
    let checkout = id.parse().unwrap();
    let merchant = club.shop.running.merchant();
    let accept = leptos_paypal_core::Ruling::Accept;
    merchant
        .resolve(&checkout, "accept-1", accept, "two members")
        .await
        .unwrap();
    club.tick().await;
    let told = club.taker.updates.lock().unwrap().clone();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].kind, "subscription_payment");
    assert_eq!(told[0].subscr_id.as_deref(), Some(second));
    assert_eq!(told[0].txn_id.as_deref(), Some("7AB23456CD789012E"));
}

/// A payment that a person accepts in another currency is told in that one.
#[tokio::test]
async fn an_amount_is_told_in_its_own_currency() {
    let club = Club::open().await;
    let id = club.subscribe("GOLD").await;
    club.hear(&sign_up(&id)).await;
    let paid = with(
        monthly(&id, 0),
        &[("mc_currency", "JPY"), ("mc_gross", "900")],
    );
    let checkout = club.hears(&id, &paid).await;
    assert_eq!(checkout["reason"], json!("currency_mismatch"));
    let merchant = club.shop.running.merchant();
    let accept = leptos_paypal_core::Ruling::Accept;
    merchant
        .resolve(&id.parse().unwrap(), "accept-1", accept, "agreed")
        .await
        .unwrap();
    club.tick().await;
    let told = club.taker.updates.lock().unwrap().clone();
    let paid = told.iter().find(|update| update.amount.is_some()).unwrap();
    let body = serde_json::to_value(paid).unwrap();
    assert_eq!(
        (&body["currency"], &body["amount"], &body["next_amount"]),
        (&json!("JPY"), &json!("900"), &json!(null))
    );
}

/// The period of a payment that went back is not paid for.
#[tokio::test]
async fn a_refunded_payment_is_paid_until_nothing() {
    let club = Club::open().await;
    let id = club.subscribe("GOLD").await;
    club.hear(&sign_up(&id)).await;
    club.hear(&monthly(&id, 0)).await;
    let checkout = club.hears(&id, &monthly(&id, 1)).await;
    assert_eq!(
        checkout["subscription"]["paid_until"],
        json!(months_later(2))
    );
    let back = refund(&id, "2CB23456CD789012E", &txn(1), "-9.00");
    let checkout = club.hears(&id, &back).await;
    assert_eq!(
        checkout["subscription"]["paid_until"],
        json!(months_later(1))
    );
}
