//! Returns of the browser: with PDT, after a cancel, and with nothing at all.

use crate::harness::verifier::Verifier;
use crate::harness::{Shop, World, edited, id_of, order};
use serde_json::{Value, json};

#[tokio::test]
async fn a_lost_message_is_made_good_by_the_lookup() {
    let world = World::start().await;
    world.faults(json!({"ipn": {"drop": 1}})).await;
    let (id, query) = world.bought(&[]).await;
    assert!(query.contains("tx="), "{query}");
    let paid = world.shop.complete(&id, &format!("?{query}")).await;
    assert_eq!(paid["status"], "paid");
    assert_eq!(paid["payment"]["gross"], "67.67");
    assert_eq!(
        world.shop.steps(&id).await[1],
        ("pdt".to_owned(), "paid".to_owned())
    );
    // Coming back again, by reload or back button, asks nobody.
    world.shop.complete(&id, &query).await;
    assert_eq!(world.shop.messages(&id).await.len(), 1);
}

#[tokio::test]
async fn a_lookup_is_checked_like_a_message() {
    let world = World::start().await;
    world.faults(json!({"ipn": {"drop": 1}})).await;
    let (id, query) = world.bought(&[("amount_1", "0.01")]).await;
    let review = world.shop.complete(&id, &query).await;
    assert_eq!(
        (&review["status"], &review["reason"]),
        (&json!("review"), &json!("amount_mismatch"))
    );
}

#[tokio::test]
async fn lookup_and_message_at_the_same_moment_are_one_payment() {
    let world = World::start().await;
    world.faults(json!({"ipn": {"hold": true}})).await;
    let (id, query) = world.bought(&[]).await;
    let message = world.newest_message().await;
    let shop = &world.shop;
    let (one, two, three, four) = tokio::join!(
        shop.notify(&message),
        shop.complete(&id, &query),
        shop.notify(&message),
        shop.complete(&id, &query),
    );
    assert!(one.is_success() && three.is_success());
    for view in [two, four] {
        assert!(
            view["status"] == "paid" || view["status"] == "created",
            "{view}"
        );
    }
    assert_eq!(shop.checkout(&id).await["status"], "paid");
    let steps = shop.steps(&id).await;
    assert_eq!(steps.len(), 2, "{steps:?}");
    assert_eq!(shop.history(&id).await.len(), 2);
}

#[tokio::test]
async fn what_the_browser_says_proves_nothing() {
    let world = World::start().await;
    let created = world.shop.create(&order("USD")).await;
    let id = id_of(&created);
    for query in [
        "?tx=61E67681CH3238416&st=Completed&amt=67.67&cc=USD".to_owned(),
        format!("?checkout={id}&st=Completed&cm={id}"),
        "?status=paid".to_owned(),
        String::new(),
        "?tx=%00&%%%".to_owned(),
    ] {
        assert_eq!(
            world.shop.complete(&id, &query).await["status"],
            "created",
            "{query}"
        );
    }
}

#[tokio::test]
async fn the_lookup_of_another_order_pays_that_one() {
    let world = World::start().await;
    world.faults(json!({"ipn": {"drop": 1}})).await;
    let (paid, query) = world.bought(&[]).await;
    let tx = query
        .split('&')
        .find(|pair| pair.starts_with("tx="))
        .unwrap();
    let created = world.shop.create(&order("USD")).await;
    let other = id_of(&created);
    let view = world.shop.complete(&other, tx).await;
    assert_eq!(view["status"], "created");
    assert_eq!(view["payment"], Value::Null);
    assert_eq!(world.shop.checkout(&paid).await["status"], "paid");
}

#[tokio::test]
async fn a_failed_lookup_is_repeated_once() {
    let paypal = Verifier::open().await;
    let shop = Shop::open(&paypal.url).await;
    let created = shop.create(&order("USD")).await;
    let id = id_of(&created);
    let success = format!(
        "SUCCESS\ntxn_id=TX1\npayment_status=Completed\nmc_gross=67.67\nmc_currency=USD\nreceiver_email=merchant%40example.com\ntxn_type=cart\ncustom={id}\nitem_name1=x\nitem_number1=MUG\nquantity1=2\noption_name1_1=Size\noption_selection1_1=Large\nitem_number2=TEA\nquantity2=1\ncharset=UTF-8\n\n"
    );
    paypal.will(&[(200, "FAIL\nError: 4002\n"), (503, ""), (200, &success)]);
    assert_eq!(shop.complete(&id, "?tx=TX1").await["status"], "created");
    assert_eq!(paypal.asked().len(), 2);
    assert_eq!(shop.complete(&id, "?tx=TX1").await["status"], "paid");
    let (path, headers, body) = paypal.asked().pop().unwrap();
    assert_eq!(path, "/cgi-bin/webscr");
    assert!(headers.contains_key("user-agent"));
    assert_eq!(
        String::from_utf8(body).unwrap(),
        "cmd=_notify-synch&tx=TX1&at=sandbox-pdt-token"
    );
    // An answer about another transaction than the one asked for is none.
    let other = id_of(&shop.create(&order("USD")).await);
    paypal.will(&[(200, &success), (200, &success)]);
    assert_eq!(shop.complete(&other, "?tx=TX2").await["status"], "created");
}

/// The lookup saw nothing wrong; the message about the same transaction does.
#[tokio::test]
async fn a_message_after_the_lookup_that_names_another_receiver_is_looked_at() {
    let paypal = Verifier::open().await;
    let shop = Shop::open(&paypal.url).await;
    let id = id_of(&shop.create(&order("USD")).await);
    let fields = |receiver: &str| {
        format!(
            "txn_id=TX1&payment_status=Completed&mc_gross=67.67&mc_currency=USD\
             &receiver_email={receiver}%40example.com&txn_type=cart&custom={id}&item_name1=x\
             &item_number1=MUG&quantity1=2&option_name1_1=Size&option_selection1_1=Large\
             &item_number2=TEA&quantity2=1&charset=UTF-8&test_ipn=1"
        )
    };
    let lookup = format!("SUCCESS\n{}\n", fields("merchant").replace('&', "\n"));
    paypal.will(&[(200, &lookup)]);
    assert_eq!(shop.complete(&id, "?tx=TX1").await["status"], "paid");
    for (receiver, status, verdict) in [
        ("merchant", "paid", "duplicate"),
        ("stranger", "review", "payee_mismatch"),
    ] {
        paypal.will(&[(200, "VERIFIED")]);
        let told = fields(receiver);
        assert!(shop.notify(told.as_bytes()).await.is_success());
        let checkout = shop.checkout(&id).await;
        assert_eq!(checkout["status"], status, "{checkout}");
        let messages = shop.messages(&id).await;
        assert_eq!(messages.last().unwrap().verdict.as_deref(), Some(verdict));
    }
    assert_eq!(shop.checkout(&id).await["reason"], "payee_mismatch");
}

#[tokio::test]
async fn a_cancel_is_a_hint() {
    let world = World::start().await;
    let created = world.shop.create(&order("USD")).await;
    let id = id_of(&created);
    let cancelled = world
        .shop
        .complete(&id, &format!("?checkout={id}&cancelled=1"))
        .await;
    assert_eq!(cancelled["status"], "cancelled");
    // Another checkout's cancel says nothing about this one.
    let other = id_of(&world.shop.create(&order("USD")).await);
    world
        .shop
        .complete(&other, &format!("?checkout={id}&cancelled=1"))
        .await;
    assert_eq!(world.shop.checkout(&other).await["status"], "created");
    // Back, thought over, paid.
    world.pay(&edited(&created, &[])).await;
    world.shop.until(&id, "paid").await;
    let view = world.shop.complete(&id, "?cancelled=1").await;
    assert_eq!(view["status"], "paid");
}

#[tokio::test]
async fn unpaid_checkouts_expire_on_reading_and_by_themselves() {
    let world = World::start().await;
    let created = world.shop.create(&order("USD")).await;
    let read = id_of(&created);
    let left = id_of(&world.shop.create(&order("USD")).await);
    world.shop.advance(24 * 60 * 60);
    let fresh = id_of(&world.shop.create(&order("USD")).await);
    assert_eq!(world.shop.checkout(&read).await["status"], "created");
    world.shop.advance(1);
    assert_eq!(world.shop.checkout(&read).await["status"], "expired");
    world.shop.running.merchant().tick().await.unwrap();
    assert_eq!(
        world.shop.steps(&left).await[1],
        ("expired".to_owned(), "expired".to_owned())
    );
    assert_eq!(world.shop.checkout(&fresh).await["status"], "created");
    // Money that comes later still counts.
    world.pay(&edited(&created, &[])).await;
    world.shop.until(&read, "paid").await;
}
