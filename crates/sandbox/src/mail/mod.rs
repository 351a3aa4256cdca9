//! Writes the mails that PayPal would send about what happens.

mod profiles;

use jiff::Timestamp;
use leptos_paypal_core::Money;

use crate::store::Store;
use crate::store::accounts::Account;
use crate::store::card::Card;
use crate::store::dispute::{Dispute, Reversal};
use crate::store::events::{Event, EventKind};
use crate::store::payments::{Payment, PaymentStatus, PendingReason, Refund};
use crate::views;

/// Both sides of a payment, by name and address.
struct Parties {
    payer: String,
    payer_email: String,
    payee: String,
    payee_email: String,
}

/// Mails the holders of the accounts that an event concerns.
pub(crate) fn publish(store: &mut Store, event: &Event) {
    match &event.kind {
        EventKind::PaymentUpdated(payment) => payment_updated(store, payment, event.at),
        EventKind::PaymentRefunded { payment, refund } => {
            refunded(store, payment, refund, event.at);
        }
        EventKind::ProfileUpdated {
            profile,
            txn_type,
            failed,
        } => profiles::profile_updated(store, profile, (txn_type, *failed), event.at),
        EventKind::PaymentReversed {
            payment, reversal, ..
        } => reversed(store, payment, reversal, event.at),
        EventKind::DisputeUpdated { payment, dispute } => {
            dispute_updated(store, payment, dispute, event.at);
        }
        // Their payments have mails of their own.
        EventKind::OrderApproved { .. } | EventKind::OrderCompleted { .. } => {}
    }
}

fn parties(store: &Store, payment: &Payment) -> Parties {
    let payer = &payment.payer;
    let payee = store.accounts.get(&payment.payee);
    Parties {
        payer: payer.full_name(),
        payer_email: payer.email.clone(),
        payee: payee.map_or_else(|| payment.payee_email.clone(), Account::display_name),
        payee_email: payment.payee_email.clone(),
    }
}

fn amount(money: Money) -> String {
    format!("{money} {}", money.currency().code())
}

/// Name and value on each line, without what is empty.
fn facts(pairs: &[(&str, String)]) -> String {
    let pairs = pairs.iter().filter(|(_, value)| !value.is_empty());
    pairs
        .map(|(name, value)| format!("{name}: {value}\n"))
        .collect()
}

/// Items and sums of a payment.
fn receipt(payment: &Payment) -> String {
    let order = &payment.order;
    let lines: String = order
        .lines
        .iter()
        .map(|line| {
            format!(
                "{} x {}  {}\n",
                line.quantity,
                line.name,
                amount(line.goods)
            )
        })
        .collect();
    let sums = [
        ("Discount", order.discount.negated()),
        ("Shipping", order.shipping),
        ("Handling", order.handling),
        ("Tax", order.tax),
    ];
    let sums = sums.into_iter().filter(|(_, sum)| !sum.is_zero());
    let sums: String = sums
        .map(|(name, sum)| format!("{name}: {}\n", amount(sum)))
        .collect();
    format!("{lines}{sums}Total: {}\n", amount(payment.gross))
}

fn payment_facts(payment: &Payment, who: (&str, String)) -> String {
    let payer = &payment.payer;
    let ship_to = payer
        .ship_to
        .as_ref()
        .map(|address| views::address(&payer.full_name(), address).join(", "));
    facts(&[
        ("Transaction id", payment.txn_id.clone()),
        ("Date", views::date(payment.created)),
        who,
        (
            "Card",
            payer.card.as_ref().map(Card::label).unwrap_or_default(),
        ),
        ("Invoice", payment.order.invoice.clone().unwrap_or_default()),
        ("Note", payer.memo.clone().unwrap_or_default()),
        ("Ship to", ship_to.unwrap_or_default()),
    ])
}

/// Subjects and first sentences for both parties of a payment as it stands.
struct Letters {
    payer: (String, String),
    payee: (String, String),
}

fn letters(payment: &Payment, of: &Parties) -> Option<Letters> {
    let gross = amount(payment.gross);
    let (payer, payee) = (&of.payer, &of.payee);
    let letters = match payment.status {
        PaymentStatus::Completed => Letters {
            payer: (
                format!("Receipt for your payment to {payee}"),
                format!("You sent a payment of {gross} to {payee}."),
            ),
            payee: (
                "You've got money".to_owned(),
                format!("{payer} sent you {gross}."),
            ),
        },
        PaymentStatus::Pending(PendingReason::Authorization | PendingReason::Order) => Letters {
            payer: (
                format!("You authorized a payment to {payee}"),
                format!("{payee} may take up to {gross}. No money has moved yet."),
            ),
            payee: (
                format!("{payer} authorized a payment"),
                format!("You can take up to {gross}. No money has moved yet."),
            ),
        },
        PaymentStatus::Pending(reason) => Letters {
            payer: (
                format!("Your payment to {payee} is pending"),
                format!(
                    "Your payment of {gross} is pending ({}). No money has moved yet.",
                    reason.as_str()
                ),
            ),
            payee: (
                "You have a pending payment".to_owned(),
                format!(
                    "{payer} sent you {gross}. The payment is pending ({}); do not ship yet.",
                    reason.as_str()
                ),
            ),
        },
        PaymentStatus::Denied | PaymentStatus::Failed => Letters {
            payer: (
                format!("Your payment to {payee} was not completed"),
                format!("Your payment of {gross} was not completed. No money has moved."),
            ),
            payee: (
                "A pending payment was not completed".to_owned(),
                format!("The payment of {gross} from {payer} was not completed."),
            ),
        },
        PaymentStatus::Voided => Letters {
            payer: (
                format!("{payee} voided an authorization"),
                format!("{payee} does not take the {gross} that you authorized."),
            ),
            payee: (
                "You voided an authorization".to_owned(),
                format!("You do not take the {gross} that {payer} authorized."),
            ),
        },
        _ => return None,
    };
    Some(letters)
}

fn payment_updated(store: &mut Store, payment: &Payment, now: Timestamp) {
    let of = parties(store, payment);
    let Some(letters) = letters(payment, &of) else {
        return;
    };
    let receipt = receipt(payment);
    let (subject, first) = letters.payer;
    let seller = ("Seller", format!("{} ({})", of.payee, of.payee_email));
    let about = payment_facts(payment, seller);
    let text = format!("{first}\n\n{about}\n{receipt}");
    store.deliver_mail(&payment.payer.id, subject, text, now);

    let (subject, first) = letters.payee;
    let buyer = ("Buyer", format!("{} ({})", of.payer, of.payer_email));
    let about = payment_facts(payment, buyer);
    let fee = match payment.status {
        PaymentStatus::Completed if !payment.fee.is_zero() => {
            format!("Fee: {}\n", amount(payment.fee.negated()))
        }
        _ => String::new(),
    };
    let text = format!("{first}\n\n{about}\n{receipt}{fee}");
    store.deliver_mail(&payment.payee, subject, text, now);
}

fn refunded(store: &mut Store, payment: &Payment, refund: &Refund, now: Timestamp) {
    let of = parties(store, payment);
    let gross = amount(refund.gross);
    let about = facts(&[
        ("Transaction id", refund.txn_id.clone()),
        ("Date", views::date(refund.created)),
        ("Refund of", payment.txn_id.clone()),
        ("Invoice", payment.order.invoice.clone().unwrap_or_default()),
        ("Note", refund.note.to_payer.clone().unwrap_or_default()),
    ]);
    let text = format!("{} sent you a refund of {gross}.\n\n{about}", of.payee);
    let subject = format!("Refund from {}", of.payee);
    store.deliver_mail(&payment.payer.id, subject, text, now);
    let text = format!("You sent a refund of {gross} to {}.\n\n{about}", of.payer);
    let subject = "You issued a refund".to_owned();
    store.deliver_mail(&payment.payee, subject, text, now);
}

fn reversed(store: &mut Store, payment: &Payment, reversal: &Reversal, now: Timestamp) {
    let of = parties(store, payment);
    let gross = amount(reversal.gross);
    let about = facts(&[
        ("Transaction id", reversal.txn_id.clone()),
        ("Date", views::date(reversal.created)),
        ("Payment", payment.txn_id.clone()),
        ("Reason", reversal.reason.into_str().to_owned()),
    ]);
    let (subject, to_payer, to_payee) = if reversal.is_cancel {
        (
            "A reversal was cancelled",
            format!("{gross} went to {} again.", of.payee),
            format!("The {gross} of {} are yours again.", of.payer),
        )
    } else {
        (
            "A payment was reversed",
            format!("You got back {gross} of your payment to {}.", of.payee),
            format!("{gross} went back to {}.", of.payer),
        )
    };
    for (account, first) in [(&payment.payer.id, to_payer), (&payment.payee, to_payee)] {
        let text = format!("{first}\n\n{about}");
        store.deliver_mail(account, subject.to_owned(), text, now);
    }
}

fn dispute_updated(store: &mut Store, payment: &Payment, dispute: &Dispute, now: Timestamp) {
    let of = parties(store, payment);
    let about = facts(&[
        ("Case", dispute.id.clone()),
        ("Payment", payment.txn_id.clone()),
        ("Amount", amount(dispute.amount)),
        ("Buyer", of.payer),
        ("Seller", of.payee),
    ]);
    let (kind, reason) = (dispute.kind.words(), dispute.reason.words());
    let subject = match dispute.outcome {
        None => format!("{kind} about a payment"),
        Some(_) => format!("{kind} {}", dispute.state()),
    };
    let text = format!("{kind}: {reason}; {}.\n\n{about}", dispute.state());
    for account in [&payment.payer.id, &payment.payee] {
        store.deliver_mail(account, subject.clone(), text.clone(), now);
    }
}
