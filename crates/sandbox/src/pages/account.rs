//! The pages of one account: summary, settings, a transaction.

use super::filters;
use super::parts::{LineView, TotalsView};
use super::tone::tone;
use askama::Template;

/// The account that a page is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountHead {
    /// Account id: 13 characters.
    pub id: String,
    /// Its address.
    pub email: String,
    /// Its owner's or its shop's name.
    pub name: String,
    /// `business`, `premier` or `personal`.
    pub kind: String,
    /// True when it may have API access.
    pub has_api: bool,
    /// Tab of this page.
    pub tab: &'static str,
    /// Result of the button before.
    pub notice: Option<&'static str>,
}

/// One entry of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityView {
    /// Event.
    pub title: String,
    /// Other party.
    pub counterparty: String,
    /// When.
    pub date: String,
    /// The payment to look at.
    pub payment: Option<String>,
    /// Its transaction id.
    pub txn_id: String,
    /// `payment_status`.
    pub status: String,
    /// Currency code of the amounts.
    pub currency: String,
    /// Amount received, negative when sent.
    pub gross: String,
    /// Fee, negative.
    pub fee: Option<String>,
    /// Both together.
    pub net: String,
}

/// `GET /_sandbox/accounts/{id}`.
#[derive(Debug, Clone, Template)]
#[template(path = "account.html")]
pub struct AccountPage {
    /// The account.
    pub head: AccountHead,
    /// Currency codes and amounts that are not zero.
    pub balances: Vec<(String, String)>,
    /// Codes of all currencies.
    pub currencies: Vec<String>,
    /// Newest first.
    pub activity: Vec<ActivityView>,
}

impl AccountPage {
    fn tone(&self, state: &str) -> &'static str {
        tone(state)
    }
}

/// Money that went back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoneyBackView {
    /// Name.
    pub title: String,
    /// When.
    pub date: String,
    /// Its own transaction id.
    pub txn_id: String,
    /// The amount, negative where it went out.
    pub gross: String,
    /// The fee that came back with it; negative where it was taken again.
    pub fee: Option<String>,
}

/// A case about a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisputeView {
    /// Its id.
    pub id: String,
    /// Its kind and reason.
    pub title: String,
    /// `open`, or for whom it was decided.
    pub state: String,
    /// When it was opened.
    pub date: String,
    /// True when it can be decided.
    pub is_open: bool,
}

/// `GET /_sandbox/accounts/{id}/transactions/{txn_id}`.
#[derive(Debug, Clone, Template)]
#[template(path = "transaction.html")]
pub struct TransactionPage {
    /// The account.
    pub head: AccountHead,
    /// Event, from the account's side.
    pub title: String,
    /// `payment_status`.
    pub status: String,
    /// `pending_reason` or `reason_code`.
    pub reason: Option<String>,
    /// The transaction's id.
    pub txn_id: String,
    /// Names and values.
    pub facts: Vec<(String, String)>,
    /// Items.
    pub lines: Vec<LineView>,
    /// Their sums.
    pub totals: TotalsView,
    /// Fee, where the account was paid.
    pub fee: Option<String>,
    /// Net amount, where the account was paid.
    pub net: Option<String>,
    /// The address label.
    pub ship_to: Option<Vec<String>>,
    /// Refunds and reversals.
    pub money_back: Vec<MoneyBackView>,
    /// Cases about it, newest first.
    pub disputes: Vec<DisputeView>,
    /// True when a case can be opened, and the money taken back.
    pub can_dispute: bool,
    /// True when a reversal can be cancelled.
    pub is_reversed: bool,
    /// Amount that the account can still refund.
    pub refundable: Option<String>,
    /// True when the account decides about a pending payment.
    pub is_pending: bool,
}

impl TransactionPage {
    fn tone(&self, state: &str) -> &'static str {
        tone(state)
    }
}
