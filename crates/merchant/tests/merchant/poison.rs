//! A message that the database refuses: the others have their turn, and it is
//! not lost.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::json;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor};

use crate::harness::Shop;
use crate::harness::paypal::Scripted;
use crate::server_path::webhooks::{VERIFY, capture, created, deliver, event, open};

const POST_BACK: &str = "/cgi-bin/webscr";

/// A rule of the database by which the first row of `table` is never recorded.
struct Poison {
    connection: AnyConnection,
    drop: String,
}

impl Poison {
    async fn of(shop: &Shop, table: &str) -> Self {
        sqlx::any::install_default_drivers();
        let recorded = "NEW.processed_at IS NOT NULL AND NEW.id = 1";
        let (url, rule, drop) = match shop.database() {
            Ok(file) => (
                format!("sqlite:{}", file.display()),
                format!(
                    "CREATE TRIGGER poison BEFORE UPDATE ON {table} WHEN {recorded}
                     BEGIN SELECT RAISE(ABORT, 'poison'); END"
                ),
                "DROP TRIGGER poison".to_owned(),
            ),
            Err(url) => (
                url,
                format!(
                    "CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql
                     AS $$ BEGIN RAISE EXCEPTION 'poison'; END $$;
                     CREATE TRIGGER poison BEFORE UPDATE ON {table} FOR EACH ROW
                     WHEN ({recorded}) EXECUTE FUNCTION poison()"
                ),
                format!("DROP TRIGGER poison ON {table}"),
            ),
        };
        let mut connection = AnyConnection::connect(&url).await.unwrap();
        connection
            .execute(sqlx::raw_sql(AssertSqlSafe(rule)))
            .await
            .unwrap();
        Self { connection, drop }
    }

    async fn heal(mut self) {
        let drop = sqlx::raw_sql(AssertSqlSafe(self.drop));
        self.connection.execute(drop).await.unwrap();
    }
}

async fn tick(shop: &Shop, after: Duration) {
    shop.advance(i64::try_from(after.as_secs()).unwrap());
    shop.running.merchant().tick().await.unwrap();
}

/// States of all IPN messages, the first one first.
async fn states(shop: &Shop) -> Vec<(String, Option<String>)> {
    let mut messages = shop.ledger().messages(None).await.unwrap();
    messages.sort_by_key(|message| message.id);
    let state =
        |message: paypal_merchant::ledger::MessageSummary| (message.verification, message.problem);
    messages.into_iter().map(state).collect()
}

#[tokio::test]
async fn one_ipn_message_that_cannot_be_recorded_holds_up_no_other() {
    let paypal = Scripted::open().await;
    paypal.will(POST_BACK, 503, json!({}));
    let shop = Shop::open(&paypal.url).await;
    for txn_id in ["T1", "T2"] {
        let message = format!("txn_id={txn_id}&payment_status=Completed");
        let status = shop.notify(message.as_bytes()).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    }
    paypal.recover(POST_BACK);
    let poison = Poison::of(&shop, "messages").await;
    tick(&shop, Duration::from_secs(600)).await;
    let [(first, problem), (second, _)] = &states(&shop).await[..] else {
        panic!("two messages");
    };
    assert_eq!((first.as_str(), second.as_str()), ("waiting", "verified"));
    assert!(
        problem.as_deref().unwrap().contains("poison"),
        "{problem:?}"
    );
    poison.heal().await;
    tick(&shop, Duration::from_secs(3600)).await;
    let all = states(&shop).await;
    assert!(all.iter().all(|(state, _)| state == "verified"), "{all:?}");
}

#[tokio::test]
async fn one_webhook_message_that_cannot_be_recorded_holds_up_no_other() {
    let (paypal, shop) = open().await;
    paypal.will(VERIFY, 503, json!({}));
    let mut ids = Vec::new();
    for n in 0..2 {
        let (id, order) = created(&shop).await;
        let paid = capture(&order, &id, "COMPLETED", "67.67");
        paypal.captured(&order, &paid);
        let kind = "PAYMENT.CAPTURE.COMPLETED";
        let said = event(&format!("WH-{n}"), kind, "capture", &paid);
        assert_eq!(deliver(&shop, &said).await, StatusCode::SERVICE_UNAVAILABLE);
        ids.push(id);
    }
    paypal.will(VERIFY, 200, json!({"verification_status": "SUCCESS"}));
    let poison = Poison::of(&shop, "webhooks").await;
    let recorded = async |id: &str| {
        let kept = shop.ledger().webhooks(&id.parse().unwrap()).await.unwrap();
        kept.iter()
            .filter(|kept| kept.verification == "verified")
            .count()
    };
    tick(&shop, Duration::from_secs(600)).await;
    assert_eq!((recorded(&ids[0]).await, recorded(&ids[1]).await), (0, 1));
    assert_eq!(shop.steps(&ids[1]).await.last().unwrap().0, "webhook");
    poison.heal().await;
    tick(&shop, Duration::from_secs(3600)).await;
    assert_eq!((recorded(&ids[0]).await, recorded(&ids[1]).await), (1, 1));
}
