//! The variables of reversals and cases.

use super::encode::Fields;
use super::fields::{self, pacific};
use crate::store::dispute::{Dispute, Reversal};
use crate::store::payments::Payment;

/// Money that PayPal took back or gave again: a transaction of its own, as a
/// refund is, with the case that it belongs to.
pub(super) fn of_reversal(
    payment: &Payment,
    reversal: &Reversal,
    dispute: Option<&Dispute>,
) -> Fields {
    let (gross, fee) = if reversal.is_cancel {
        (reversal.gross, reversal.fee)
    } else {
        (reversal.gross.negated(), reversal.fee.negated())
    };
    let status = if reversal.is_cancel {
        "Canceled_Reversal"
    } else {
        "Reversed"
    };
    let mut fields = fields::of_money_back(
        payment,
        &reversal.txn_id,
        (status, reversal.reason.into_str()),
        (gross, fee),
        reversal.created,
    );
    if let Some(dispute) = dispute {
        fields.extend(case(dispute));
    }
    fields
}

fn case(dispute: &Dispute) -> Fields {
    let pairs = [
        ("case_id", dispute.id.clone()),
        ("case_type", dispute.kind.into_str().to_owned()),
        ("case_creation_date", pacific(dispute.opened)),
    ];
    let pairs = pairs.into_iter();
    pairs
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// A case that was opened; it has no `payment_status` of its own.
pub(super) fn of_new_case(payment: &Payment, dispute: &Dispute) -> Fields {
    let mut fields: Fields = vec![("txn_type".to_owned(), "new_case".to_owned())];
    fields.push(("txn_id".to_owned(), payment.txn_id.clone()));
    fields.extend(case(dispute));
    let reason = dispute.reason.into_str().to_owned();
    fields.push(("reason_code".to_owned(), reason));
    fields.extend(fields::of_parties(payment));
    fields
}
