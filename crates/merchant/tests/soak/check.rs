//! Checks between PayPal and the books.

use std::collections::BTreeSet;
use std::fmt;

use leptos_paypal_core::{Currency, Money};

use crate::paid::{Paid, status};
use crate::receiver::Told;
use crate::story::Story;
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
    /// of nothing else; and that it is cancelled, where the money went back
    /// afterwards.
    fn fulfilled(&self, id: &str, checkout: &truth::Checkout) -> Vec<String> {
        let steps = self.books.steps.get(id).map_or(&[][..], Vec::as_slice);
        let was_paid = steps.iter().any(|step| step.to_status == "paid");
        let told: Vec<&Told> = self.told.iter().filter(|told| told.key == id).collect();
        let mut wrongs = Vec::new();
        let is_gone = ["refunded", "reversed"].contains(&checkout.status.as_str());
        let cancelled = format!("{id}-cancelled");
        let is_cancelled = self.told.iter().any(|told| told.key == cancelled);
        // One that was killed on the way to telling cannot know whether it told:
        // a cancellation too many is right then, one that is missing never.
        if is_gone && !told.is_empty() && !is_cancelled {
            wrongs.push(format!(
                "{}, told {} times, cancelled: {is_cancelled}",
                checkout.status,
                told.len()
            ));
        }
        // What went back before it was told is not told.
        if was_paid == told.is_empty() && !is_gone {
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
