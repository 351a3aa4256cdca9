//! Asking PayPal whether a message is its own, when PayPal is not well.

use std::time::Duration;

use crate::harness::verifier::Verifier;
use crate::harness::{Shop, World, eventually, id_of, order};
use reqwest::StatusCode;
use serde_json::json;

const MINUTE: i64 = 60;

/// Runs through every order of `items`.
fn orders<T: Clone>(items: &[T]) -> Vec<Vec<T>> {
    if items.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for first in 0..items.len() {
        let mut rest = items.to_vec();
        let taken = rest.remove(first);
        for mut order in orders(&rest) {
            order.insert(0, taken.clone());
            all.push(order);
        }
    }
    all
}

#[tokio::test]
async fn every_order_of_messages_ends_alike_in_the_ledger() {
    let paypal = Verifier::open().await;
    let shop = Shop::open(&paypal.url).await;
    for order_of_messages in orders(&[0, 1, 2, 3]) {
        let id = id_of(&shop.create(&order("USD")).await);
        let completed = String::from_utf8(message(&id))
            .unwrap()
            .replace("1AB23456CD789012E", &id[3..]);
        let pending = completed.replace("Completed", "Pending");
        let refund = |txn: &str, amount: &str| {
            completed
                .replace(
                    &format!("txn_id={}", &id[3..]),
                    &format!("txn_id={txn}{}&parent_txn_id={}", &id[10..], &id[3..]),
                )
                .replace("Completed", "Refunded")
                .replace("mc_gross=67.67", &format!("mc_gross=-{amount}"))
                .replace("&txn_type=cart", "")
        };
        let messages = [
            completed.clone(),
            pending,
            refund("R1", "60.00"),
            refund("R2", "7.00"),
        ];
        for at in &order_of_messages {
            // Each one twice.
            paypal.will(&[(200, "VERIFIED"), (200, "VERIFIED")]);
            for _ in 0..2 {
                assert_eq!(shop.notify(messages[*at].as_bytes()).await, StatusCode::OK);
            }
        }
        let ended = shop.checkout(&id).await;
        assert_eq!(
            ended["status"], "partially_refunded",
            "{order_of_messages:?}"
        );
        assert_eq!(ended["payment"]["gross"], "67.67");
    }
}

/// A message about a checkout of [`order`], in windows-1252.
fn message(id: &str) -> Vec<u8> {
    format!(
        "mc_gross=67.67&mc_currency=USD&payment_status=Completed&txn_id=1AB23456CD789012E\
         &first_name=Zo%EB+%80+%22%3Cb%3E&charset=windows-1252&receiver_email=Merchant%40Example.com\
         &txn_type=cart&test_ipn=1&custom={id}&num_cart_items=2\
         &item_name1=M%fcg&item_number1=MUG&quantity1=2&option_name1_1=Size&option_selection1_1=Large\
         &item_name2=Tea&item_number2=TEA&quantity2=1&empty="
    )
    .into_bytes()
}

#[tokio::test]
async fn the_bytes_go_back_as_they_came_and_the_text_is_read() {
    let paypal = Verifier::open().await;
    let shop = Shop::open(&paypal.url).await;
    let id = id_of(&shop.create(&order("USD")).await);
    paypal.will(&[(200, "VERIFIED")]);
    assert_eq!(shop.notify(&message(&id)).await, StatusCode::OK);
    assert_eq!(shop.checkout(&id).await["status"], "paid");
    let (path, headers, body) = paypal.asked().pop().unwrap();
    assert_eq!(path, "/cgi-bin/webscr");
    assert_eq!(
        body,
        [b"cmd=_notify-validate&".to_vec(), message(&id)].concat()
    );
    assert_eq!(headers["content-type"], "application/x-www-form-urlencoded");
    assert!(
        headers["user-agent"]
            .to_str()
            .unwrap()
            .starts_with("leptos-paypal/")
    );
    let kept = shop.messages(&id).await.pop().unwrap();
    assert_eq!(kept.raw, message(&id));
    let fields: Vec<(String, String)> = serde_json::from_str(&kept.fields.unwrap()).unwrap();
    let name = fields
        .iter()
        .find(|(name, _)| name == "first_name")
        .unwrap();
    assert_eq!(name.1, "Zoë € \"<b>");
}

#[tokio::test]
async fn when_paypal_cannot_be_asked_the_message_waits_and_is_sent_again() {
    // Every answer that is neither VERIFIED nor INVALID is none.
    let long = "x".repeat(10_000);
    for (status, body) in [
        (503, ""),
        (404, "VERIFIED"),
        (302, "/elsewhere"),
        (307, "/elsewhere"),
        (200, "<html>"),
        (200, ""),
        (200, "VERIFIED INVALID"),
        (200, long.as_str()),
    ] {
        let paypal = Verifier::open().await;
        let shop = Shop::open(&paypal.url).await;
        let id = id_of(&shop.create(&order("USD")).await);
        paypal.will(&[(status, body), (status, body)]);
        let raw = message(&id);
        assert_eq!(
            shop.notify(&raw).await,
            StatusCode::SERVICE_UNAVAILABLE,
            "{status} {body}"
        );
        // Asked twice, and nowhere else.
        let asked = paypal.asked();
        assert_eq!(asked.len(), 2);
        assert!(asked.iter().all(|(path, ..)| path == "/cgi-bin/webscr"));
        assert_eq!(shop.checkout(&id).await["status"], "created");
        assert_eq!(shop.ledger().waiting().await.unwrap(), 1);
        // Sent again meanwhile, it waits once.
        assert_eq!(shop.notify(&raw).await, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(shop.ledger().waiting().await.unwrap(), 1);
        // PayPal is well again: a background task asks, without a new delivery.
        paypal.will(&[(200, "VERIFIED")]);
        shop.advance(2 * MINUTE);
        shop.running.merchant().tick().await.unwrap();
        assert_eq!(shop.checkout(&id).await["status"], "paid");
        assert_eq!(shop.ledger().waiting().await.unwrap(), 0);
        // The same bytes again are nothing new; with a mark they are a duplicate.
        assert_eq!(shop.notify(&raw).await, StatusCode::OK);
        assert_eq!(shop.messages(&id).await.len(), 1);
        paypal.will(&[(200, "VERIFIED")]);
        let marked = [raw, b"&resend=true".to_vec()].concat();
        assert_eq!(shop.notify(&marked).await, StatusCode::OK);
        let messages = shop.messages(&id).await;
        assert_eq!(messages[1].verdict.as_deref(), Some("duplicate"));
        assert_eq!(shop.steps(&id).await.len(), 2);
    }
}

#[tokio::test]
async fn the_background_task_asks_again_by_itself() {
    let paypal = Verifier::open().await;
    let shop = Shop::ticking(&paypal.url, Some(Duration::from_millis(1))).await;
    let id = id_of(&shop.create(&order("USD")).await);
    assert_eq!(
        shop.notify(&message(&id)).await,
        StatusCode::SERVICE_UNAVAILABLE
    );
    paypal.will(&[(200, "VERIFIED")]);
    shop.advance(2 * MINUTE);
    shop.until(&id, "paid").await;
}

#[tokio::test]
async fn one_bad_answer_is_not_the_last() {
    let paypal = Verifier::open().await;
    let shop = Shop::open(&paypal.url).await;
    let id = id_of(&shop.create(&order("USD")).await);
    paypal.will(&[(502, ""), (200, "VERIFIED\n")]);
    assert_eq!(shop.notify(&message(&id)).await, StatusCode::OK);
    assert_eq!(shop.checkout(&id).await["status"], "paid");
}

#[tokio::test]
async fn a_message_that_is_not_paypals_is_recorded_and_not_asked_for_again() {
    let paypal = Verifier::open().await;
    let shop = Shop::open(&paypal.url).await;
    let id = id_of(&shop.create(&order("USD")).await);
    paypal.will(&[(200, "INVALID")]);
    assert_eq!(shop.notify(&message(&id)).await, StatusCode::OK);
    assert_eq!(shop.checkout(&id).await["status"], "created");
    let kept = shop.ledger().messages(None).await.unwrap();
    assert_eq!(kept[0].verification, "invalid");
    assert_eq!(kept[0].raw, message(&id));
    shop.advance(60 * MINUTE);
    shop.running.merchant().tick().await.unwrap();
    assert_eq!(paypal.asked().len(), 1);
}

#[tokio::test]
async fn what_is_no_message_is_refused() {
    let paypal = Verifier::open().await;
    let shop = Shop::open(&paypal.url).await;
    assert_eq!(shop.notify(b"").await, StatusCode::BAD_REQUEST);
    let huge = vec![b'a'; 300 * 1024];
    assert_eq!(shop.notify(&huge).await, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(paypal.asked().is_empty());
}

#[tokio::test]
async fn the_sandbox_sends_again_after_503() {
    let world = World::start().await;
    world.faults(json!({"post_back": {"status": 503}})).await;
    let (id, _) = world.bought(&[]).await;
    eventually(|| async { (world.shop.ledger().waiting().await.unwrap() == 1).then_some(()) })
        .await;
    assert_eq!(world.shop.checkout(&id).await["status"], "created");
    world.faults(json!({})).await;
    // PayPal's next attempt, not the shop's background task.
    world.sandbox.clock().advance(600);
    world.shop.until(&id, "paid").await;
}

#[tokio::test]
async fn a_windows_1252_account_is_understood_from_end_to_end() {
    let mut config = paypal_sandbox::Config::default();
    for account in &mut config.accounts {
        account.charset = "windows-1252".to_owned();
    }
    config.accounts[1].first_name = "Zoë \"Q\" <b>".to_owned();
    config.accounts[1].last_name = "O’Neill & Söhne €".to_owned();
    let world = World::with(config).await;
    // The form says which encoding comes back; PayPal's default, here.
    let (id, _) = world
        .bought(&[("charset", "windows-1252"), ("item_name_1", "Mug")])
        .await;
    world.shop.until(&id, "paid").await;
    let kept = world.shop.messages(&id).await.pop().unwrap();
    assert!(String::from_utf8_lossy(&kept.raw).contains("Zo%EB"));
    let fields: Vec<(String, String)> = serde_json::from_str(&kept.fields.unwrap()).unwrap();
    let get = |name: &str| &fields.iter().find(|(field, _)| field == name).unwrap().1;
    assert_eq!(get("charset"), "windows-1252");
    assert_eq!(get("first_name"), "Zoë \"Q\" <b>");
    assert_eq!(get("last_name"), "O’Neill & Söhne €");
}

#[tokio::test]
async fn names_of_every_kind_arrive_intact() {
    let mut config = paypal_sandbox::Config::default();
    config.accounts[1].first_name = "王小明 🍵".to_owned();
    config.accounts[1].last_name = "O'Neill \"<b>&amp;".to_owned();
    let world = World::with(config).await;
    let (id, _) = world.bought(&[]).await;
    world.shop.until(&id, "paid").await;
    let kept = world.shop.messages(&id).await.pop().unwrap();
    let fields: Vec<(String, String)> = serde_json::from_str(&kept.fields.unwrap()).unwrap();
    let get = |name: &str| &fields.iter().find(|(field, _)| field == name).unwrap().1;
    assert_eq!(get("first_name"), "王小明 🍵");
    assert_eq!(get("last_name"), "O'Neill \"<b>&amp;");
    assert_eq!(get("item_name1"), "Mug \"O'Neill\" <b>& 茶 🍵");
}
