//! The sandbox's own page, for the people who test with it.

use super::filters;
use super::parts::IgnoredView;
use super::tone::tone;
use askama::Template;

/// Balances shown first; as many are in sight before the rest is folded away.
const USED_MOST: [&str; 4] = ["USD", "EUR", "GBP", "JPY"];

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountView {
    /// Its address.
    pub email: String,
    /// Its owner's or its shop's name.
    pub name: String,
    /// Account id: 13 characters.
    pub id: String,
    /// `business`, `premier` or `personal`.
    pub kind: String,
    /// Currency codes and amounts.
    pub balances: Vec<(String, String)>,
    /// Names and values of its settings.
    pub settings: Vec<(String, String)>,
}

impl AccountView {
    /// The currencies that most people test with come first, the others follow as they came.
    fn sorted_balances(&self) -> Vec<&(String, String)> {
        let mut balances: Vec<_> = self.balances.iter().collect();
        balances.sort_by_key(|(code, _)| {
            USED_MOST
                .iter()
                .position(|used| used == code)
                .unwrap_or(USED_MOST.len())
        });
        balances
    }

    fn first_balances(&self) -> Vec<&(String, String)> {
        let mut balances = self.sorted_balances();
        balances.truncate(USED_MOST.len());
        balances
    }

    fn other_balances(&self) -> Vec<&(String, String)> {
        self.sorted_balances()
            .split_off(self.first_balances().len())
    }
}

/// A payment, whichever API made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentView {
    /// The transaction's id.
    pub txn_id: String,
    /// When it was made.
    pub date: String,
    /// The API that made it.
    pub api: String,
    /// `payment_status`.
    pub status: String,
    /// `pending_reason` or `reason_code`.
    pub reason: Option<String>,
    /// Payer.
    pub payer: String,
    /// Payee.
    pub payee: String,
    /// Currency code of the amounts.
    pub currency: String,
    /// Gross amount.
    pub gross: String,
    /// PayPal's fee.
    pub fee: Option<String>,
    /// Sum of the refunds so far, without a sign.
    pub refunded: Option<String>,
    /// `invoice`.
    pub invoice: Option<String>,
    /// `custom`.
    pub custom: Option<String>,
    /// Names of the items.
    pub summary: String,
}

/// A message to the shop's server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotificationView {
    /// Its id in the sandbox.
    pub id: String,
    /// `IPN` or the kind of webhook.
    pub kind: String,
    /// When it was made.
    pub date: String,
    /// Target address.
    pub url: String,
    /// The transaction that it speaks of.
    pub txn_id: String,
    /// The status that it reports.
    pub payment_status: String,
    /// `delivered`, `waiting`, `held`, `dropped` or `given up`.
    pub state: String,
    /// True when it was posted back and found true.
    pub verified: bool,
    /// Times and answers.
    pub attempts: Vec<(String, String)>,
    /// When it is tried again.
    pub next_attempt: Option<String>,
    /// The body as it was sent.
    pub body: String,
    /// The body, decoded.
    pub fields: Vec<(String, String)>,
}

/// A checkout that was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckoutView {
    /// Its `EC-…` token.
    pub token: String,
    /// The page that the buyer sees.
    pub url: String,
    /// When it was begun.
    pub date: String,
    /// Status.
    pub status: String,
    /// Payee.
    pub payee: String,
    /// Currency code of `total`.
    pub currency: String,
    /// Amount to pay.
    pub total: String,
    /// Variables that were dropped.
    pub ignored: Vec<IgnoredView>,
}

/// `GET /_sandbox/`.
#[derive(Debug, Clone, Template)]
#[template(path = "people.html")]
pub struct PeoplePage {
    /// The sandbox's time.
    pub now: String,
    /// True when that is the real time.
    pub clock_is_real: bool,
    /// Address that the client used.
    pub base_url: String,
    /// Faults that are switched on, one sentence each.
    pub faults: Vec<String>,
    /// All accounts.
    pub accounts: Vec<AccountView>,
    /// All payments, newest first.
    pub payments: Vec<PaymentView>,
    /// All messages, newest first.
    pub notifications: Vec<NotificationView>,
    /// All checkouts, newest first.
    pub checkouts: Vec<CheckoutView>,
}

impl PeoplePage {
    fn tone(&self, state: &str) -> &'static str {
        tone(state)
    }

    fn answer_tone(&self, answer: &str) -> &'static str {
        if answer.starts_with('2') {
            "good"
        } else {
            "bad"
        }
    }

    fn same(&self, first: &Option<String>, second: &str) -> bool {
        first.as_deref() == Some(second)
    }
}
