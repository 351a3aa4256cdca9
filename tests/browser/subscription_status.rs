//! The status of a subscription after the return from PayPal.

use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::observers::EventLog;
use crate::page::{settle, until};
use crate::payment_status::{back, query, status, with_server};
use crate::server::{ID, Server};

/// Checkout of a subscription.
fn subscription(status: &str, subscription_status: &str, payments: u32, trial: Value) -> Value {
    let next = match subscription_status {
        "active" => json!({"due": "2027-05-01", "amount": "9.00"}),
        _ => Value::Null,
    };
    json!({
        "checkout_id": ID, "status": status, "reason": null, "currency": "USD", "total": "0.00",
        "lines": [], "payment": null,
        "subscription": {
            "id": "GOLD", "name": "Gold", "status": subscription_status, "subscr_id": "S-1",
            "plan": {
                "trial": trial, "second_trial": null, "recurrences": null,
                "regular": {"amount": "9.00", "period": "1 M"},
            },
            "payments": payments, "paid": "0.00", "next_payment": next, "paid_until": "2027-05-01",
        },
    })
}

#[wasm_bindgen_test]
async fn a_free_trial_has_begun_and_nothing_is_called_paid() {
    let free = json!({"amount": "0.00", "period": "14 D"});
    let server = Server::start();
    server
        .answers(200, subscription("created", "created", 0, free.clone()))
        .answers(200, subscription("approved", "active", 0, free));
    let events = EventLog::on("checkout-status", false);
    let page = back(with_server(), query()).await;
    until("it has begun", || status(&page) == "subscribed").await;
    settle().await;
    page.find("heading", "Your subscription has begun");
    assert!(
        page.says("Nothing has been charged. The first payment, $9.00, is due on May 1, 2027.")
    );
    let said = page.text("[part=said]").to_lowercase();
    assert!(
        !said.contains("paid") && !said.contains("complete"),
        "{said}"
    );
    assert_eq!(events.last("status"), "subscribed");
    // There is nothing to wait for until the day of the payment.
    settle().await;
    assert_eq!(server.count(), 2);
}

#[wasm_bindgen_test]
async fn a_first_payment_that_is_due_at_once_is_waited_for() {
    for trial in [Value::Null, json!({"amount": "1.00", "period": "14 D"})] {
        let server = Server::start();
        server
            .answers(200, subscription("approved", "active", 0, trial.clone()))
            .answers(200, subscription("paid", "active", 1, trial));
        let page = back(with_server(), query()).await;
        until("paid", || status(&page) == "paid").await;
        assert_eq!(server.count(), 2);
    }
}

#[wasm_bindgen_test]
async fn a_subscription_that_is_over_before_it_was_paid_says_so() {
    for ended in ["cancelled", "ended"] {
        let server = Server::start();
        let free = json!({"amount": "0.00", "period": "14 D"});
        server.answers(200, subscription("cancelled", ended, 0, free));
        let page = back(with_server(), query()).await;
        until("it is over", || status(&page) == "subscription_over").await;
        settle().await;
        page.find("heading", "Your subscription is over");
        assert_eq!(server.count(), 1);
    }
    // A buyer who left PayPal has no subscription.
    let server = Server::start();
    server.answers(200, subscription("cancelled", "created", 0, Value::Null));
    let page = back(with_server(), query()).await;
    until("cancelled", || status(&page) == "cancelled").await;
}

#[wasm_bindgen_test]
async fn a_checkout_whose_subscription_cannot_be_read_is_shown_all_the_same() {
    let server = Server::start();
    let mut odd = subscription("approved", "active", 0, Value::Null);
    odd["subscription"]["plan"]["regular"]["period"] = json!("1 X");
    server.answers(200, odd);
    let page = back(with_server(), query()).await;
    until("approved", || status(&page) == "approved").await;
}
