//! Checks of a message against the order it speaks of.

use std::collections::BTreeMap;

use super::{
    ExpectedAmount, IpnItem, IpnMessage, IpnPayment, MessageSource, Mismatch, PaymentStatus,
    TxnType, Verdict, is_own_account,
};
use crate::form::OrderedItem;
use crate::{CheckoutEvent, CheckoutId, MoneyBackKind, PaymentState, TxnId};

/// Order as the server stored it.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// The order's id, which `custom` and `invoice` carry.
    pub id: &'a CheckoutId,
    /// The shop's own names: account id, primary e-mail, the e-mail of the
    /// form. One of them must be the receiver.
    pub payees: &'a [String],
    /// True where only play money moves.
    pub test: bool,
    /// Amount to be paid.
    pub amount: ExpectedAmount,
    /// Transactions of this order that are known to be the shop's own money:
    /// what follows one of them is the shop's too, whatever name the account
    /// has by now.
    pub own: &'a [TxnId],
    /// All transactions of this order that are recorded, also those that went to
    /// another account: what goes back of one goes back of this order, should
    /// somebody accept it.
    pub recorded: &'a [TxnId],
    /// Items ordered, when goods are picked from the message.
    pub items: Option<&'a [OrderedItem]>,
    /// The kinds of transaction that this shop makes.
    pub txn_types: &'a [TxnType],
}

/// A message that was processed before: by transaction and status, since one
/// transaction has several statuses.
pub type Seen = (TxnId, PaymentStatus);

enum Meaning {
    Payment(PaymentState),
    Back(MoneyBackKind),
    /// Status and sign of the amount contradict each other.
    Contradiction,
}

/// The status as the sign of the amount allows: money that comes is positive,
/// money that goes is negative, whatever the status says.
fn meaning(payment: &IpnPayment) -> Option<Meaning> {
    let (comes, goes) = (payment.gross.is_positive(), payment.gross.is_negative());
    let settles_dispute = payment.txn_type == Some(TxnType::Adjustment);
    Some(match of_status(&payment.status)? {
        Meaning::Payment(PaymentState::Completed) if goes && payment.parent_txn_id.is_some() => {
            Meaning::Back(if settles_dispute {
                MoneyBackKind::Reversal
            } else {
                MoneyBackKind::Refund
            })
        }
        Meaning::Payment(PaymentState::Completed) if !comes => Meaning::Contradiction,
        Meaning::Back(MoneyBackKind::ReversalCanceled) if !comes => Meaning::Contradiction,
        Meaning::Back(MoneyBackKind::Refund | MoneyBackKind::Reversal) if !goes => {
            Meaning::Contradiction
        }
        meaning => meaning,
    })
}

fn of_status(status: &PaymentStatus) -> Option<Meaning> {
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
/// A completed payment that does not fit is still acted upon, with its
/// mismatches: money has arrived, and somebody must look at it. What is not
/// understood is for a person too: see [`Verdict::not_understood`]. Everything
/// else that does not fit is not acted upon.
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
    let Some(meaning) = meaning(&payment) else {
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
        // Money came, or went: somebody must look.
        Meaning::Contradiction => {
            let mut mismatches: Vec<_> = payee.into_iter().collect();
            mismatches.push(Mismatch::Amount {
                expected: expected.amount,
                found: payment.gross,
            });
            Verdict::Act {
                event: event(&payment, PaymentState::Completed, &mismatches),
                mismatches,
            }
        }
        Meaning::Payment(PaymentState::Completed) => {
            let mut mismatches: Vec<_> = payee.into_iter().collect();
            mismatches.extend(payment_mismatches(message, &payment, expected));
            Verdict::Act {
                event: event(&payment, PaymentState::Completed, &mismatches),
                mismatches,
            }
        }
        Meaning::Payment(state) => match payee {
            // Nobody is told: then it may be the shop's.
            Some(mismatch) if state == PaymentState::Pending && !names_receiver(message) => {
                Verdict::Act {
                    event: event(&payment, state, std::slice::from_ref(&mismatch)),
                    mismatches: vec![mismatch],
                }
            }
            Some(mismatch) if !expected.own.contains(&payment.txn_id) => {
                Verdict::PayeeMismatch(mismatch)
            }
            _ => Verdict::Act {
                event: event(&payment, state, &[]),
                mismatches: Vec::new(),
            },
        },
        Meaning::Back(kind) => match (payee, payment.parent_txn_id) {
            // A settled dispute names no receiver, and its payment instead.
            (Some(mismatch), parent)
                if names_receiver(message)
                    && parent
                        .as_ref()
                        .is_none_or(|parent| !expected.recorded.contains(parent)) =>
            {
                Verdict::PayeeMismatch(mismatch)
            }
            (_, None) => Verdict::ParentMissing {
                status: payment.status,
            },
            (_, Some(parent)) => Verdict::Act {
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

fn names_receiver(message: &IpnMessage) -> bool {
    ["receiver_id", "receiver_email", "business"]
        .into_iter()
        .any(|name| {
            message
                .get(name)
                .is_some_and(|name| !name.trim().is_empty())
        })
}

/// `receiver_id` and `receiver_email` are of the account that was paid;
/// `business` is what the form said, and counts only where PayPal tells
/// neither.
pub(super) fn payee_mismatch(message: &IpnMessage, expected: &Expected<'_>) -> Option<Mismatch> {
    let told = |name| message.get(name).filter(|name| !name.trim().is_empty());
    let receiver = (told("receiver_id"), told("receiver_email"));
    let (id, email) = match (receiver.0, receiver.1, told("business")) {
        (None, None, Some(business)) if business.contains('@') => (None, Some(business)),
        (None, None, business) => (business, None),
        _ => receiver,
    };
    let fits = is_own_account(expected.payees, id, email);
    let found: Vec<_> = id.into_iter().chain(email).collect();
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
    if payment.gross.currency() != expected.amount.currency() {
        mismatches.push(Mismatch::Currency {
            expected: expected.amount.currency(),
            found: payment.gross.currency(),
        });
    } else if !expected.amount.fits(payment.gross) {
        mismatches.push(Mismatch::Amount {
            expected: expected.amount,
            found: payment.gross,
        });
    }
    mismatches.extend(order_mismatch(message, expected.id));
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

/// One payment pays one order: `custom` carries its id and nothing else, and
/// `invoice` no other order's. A shop's own system may number invoices anew.
pub(super) fn order_mismatch(message: &IpnMessage, expected: &CheckoutId) -> Option<Mismatch> {
    let told = |field| Some((field, message.get(field)?.trim()));
    let custom = told("custom");
    let invoice = told("invoice").filter(|(_, found)| found.parse::<CheckoutId>().is_ok());
    let (field, found) = [custom, invoice]
        .into_iter()
        .flatten()
        .find(|(_, found)| *found != expected.as_str())?;
    Some(Mismatch::Order {
        field,
        expected: expected.clone(),
        found: found.to_owned(),
    })
}

/// Articles by what tells them apart: the number, or the name where there is
/// no number, and the choices. Numbers count more than names because names are
/// shortened and re-encoded on their way.
type Counted = BTreeMap<(String, Vec<(String, String)>), u64>;

pub(super) fn items_mismatch(ordered: &[OrderedItem], found: &[IpnItem]) -> Option<Mismatch> {
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
