//! Snapshot of a payment at PayPal, matched against the order it has to pay.

use leptos_paypal_core::ipn::{Mismatch, PaymentStatus, is_own_account};
use leptos_paypal_core::{
    CheckoutEvent, CheckoutId, Money, MoneyBackKind, PaymentState, ReviewReason, TxnId,
};

use crate::ledger::{Fact, Shop};

/// State of the buyer's approval, where no money has moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BuyerState {
    /// Has not approved.
    Undecided,
    /// Approved; the money can be moved.
    Approved,
    /// Nothing can come of it any more.
    Gone,
    /// The payment is made; the facts say what came of it.
    Done,
}

/// State of a checkout's payment, as one answer of PayPal's has it.
#[derive(Clone, Debug)]
pub(crate) struct PaymentSnapshot {
    pub(crate) buyer: BuyerState,
    /// The account id of the buyer, who approved or is about to.
    pub(crate) payer_id: Option<String>,
    pub(crate) facts: Vec<Fact>,
    /// True when the answer names the payee of every payment. If not, PayPal is
    /// asked for the whole before the facts count.
    pub(crate) names_payees: bool,
}

/// Order that a payment has to fit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ExpectedOrder<'a> {
    pub(crate) id: &'a CheckoutId,
    pub(crate) total: Money,
    /// True when money is at first only reserved; `None` where this server did
    /// not make the payment.
    pub(crate) authorizes: Option<bool>,
    pub(crate) shop: &'a Shop,
}

/// The order that a payment belongs to, as PayPal tells it. A browser can
/// change all of it before the payment is made.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct OrderDetails<'a> {
    /// The account that is paid.
    pub(crate) account_id: Option<&'a str>,
    pub(crate) email: Option<&'a str>,
    /// The shop's names of the order: `custom` and `invoice`.
    pub(crate) custom: Option<&'a str>,
    pub(crate) invoice: Option<&'a str>,
    /// True when money is at first only reserved.
    pub(crate) authorizes: Option<bool>,
}

impl OrderDetails<'_> {
    pub(crate) const fn names_payee(&self) -> bool {
        self.account_id.is_some() || self.email.is_some()
    }
}

/// Payment as either API reports it.
pub(crate) struct ReportedPayment<'a> {
    pub(crate) txn_id: &'a TxnId,
    pub(crate) amount: Option<Money>,
    pub(crate) fee: Option<Money>,
    pub(crate) detail: Option<String>,
    pub(crate) details: OrderDetails<'a>,
}

type Mismatched = (ReviewReason, String);

impl ExpectedOrder<'_> {
    /// A payment, matched against the order.
    pub(crate) fn payment_fact(&self, paid: &ReportedPayment<'_>, status: PaymentStatus) -> Fact {
        let state = match status {
            PaymentStatus::Completed => PaymentState::Completed,
            // Nothing is believed of what nobody has described.
            PaymentStatus::Pending
            | PaymentStatus::Processed
            | PaymentStatus::Created
            | PaymentStatus::Other(_) => PaymentState::Pending,
            _ => PaymentState::Failed,
        };
        let mut mismatches = Vec::new();
        if let PaymentStatus::Other(word) = &status {
            let told = format!("the state {word} is not known");
            mismatches.push((ReviewReason::StatusUnknown, told));
        }
        // Also what is only reserved: it would be captured later.
        if state != PaymentState::Failed {
            mismatches.extend(self.payee(&paid.details));
            mismatches.extend(self.amount(paid.amount));
            mismatches.extend(self.names(&paid.details));
            mismatches.extend(self.intent(&paid.details));
        }
        Fact {
            event: CheckoutEvent::Payment {
                txn_id: paid.txn_id.clone(),
                state,
                gross: paid.amount.unwrap_or(self.total),
                mismatches: mismatches.iter().map(|(reason, _)| *reason).collect(),
            },
            status,
            fee: paid.fee,
            detail: paid.detail.clone(),
            note: mismatches
                .first()
                .map(|_| {
                    mismatches
                        .iter()
                        .map(|(_, text)| text.as_str())
                        .collect::<Vec<_>>()
                })
                .map(|texts| texts.join("; ")),
        }
    }

    /// No payee told is not one that fits.
    fn payee(&self, details: &OrderDetails<'_>) -> Option<Mismatched> {
        let (id, email) = (details.account_id, details.email);
        if is_own_account(&self.shop.payees, id, email) {
            return None;
        }
        let found: Vec<_> = id.into_iter().chain(email).collect();
        let mismatch = Mismatch::Payee {
            expected: self.shop.payees.join(" or "),
            found: if found.is_empty() {
                "nobody".to_owned()
            } else {
                found.join(", ")
            },
        };
        Some((mismatch.reason(), mismatch.to_string()))
    }

    /// One payment pays one order: the one whose names it carries.
    fn names(&self, details: &OrderDetails<'_>) -> Option<Mismatched> {
        let other = [details.custom, details.invoice]
            .into_iter()
            .flatten()
            .find(|name| !name.is_empty() && *name != self.id.as_str())?;
        let told = format!("the payment is for {other:?}, expected {}", self.id);
        Some((ReviewReason::OrderMismatch, told))
    }

    fn intent(&self, details: &OrderDetails<'_>) -> Option<Mismatched> {
        let (expected, found) = (self.authorizes?, details.authorizes?);
        let word = |authorizes| if authorizes { "authorize" } else { "capture" };
        let told = format!("the intent is {}, expected {}", word(found), word(expected));
        (expected != found).then_some((ReviewReason::TxnTypeMismatch, told))
    }

    fn amount(&self, found: Option<Money>) -> Option<Mismatched> {
        let expected = self.total;
        let mismatch = match found {
            Some(found) if found == expected => return None,
            Some(found) if found.currency() != expected.currency() => Mismatch::Currency {
                expected: expected.currency(),
                found: found.currency(),
            },
            Some(found) => Mismatch::Amount {
                expected: expected.into(),
                found,
            },
            None => {
                return Some((
                    ReviewReason::AmountMismatch,
                    format!("PayPal tells no amount that can be read, expected {expected}"),
                ));
            }
        };
        Some((mismatch.reason(), mismatch.to_string()))
    }

    /// Reserved money that was released.
    pub(crate) fn voided(&self, authorization: &TxnId) -> Fact {
        let paid = ReportedPayment {
            txn_id: authorization,
            amount: Some(self.total),
            fee: None,
            detail: Some("authorization".to_owned()),
            details: OrderDetails::default(),
        };
        self.payment_fact(&paid, PaymentStatus::Voided)
    }

    /// Money that went back. Without an amount it is the whole of it.
    pub(crate) fn money_back(
        &self,
        txn_id: &TxnId,
        parent: &TxnId,
        kind: MoneyBackKind,
        amount: Option<Money>,
    ) -> Fact {
        let amount = amount.unwrap_or(self.total);
        Fact {
            event: CheckoutEvent::MoneyBack {
                txn_id: txn_id.clone(),
                parent: parent.clone(),
                kind,
                amount: if amount.is_negative() {
                    amount.negated()
                } else {
                    amount
                },
            },
            status: match kind {
                MoneyBackKind::Refund => PaymentStatus::Refunded,
                MoneyBackKind::Reversal => PaymentStatus::Reversed,
                MoneyBackKind::ReversalCanceled => PaymentStatus::CanceledReversal,
            },
            fee: None,
            detail: None,
            note: None,
        }
    }
}
