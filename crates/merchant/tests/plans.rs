//! No statement reads a table from end to end: what the server does takes as
//! long with a million checkouts as with one.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod harness;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Mutex};

use leptos_paypal_core::{CheckoutStatus, SubscriptionStatus};
use paypal_merchant::ledger::{FactReport, NewWebhook, StoredWebhook, WebhookVerdict};
use paypal_merchant::{Catalogue, Fulfilling, Fulfilment, NotTaken, PaidOrder, SubscriptionUpdate};
use reqwest::{Method, StatusCode};
use serde_json::json;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Row};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use harness::buyer::{server_order, token_of};
use harness::page::{PAGE_APIS, fresh_id};
use harness::{World, id_of};

/// The harness' articles, and a subscription.
const SUBSCRIPTIONS: &str = r#"{
    "currencies": ["USD"],
    "pricing": {
        "USD": {"shipping": {"first": {"value": "4.90", "currency": "USD"}}, "tax": {"rate": "8.25"}}
    },
    "products": [
        {"sku": "MUG", "name": "Mug", "prices": {"USD": "18.00"},
         "options": [{"name": "Size", "choices": [{"value": "Large", "prices": {"USD": "24.00"}}]}]},
        {"sku": "TEA", "name": "Tea", "prices": {"USD": "9.99"}}
    ],
    "subscriptions": [
        {"id": "GOLD", "name": "Gold", "regular": {"prices": {"USD": "9.00"}, "period": "1 M"}}
    ]
}"#;

/// A system that refuses the first that it is told of a subscription.
#[derive(Debug)]
struct Taker(Arc<Mutex<bool>>);

impl Fulfilment for Taker {
    fn fulfil<'a>(&'a self, _: &'a PaidOrder) -> Fulfilling<'a> {
        Box::pin(std::future::ready(Ok(())))
    }

    fn cancel<'a>(&'a self, _: &'a PaidOrder) -> Fulfilling<'a> {
        Box::pin(std::future::ready(Ok(())))
    }

    fn update_subscription<'a>(&'a self, _: &'a SubscriptionUpdate) -> Fulfilling<'a> {
        let refuses = std::mem::take(&mut *self.0.lock().unwrap());
        let answer = if refuses {
            Err(NotTaken::Refused("not now".to_owned()))
        } else {
            Ok(())
        };
        Box::pin(std::future::ready(answer))
    }
}

type Statements = Arc<Mutex<BTreeSet<String>>>;

/// Hears what is sent to the database.
struct Listener(Statements);

#[derive(Default)]
struct Statement(String);

impl Visit for Statement {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "statement" {
            value.clone_into(&mut self.0);
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}
}

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "paypal_merchant::sql"
    }

    fn event(&self, event: &Event<'_>) {
        let mut statement = Statement::default();
        event.record(&mut statement);
        self.0.lock().unwrap().insert(statement.0);
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// Everything that the server does, once.
async fn do_everything(world: &World) {
    let shop = &world.shop;
    let ledger = shop.ledger();
    let refunded = world.paid("orders_v2").await;
    let id = refunded.parse().unwrap();
    for (path, status) in [
        (format!("/checkouts/{refunded}/refund"), StatusCode::OK),
        (format!("/checkouts/{refunded}/void"), StatusCode::CONFLICT),
        (format!("/checkouts/{refunded}/reconcile"), StatusCode::OK),
    ] {
        let request = json!({"idempotency_key": format!("plan-key-{}", path.len())});
        let (answered, answer) = shop.admin(Method::POST, &path, Some(&request)).await;
        assert_eq!(answered, status, "{path}: {answer}");
    }
    let quiet = shop.create(&server_order("orders_v2")).await;
    world.click(&token_of(&quiet), "approve").await;
    shop.complete(&id_of(&quiet), "?cancelled=1").await;
    world.bought(&[]).await;
    let raw = world.newest_message().await;
    shop.notify(&raw).await;
    shop.notify(b"txn_id=NOBODYS&payment_status=Completed")
        .await;
    for api in PAGE_APIS {
        let payment = world.page_pays(api, |_| {}).await;
        for _ in 0..2 {
            let (status, answer) = shop.adopt(&payment.paypal_id).await;
            assert!(status.is_success(), "{answer}");
        }
        let raw = format!("txn_id=UNKNOWN&custom={}", fresh_id());
        shop.notify(raw.as_bytes()).await;
    }
    world.faults(json!({"post_back": {"status": 503}})).await;
    shop.notify(b"txn_id=LATER&payment_status=Completed").await;
    shop.advance(3 * 60);
    shop.running.merchant().tick().await.unwrap();
    world.faults(json!({})).await;
    shop.advance(2 * 24 * 60 * 60);
    shop.running.merchant().tick().await.unwrap();

    let new = NewWebhook {
        event_id: "WH-1",
        event_type: "PAYMENT.CAPTURE.COMPLETED",
        transmission: "{}",
        raw: b"{}",
    };
    let report = FactReport {
        cause: "webhook",
        hint: None,
        facts: &[],
        call: None,
    };
    let verdict = WebhookVerdict {
        code: "accepted",
        detail: "",
        checkout: Some(&id),
    };
    for _ in 0..2 {
        let kept = ledger.store_webhook(&new, 0, 1).await.unwrap();
        if let StoredWebhook::Open(number) = kept {
            ledger
                .webhook_unasked(number, "no answer", Some(1))
                .await
                .unwrap();
            ledger.take_due_webhook(1, 2).await.unwrap();
            ledger
                .record_webhook(number, "WH-1", &verdict, &report, 2)
                .await
                .unwrap();
        }
    }
    let other = NewWebhook {
        event_id: "WH-2",
        ..new
    };
    let StoredWebhook::Open(number) = ledger.store_webhook(&other, 0, 1).await.unwrap() else {
        panic!("it is new");
    };
    ledger
        .webhook_invalid(number, "not signed", 1)
        .await
        .unwrap();

    subscribe(world).await;
    for status in [None, Some(SubscriptionStatus::Active)] {
        ledger.subscriptions(status, 50).await.unwrap();
    }
    for status in [None, Some(CheckoutStatus::Review)] {
        ledger.checkouts(status, 50).await.unwrap();
    }
    ledger.history(&id).await.unwrap();
    ledger.calls(&id).await.unwrap();
    ledger.webhooks(&id).await.unwrap();
    ledger.transactions(&id).await.unwrap();
    ledger.fulfilment(&id).await.unwrap();
    for of in [None, Some(&id)] {
        ledger.messages(of).await.unwrap();
    }
    ledger.waiting().await.unwrap();
    ledger.work().await.unwrap();
    ledger.quiet(10).await.unwrap();
}

/// A subscription with a payment, a failure and its end, told to the shop's
/// system.
async fn subscribe(world: &World) {
    let shop = &world.shop;
    let request = json!({
        "idempotency_key": "plan-key-subscription", "currency": "USD",
        "subscription": {"id": "GOLD"}, "custom": "member 17",
    });
    let id = id_of(&shop.create(&request).await);
    world
        .faults(json!({"post_back": {"answer": "VERIFIED"}}))
        .await;
    let common = format!(
        "custom={id}&subscr_id=S-1&mc_currency=USD&test_ipn=1&item_number=GOLD\
         &receiver_email=merchant%40example.com"
    );
    for message in [
        "txn_type=subscr_signup&mc_amount3=9.00&period3=1+M",
        "txn_type=subscr_payment&txn_id=SUB1&payment_status=Completed&mc_gross=9.00",
        "txn_type=subscr_failed&ipn_track_id=1",
        "payment_status=Refunded&txn_id=SUB2&parent_txn_id=SUB1&mc_gross=-9.00",
        "txn_type=subscr_cancel",
        "txn_type=subscr_cancel&resend=true",
    ] {
        shop.notify(format!("{message}&{common}").as_bytes()).await;
    }
    shop.notify(
        b"txn_type=subscr_eot&subscr_id=S-1&test_ipn=1&receiver_email=merchant%40example.com",
    )
    .await;
    shop.notify(b"txn_type=subscr_eot&subscr_id=S-9&test_ipn=1")
        .await;
    world.faults(json!({})).await;
    assert_eq!(shop.checkout(&id).await["subscription"]["status"], "ended");
    shop.running.merchant().tick().await.unwrap();
    let id = id.parse().unwrap();
    shop.ledger().judge_subscription(&id).await.unwrap();
}

/// The database's plan for a statement, line by line.
async fn plan(connection: &mut AnyConnection, statement: &str, postgres: bool) -> Vec<String> {
    let explained = if postgres {
        let count = (1..100)
            .take_while(|n| statement.contains(&format!("${n}")))
            .count();
        let nothing = vec!["NULL"; count].join(", ");
        // The driver tells types, a statement on its own has to.
        let typed = statement.replace("WHEN $2 IS NULL", "WHEN CAST($2 AS BIGINT) IS NULL");
        let prepare = format!("DEALLOCATE ALL; PREPARE asked AS {typed}");
        sqlx::raw_sql(AssertSqlSafe(prepare))
            .execute(&mut *connection)
            .await
            .unwrap_or_else(|error| panic!("{statement}: {error}"));
        let nothing = if count == 0 {
            String::new()
        } else {
            format!("({nothing})")
        };
        format!("EXPLAIN EXECUTE asked{nothing}")
    } else {
        format!("EXPLAIN QUERY PLAN {statement}")
    };
    let rows = sqlx::raw_sql(AssertSqlSafe(explained))
        .fetch_all(connection)
        .await
        .unwrap_or_else(|error| panic!("{statement}: {error}"));
    let column = if postgres { 0 } else { 3 };
    rows.iter()
        .map(|row| row.get::<String, _>(column))
        .collect()
}

/// Line of a plan that must not be there, if one is.
fn fault<'l>(
    statement: &str,
    lines: &'l [String],
    postgres: bool,
    small: &[String],
) -> Option<&'l String> {
    // A list of all checkouts ends at its limit.
    let lists = [
        "FROM checkouts ORDER BY",
        "FROM subscriptions s JOIN checkouts",
    ];
    let is_list = lists.iter().any(|list| statement.contains(list));
    let ends = is_list && statement.contains("LIMIT");
    lines.iter().find(|line| {
        if postgres {
            return line.contains("Seq Scan");
        }
        let index = line
            .split_once(" INDEX ")
            .and_then(|(_, rest)| rest.split(' ').next());
        line.starts_with("SCAN ")
            && index.is_none_or(|index| !ends && !small.iter().any(|small| small == index))
    })
}

/// The indexes that hold only what waits, or what is soon dropped.
async fn small_indexes(connection: &mut AnyConnection) -> Vec<String> {
    sqlx::query_scalar(
        "SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'",
    )
    .fetch_all(connection)
    .await
    .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_statement_goes_by_an_index() {
    let statements = Statements::default();
    tracing::subscriber::set_global_default(Listener(Arc::clone(&statements))).unwrap();
    let refuses = Arc::new(Mutex::new(true));
    let world = World::changed(move |config| {
        config.catalogue = Catalogue::parse(SUBSCRIPTIONS).unwrap();
        config.fulfilment = Some(Arc::new(Taker(Arc::clone(&refuses))));
        config.adopts_client_payments = true;
    })
    .await;
    do_everything(&world).await;
    let statements: Vec<String> = statements.lock().unwrap().iter().cloned().collect();

    let (url, postgres) = match world.shop.database() {
        Ok(file) => (format!("sqlite:{}", file.display()), false),
        Err(url) => (url, true),
    };
    sqlx::any::install_default_drivers();
    let mut connection = AnyConnection::connect(&url).await.unwrap();
    let settings = if postgres {
        // Empty tables are read whole unless that is forbidden.
        "SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan"
    } else {
        // With it a plan also shows who is asked when a row goes.
        "PRAGMA foreign_keys = ON"
    };
    sqlx::raw_sql(settings)
        .execute(&mut connection)
        .await
        .unwrap();

    let small = if postgres {
        Vec::new()
    } else {
        small_indexes(&mut connection).await
    };

    let mut asked = 0;
    let mut faults = Vec::new();
    for statement in &statements {
        let verb = statement.split_whitespace().next().unwrap_or_default();
        // Of an INSERT, SQLite also shows what it would do were a reference open.
        let own = ["SELECT", "UPDATE", "DELETE"].contains(&verb);
        if !own || statement.contains("_sqlx_migrations") || statement.contains("pg_") {
            continue;
        }
        asked += 1;
        let lines = plan(&mut connection, statement, postgres).await;
        if fault(statement, &lines, postgres, &small).is_some() {
            faults.push(format!("{statement}\n  {}", lines.join("\n  ")));
        }
    }
    assert!(
        asked > 30,
        "only {asked} statements were heard: {statements:#?}"
    );
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}
