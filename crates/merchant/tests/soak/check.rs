//! What must hold between PayPal and the books.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use leptos_paypal_core::{Currency, Money};
use serde_json::Value;

use crate::paypal::MERCHANT;
use crate::receiver::Told;
use crate::story::{Story, Tampering};
use crate::truth::{self, Books};

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wrong {
    pub checkout: Option<String>,
    pub what: String,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}",
            self.checkout.as_deref().unwrap_or("-"),
            self.what
        )
    }
}

/// Everything that is to be compared.
pub struct Case<'a> {
    pub stories: &'a [Story],
    pub books: &'a Books,
    pub money: &'a truth::Money,
    pub told: &'a [Told],
}

impl Case<'_> {
    /// Everything that does not hold.
    pub fn wrongs(&self) -> Vec<Wrong> {
        let mut wrongs = BTreeSet::new();
        let of_checkout = self.money.by_checkout();
        for story in self.stories {
            let mut say = |what: String| {
                let checkout = story.checkout.clone();
                wrongs.insert(Wrong { checkout, what });
            };
            story.wrong.iter().cloned().for_each(&mut say);
            let Some(id) = &story.checkout else { continue };
            let Some(checkout) = self.books.checkouts.get(id) else {
                say("it is not in the books".to_owned());
                continue;
            };
            let payments = of_checkout.get(id.as_str()).map_or(&[][..], Vec::as_slice);
            let payments: Vec<Paid> = payments.iter().map(|payment| Paid::read(payment)).collect();
            status(story, checkout, &payments)
                .into_iter()
                .for_each(&mut say);
            self.known(id, story, &payments)
                .into_iter()
                .for_each(&mut say);
            self.history(id, checkout).into_iter().for_each(&mut say);
            self.fulfilled(id, checkout).into_iter().for_each(&mut say);
        }
        for what in self.whole() {
            let checkout = None;
            wrongs.insert(Wrong { checkout, what });
        }
        wrongs.into_iter().collect()
    }

    /// The books know every payment and refund of PayPal's once, with its
    /// amount and fee, and no others.
    fn known(&self, id: &str, story: &Story, payments: &[Paid]) -> Vec<String> {
        let known = self.books.known.get(id).map_or(&[][..], Vec::as_slice);
        let kept = |kinds: &[&str]| -> BTreeSet<(String, i64)> {
            known
                .iter()
                .filter(|known| kinds.contains(&known.kind.as_str()))
                .map(|known| (known.txn_id.clone(), known.gross))
                .collect()
        };
        let money: BTreeSet<(String, i64)> = payments
            .iter()
            .filter(|paid| paid.moved)
            .map(|paid| (paid.txn_id.clone(), paid.gross.minor()))
            .collect();
        let refunds: BTreeSet<(String, i64)> = payments
            .iter()
            .flat_map(|paid| {
                paid.refunds
                    .iter()
                    .map(|(id, gross)| (id.clone(), gross.minor()))
            })
            .collect();
        let mut wrongs = Vec::new();
        if kept(&["completed"]) != money {
            wrongs.push(format!(
                "payments: {:?} in the books, {money:?} at PayPal",
                kept(&["completed"])
            ));
        }
        if kept(&["refund"]) != refunds {
            wrongs.push(format!(
                "refunds: {:?} in the books, {refunds:?} at PayPal",
                kept(&["refund"])
            ));
        }
        for row in known.iter().filter(|row| row.kind == "completed") {
            let paid = payments.iter().find(|paid| paid.txn_id == row.txn_id);
            let fee = paid.map(|paid| paid.fee.minor());
            if row.fee.is_some() && row.fee != fee {
                wrongs.push(format!(
                    "the fee of {}: {:?}, not {fee:?}",
                    row.txn_id, row.fee
                ));
            }
        }
        let asked = story.refunds.len() + story.refunded_at_paypal as usize;
        if refunds.len() > asked {
            wrongs.push(format!(
                "{} refunds, and {asked} were asked for",
                refunds.len()
            ));
        }
        for (key, refund) in &story.refunds {
            if refund
                .as_ref()
                .is_some_and(|id| !refunds.iter().any(|(known, _)| known == id))
            {
                wrongs.push(format!(
                    "{key} was told to be {refund:?}, which PayPal does not have"
                ));
            }
        }
        wrongs
    }

    /// Every step has a cause that is there, and follows the one before.
    fn history(&self, id: &str, checkout: &truth::Checkout) -> Vec<String> {
        let steps = self.books.steps.get(id).map_or(&[][..], Vec::as_slice);
        let mut wrongs = Vec::new();
        let mut before: Option<&str> = None;
        for step in steps {
            if step.from_status.as_deref() != before {
                wrongs.push(format!(
                    "a step from {:?} after {before:?}",
                    step.from_status
                ));
            }
            before = Some(&step.to_status);
            let is_given = match step.cause.as_str() {
                "created" | "buyer_cancelled" | "expired" => true,
                "ipn" | "pdt" => step.message_id.is_some(),
                "webhook" => step.webhook_id.is_some(),
                "return" | "reconcile" | "admin" => step.api_call_id.is_some(),
                _ => false,
            };
            if !is_given {
                wrongs.push(format!("a step without its cause: {step:?}"));
            }
        }
        if before != Some(&checkout.status) {
            wrongs.push(format!(
                "the last step led to {before:?}, the status is {}",
                checkout.status
            ));
        }
        wrongs
    }

    /// The shop's system was told of what was paid, by the checkout's id, and
    /// of nothing else.
    fn fulfilled(&self, id: &str, checkout: &truth::Checkout) -> Vec<String> {
        let steps = self.books.steps.get(id).map_or(&[][..], Vec::as_slice);
        let was_paid = steps.iter().any(|step| step.to_status == "paid");
        let told: Vec<&Told> = self.told.iter().filter(|told| told.key == id).collect();
        let mut wrongs = Vec::new();
        if was_paid == told.is_empty() {
            wrongs.push(format!(
                "paid: {was_paid}, and the shop's system was told {} times",
                told.len()
            ));
        }
        let currency: Currency = checkout.currency.parse().unwrap();
        let total = Money::from_minor(checkout.total, currency).unwrap();
        for told in told {
            let fits = told.is_signed
                && told.order["checkout_id"] == id
                && told.order["total"] == total.to_string().as_str()
                && told.order["currency"] == currency.code();
            if !fits {
                wrongs.push(format!("the shop's system was told {told:?}"));
            }
        }
        wrongs
    }
}

/// A payment as PayPal has it.
pub struct Paid {
    txn_id: String,
    to_shop: bool,
    /// Money moved, whatever went back since.
    moved: bool,
    pending: bool,
    captured: bool,
    gross: Money,
    fee: Money,
    back: i64,
    refunds: Vec<(String, Money)>,
    via_api: bool,
}

impl Paid {
    fn read(payment: &Value) -> Self {
        let currency: Currency = payment["currency"].as_str().unwrap().parse().unwrap();
        let money = |value: &Value| Money::parse(value.as_str().unwrap(), currency).unwrap();
        let status = payment["status"].as_str().unwrap();
        let refunds: Vec<(String, Money)> = payment["refunds"]
            .as_array()
            .unwrap()
            .iter()
            .map(|refund| {
                (
                    refund["txn_id"].as_str().unwrap().to_owned(),
                    money(&refund["gross"]),
                )
            })
            .collect();
        Self {
            txn_id: payment["txn_id"].as_str().unwrap().to_owned(),
            to_shop: payment["payee"] == MERCHANT,
            moved: matches!(status, "Completed" | "Partially_Refunded" | "Refunded"),
            pending: status == "Pending",
            captured: status == "Captured",
            gross: money(&payment["gross"]),
            fee: money(&payment["fee"]),
            back: refunds.iter().map(|(_, gross)| gross.minor()).sum(),
            refunds,
            via_api: payment["api"] != "form",
        }
    }
}

/// The status is the one that PayPal's payments make.
fn status(story: &Story, checkout: &truth::Checkout, payments: &[Paid]) -> Vec<String> {
    let currency: Currency = checkout.currency.parse().unwrap();
    let total = Money::from_minor(checkout.total, currency).unwrap();
    let other_article = story.tampering == Some(Tampering::Article);
    let fits = |paid: &Paid| paid.to_shop && paid.gross == total && !other_article;
    let moved: Vec<&Paid> = payments.iter().filter(|paid| paid.moved).collect();
    let kept: Vec<&&Paid> = moved
        .iter()
        .filter(|paid| paid.to_shop && paid.back < paid.gross.minor())
        .collect();
    // What did not come to anything on another account says nothing.
    let own: Vec<&Paid> = payments.iter().filter(|paid| paid.to_shop).collect();
    let expected: &[&str] = match kept.as_slice() {
        [] if moved.iter().any(|paid| paid.to_shop) => &["refunded"],
        [] if !moved.is_empty() => &["review"],
        [] if own.iter().any(|paid| paid.pending) => &["pending"],
        [] if own.is_empty() => &["created", "approved", "cancelled", "expired", "failed"],
        // What came of reserved money that was captured in vain is open.
        [] if own.iter().any(|paid| paid.captured) => &["failed", "pending"],
        [] => &["failed"],
        [one] if fits(one) && one.back == 0 => &["paid"],
        [one] if fits(one) => &["partially_refunded"],
        _ => &["review"],
    };
    let mut wrongs = Vec::new();
    if !expected.contains(&checkout.status.as_str()) {
        wrongs.push(format!(
            "it is {}, and PayPal's payments make it {}",
            checkout.status,
            expected.join(" or ")
        ));
    }
    if moved.iter().filter(|paid| paid.via_api).count() > 1 {
        wrongs.push("the server was paid twice".to_owned());
    }
    // Nobody turned back and no bank refused, so the server finishes it, also
    // when the buyer never returns.
    let agreed = story.agreed && !story.turned_back && !story.refused;
    if agreed && !story.way.is_form() && payments.is_empty() {
        wrongs.push(format!(
            "the buyer agreed, and it is {} without a payment",
            checkout.status
        ));
    }
    wrongs
}

impl Case<'_> {
    /// What is not about one checkout: messages and balances.
    fn whole(&self) -> Vec<String> {
        let mut wrongs = self.messages();
        wrongs.extend(balances(self.money));
        let keys: BTreeSet<&str> = self
            .stories
            .iter()
            .map(|story| story.key.as_str())
            .collect();
        for checkout in self.books.checkouts.values() {
            if !keys.contains(checkout.idempotency_key.as_str()) {
                wrongs.push(format!("nobody asked for {}", checkout.id));
            }
        }
        for told in self.told {
            if !self.books.checkouts.contains_key(&told.key) {
                wrongs.push(format!("the shop's system was told of {}", told.key));
            }
        }
        wrongs
    }

    /// Every message that the shop has taken is in the books, verified, with a
    /// verdict; every other one is invalid.
    fn messages(&self) -> Vec<String> {
        let mut wrongs = Vec::new();
        let mut verified: BTreeSet<&[u8]> = BTreeSet::new();
        let sent: BTreeSet<&[u8]> = self
            .money
            .notifications
            .iter()
            .filter_map(|message| Some(message["body"].as_str()?.as_bytes()))
            .collect();
        for kept in &self.books.messages {
            let is_done = kept.verdict.is_some() && kept.processed_at.is_some();
            if kept.verification == "verified" {
                verified.insert(&kept.raw);
            }
            if kept.source == "pdt" && kept.verification == "verified" && is_done {
                continue;
            }
            let true_one = sent.contains(kept.raw.as_slice());
            let expected = if true_one { "verified" } else { "invalid" };
            if kept.verification != expected || !is_done {
                let (source, id) = (&kept.source, kept.id);
                wrongs.push(format!(
                    "{source} message {id} is {} with verdict {:?}, not {expected}: {}",
                    kept.verification,
                    kept.verdict,
                    String::from_utf8_lossy(&kept.raw)
                ));
            }
        }
        for message in &self.money.notifications {
            let body = message["body"].as_str().unwrap_or_default();
            if crate::quiet::is_taken(message) && !verified.contains(body.as_bytes()) {
                wrongs.push(format!("a message was taken and lost: {message}"));
            }
        }
        wrongs
    }
}

/// Every balance is the sum of what was paid, less what went back, less fees.
fn balances(money: &truth::Money) -> Vec<String> {
    let mut sums: BTreeMap<(String, String), i64> = BTreeMap::new();
    let mut book = |account: &Value, currency: Currency, amount: i64| {
        let key = (
            account.as_str().unwrap().to_owned(),
            currency.code().to_owned(),
        );
        *sums.entry(key).or_default() += amount;
    };
    for payment in &money.payments {
        let paid = Paid::read(payment);
        if !paid.moved {
            continue;
        }
        let currency = paid.gross.currency();
        let fees_back: i64 = payment["refunds"]
            .as_array()
            .unwrap()
            .iter()
            .map(|refund| {
                Money::parse(refund["fee"].as_str().unwrap(), currency)
                    .unwrap()
                    .minor()
            })
            .sum();
        let net = paid.gross.minor() - paid.fee.minor() - (paid.back - fees_back);
        book(&payment["payee"], currency, net);
        book(&payment["payer"], currency, paid.back - paid.gross.minor());
    }
    let mut wrongs = Vec::new();
    for ((email, code), sum) in sums {
        let currency: Currency = code.parse().unwrap();
        let account = money
            .accounts
            .iter()
            .find(|account| account["email"] == email.as_str());
        let balance = account.and_then(|account| account["balances"][&code].as_str());
        let start = if email == crate::paypal::BUYER {
            Money::parse(crate::paypal::FORTUNE, currency)
                .unwrap()
                .minor()
        } else {
            0
        };
        let expected = Money::from_minor(start + sum, currency)
            .unwrap()
            .to_string();
        if balance != Some(expected.as_str()) {
            wrongs.push(format!(
                "{email} has {balance:?} {code}, and the payments make it {expected}"
            ));
        }
    }
    wrongs
}
