//! Another program that holds the database.

use std::time::{Duration, Instant};

use crate::harness::{Shop, order};
use crate::server_path::webhooks::{created, open};
use futures_util::future::join_all;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use sqlx::{AnyConnection, Connection, Executor};

/// The longest that a request may take while another program holds the
/// database: it waits for a connection, and then for a lock.
const LIMIT: Duration = Duration::from_secs(9);

/// Begins a transaction that keeps others from writing: to the whole file, or
/// to tables of a server, by this lock.
async fn hold(shop: &Shop, lock: &'static str) -> AnyConnection {
    sqlx::any::install_default_drivers();
    match shop.database() {
        Ok(file) => {
            let url = format!("sqlite:{}", file.display());
            let mut other = AnyConnection::connect(&url).await.unwrap();
            other.execute("BEGIN IMMEDIATE").await.unwrap();
            other
        }
        Err(url) => {
            let mut other = AnyConnection::connect(&url).await.unwrap();
            other.execute("BEGIN").await.unwrap();
            other.execute(lock).await.unwrap();
            other
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_held_database_costs_a_few_seconds_and_a_clear_answer() {
    let shop = Shop::open("http://127.0.0.1:9").await;
    let lock = "LOCK TABLE checkouts, messages, health IN EXCLUSIVE MODE";
    let mut other = hold(&shop, lock).await;
    let requests: Vec<_> = (0..12).map(|_| order("USD")).collect();
    let begun = Instant::now();
    let answers = join_all(
        requests
            .iter()
            .map(|request| shop.call(Method::POST, "/api/checkouts", Some(request))),
    );
    let health = shop.call(Method::GET, "/health", None);
    let listened = shop.notify(b"txn_id=T1&payment_status=Completed");
    let (answers, (health, _), listened) = tokio::join!(answers, health, listened);
    assert!(begun.elapsed() < LIMIT);
    for (status, answer) in answers {
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{answer}");
        assert_eq!(answer["code"], "database_busy", "{answer}");
        assert_eq!(answer["retryable"], true);
    }
    assert_eq!(health, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(listened, StatusCode::SERVICE_UNAVAILABLE);
    other.execute("ROLLBACK").await.unwrap();
    for request in &requests {
        shop.create(request).await;
    }
    assert_eq!(
        shop.call(Method::GET, "/health", None).await.0,
        StatusCode::OK
    );
}

/// Answers of `COUNT` equal requests at once, each within its time.
async fn at_once(shop: &Shop, path: &str, body: Option<&Value>) -> Vec<(StatusCode, Value)> {
    /// More than the server has connections.
    const COUNT: usize = 12;

    let method = if body.is_some() {
        Method::POST
    } else {
        Method::GET
    };
    let request = || async {
        let answer = shop.call(method.clone(), path, body);
        let answer = tokio::time::timeout(LIMIT, answer).await;
        answer.expect("a request waits for the database")
    };
    join_all((0..COUNT).map(|_| request())).await
}

/// A statement outside of a transaction waits no longer than one in it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_single_statement_is_kept_waiting_no_longer() {
    let (_paypal, shop) = open().await;
    let (id, token) = created(&shop).await;
    let path = format!("/api/checkouts/{id}");
    let complete = format!("{path}/complete");
    let cancel = json!({"query": format!("checkout={id}&token={token}&cancelled=1")});
    let is_busy = |answers: Vec<(StatusCode, Value)>| {
        for (status, answer) in answers {
            assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{answer}");
            assert_eq!(answer["code"], "database_busy", "{answer}");
        }
    };

    let mut other = hold(&shop, "LOCK TABLE server_payments IN EXCLUSIVE MODE").await;
    is_busy(at_once(&shop, &complete, Some(&cancel)).await);
    other.execute("ROLLBACK").await.unwrap();

    let mut other = hold(&shop, "LOCK TABLE checkouts IN ACCESS EXCLUSIVE MODE").await;
    let answers = at_once(&shop, &path, None).await;
    if shop.database().is_err() {
        is_busy(answers);
    } else {
        // Whoever writes to a file keeps nobody from reading.
        assert!(answers.iter().all(|(status, _)| *status == StatusCode::OK));
    }
    other.execute("ROLLBACK").await.unwrap();
    let done = shop.call(Method::POST, &complete, Some(&cancel)).await;
    assert_eq!(done.0, StatusCode::OK, "{}", done.1);
    assert_eq!(done.1["status"], "cancelled");
}
