//! Whether a message fits the order it speaks of.

use std::collections::BTreeMap;

use thiserror::Error;

use super::{IpnItem, IpnMessage, IpnPayment, IpnProblem, MessageSource, PaymentStatus, TxnType};
use crate::form::OrderedItem;
use crate::{CheckoutEvent, Currency, Money, MoneyBackKind, PaymentState, ReviewReason, TxnId};

/// What the server stored about the order.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// The shop's own names: account id, primary e-mail, the e-mail of the
    /// form. One of them must be the receiver.
    pub payees: &'a [String],
    /// Whether only play money moves here.
    pub test: bool,
    /// What was to be paid.
    pub total: Money,
    /// What was ordered, when goods are picked from the message.
    pub items: Option<&'a [OrderedItem]>,
    /// The kinds of transaction that this shop makes.
    pub txn_types: &'a [TxnType],
}

/// A message that was processed before: by transaction and status, since one
/// transaction has several statuses.
pub type Seen = (TxnId, PaymentStatus);

/// Something in a message that does not fit the order.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Mismatch {
    /// The money went to somebody else.
    #[error("paid to {found}, expected {expected}")]
    Payee {
        /// The shop's names.
        expected: String,
        /// The receiver's names.
        found: String,
    },
    /// Paid in another currency.
    #[error("paid in {found}, expected {expected}")]
    Currency {
        /// The order's.
        expected: Currency,
        /// The payment's.
        found: Currency,
    },
    /// Another amount.
    #[error("paid {found} {}, expected {expected}", found.currency())]
    Amount {
        /// The order's total.
        expected: Money,
        /// `mc_gross`.
        found: Money,
    },
    /// Other articles, choices or quantities.
    #[error("ordered {expected}, the message has {found}")]
    Items {
        /// What was ordered.
        expected: String,
        /// What the message has.
        found: String,
    },
    /// A kind of transaction that this shop does not make.
    #[error("the transaction is of type {}", found.as_ref().map_or("(none)", TxnType::as_str))]
    TxnType {
        /// `txn_type`.
        found: Option<TxnType>,
    },
}

impl Mismatch {
    /// The reason under which a person looks at it.
    #[must_use]
    pub const fn reason(&self) -> ReviewReason {
        match self {
            Self::Payee { .. } => ReviewReason::PayeeMismatch,
            Self::Currency { .. } => ReviewReason::CurrencyMismatch,
            Self::Amount { .. } => ReviewReason::AmountMismatch,
            Self::Items { .. } => ReviewReason::ItemsMismatch,
            Self::TxnType { .. } => ReviewReason::TxnTypeMismatch,
        }
    }
}

/// What a verified message comes to.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Verdict {
    /// It is about this checkout; what it means goes to
    /// [`crate::transition()`], with what does not fit.
    #[error("{}", told(mismatches))]
    Act {
        /// What happened.
        event: CheckoutEvent,
        /// What does not fit the order.
        mismatches: Vec<Mismatch>,
    },
    /// Processed before.
    #[error("{txn_id} with status {status} was processed before")]
    Duplicate {
        /// The transaction.
        txn_id: TxnId,
        /// Its status.
        status: PaymentStatus,
    },
    /// No order of that id.
    #[error("neither custom, invoice nor parent_txn_id names an order of this shop")]
    UnknownOrder,
    /// Play money where real money is expected, or the other way round.
    #[error("the message is {}, this shop is {}", money(*found_test), money(*expected_test))]
    EnvironmentMismatch {
        /// Whether the shop expects play money.
        expected_test: bool,
        /// Whether the message has it.
        found_test: bool,
    },
    /// Not about money that moved for this shop: a pending, failed or
    /// returned payment of another account.
    #[error("{0}")]
    PayeeMismatch(Mismatch),
    /// A `payment_status` that nobody has described.
    #[error("the payment status {status} is not known")]
    StatusUnknown {
        /// The status.
        status: PaymentStatus,
    },
    /// A refund or reversal that does not say of what.
    #[error("a {status} message without parent_txn_id")]
    ParentMissing {
        /// The status.
        status: PaymentStatus,
    },
    /// About something else, such as a dispute or a subscription's sign-up.
    #[error("not about a payment: {}", txn_type.as_ref().map_or("no txn_type", TxnType::as_str))]
    NotAPayment {
        /// `txn_type`.
        txn_type: Option<TxnType>,
    },
    /// A field that is needed is missing or cannot be read.
    #[error(transparent)]
    Unreadable(#[from] IpnProblem),
}

fn told(mismatches: &[Mismatch]) -> String {
    if mismatches.is_empty() {
        return "fits the order".to_owned();
    }
    let told: Vec<_> = mismatches.iter().map(ToString::to_string).collect();
    told.join("; ")
}

const fn money(test: bool) -> &'static str {
    if test { "play money" } else { "real money" }
}

impl Verdict {
    /// A stable name for programs: `accepted`, `amount_mismatch`,
    /// `duplicate`, ….
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Act { mismatches, .. } => mismatches
                .iter()
                .map(Mismatch::reason)
                .min()
                .map_or("accepted", ReviewReason::as_str),
            Self::Duplicate { .. } => "duplicate",
            Self::UnknownOrder => "unknown_order",
            Self::EnvironmentMismatch { .. } => "environment_mismatch",
            Self::PayeeMismatch(_) => "payee_mismatch",
            Self::StatusUnknown { .. } => "status_unknown",
            Self::ParentMissing { .. } => "parent_missing",
            Self::NotAPayment { .. } => "not_a_payment",
            Self::Unreadable(problem) => problem.code(),
        }
    }
}

enum Meaning {
    Payment(PaymentState),
    Back(MoneyBackKind),
}

fn meaning(status: &PaymentStatus) -> Option<Meaning> {
    Some(match status {
        PaymentStatus::Completed => Meaning::Payment(PaymentState::Completed),
        PaymentStatus::Pending | PaymentStatus::Processed | PaymentStatus::Created => {
            Meaning::Payment(PaymentState::Pending)
        }
        PaymentStatus::Denied
        | PaymentStatus::Failed
        | PaymentStatus::Expired
        | PaymentStatus::Voided => Meaning::Payment(PaymentState::Failed),
        PaymentStatus::Refunded => Meaning::Back(MoneyBackKind::Refund),
        PaymentStatus::Reversed => Meaning::Back(MoneyBackKind::Reversal),
        PaymentStatus::CanceledReversal => Meaning::Back(MoneyBackKind::ReversalCanceled),
        PaymentStatus::Other(_) => return None,
    })
}

/// Compares a message that PayPal has verified with the order it names
/// (`expected`, `None` when there is none) and with what was `seen` before.
///
/// A completed payment that does not fit is still told, with its mismatches:
/// money has arrived, and somebody must look at it. Everything else that does
/// not fit is not acted upon.
#[must_use]
pub fn check(message: &IpnMessage, expected: Option<&Expected<'_>>, seen: &[Seen]) -> Verdict {
    let payment = match message.payment() {
        Ok(Some(payment)) => payment,
        Ok(None) => {
            return Verdict::NotAPayment {
                txn_type: message.txn_type(),
            };
        }
        Err(problem) => return problem.into(),
    };
    let Some(meaning) = meaning(&payment.status) else {
        return Verdict::StatusUnknown {
            status: payment.status,
        };
    };
    let Some(expected) = expected else {
        return Verdict::UnknownOrder;
    };
    // A lookup asks one environment, and its answer says nothing about it.
    if message.source() == MessageSource::Ipn && message.is_test() != expected.test {
        return Verdict::EnvironmentMismatch {
            expected_test: expected.test,
            found_test: message.is_test(),
        };
    }
    if seen
        .iter()
        .any(|(txn_id, status)| *txn_id == payment.txn_id && *status == payment.status)
    {
        return Verdict::Duplicate {
            txn_id: payment.txn_id,
            status: payment.status,
        };
    }
    let payee = payee_mismatch(message, expected);
    match meaning {
        Meaning::Payment(PaymentState::Completed) => {
            let mut mismatches: Vec<_> = payee.into_iter().collect();
            mismatches.extend(payment_mismatches(message, &payment, expected));
            Verdict::Act {
                event: event(&payment, PaymentState::Completed, &mismatches),
                mismatches,
            }
        }
        Meaning::Payment(state) => match payee {
            Some(mismatch) => Verdict::PayeeMismatch(mismatch),
            None => Verdict::Act {
                event: event(&payment, state, &[]),
                mismatches: Vec::new(),
            },
        },
        Meaning::Back(kind) => match (payee, payment.parent_txn_id) {
            (Some(mismatch), _) => Verdict::PayeeMismatch(mismatch),
            (None, None) => Verdict::ParentMissing {
                status: payment.status,
            },
            (None, Some(parent)) => Verdict::Act {
                event: CheckoutEvent::MoneyBack {
                    txn_id: payment.txn_id,
                    parent,
                    kind,
                    amount: if payment.gross.is_negative() {
                        payment.gross.negated()
                    } else {
                        payment.gross
                    },
                },
                mismatches: Vec::new(),
            },
        },
    }
}

fn event(payment: &IpnPayment, state: PaymentState, mismatches: &[Mismatch]) -> CheckoutEvent {
    CheckoutEvent::Payment {
        txn_id: payment.txn_id.clone(),
        state,
        gross: payment.gross,
        mismatches: mismatches.iter().map(Mismatch::reason).collect(),
    }
}

fn payee_mismatch(message: &IpnMessage, expected: &Expected<'_>) -> Option<Mismatch> {
    let found: Vec<_> = ["receiver_id", "receiver_email", "business"]
        .into_iter()
        .filter_map(|name| message.get(name))
        .collect();
    let plain = |name: &str| name.trim().to_lowercase();
    let fits = found.iter().any(|found| {
        expected
            .payees
            .iter()
            .any(|payee| plain(payee) == plain(found))
    });
    (!fits).then(|| Mismatch::Payee {
        expected: expected.payees.join(" or "),
        found: if found.is_empty() {
            "nobody".to_owned()
        } else {
            found.join(", ")
        },
    })
}

fn payment_mismatches(
    message: &IpnMessage,
    payment: &IpnPayment,
    expected: &Expected<'_>,
) -> Vec<Mismatch> {
    let mut mismatches = Vec::new();
    if payment.gross.currency() != expected.total.currency() {
        mismatches.push(Mismatch::Currency {
            expected: expected.total.currency(),
            found: payment.gross.currency(),
        });
    } else if payment.gross != expected.total {
        mismatches.push(Mismatch::Amount {
            expected: expected.total,
            found: payment.gross,
        });
    }
    if let Some(ordered) = expected.items {
        mismatches.extend(items_mismatch(ordered, &message.items()));
    }
    let known = payment
        .txn_type
        .as_ref()
        .is_some_and(|found| expected.txn_types.contains(found));
    if !known {
        mismatches.push(Mismatch::TxnType {
            found: payment.txn_type.clone(),
        });
    }
    mismatches
}

/// Articles by what tells them apart: the number, or the name where there is
/// no number, and the choices. Numbers count more than names because names are
/// shortened and re-encoded on their way.
type Counted = BTreeMap<(String, Vec<(String, String)>), u64>;

fn items_mismatch(ordered: &[OrderedItem], found: &[IpnItem]) -> Option<Mismatch> {
    let choices = |options: &[crate::ChosenOption]| -> Vec<(String, String)> {
        let mut choices: Vec<_> = options
            .iter()
            .map(|option| {
                (
                    option.name.trim().to_owned(),
                    option.value.trim().to_owned(),
                )
            })
            .collect();
        choices.sort();
        choices
    };
    let id = |number: Option<&str>, name: &str| match number {
        Some(number) => format!("#{}", number.trim()),
        None => name.trim().to_owned(),
    };
    let mut expected = Counted::new();
    for item in ordered {
        let key = (
            id(item.number.as_deref(), &item.name),
            choices(&item.options),
        );
        *expected.entry(key).or_default() += u64::from(item.quantity);
    }
    let mut came = Counted::new();
    for item in found {
        let key = (
            id(item.number.as_deref(), &item.name),
            choices(&item.options),
        );
        // A quantity that cannot be read is none that was ordered.
        *came.entry(key).or_default() += u64::from(item.quantity.unwrap_or(0));
    }
    (expected != came).then(|| Mismatch::Items {
        expected: listed(&expected),
        found: listed(&came),
    })
}

fn listed(items: &Counted) -> String {
    if items.is_empty() {
        return "nothing".to_owned();
    }
    let lines: Vec<_> = items
        .iter()
        .map(|((id, choices), quantity)| {
            let choices: String = choices
                .iter()
                .map(|(name, value)| format!(" {name}={value}"))
                .collect();
            format!("{quantity} × {id}{choices}")
        })
        .collect();
    lines.join(", ")
}

#[cfg(test)]
mod tests;
