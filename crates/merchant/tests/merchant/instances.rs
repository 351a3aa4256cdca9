//! Two servers on one database do the work of one, once.

use std::collections::HashMap;

use crate::harness::books::Books;
use crate::harness::verifier::Verifier;
use crate::harness::{Shop, id_of, order};
use futures_util::future::join_all;
use paypal_merchant::ledger::Ledger;
use reqwest::{Method, StatusCode};

/// A message about a checkout of [`order`].
fn message(checkout: &str, txn_id: &str) -> Vec<u8> {
    format!(
        "mc_gross=67.67&mc_currency=USD&payment_status=Completed&txn_id={txn_id}\
         &receiver_email=merchant@example.com&txn_type=cart&test_ipn=1&custom={checkout}\
         &num_cart_items=2&item_name1=Mug&item_number1=MUG&quantity1=2\
         &option_name1_1=Size&option_selection1_1=Large\
         &item_name2=Tea&item_number2=TEA&quantity2=1"
    )
    .into_bytes()
}

/// A transaction of its own for each checkout.
fn txn_id(checkout: &str) -> String {
    checkout[3..].to_uppercase()[..17].to_owned()
}

async fn two(paypal: &str) -> (Shop, Shop) {
    let one = Shop::open(paypal).await;
    let other = one.beside().await;
    (one, other)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_message_that_reaches_both_pays_once() {
    const ROUNDS: usize = 10;
    const DELIVERIES: usize = 4;
    let paypal = Verifier::open().await;
    let (one, other) = two(&paypal.url).await;
    paypal.will(&[(200, "VERIFIED"); ROUNDS * DELIVERIES * 2]);
    for _ in 0..ROUNDS {
        let id = id_of(&one.create(&order("USD")).await);
        let raw = message(&id, &txn_id(&id));
        let answers = join_all(
            [&one, &other]
                .into_iter()
                .cycle()
                .take(DELIVERIES)
                .map(|shop| shop.notify(&raw)),
        )
        .await;
        assert_eq!(answers, [StatusCode::OK; DELIVERIES]);
        assert_eq!(other.checkout(&id).await["status"], "paid");
        let steps = one.steps(&id).await;
        assert_eq!(steps.len(), 2, "{steps:?}");
        let messages = one.messages(&id).await;
        assert_eq!(messages.len(), 1, "{messages:?}");
        assert_eq!(messages[0].verdict.as_deref(), Some("accepted"));
    }
}

/// One transaction that claims to pay two checkouts pays one of them.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_payment_does_not_pay_two_checkouts() {
    const ROUNDS: usize = 10;
    let paypal = Verifier::open().await;
    let (one, other) = two(&paypal.url).await;
    paypal.will(&[(200, "VERIFIED"); ROUNDS * 2]);
    for _ in 0..ROUNDS {
        let first = id_of(&one.create(&order("USD")).await);
        let second = id_of(&one.create(&order("USD")).await);
        let txn = txn_id(&first);
        let (of_first, of_second) = (message(&first, &txn), message(&second, &txn));
        let answers = tokio::join!(one.notify(&of_first), other.notify(&of_second));
        assert_eq!(answers, (StatusCode::OK, StatusCode::OK));
        let mut statuses = [
            one.checkout(&first).await["status"].clone(),
            one.checkout(&second).await["status"].clone(),
        ];
        statuses.sort_by_key(ToString::to_string);
        assert_eq!(statuses, ["created", "paid"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn waiting_messages_are_asked_about_by_one() {
    const MESSAGES: usize = 20;
    const MINUTES: i64 = 60;
    let paypal = Verifier::open().await;
    let (one, other) = two(&paypal.url).await;
    let mut checkouts = Vec::new();
    for _ in 0..MESSAGES {
        let id = id_of(&one.create(&order("USD")).await);
        let answer = other.notify(&message(&id, &txn_id(&id))).await;
        assert_eq!(answer, StatusCode::SERVICE_UNAVAILABLE);
        checkouts.push(id);
    }
    let asked_before = paypal.asked().len();
    paypal.will(&[(200, "VERIFIED"); MESSAGES * 2]);
    one.advance(2 * MINUTES);
    let (first, second) = (one.running.merchant(), other.running.merchant());
    let ticks = join_all([first, second, first, second].map(|merchant| merchant.tick())).await;
    assert!(ticks.iter().all(Result::is_ok), "{ticks:?}");
    let mut asked: HashMap<Vec<u8>, usize> = HashMap::new();
    for (_, _, body) in paypal.asked().split_off(asked_before) {
        *asked.entry(body).or_default() += 1;
    }
    assert_eq!(asked.len(), MESSAGES);
    assert!(asked.values().all(|times| *times == 1), "{asked:?}");
    for id in &checkouts {
        assert_eq!(one.checkout(id).await["status"], "paid");
        assert_eq!(one.steps(id).await.len(), 2);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_checkout_expires_once() {
    const HOURS: i64 = 60 * 60;
    let (one, other) = two("http://127.0.0.1:9").await;
    let mut checkouts = Vec::new();
    for _ in 0..20 {
        checkouts.push(id_of(&one.create(&order("USD")).await));
    }
    one.advance(25 * HOURS);
    let (first, second) = (one.running.merchant(), other.running.merchant());
    let ticks = tokio::join!(first.tick(), second.tick());
    assert!(ticks.0.is_ok() && ticks.1.is_ok(), "{ticks:?}");
    for id in &checkouts {
        let causes: Vec<_> = one.history(id).await.into_iter().map(|e| e.cause).collect();
        assert_eq!(causes, ["created", "expired"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_key_makes_one_checkout_at_whichever_server() {
    let (one, other) = two("http://127.0.0.1:9").await;
    for _ in 0..10 {
        let request = order("USD");
        let answers = join_all(
            [&one, &other, &one, &other]
                .map(|shop| shop.call(Method::POST, "/api/checkouts", Some(&request))),
        )
        .await;
        let made = answers
            .iter()
            .filter(|(status, _)| *status == StatusCode::CREATED);
        assert_eq!(made.count(), 1, "{answers:?}");
        assert!(answers.iter().all(|(_, answer)| *answer == answers[0].1));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn servers_that_start_at_once_make_the_tables_once() {
    let books = Books::fresh().await;
    let opened = join_all((0..6).map(|_| Ledger::open(books.database()))).await;
    for ledger in opened {
        assert_eq!(ledger.unwrap().waiting().await.unwrap(), 0);
    }
}
