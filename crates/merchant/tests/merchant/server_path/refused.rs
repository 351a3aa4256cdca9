//! PayPal says no: for good, or until the buyer comes back.

use std::collections::BTreeSet;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::buyer::{APIS, CLASSIC, REST, server_order, token_of};
use crate::harness::paypal::Scripted;
use crate::harness::{Shop, World, id_of};

/// PayPal's definite refusals of a payment.
const DEFINITE: [&str; 9] = [
    "COMPLIANCE_VIOLATION",
    "PAYEE_BLOCKED_TRANSACTION",
    "TRANSACTION_REFUSED",
    "PAYER_CANNOT_PAY",
    "PAYER_ACCOUNT_RESTRICTED",
    "MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED",
    "TRANSACTION_LIMIT_EXCEEDED",
    "DUPLICATE_INVOICE_ID",
    // One that nobody has heard of.
    "MOON_IN_THE_WRONG_HOUSE",
];

fn refusal(api: &str, issue: &str) -> (&'static str, u16, Value) {
    if api == "payments_v1" {
        ("/execute", 400, json!({"name": issue, "details": []}))
    } else {
        let details = json!([{"issue": issue, "description": "…"}]);
        let body = json!({"name": "UNPROCESSABLE_ENTITY", "details": details});
        ("/capture", 422, body)
    }
}

/// A checkout that the buyer agreed to at a PayPal that refuses the money with
/// `issue`. Answers the shop, PayPal, the created checkout and the return query.
async fn agreed(api: &str, issue: &str) -> (Shop, Scripted, Value, String) {
    let paypal = Scripted::open().await;
    let shop = Shop::open(&paypal.url).await;
    let created = shop.create(&server_order(api)).await;
    let token = token_of(&created);
    let id = id_of(&created).parse().unwrap();
    let payment = shop.ledger().server_payment(&id).await.unwrap().unwrap();
    let paypal_id = payment.paypal_id.unwrap();
    paypal.change(&paypal_id, |made| {
        if api == "payments_v1" {
            made["payer"] = json!({"payer_info": {"payer_id": "BUYER23456789"}});
        } else {
            made["status"] = json!("APPROVED");
        }
    });
    let (end, status, body) = refusal(api, issue);
    paypal.will(end, status, body);
    let query = format!("token={token}&PayerID=BUYER23456789");
    (shop, paypal, created, query)
}

/// Number of times that the money was to be moved.
async fn attempts(shop: &Shop, id: &str) -> usize {
    let calls = shop.ledger().calls(&id.parse().unwrap()).await.unwrap();
    let moves = ["v1 execute payment", "v2 capture order"];
    calls
        .iter()
        .filter(|call| moves.contains(&call.operation.as_str()))
        .count()
}

async fn a_day(shop: &Shop) {
    for _ in 0..21 {
        shop.advance(3600);
        shop.running.merchant().tick().await.unwrap();
    }
}

#[tokio::test]
async fn after_a_definite_no_nobody_is_charged_and_nobody_is_sent_back() {
    for api in REST {
        for issue in DEFINITE {
            let (shop, _paypal, created, query) = agreed(api, issue).await;
            let id = id_of(&created);
            let (status, problem) = shop.try_complete(&id, &query).await;
            assert_eq!(status, StatusCode::CONFLICT, "{problem}");
            assert_eq!(problem["code"], "payment_refused");
            assert_eq!(problem["issue"], issue);
            assert_eq!(problem["checkout_status"], "failed");
            assert_eq!(problem["approval_url"], Value::Null, "{issue}");
            let shown = shop.checkout(&id).await;
            assert_eq!(shown["status"], "failed");
            assert_eq!(shown["approval_url"], Value::Null);
            a_day(&shop).await;
            assert_eq!(attempts(&shop, &id).await, 1, "{api} {issue}");
            // A page that is loaded again.
            let again = shop.complete(&id, &query).await;
            assert_eq!(again["status"], "failed", "{again}");
            assert_eq!(attempts(&shop, &id).await, 1);
            let history = shop.history(&id).await;
            let detail = history.last().unwrap().detail.clone().unwrap();
            assert!(detail.ends_with(issue), "{detail}");
        }
    }
}

/// The word counts, whatever status it comes with.
#[tokio::test]
async fn a_definite_no_is_one_with_every_status_of_a_refusal() {
    for api in REST {
        for (status, returns) in [
            (402, true),
            (403, true),
            (403, false),
            (404, true),
            (409, true),
            (451, false),
        ] {
            let (shop, paypal, created, query) = agreed(api, "TRANSACTION_REFUSED").await;
            let (end, _, body) = refusal(api, "TRANSACTION_REFUSED");
            paypal.will(end, status, body);
            let id = id_of(&created);
            if returns {
                let (answer, problem) = shop.try_complete(&id, &query).await;
                assert_eq!(answer, StatusCode::CONFLICT, "{status} {problem}");
                assert_eq!(problem["code"], "payment_refused");
                assert_eq!(problem["issue"], "TRANSACTION_REFUSED");
                assert_eq!(problem["approval_url"], Value::Null);
            }
            a_day(&shop).await;
            assert_eq!(attempts(&shop, &id).await, 1, "{api} {status} {returns}");
            let shown = shop.checkout(&id).await;
            assert_eq!(shown["status"], "failed", "{api} {status}");
            assert_eq!(shown["approval_url"], Value::Null);
        }
    }
}

/// A word that sends the buyer back does so with every status too.
#[tokio::test]
async fn a_decline_awaits_the_buyer_with_every_status_of_a_refusal() {
    for api in REST {
        for status in [402, 403] {
            let (shop, paypal, created, query) = agreed(api, "INSTRUMENT_DECLINED").await;
            let (end, _, body) = refusal(api, "INSTRUMENT_DECLINED");
            paypal.will(end, status, body);
            let id = id_of(&created);
            let (answer, problem) = shop.try_complete(&id, &query).await;
            assert_eq!(answer, StatusCode::CONFLICT, "{status} {problem}");
            assert_eq!(problem["code"], "instrument_declined");
            assert_eq!(problem["approval_url"], created["approval_url"]);
            a_day(&shop).await;
            assert_eq!(attempts(&shop, &id).await, 1, "{api} {status}");
        }
    }
}

/// A no without a word that is known, perhaps of a machine on the way: what is
/// asked again unasked is the same request, and the buyer makes another.
#[tokio::test]
async fn a_no_without_a_known_word_is_answered_with_the_same_request() {
    for api in REST {
        for status in [402, 408, 451] {
            let (shop, paypal, created, query) = agreed(api, "").await;
            let (end, _, _) = refusal(api, "");
            paypal.will(end, status, json!({"name": "SOMETHING_ELSE"}));
            let id = id_of(&created);
            let ids = async || -> BTreeSet<String> {
                let calls = shop.ledger().calls(&id.parse().unwrap()).await.unwrap();
                calls
                    .into_iter()
                    .filter_map(|call| call.request_id)
                    .collect()
            };
            let before = ids().await;
            a_day(&shop).await;
            let attempts_unasked = attempts(&shop, &id).await;
            assert!((2..=21).contains(&attempts_unasked), "{attempts_unasked}");
            assert_eq!(ids().await.len(), before.len() + 1, "{api} {status}");
            let shown = shop.checkout(&id).await;
            assert_eq!(shown["approval_url"], created["approval_url"]);
            // The buyer comes back, perhaps with another way of paying.
            let (answer, problem) = shop.try_complete(&id, &query).await;
            assert_eq!(answer, StatusCode::CONFLICT, "{status} {problem}");
            assert_eq!(problem["code"], "payment_refused");
            a_day(&shop).await;
            assert_eq!(ids().await.len(), before.len() + 2, "{api} {status}");
        }
    }
}

/// The buyer agreed and closed the browser: PayPal says no to the server alone.
#[tokio::test]
async fn the_reconciler_takes_a_definite_no_for_an_answer() {
    for api in REST {
        let (shop, _paypal, created, _) = agreed(api, "COMPLIANCE_VIOLATION").await;
        let id = id_of(&created);
        a_day(&shop).await;
        assert_eq!(shop.checkout(&id).await["status"], "failed");
        assert_eq!(attempts(&shop, &id).await, 1, "{api}");
    }
}

/// A buyer who was told "declined" is not charged hours later.
#[tokio::test]
async fn after_a_decline_money_moves_only_when_the_buyer_came_back() {
    for api in REST {
        for returns in [true, false] {
            let (shop, paypal, created, query) = agreed(api, "INSTRUMENT_DECLINED").await;
            let id = id_of(&created);
            if returns {
                let (status, problem) = shop.try_complete(&id, &query).await;
                assert_eq!(status, StatusCode::CONFLICT, "{problem}");
                assert_eq!(problem["code"], "instrument_declined");
                assert_eq!(problem["approval_url"], created["approval_url"]);
            }
            // By now the bank would pay.
            if returns {
                let id = id.parse().unwrap();
                let payment = shop.ledger().server_payment(&id).await.unwrap().unwrap();
                assert!(payment.awaits_buyer);
            }
            a_day(&shop).await;
            assert_eq!(attempts(&shop, &id).await, 1, "{api} {returns}");
            // A page that is loaded again, without what PayPal's page adds.
            let reloaded = format!("checkout={id}");
            let (status, answer) = shop.try_complete(&id, &reloaded).await;
            assert_eq!(status, StatusCode::OK, "{answer}");
            assert_eq!(attempts(&shop, &id).await, 1, "{api} {returns}");
            // The buyer chose something else at PayPal.
            let (end, _, _) = refusal(api, "");
            paypal.will(end, 503, json!({"name": "SERVICE_UNAVAILABLE"}));
            let (status, answer) = shop.try_complete(&id, &query).await;
            assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{answer}");
            assert!(attempts(&shop, &id).await > 1, "{api} {returns}");
        }
    }
}

/// The same with the offline sandbox, and an operator who asks.
#[tokio::test]
async fn an_operator_who_asks_moves_no_money_of_a_declined_buyer() {
    for api in APIS {
        let world = World::start().await;
        let (id, query) = world.agreed(api).await;
        world.faults(json!({"payment": {"decline": true}})).await;
        let (status, _) = world.shop.try_complete(&id, &query).await;
        assert_eq!(status, StatusCode::CONFLICT);
        world.faults(json!({})).await;
        let path = format!("/checkouts/{id}/reconcile");
        let (status, answer) = world.shop.admin(Method::POST, &path, None).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        assert_eq!(world.payments_of(&id).await, 0);
        assert_eq!(world.shop.complete(&id, &query).await["status"], "paid");
    }
}

#[tokio::test]
async fn the_whole_loop_takes_a_definite_no_for_an_answer() {
    for api in APIS {
        // The buyer's account is restricted, or the shop blocks the payment.
        let refusal = if CLASSIC.contains(&api) {
            "10603"
        } else {
            "PAYEE_BLOCKED_TRANSACTION"
        };
        let world = World::start().await;
        let (id, query) = world.agreed(api).await;
        world.faults(json!({"payment": {"refuse": refusal}})).await;
        let (status, problem) = world.shop.try_complete(&id, &query).await;
        assert_eq!(status, StatusCode::CONFLICT, "{problem}");
        assert_eq!(problem["issue"], refusal);
        assert_eq!(problem["approval_url"], Value::Null);
        world.faults(json!({})).await;
        a_day(&world.shop).await;
        assert_eq!(world.shop.checkout(&id).await["status"], "failed");
        assert_eq!(world.payments_of(&id).await, 0);
    }
}

/// A state that nobody has described is for a person, also once PayPal tells
/// another.
#[tokio::test]
async fn money_in_a_state_that_nobody_knows_is_in_review() {
    for api in REST {
        let (shop, paypal, created, query) = agreed(api, "ORDER_ALREADY_CAPTURED").await;
        let id = id_of(&created);
        let checkout = id.parse().unwrap();
        let payment = shop.ledger().server_payment(&checkout).await.unwrap();
        let paypal_id = payment.unwrap().paypal_id.unwrap();
        let state = |word: &str| {
            let word = word.to_owned();
            paypal.change(&paypal_id, |made| {
                if api == "payments_v1" {
                    made["transactions"][0]["related_resources"] = json!([{"sale": {
                        "id": "1AB23456CD789012E", "state": word,
                        "amount": {"total": "67.67", "currency": "USD"},
                    }}]);
                } else {
                    made["purchase_units"][0]["payments"] = json!({"captures": [{
                        "id": "1AB23456CD789012E", "status": word,
                        "amount": {"value": "67.67", "currency_code": "USD"},
                    }]});
                }
            });
        };
        state("SPARKLING");
        let done = shop.complete(&id, &query).await;
        assert_eq!(done["status"], "review", "{done}");
        assert_eq!(done["reason"], "status_unknown");
        state("COMPLETED");
        let path = format!("/checkouts/{id}/reconcile");
        let (_, done) = shop.admin(Method::POST, &path, None).await;
        assert_eq!(done["status"], "review", "{api} {done}");
        let path = format!("/checkouts/{id}/resolve");
        let accept =
            json!({"idempotency_key": "decision-1", "decision": "accept", "note": "there"});
        let (_, done) = shop.admin(Method::POST, &path, Some(&accept)).await;
        assert_eq!(done["status"], "paid", "{api} {done}");
    }
}
