//! What the server does, each thing timed on its own.

use std::time::{Duration, Instant};

use leptos_paypal_core::ipn::PaymentStatus;
use leptos_paypal_core::{CheckoutEvent, CheckoutId, CheckoutStatus, Money, PaymentState};
use paypal_merchant::ledger::{Fact, FactReport, NewWebhook, StoredWebhook, WebhookVerdict};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::buyer::{server_order, token_of};
use crate::harness::{World, id_of, order};
use crate::statements::Counter;

/// The longest list that is asked for.
const LIST: u32 = 50;

/// One thing that the server does.
#[derive(Clone, Debug)]
pub struct Operation {
    pub name: &'static str,
    pub micros: Vec<u64>,
    /// How many statements it took, where they were counted.
    pub statements: Option<u64>,
}

/// What was measured so far.
#[derive(Default)]
pub struct Operations {
    done: Vec<Operation>,
    /// Whether this round counts statements, instead of time.
    counts: bool,
}

impl Operations {
    async fn time<T>(&mut self, name: &'static str, work: impl Future<Output = T>) -> T {
        let place = self.done.iter().position(|known| known.name == name);
        let place = place.unwrap_or_else(|| {
            self.done.push(Operation {
                name,
                micros: Vec::new(),
                statements: None,
            });
            self.done.len() - 1
        });
        if self.counts {
            Counter::start();
            let result = work.await;
            self.done[place].statements = Some(Counter::stop());
            return result;
        }
        let start = Instant::now();
        let result = work.await;
        let micros = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
        self.done[place].micros.push(micros);
        result
    }

    /// One round that counts, then rounds that time until `limit` has passed,
    /// at least `least` of them.
    pub async fn measure(world: &World, least: u32, limit: Duration) -> Vec<Operation> {
        let mut operations = Self {
            counts: true,
            ..Self::default()
        };
        operations.round(world).await;
        operations.counts = false;
        let start = Instant::now();
        let mut rounds = 0;
        while rounds < least || start.elapsed() < limit {
            operations.round(world).await;
            rounds += 1;
        }
        operations.done
    }

    async fn round(&mut self, world: &World) {
        self.form(world).await;
        self.server(world).await;
        self.webhook(world).await;
        self.quiet(world).await;
        self.invalid(world).await;
        self.lists(world).await;
    }

    async fn form(&mut self, world: &World) {
        let request = order("USD");
        let created = self
            .time("create, form path", world.shop.create(&request))
            .await;
        let fields: Vec<(String, String)> =
            serde_json::from_value(created["fields"].clone()).unwrap();
        world.pay(&fields).await;
        let raw = world.newest_message().await;
        let status = self.time("IPN, verified", world.shop.notify(&raw)).await;
        assert_eq!(status, StatusCode::OK);
        let id = id_of(&created);
        let shown = self.time("status", world.shop.checkout(&id)).await;
        assert_eq!(shown["status"], "paid");
    }

    async fn server(&mut self, world: &World) {
        let request = server_order("orders_v2");
        let created = self
            .time("create, Orders v2", world.shop.create(&request))
            .await;
        let id = id_of(&created);
        let query = world.click(&token_of(&created), "approve").await;
        let done = self
            .time("complete, Orders v2", world.shop.complete(&id, &query))
            .await;
        assert_eq!(done["status"], "paid");
    }

    /// What a verified webhook message does to the ledger.
    async fn webhook(&mut self, world: &World) {
        let ledger = world.shop.ledger();
        let created = world.shop.create(&server_order("orders_v2")).await;
        let id: CheckoutId = id_of(&created).parse().unwrap();
        let event_id = format!("WH-{id}");
        let new = NewWebhook {
            event_id: &event_id,
            event_type: "PAYMENT.CAPTURE.COMPLETED",
            transmission: "{}",
            raw: b"{}",
        };
        let currency = "USD".parse().unwrap();
        let fact = Fact {
            event: CheckoutEvent::Payment {
                txn_id: format!("T{}", &id.as_str()[3..19]).parse().unwrap(),
                state: PaymentState::Completed,
                gross: Money::parse(created["total"].as_str().unwrap(), currency).unwrap(),
                mismatches: Vec::new(),
            },
            status: PaymentStatus::Completed,
            fee: None,
            detail: None,
            note: None,
        };
        let report = FactReport {
            cause: "webhook",
            hint: None,
            facts: &[fact],
            call: None,
        };
        let verdict = WebhookVerdict {
            code: "accepted",
            detail: "",
            checkout: Some(&id),
        };
        let outcome = self
            .time("webhook, kept and recorded", async {
                let kept = ledger.store_webhook(&new, 0, 1).await.unwrap();
                let StoredWebhook::Open(number) = kept else {
                    panic!("it is new");
                };
                ledger
                    .record_webhook(number, &event_id, &verdict, &report, 2)
                    .await
                    .unwrap()
            })
            .await;
        assert!(outcome.changed.is_some());
    }

    /// The regular work: with nothing to do, and with one checkout that went
    /// quiet.
    async fn quiet(&mut self, world: &World) {
        let merchant = world.shop.running.merchant();
        merchant.tick().await.unwrap();
        self.time("regular work, nothing due", merchant.tick())
            .await
            .unwrap();
        let created = world.shop.create(&server_order("orders_v2")).await;
        world.shop.advance(2 * 60 + 1);
        self.time("regular work, one quiet checkout", merchant.tick())
            .await
            .unwrap();
        // The next round has a quiet one of its own.
        let query = world.click(&token_of(&created), "approve").await;
        world.shop.complete(&id_of(&created), &query).await;
    }

    /// A message that is not PayPal's pushes out the oldest such message.
    async fn invalid(&mut self, world: &World) {
        let raw = format!(
            "txn_id={}&payment_status=Completed",
            crate::harness::fresh_key()
        );
        let status = self
            .time("IPN, not PayPal's", world.shop.notify(raw.as_bytes()))
            .await;
        assert_eq!(status, StatusCode::OK);
    }

    async fn lists(&mut self, world: &World) {
        let ledger = world.shop.ledger();
        let found = self
            .time("list of the newest", ledger.checkouts(None, LIST))
            .await;
        assert_eq!(found.unwrap().len(), 50);
        let review = Some(CheckoutStatus::Review);
        self.time("list of those in review", ledger.checkouts(review, LIST))
            .await
            .unwrap();
        let created = world.shop.create(&order("USD")).await;
        let id: CheckoutId = id_of(&created).parse().unwrap();
        self.time("whole history of one", async {
            ledger.history(&id).await.unwrap();
            ledger.calls(&id).await.unwrap();
            ledger.messages(Some(&id)).await.unwrap();
            ledger.webhooks(&id).await.unwrap();
        })
        .await;
        let url = format!("{}/metrics", world.shop.running.url());
        let asked = world.shop.client.request(Method::GET, url).send();
        let status = self.time("metrics", asked).await.unwrap().status();
        assert_eq!(status, StatusCode::OK);
    }
}

impl Operation {
    pub fn json(&self) -> Value {
        let mut sorted = self.micros.clone();
        sorted.sort_unstable();
        json!({
            "name": self.name,
            "rounds": sorted.len(),
            "p50_us": sorted.get(sorted.len() / 2),
            "statements": self.statements,
        })
    }
}
