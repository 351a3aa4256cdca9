//! The buyer comes back from where he agrees.

use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{
    ORDER, PAY, PAYMENT, approval, approval_link, back, created, order, payment, refusal, sent,
    show, status, with_raw_server, with_server,
};
use crate::observers::EventLog;
use crate::page::{settle, until};
use crate::server::{ID, Server, progress};

#[wasm_bindgen_test]
async fn what_paypal_answered_to_the_capture_is_told() {
    let v1 = format!("?paymentId={PAYMENT}&token=EC-1&PayerID=BUYER23456789");
    let v2 = format!("?token={ORDER}&PayerID=BUYER23456789");
    for (query, answer, shown, left) in [
        (&v2, order("COMPLETED", Some("COMPLETED")), "paid", 0),
        (&v2, order("COMPLETED", Some("PENDING")), "pending", 2),
        (&v2, order("COMPLETED", Some("DECLINED")), "failed", 2),
        (&v1, payment("approved", Some("completed")), "paid", 0),
        (&v1, payment("approved", Some("pending")), "pending", 2),
        (&v1, payment("failed", None), "failed", 2),
    ] {
        let config = with_raw_server();
        let made = if *query == v1 {
            payment("created", None)
        } else {
            order("CREATED", None)
        };
        sent(config.clone(), made).await;
        let server = Server::start();
        server
            .answers(201, answer)
            .answers(422, refusal("ORDER_ALREADY_CAPTURED"));
        let page = back(config.clone(), query).await;
        until(shown, || status(&page) == shown).await;
        settle().await;
        assert_eq!(page.cart().units(), left, "{shown}");
        assert_eq!(page.beside("Total").as_deref(), Some("$5.00"));
        assert_eq!(server.count(), 1, "{shown} is not asked about again");
        let request = server.request(0);
        if *query == v1 {
            assert_eq!(request.url, format!("/pay/orders/{PAYMENT}/capture"));
            assert_eq!(request.body["paymentID"], PAYMENT);
        } else {
            assert_eq!(request.url, format!("/pay/orders/{ORDER}/capture"));
        }
        assert_eq!(request.body["payerID"], "BUYER23456789");
        assert_eq!(request.body["query"], **query);

        // A reload says the same, whatever PayPal says to a second capture.
        let page = back(config, query).await;
        until(shown, || status(&page) == shown).await;
        assert_eq!((page.cart().units(), server.count()), (left, 2));
    }
}

#[wasm_bindgen_test]
async fn paypals_refusals_are_told() {
    let query = format!("?token={ORDER}&PayerID=BUYER23456789");
    for (http, answer, shown, link) in [
        (422, refusal("INSTRUMENT_DECLINED"), "declined", true),
        (200, refusal("INSTRUMENT_DECLINED"), "declined", true),
        (422, refusal("ORDER_NOT_APPROVED"), "created", true),
        (422, refusal("PAYEE_BLOCKED_TRANSACTION"), "refused", true),
        (404, json!({"name": "RESOURCE_NOT_FOUND"}), "refused", false),
        (404, Value::Null, "unknown", false),
        // Captured before, and nothing is known of it here.
        (422, refusal("ORDER_ALREADY_CAPTURED"), "pending", false),
    ] {
        let server = Server::start();
        server.answers(http, answer.clone());
        let page = back(with_raw_server(), &query).await;
        until(shown, || status(&page) == shown).await;
        settle().await;
        assert_eq!(approval_link(&page).is_some(), link, "{answer}");
        assert_eq!(server.count(), 1);
    }
}

#[wasm_bindgen_test]
async fn who_has_not_agreed_is_not_charged() {
    let server = Server::start();
    server.answers(500, Value::Null);
    let page = back(with_raw_server(), &format!("?token={ORDER}")).await;
    until("cancelled", || status(&page) == "cancelled").await;
    settle().await;
    assert_eq!(server.count(), 0);
}

#[wasm_bindgen_test]
async fn a_declined_card_is_told_on_return_too() {
    for (code, shown, words) in [
        (
            "instrument_declined",
            "declined",
            "Your payment method was declined",
        ),
        ("payment_refused", "refused", "PayPal refused the payment"),
    ] {
        let server = Server::start();
        server.answers(
            409,
            json!({
                "code": code, "checkout_id": ID, "checkout_status": "approved",
                "approval_url": approval(ORDER),
            }),
        );
        let events = EventLog::on("checkout-status", false);
        let page = back(
            with_server(),
            &format!("?checkout={ID}&token={ORDER}&PayerID=B"),
        )
        .await;
        until(shown, || status(&page) == shown).await;
        settle().await;
        page.find("heading", words);
        assert_eq!(approval_link(&page), Some(approval(ORDER)));
        assert_eq!(
            ["checkoutId", "status"].map(|field| events.last(field)),
            [ID, shown]
        );
        assert_eq!(server.count(), 1);
    }
}

#[wasm_bindgen_test]
async fn the_server_is_told_again_until_paypal_answers() {
    let server = Server::start();
    let away = json!({"code": "paypal_unreachable", "retryable": true, "checkout_id": ID});
    server
        .answers(503, away.clone())
        .answers(503, away)
        .answers(429, json!({"code": "too_many_requests"}))
        .answers(200, progress("paid"));
    let events = EventLog::on("checkout-status", false);
    let page = back(
        with_server(),
        &format!("?checkout={ID}&token={ORDER}&PayerID=B"),
    )
    .await;
    until("paid", || status(&page) == "paid").await;
    assert_eq!(
        events
            .details
            .borrow()
            .iter()
            .map(|detail| js_sys::Reflect::get(detail, &"status".into()).unwrap())
            .map(|status| status.as_string().unwrap())
            .collect::<Vec<_>>(),
        ["paypal_unreachable", "unreachable", "paid"]
    );
    let requests = server.requests.borrow();
    assert!(requests.iter().all(|request| request.method == "POST"));
}

#[wasm_bindgen_test]
async fn a_query_that_fits_nothing_only_shows_the_status() {
    for code in ["return_mismatch", "paypal_refused", "whatever"] {
        let server = Server::start();
        server
            .answers(409, json!({"code": code, "checkout_id": ID}))
            .answers(200, progress("paid"));
        let page = back(
            with_server(),
            &format!("?checkout={ID}&token=OTHER&PayerID=B"),
        )
        .await;
        until("paid", || status(&page) == "paid").await;
        assert_eq!(server.request(1).method, "GET");
        assert_eq!(server.count(), 2);
    }
}

#[wasm_bindgen_test]
async fn who_came_back_without_agreeing_finds_the_way_back() {
    for (state, query, words) in [
        (
            "created",
            "",
            "You left PayPal before approving the payment",
        ),
        ("cancelled", "&cancelled=1", "You were not charged"),
    ] {
        let server = Server::start();
        let mut answer = progress(state);
        answer["approval_url"] = json!(approval(ORDER));
        server.answers(200, answer);
        let page = back(
            with_server(),
            &format!("?checkout={ID}&token={ORDER}{query}"),
        )
        .await;
        until(state, || status(&page) == state).await;
        settle().await;
        assert!(page.says(words));
        assert_eq!(approval_link(&page), Some(approval(ORDER)));
        assert_eq!(server.count(), 1, "there is nothing to wait for");
    }
    // Money that is on its way needs no buyer.
    let server = Server::start();
    let mut answer = progress("approved");
    answer["approval_url"] = json!(approval(ORDER));
    server.answers(200, answer).answers(200, progress("paid"));
    let page = back(
        with_server(),
        &format!("?checkout={ID}&token={ORDER}&PayerID=B"),
    )
    .await;
    until("paid", || status(&page) == "paid").await;
    assert_eq!(approval_link(&page), None);
}

#[wasm_bindgen_test]
async fn an_order_that_needs_no_buyer_is_not_sent_again() {
    let server = Server::start();
    server.answers(200, created("paid", Value::Null));
    let page = show(with_server()).await;
    page.click("button", PAY);
    until("the cart is empty", || page.cart().is_empty()).await;
    settle().await;
    assert!(page.says("This order has already been paid."));
}
