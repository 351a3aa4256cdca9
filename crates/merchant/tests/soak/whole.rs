//! Checks of all checkouts together: messages and balances.

use std::collections::{BTreeMap, BTreeSet};

use leptos_paypal_core::{Currency, Money};
use serde_json::Value;

use crate::check::Case;
use crate::paid::Paid;
use crate::truth;

impl Case<'_> {
    /// Wrongs that are not about one checkout: of messages and balances.
    pub fn whole(&self) -> Vec<String> {
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
            // A cancellation has a key of its own.
            let id = told.key.strip_suffix("-cancelled").unwrap_or(&told.key);
            if !self.books.checkouts.contains_key(id) {
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
