//! What PayPal tells of a payment, in the words of the ledger.

use leptos_paypal_core::ipn::{Mismatch, PaymentStatus};
use leptos_paypal_core::{CheckoutEvent, Money, MoneyBackKind, PaymentState, TxnId};

use crate::ledger::{Fact, Shop};

/// How far the buyer is, where no money has moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Buyer {
    /// Has not agreed.
    Undecided,
    /// Agreed; the money can be moved.
    Agreed,
    /// Nothing can come of it any more.
    Gone,
    /// The payment is made; the facts say what came of it.
    Done,
}

/// Everything PayPal tells of a checkout's payment.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) buyer: Buyer,
    /// The account id of the buyer, who agreed or is about to.
    pub(super) payer_id: Option<String>,
    pub(super) facts: Vec<Fact>,
}

/// What the money must be like.
#[derive(Clone, Copy, Debug)]
pub(super) struct Order<'a> {
    pub(super) total: Money,
    pub(super) shop: &'a Shop,
}

/// A payment as either API tells it.
pub(super) struct Paid<'a> {
    pub(super) txn_id: &'a TxnId,
    pub(super) amount: Option<Money>,
    pub(super) fee: Option<Money>,
    pub(super) detail: Option<String>,
    /// Names of the account that is paid, where PayPal tells any.
    pub(super) payees: Vec<&'a str>,
}

impl Order<'_> {
    /// A payment, matched against the order.
    pub(super) fn payment(&self, paid: &Paid<'_>, status: PaymentStatus) -> Fact {
        let state = match status {
            PaymentStatus::Completed => PaymentState::Completed,
            PaymentStatus::Pending | PaymentStatus::Processed | PaymentStatus::Created => {
                PaymentState::Pending
            }
            _ => PaymentState::Failed,
        };
        let mut mismatches = Vec::new();
        if state == PaymentState::Completed {
            mismatches.extend(self.payee(&paid.payees));
            mismatches.extend(self.amount(paid.amount));
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
            mismatch: mismatches
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

    fn payee(&self, found: &[&str]) -> Option<(leptos_paypal_core::ReviewReason, String)> {
        let plain = |name: &str| name.trim().to_lowercase();
        let fits = found.is_empty()
            || found.iter().any(|found| {
                self.shop
                    .payees
                    .iter()
                    .any(|own| plain(own) == plain(found))
            });
        let mismatch = Mismatch::Payee {
            expected: self.shop.payees.join(" or "),
            found: found.join(", "),
        };
        (!fits).then(|| (mismatch.reason(), mismatch.to_string()))
    }

    fn amount(&self, found: Option<Money>) -> Option<(leptos_paypal_core::ReviewReason, String)> {
        let expected = self.total;
        let mismatch = match found {
            Some(found) if found == expected => return None,
            Some(found) if found.currency() != expected.currency() => Mismatch::Currency {
                expected: expected.currency(),
                found: found.currency(),
            },
            Some(found) => Mismatch::Amount { expected, found },
            None => {
                return Some((
                    leptos_paypal_core::ReviewReason::AmountMismatch,
                    format!("PayPal tells no amount that can be read, expected {expected}"),
                ));
            }
        };
        Some((mismatch.reason(), mismatch.to_string()))
    }

    /// Money that went back. Without an amount it is the whole of it.
    pub(super) fn back(
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
            mismatch: None,
        }
    }
}
