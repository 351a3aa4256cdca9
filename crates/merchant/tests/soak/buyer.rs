//! A buyer: from the cart to PayPal and back, or not back.

use fastrand::Rng;
use futures_util::future::join_all;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::catalogue::{cart, small};
use crate::paypal::STRANGER;
use crate::story::{Story, Tampering, Way};
use crate::world::{PAUSE, World};

/// Number of times that a buyer, or the shop's staff, tries again.
const PATIENCE: u32 = 400;
/// Attempts of a buyer at PayPal where the bank refuses.
const WAYS_BACK: u32 = 4;

struct Buyer<'a> {
    world: &'a World,
    rng: Rng,
    story: Story,
}

/// Lives through one checkout.
pub async fn journey(world: &World, number: u32) -> Story {
    let mut rng = world.plan.chance(u64::from(number) + 1);
    let way = match rng.u32(..100) {
        0..36 => Way::Form,
        36..67 => Way::PaymentsV1,
        _ => Way::OrdersV2,
    };
    let key = format!("buyer-{}-{number}", world.plan.seed);
    let mut buyer = Buyer {
        world,
        rng,
        story: Story::new(way, key),
    };
    if let Some(created) = buyer.create().await {
        buyer.at_paypal(&created).await;
        buyer.aftermath().await;
    }
    buyer.story
}

impl Buyer<'_> {
    /// One in a hundred, ten, …
    fn percent(&mut self, share: u32) -> bool {
        self.rng.u32(..100) < share
    }

    /// Asks until there is an answer that asking again would not change.
    async fn insist(
        &self,
        method: Method,
        path: &str,
        body: &Value,
    ) -> Option<(StatusCode, Value)> {
        for _ in 0..PATIENCE {
            match self.world.ask(method.clone(), path, body).await {
                Some((status, answer))
                    if !status.is_server_error() || answer["retryable"] == false =>
                {
                    return Some((status, answer));
                }
                _ => tokio::time::sleep(PAUSE).await,
            }
        }
        None
    }

    async fn create(&mut self) -> Option<Value> {
        let mut request = cart(&mut self.rng, &self.story.key);
        match self.story.way {
            Way::Form => request["path"] = json!("form"),
            Way::PaymentsV1 => {
                request["path"] = json!("server");
                request["api"] = json!("payments_v1");
            }
            Way::OrdersV2 => request["path"] = json!("server"),
        }
        // A double click, now and then; an impatient one starts anew.
        let clicks = if self.percent(8) { 2 } else { 1 };
        let asked = (0..clicks).map(|_| self.insist(Method::POST, "/api/checkouts", &request));
        let answers: Vec<Value> = join_all(asked)
            .await
            .into_iter()
            .flatten()
            .filter_map(|(status, answer)| {
                self.story
                    .note(format!("create: {status} {}", answer["code"]));
                status.is_success().then_some(answer)
            })
            .collect();
        let created = answers.first()?.clone();
        for other in &answers {
            for member in ["checkout_id", "total", "approval_url", "fields"] {
                self.story
                    .must_equal(member, &created[member], &other[member]);
            }
        }
        let text = |name: &str| created[name].as_str().unwrap_or_default().to_owned();
        self.story.checkout = Some(text("checkout_id"));
        self.story.total = text("total");
        self.story.currency = text("currency");
        Some(created)
    }

    /// Visits PayPal: looks only, turns back or agrees, and returns to the shop
    /// with the query of that.
    async fn at_paypal(&mut self, created: &Value) {
        let Some(token) = self.token(created).await else {
            return;
        };
        self.story.tokens.push(token.clone());
        if self.percent(8) {
            self.story.note("looked only");
            return;
        }
        if self.percent(12) {
            self.turn_back(&token).await;
            if self.percent(55) {
                return;
            }
            self.story.note("thought again");
        }
        let refuses = !self.story.way.is_form() && self.percent(7);
        let mut bank_refuses = refuses;
        for _ in 0..WAYS_BACK {
            let Some(query) = self.approve(&token, bank_refuses).await else {
                return;
            };
            if self.percent(25) {
                self.story.note("never came back");
                return;
            }
            if !self.come_back(&query).await {
                return;
            }
            // The bank refused: the buyer goes back, perhaps with another card.
            if self.percent(30) {
                return;
            }
            bank_refuses = false;
        }
    }

    async fn token(&mut self, created: &Value) -> Option<String> {
        if !self.story.way.is_form() {
            let url = created["approval_url"].as_str()?;
            let (_, token) = url.split_once("token=")?;
            return Some(token.split('&').next()?.to_owned());
        }
        let mut fields: Vec<(String, String)> =
            serde_json::from_value(created["fields"].clone()).unwrap();
        if self.percent(15) {
            self.tamper(&mut fields);
        }
        let token = self.post(&fields).await?;
        if self.percent(6) {
            // A second tab, which PayPal refuses once the first has paid.
            let second = self.post(&fields).await?;
            self.story.tokens.push(second.clone());
            self.approve(&second, false).await;
        }
        Some(token)
    }

    async fn post(&mut self, fields: &[(String, String)]) -> Option<String> {
        for _ in 0..PATIENCE {
            let posted = self.world.paypal.post(fields).await;
            self.world.answered();
            match posted {
                Ok(token) => return Some(token),
                Err(true) => tokio::time::sleep(PAUSE).await,
                Err(false) => {
                    self.story.note("PayPal refused the form");
                    return None;
                }
            }
        }
        None
    }

    fn tamper(&mut self, fields: &mut Vec<(String, String)>) {
        let tampering = match self.rng.u32(..5) {
            0 => Tampering::Price,
            1 => Tampering::Currency,
            2 => Tampering::Payee,
            3 => Tampering::Article,
            _ => Tampering::Names,
        };
        let mut set = |name: &str, value: &str| {
            if let Some(field) = fields.iter_mut().find(|(field, _)| field == name) {
                field.1 = value.to_owned();
            }
        };
        match tampering {
            Tampering::Price => set("amount_1", small(&self.story.currency)),
            Tampering::Currency => {
                let other = if self.story.currency == "USD" {
                    "EUR"
                } else {
                    "USD"
                };
                set("currency_code", other);
            }
            Tampering::Payee => set("business", STRANGER),
            Tampering::Article => set("item_number_1", "GOLD"),
            Tampering::Names => fields.retain(|(name, _)| name != "custom" && name != "invoice"),
        }
        self.story.note(format!("tampered: {tampering:?}"));
        self.story.tampering = Some(tampering);
    }

    /// Agrees; the query of the return, unless PayPal does not let the buyer.
    async fn approve(&mut self, token: &str, bank_refuses: bool) -> Option<String> {
        let path = format!("checkouts/{token}/approve");
        for _ in 0..WAYS_BACK {
            let body = json!({"bank_refuses": bank_refuses});
            let (status, answer) = self.world.paypal.control(Method::POST, &path, body).await;
            self.world.answered();
            self.story
                .note(format!("approve: {status} {}", answer["code"]));
            if status.is_success() {
                self.story.agreed = true;
                self.story.refused = bank_refuses;
                let url = answer["redirect_url"].as_str()?;
                return Some(url.split_once('?')?.1.to_owned());
            }
            if answer["code"] != "payment_declined" {
                return None;
            }
        }
        None
    }

    async fn turn_back(&mut self, token: &str) {
        let path = format!("checkouts/{token}/cancel");
        let (status, answer) = self
            .world
            .paypal
            .control(Method::POST, &path, Value::Null)
            .await;
        self.world.answered();
        self.story.note(format!("cancel: {status}"));
        let url = answer["redirect_url"].as_str().unwrap_or_default();
        let query = url
            .split_once('?')
            .map_or("", |(_, query)| query)
            .to_owned();
        if self.percent(80) {
            self.story.turned_back = true;
            self.complete(&query, 1).await;
        }
    }

    /// Comes back, perhaps in several tabs, perhaps again; whether the bank
    /// refused.
    async fn come_back(&mut self, query: &str) -> bool {
        let tabs = if self.percent(20) {
            self.rng.usize(2..4)
        } else {
            1
        };
        let mut refused = self.complete(query, tabs).await;
        if self.percent(25) {
            refused = self.complete(query, 1).await;
        }
        refused
    }

    async fn complete(&mut self, query: &str, tabs: usize) -> bool {
        let id = self.story.checkout.clone().unwrap_or_default();
        let path = format!("/api/checkouts/{id}/complete");
        let body = json!({ "query": query });
        let asked = (0..tabs).map(|_| self.insist(Method::POST, &path, &body));
        let answers = join_all(asked).await;
        for (status, answer) in answers.iter().flatten() {
            let told = answer.get("code").unwrap_or(&answer["status"]);
            self.story.note(format!("complete: {status} {told}"));
        }
        let refused = |(_, answer): &(StatusCode, Value)| answer["code"] == "instrument_declined";
        answers.iter().flatten().any(refused)
    }

    /// Captures, voids or refunds it later.
    async fn aftermath(&mut self) {
        let id = self.story.checkout.clone().unwrap_or_default();
        let look = format!("/api/checkouts/{id}");
        let Some((_, checkout)) = self.insist(Method::GET, &look, &Value::Null).await else {
            return;
        };
        let what = match checkout["status"].as_str() {
            Some("pending") if !self.story.way.is_form() && self.percent(80) => {
                if self.percent(75) { "capture" } else { "void" }
            }
            Some("paid") if self.percent(self.world.plan.refunds / 2) => {
                let txn_id = checkout["payment"]["txn_id"].as_str().unwrap_or_default();
                self.refund_at_paypal(txn_id).await;
                return;
            }
            Some("paid") if self.percent(self.world.plan.refunds) => "refund",
            _ => return,
        };
        let key = format!("{what}-{}", self.story.key);
        let mut body = json!({ "idempotency_key": key });
        if what == "refund" {
            self.story.refunds.insert(key.clone(), None);
            if self.percent(60) {
                body["amount"] = json!(small(&self.story.currency));
            }
        }
        let path = format!("/api/admin/checkouts/{id}/{what}");
        let hands = if self.percent(30) { 2 } else { 1 };
        let asked = (0..hands).map(|_| self.insist(Method::POST, &path, &body));
        for (status, answer) in join_all(asked).await.iter().flatten() {
            self.story.note(format!(
                "{what}: {status} {} {}",
                answer["code"], answer["id"]
            ));
            let told = answer["id"].as_str().map(str::to_owned);
            if let (Some(known), Some(told)) = (self.story.refunds.get_mut(&key), told) {
                let first = known.get_or_insert_with(|| told.clone()).clone();
                self.story.must_equal("one refund", &first, &told);
            }
        }
    }

    async fn refund_at_paypal(&mut self, txn_id: &str) {
        let path = format!("payments/{txn_id}/refund");
        let body = if self.percent(60) {
            json!({"amount": small(&self.story.currency)})
        } else {
            json!({})
        };
        let (status, answer) = self.world.paypal.control(Method::POST, &path, body).await;
        self.story
            .note(format!("refund at PayPal: {status} {}", answer["code"]));
        self.story.refunded_at_paypal += u32::from(status.is_success());
    }
}
