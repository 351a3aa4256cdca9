//! Another program that holds the database.

use std::time::{Duration, Instant};

use crate::harness::{Shop, order};
use futures_util::future::join_all;
use reqwest::{Method, StatusCode};
use sqlx::{AnyConnection, Connection, Executor};

/// Begins a transaction that keeps others from writing.
async fn hold(shop: &Shop) -> AnyConnection {
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
            other
                .execute("LOCK TABLE checkouts, messages, health IN EXCLUSIVE MODE")
                .await
                .unwrap();
            other
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_held_database_costs_a_few_seconds_and_a_clear_answer() {
    let shop = Shop::open("http://127.0.0.1:9").await;
    let mut other = hold(&shop).await;
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
    assert!(begun.elapsed() < Duration::from_secs(9));
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
