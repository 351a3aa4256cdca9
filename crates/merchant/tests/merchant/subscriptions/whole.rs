//! A subscription from its first message to its last.

use serde_json::json;

use crate::subscriptions::paypal::{
    Club, SUBSCR, cancelled, ended, failed, monthly, months_later, payment, refund, sign_up, start,
    trial_sign_up, txn, with,
};

#[tokio::test]
async fn three_years_are_paid_month_by_month() {
    let club = Club::open().await;
    let id = club.subscribe("GOLD").await;
    let told = club.hears(&id, &sign_up(&id)).await;
    assert_eq!(told["status"], "approved", "{told}");
    assert_eq!(told["subscription"]["status"], "active");
    assert_eq!(told["subscription"]["subscr_id"], SUBSCR);
    let first = json!({"due": start(), "amount": "9.00"});
    assert_eq!(told["subscription"]["next_payment"], first);
    for month in 0..36 {
        let told = club.hears(&id, &monthly(&id, month)).await;
        assert_eq!(told["status"], "paid", "{told}");
        let subscription = &told["subscription"];
        assert_eq!(subscription["payments"], month + 1);
        assert_eq!(subscription["paid"], format!("{}.00", 9 * (month + 1)));
        let due = months_later(month + 1);
        assert_eq!(subscription["paid_until"], json!(due));
        let next = (month < 35).then(|| json!({"due": due, "amount": "9.00"}));
        assert_eq!(subscription["next_payment"], json!(next));
    }
    let told = club.hears(&id, &ended(&id)).await;
    assert_eq!(told["status"], "paid");
    assert_eq!(told["subscription"]["status"], "ended");
    club.tick().await;
    let took = club.taker.took();
    assert_eq!(took.len(), 38, "{took:?}");
    assert_eq!(took[0].0, "subscription_started");
    assert_eq!(took[37].0, "subscription_ended");
    let payments = took
        .iter()
        .filter(|(kind, _)| *kind == "subscription_payment");
    assert_eq!(payments.count(), 36);
    // One payment more than the plan has.
    let told = club.hears(&id, &monthly(&id, 36)).await;
    assert_eq!(
        (&told["status"], &told["reason"]),
        (&json!("review"), &json!("too_many_payments"))
    );
}

#[tokio::test]
async fn messages_come_in_any_order_and_more_than_once() {
    let club = Club::open().await;
    let id = club.subscribe("GOLD").await;
    // Payments before the sign-up, the second before the first.
    assert_eq!(club.hears(&id, &monthly(&id, 1)).await["status"], "paid");
    assert_eq!(club.hears(&id, &monthly(&id, 0)).await["status"], "paid");
    let cancel = cancelled(&id, months_later(2));
    assert_eq!(
        club.hears(&id, &cancel).await["subscription"]["status"],
        "cancelled"
    );
    club.hear(&sign_up(&id)).await;
    // The payment that was under way.
    let told = club.hears(&id, &monthly(&id, 2)).await;
    assert_eq!(
        (&told["status"], &told["reason"]),
        (&json!("paid"), &json!(null))
    );
    let subscription = told["subscription"].clone();
    assert_eq!(subscription["status"], "cancelled");
    assert_eq!(
        (&subscription["payments"], &subscription["paid"]),
        (&json!(3), &json!("27.00"))
    );
    assert_eq!(subscription["paid_until"], json!(months_later(3)));
    let history = club.shop.history(&id).await.len();
    for message in [monthly(&id, 1), cancel, sign_up(&id), monthly(&id, 0)] {
        let again = with(message, &[("resend", "true")]);
        assert_eq!(club.hears(&id, &again).await["subscription"], subscription);
        assert_eq!(club.hears(&id, &again).await["subscription"], subscription);
    }
    assert_eq!(club.shop.history(&id).await.len(), history);
    let messages = club.shop.messages(&id).await;
    let repeats = messages
        .iter()
        .filter(|message| message.verdict.as_deref() == Some("duplicate"));
    assert_eq!(repeats.count(), 4);
    club.tick().await;
    let kinds: Vec<_> = club
        .taker
        .took()
        .into_iter()
        .map(|(kind, _)| kind)
        .collect();
    let payments = kinds.iter().filter(|kind| **kind == "subscription_payment");
    assert_eq!((payments.count(), kinds.len()), (3, 5), "{kinds:?}");
}

#[tokio::test]
async fn a_free_trial_waits_for_its_first_payment() {
    let club = Club::open().await;
    let id = club.subscribe("TRIAL").await;
    let told = club.hears(&id, &trial_sign_up(&id)).await;
    assert_eq!(
        (&told["status"], &told["reason"]),
        (&json!("approved"), &json!(null)),
        "{told}"
    );
    let trial_ends = start().checked_add(jiff::Span::new().weeks(2)).unwrap();
    assert_eq!(
        told["subscription"]["next_payment"],
        json!({"due": trial_ends, "amount": "5.00"})
    );
    // Days pass; nothing expires.
    club.shop.advance(10 * 24 * 60 * 60);
    club.tick().await;
    assert_eq!(club.shop.checkout(&id).await["status"], "approved");
    let fields = [("item_number", "TRIAL"), ("item_name", "Trial")];
    let first = with(payment(&id, &txn(0), trial_ends, "5.00"), &fields);
    let told = club.hears(&id, &first).await;
    assert_eq!(told["status"], "paid", "{told}");
    assert_eq!(told["subscription"]["next_payment"]["amount"], "9.00");
    // One that nobody agreed to does.
    let other = club.subscribe("TRIAL").await;
    club.shop.advance(2 * 24 * 60 * 60);
    club.tick().await;
    assert_eq!(club.shop.checkout(&other).await["status"], "expired");
}

#[tokio::test]
async fn a_failed_payment_is_told_and_made_good() {
    let club = Club::open().await;
    let id = club.subscribe("GOLD").await;
    club.hear(&sign_up(&id)).await;
    club.hear(&monthly(&id, 0)).await;
    club.tick().await;
    club.taker.took();
    let due = months_later(1);
    let retry_at = due.checked_add(jiff::Span::new().days(5)).unwrap();
    club.shop.advance(30 * 24 * 60 * 60 + 60);
    let told = club.hears(&id, &failed(&id, due, retry_at)).await;
    assert_eq!(told["status"], "paid", "{told}");
    assert_eq!(told["subscription"]["status"], "payment_failed");
    assert_eq!(told["subscription"]["next_payment"]["due"], json!(due));
    club.tick().await;
    assert_eq!(club.taker.took(), [("subscription_payment_failed", None)]);
    let good = payment(&id, &txn(1), retry_at, "9.00");
    let told = club.hears(&id, &good).await;
    assert_eq!(told["subscription"]["status"], "active", "{told}");
    club.tick().await;
    let nine = Some("9.00".to_owned());
    assert_eq!(club.taker.took(), [("subscription_payment", nine)]);
    // The failure comes again, late.
    let late = with(failed(&id, due, retry_at), &[("resend", "true")]);
    assert_eq!(
        club.hears(&id, &late).await["subscription"]["status"],
        "active"
    );
    club.tick().await;
    assert_eq!(club.taker.took(), []);
}

#[tokio::test]
async fn refunds_and_reversals_count_against_their_payment() {
    let club = Club::open().await;
    let id = club.subscribe("GOLD").await;
    club.hear(&sign_up(&id)).await;
    for month in 0..3 {
        club.hear(&monthly(&id, month)).await;
    }
    let half = refund(&id, "2CB23456CD789012E", &txn(1), "-4.00");
    let told = club.hears(&id, &half).await;
    assert_eq!(told["status"], "partially_refunded", "{told}");
    assert_eq!(told["subscription"]["paid"], "23.00");
    let reversed = [
        ("payment_status", "Reversed"),
        ("reason_code", "chargeback"),
    ];
    let reversed = with(
        refund(&id, "3CB23456CD789012E", &txn(2), "-9.00"),
        &reversed,
    );
    let told = club.hears(&id, &reversed).await;
    assert_eq!(told["subscription"]["paid"], "14.00", "{told}");
    assert_eq!(told["subscription"]["payments"], 2);
    // The next month is the fourth.
    let told = club.hears(&id, &monthly(&id, 3)).await;
    assert_eq!(told["subscription"]["paid_until"], json!(months_later(4)));
    // A refund may come before its payment.
    let before = refund(&id, "4CB23456CD789012E", &txn(4), "-9.00");
    let told = club.hears(&id, &with(before, &[("custom", &*id)])).await;
    assert_eq!(told["subscription"]["paid"], "23.00");
    let told = club.hears(&id, &monthly(&id, 4)).await;
    assert_eq!(told["subscription"]["paid"], "23.00", "{told}");
    assert_eq!(told["subscription"]["payments"], 3);
}

#[tokio::test]
async fn what_names_the_subscription_alone_is_found() {
    let club = Club::open().await;
    let id = club.subscribe("GOLD").await;
    club.hear(&sign_up(&id)).await;
    let nameless = [("custom", ""), ("invoice", "")];
    let told = club.hears(&id, &with(monthly(&id, 0), &nameless)).await;
    assert_eq!(told["status"], "paid", "{told}");
    let told = club
        .hears(&id, &with(cancelled(&id, start()), &nameless))
        .await;
    assert_eq!(told["subscription"]["status"], "cancelled", "{told}");
}

#[tokio::test]
async fn several_messages_at_once_and_a_restart_lose_nothing() {
    let club = Club::open().await;
    let id = club.subscribe("GOLD").await;
    let verified = vec![(200, "VERIFIED"); 8];
    club.paypal.will(&verified);
    let mut messages = vec![sign_up(&id), cancelled(&id, months_later(5))];
    messages.extend((0..4).map(|month| monthly(&id, month)));
    let bodies: Vec<_> = messages
        .iter()
        .map(|fields| {
            let mut body = form_urlencoded::Serializer::new(String::new());
            body.extend_pairs(fields).finish()
        })
        .collect();
    let sent = bodies.iter().map(|body| club.shop.notify(body.as_bytes()));
    futures_util::future::join_all(sent).await;
    let told = club.shop.checkout(&id).await;
    assert_eq!(told["subscription"]["status"], "cancelled");
    assert_eq!(told["subscription"]["paid"], "36.00", "{told}");
    let Club {
        shop,
        paypal,
        taker,
    } = club;
    let club = Club {
        shop: shop.restart().await,
        paypal,
        taker,
    };
    assert_eq!(club.shop.checkout(&id).await, told);
    club.tick().await;
    assert_eq!(club.taker.took().len(), 6);
    let late = payment(&id, &txn(4), months_later(4), "9.00");
    assert_eq!(
        club.hears(&id, &late).await["subscription"]["paid"],
        "45.00"
    );
}
