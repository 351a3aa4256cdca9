//! Each kind of fault alone, all the time.

use crate::plan::{Plan, Troubles};
use crate::run::{Outcome, run};

/// A run with these faults until each of `strikes` has struck.
async fn with(faults: &'static str, strikes: &'static [&'static str]) -> Outcome {
    run(Plan::only(Troubles::Only { faults, strikes })).await
}

macro_rules! faults {
    ($($name:ident: $plan:literal, $($struck:literal),+;)+) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $name() {
            with($plan, &[$($struck),+]).await;
        }
    )+};
}

faults! {
    declined: r#"{"payment": {"decline_next": 2}}"#, "payment.decline";
    pending: r#"{"payment": {"pending": "echeck"}}"#, "payment.pending";
    slow: r#"{"http": {"delay_ms": 150}}"#, "http.delay_ms";
    forms_fail: r#"{"http": {"status": 500, "path": "/cgi-bin", "count": 3}}"#, "http.status";
    tokens_fail: r#"{"http": {"status": 503, "path": "/v1/oauth2", "count": 2}}"#, "http.status";
    tokens_are_cut: r#"{"http": {"cut": "after", "path": "/v1/oauth2", "count": 2}}"#, "http.cut.after";
    payments_v1_fail: r#"{"http": {"status": 500, "path": "/v1/payments", "count": 3}}"#, "http.status";
    payments_v1_are_cut_before: r#"{"http": {"cut": "before", "path": "/v1/payments", "count": 4}}"#, "http.cut.before";
    payments_v1_are_cut_after: r#"{"http": {"cut": "after", "path": "/v1/payments", "count": 4}}"#, "http.cut.after";
    orders_v2_fail: r#"{"http": {"status": 500, "path": "/v2/checkout", "count": 3}}"#, "http.status";
    orders_v2_are_cut_before: r#"{"http": {"cut": "before", "path": "/v2/checkout", "count": 4}}"#, "http.cut.before";
    orders_v2_are_cut_after: r#"{"http": {"cut": "after", "path": "/v2/checkout", "count": 4}}"#, "http.cut.after";
    post_backs_fail: r#"{"post_back": {"status": 503}}"#, "post_back.status";
    post_backs_are_answered_nonsense: r#"{"post_back": {"answer": "<html>"}}"#, "post_back.answer";
    webhooks_cannot_be_verified: r#"{"http": {"status": 503, "path": "/v1/notifications/verify", "count": 5}}"#, "http.status";
    notifications_are_lost: r#"{"ipn": {"drop": 9}}"#, "ipn.drop";
    notifications_are_late: r#"{"ipn": {"delay_ms": 3000}}"#, "ipn.delay_ms";
    notifications_come_twice: r#"{"ipn": {"duplicate": 3}}"#, "ipn.duplicate";
    notifications_are_tampered_with: r#"{"ipn": {"tamper": {"mc_gross": "0.01", "summary": "x"}}}"#, "ipn.tamper";
}

/// Refunds that were made, and the shop does not learn of it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn refunds_are_cut() {
    let troubles = Troubles::Only {
        faults: r#"{"http": {"cut": "after", "path": "/v2/payments", "count": 4}}"#,
        strikes: &["http.cut.after"],
    };
    let plan = Plan {
        checkouts: 24,
        refunds: 100,
        ..Plan::only(troubles)
    };
    let outcome = run(plan).await;
    assert!(outcome.statuses.contains_key("refunded"));
}

/// They wait until the storm is over, and then come all at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn notifications_are_held() {
    with(r#"{"ipn": {"hold": true}}"#, &[]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn notifications_come_in_another_order() {
    with(
        r#"{"ipn": {"delay_ms": 300, "reverse": true}}"#,
        &["ipn.delay_ms"],
    )
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_server_is_killed() {
    // Enough for several kills where a machine is quick, too.
    let plan = Plan {
        checkouts: 56,
        ..Plan::only(Troubles::Kills)
    };
    let outcome = run(plan).await;
    assert!(outcome.kills > 2);
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_disk_fills_up() {
    let plan = Plan {
        checkouts: 56,
        ..Plan::only(Troubles::FullDisks)
    };
    let outcome = run(plan).await;
    assert!(outcome.full_disks > 1);
}
