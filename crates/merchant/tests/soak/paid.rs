//! PayPal's payments of a checkout, and the status that they make.

use leptos_paypal_core::{Currency, Money};
use serde_json::Value;

use crate::paypal::MERCHANT;
use crate::story::{Story, Tampering};
use crate::truth;

/// A payment as PayPal has it.
pub struct Paid {
    pub txn_id: String,
    pub to_shop: bool,
    /// Money moved, whatever went back since.
    pub moved: bool,
    pub pending: bool,
    pub captured: bool,
    pub gross: Money,
    pub fee: Money,
    pub back: i64,
    pub refunds: Vec<(String, Money)>,
    pub via_api: bool,
}

impl Paid {
    pub fn read(payment: &Value) -> Self {
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
pub fn status(story: &Story, checkout: &truth::Checkout, payments: &[Paid]) -> Vec<String> {
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
    // when the buyer never returns. After a refusal it waits for the buyer.
    let refused = story.refused || checkout.refusals > 0;
    let agreed = story.agreed && !story.turned_back && !refused;
    if agreed && !story.way.is_form() && payments.is_empty() {
        wrongs.push(format!(
            "the buyer agreed, and it is {} without a payment",
            checkout.status
        ));
    }
    wrongs
}
