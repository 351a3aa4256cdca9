//! Both sides in the end: PayPal, and the shop's books.

use std::collections::BTreeMap;

use serde_json::Value;
use sqlx::{AnyPool, FromRow, Row};

use crate::world::World;

/// A checkout in the books.
#[derive(Clone, Debug, FromRow)]
pub struct Checkout {
    pub id: String,
    pub idempotency_key: String,
    pub currency: String,
    pub total: i64,
    pub status: String,
    /// Number of times that PayPal refused to move its money.
    pub refusals: i64,
}

/// A step of its history.
#[derive(Clone, Debug, FromRow)]
pub struct Step {
    pub checkout_id: String,
    pub cause: String,
    pub from_status: Option<String>,
    pub to_status: String,
    pub message_id: Option<i64>,
    pub api_call_id: Option<i64>,
    pub webhook_id: Option<i64>,
}

/// A payment or refund in the books.
#[derive(Clone, Debug, FromRow)]
pub struct Known {
    pub checkout_id: String,
    pub txn_id: String,
    pub kind: String,
    pub gross: i64,
    pub fee: Option<i64>,
}

/// A message, IPN, PDT or webhook.
#[derive(Clone, Debug, FromRow)]
pub struct Kept {
    pub id: i64,
    pub source: String,
    pub raw: Vec<u8>,
    pub verification: String,
    pub verdict: Option<String>,
    pub processed_at: Option<i64>,
}

/// The books.
#[derive(Default)]
pub struct Books {
    pub checkouts: BTreeMap<String, Checkout>,
    pub steps: BTreeMap<String, Vec<Step>>,
    pub known: BTreeMap<String, Vec<Known>>,
    pub messages: Vec<Kept>,
}

/// PayPal's side.
#[derive(Default)]
pub struct Money {
    pub payments: Vec<Value>,
    pub notifications: Vec<Value>,
    pub accounts: Vec<Value>,
}

/// Numbers of tasks that the server has left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    messages: i64,
    webhooks: i64,
    fulfilments: i64,
    questions: i64,
}

impl Work {
    pub async fn of(world: &World) -> Self {
        let pool = open(world).await;
        let now = jiff::Timestamp::now().as_millisecond() + 1000 * i64::from(world.server.ahead());
        let count = async |sql: &'static str| {
            let row = sqlx::query(sql).fetch_one(&pool).await.unwrap();
            row.get::<i64, _>(0)
        };
        let questions = sqlx::query("SELECT COUNT(*) FROM server_payments WHERE ask_at <= $1")
            .bind(now)
            .fetch_one(&pool)
            .await
            .unwrap();
        let work = Self {
            messages: count("SELECT COUNT(*) FROM messages WHERE verification = 'waiting'").await,
            webhooks: count("SELECT COUNT(*) FROM webhooks WHERE verification = 'waiting'").await,
            fulfilments: count(
                "SELECT COUNT(*) FROM fulfilments WHERE next_attempt_at IS NOT NULL",
            )
            .await,
            questions: questions.get(0),
        };
        pool.close().await;
        work
    }
}

async fn open(world: &World) -> AnyPool {
    sqlx::any::install_default_drivers();
    let url = match world.books.place() {
        Ok(file) => format!("sqlite://{}", file.display()),
        Err(url) => url,
    };
    AnyPool::connect(&url).await.unwrap()
}

impl Books {
    pub async fn read(world: &World) -> Self {
        let pool = open(world).await;
        let mut books = Self::default();
        let checkouts: Vec<Checkout> = sqlx::query_as(
            "SELECT id, idempotency_key, currency, total, status, (SELECT COUNT(*) FROM api_calls
                    WHERE checkout_id = checkouts.id
                    AND outcome IN ('paypal_declined', 'paypal_refused')) AS refusals
                 FROM checkouts",
        )
        .fetch_all(&pool)
        .await
        .unwrap();
        for checkout in checkouts {
            books.checkouts.insert(checkout.id.clone(), checkout);
        }
        let steps: Vec<Step> = sqlx::query_as(
            "SELECT checkout_id, cause, from_status, to_status, message_id, api_call_id, webhook_id
             FROM events ORDER BY id",
        )
        .fetch_all(&pool)
        .await
        .unwrap();
        for step in steps {
            let all = books.steps.entry(step.checkout_id.clone()).or_default();
            all.push(step);
        }
        let known: Vec<Known> =
            sqlx::query_as("SELECT checkout_id, txn_id, kind, gross, fee FROM payments")
                .fetch_all(&pool)
                .await
                .unwrap();
        for known in known {
            let all = books.known.entry(known.checkout_id.clone()).or_default();
            all.push(known);
        }
        for sql in [
            "SELECT id, source, raw, verification, verdict, processed_at FROM messages",
            "SELECT id, 'webhook' AS source, raw, verification, verdict, processed_at FROM webhooks",
        ] {
            let kept: Vec<Kept> = sqlx::query_as(sql).fetch_all(&pool).await.unwrap();
            books.messages.extend(kept);
        }
        pool.close().await;
        books
    }

    /// The status of every checkout.
    pub fn statuses(&self) -> BTreeMap<String, String> {
        self.checkouts
            .iter()
            .map(|(id, checkout)| (id.clone(), checkout.status.clone()))
            .collect()
    }
}

impl Money {
    pub async fn read(world: &World) -> Self {
        Self {
            payments: world.paypal.list("payments").await,
            notifications: world.paypal.list("notifications").await,
            accounts: world.paypal.list("accounts").await,
        }
    }

    /// The payments that name each checkout.
    pub fn by_checkout(&self) -> BTreeMap<&str, Vec<&Value>> {
        let mut all: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
        for payment in &self.payments {
            if let Some(id) = payment["custom"].as_str().filter(|id| !id.is_empty()) {
                all.entry(id).or_default().push(payment);
            }
        }
        all
    }
}
