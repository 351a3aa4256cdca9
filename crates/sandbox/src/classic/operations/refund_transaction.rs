//! `RefundTransaction`.

use jiff::SignedDuration;
use leptos_paypal_core::Money;

use super::transaction_details::find;
use crate::classic::amounts::{currency, unsigned};
use crate::classic::answer::Answer;
use crate::classic::call::Call;
use crate::classic::errors::{CallResult, ClassicError, Refusal, of_store, refused};
use crate::classic::fields::Fields;
use crate::classic::operation::{Operation, Reply, code_of_amount};
use crate::store::error::StoreError;
use crate::store::payments::{PaymentStatus, RefundNote};

/// Time in which a payment can be refunded.
const REFUND_PERIOD: SignedDuration = SignedDuration::from_hours(180 * 24);

/// Sends money back to the buyer.
#[derive(Debug)]
pub(super) struct RefundTransaction {
    transaction_id: String,
    /// Nothing for a full refund.
    amount: Option<Money>,
    note: Option<String>,
    invoice: Option<String>,
    message_id: Option<String>,
    test_code: Option<u32>,
}

/// A refund that was made.
pub(super) struct MadeRefund {
    id: String,
    gross: Money,
    fee: Money,
    total: Money,
    message_id: Option<String>,
}

impl Operation for RefundTransaction {
    const NAME: &'static str = "RefundTransaction";
    type Reply = MadeRefund;

    fn read(fields: &Fields<'_>) -> CallResult<Self> {
        let Some(transaction_id) = fields.text("TRANSACTIONID", "TransactionID") else {
            return Err(ClassicError::argument("A transaction id is required").into());
        };
        let written = fields.amount("AMT", "Amount");
        let kind = fields.text("REFUNDTYPE", "RefundType");
        let kind = kind
            .unwrap_or_else(|| "Full".to_owned())
            .to_ascii_lowercase();
        let amount = match (kind.as_str(), &written) {
            ("full", None) => None,
            ("full", Some(_)) => {
                let long = "The amount must not be given for a full refund";
                return Err(ClassicError::field("AMT", long).into());
            }
            ("partial" | "other", Some(written)) => {
                let currency = currency(fields, Some(written))?;
                Some(unsigned(written, currency, 10004)?)
            }
            ("partial" | "other", None) => {
                let long = "The partial refund amount is required";
                return Err(ClassicError::field("AMT", long).into());
            }
            _ => {
                return Err(ClassicError::field("REFUNDTYPE", "The refund type is invalid").into());
            }
        };
        Ok(Self {
            transaction_id,
            amount,
            note: fields.text("NOTE", "Memo"),
            invoice: fields.text("INVOICEID", "InvoiceID"),
            message_id: fields.text("MSGSUBID", "MsgSubID"),
            test_code: written.as_ref().and_then(code_of_amount),
        })
    }

    fn message_id(&self) -> Option<&str> {
        self.message_id.as_deref()
    }

    fn test_codes(&self) -> Vec<u32> {
        self.test_code.into_iter().collect()
    }

    fn run(&self, call: &mut Call<'_>) -> CallResult<MadeRefund> {
        let unknown = || ClassicError::argument("The transaction id is not valid");
        let payment = find(call, &self.transaction_id, unknown)?;
        // A buyer sees the payment, and cannot take the money back.
        if !payment.is_of(&call.account) {
            let error = ClassicError::of(10007);
            return Err(error
                .saying("You do not have permission to refund this transaction")
                .into());
        }
        let not_possible = |long: &'static str| Refusal::from(ClassicError::of(10009).saying(long));
        match payment.status {
            PaymentStatus::Refunded => {
                return Err(not_possible(
                    "This transaction has already been fully refunded",
                ));
            }
            PaymentStatus::PartiallyRefunded if self.amount.is_none() => {
                return Err(not_possible(
                    "You can not do a full refund after a partial refund",
                ));
            }
            _ => payment.check_refundable()?,
        }
        if call.now.duration_since(payment.created) > REFUND_PERIOD {
            return Err(not_possible(
                "You are over the time limit to perform a refund on this transaction",
            ));
        }
        if let Some(amount) = self.amount {
            if amount.currency() != payment.currency() {
                return Err(not_possible(
                    "The partial refund must be the same currency as the original transaction",
                ));
            }
            if !amount.is_positive() {
                return Err(not_possible("The partial refund amount is not valid"));
            }
        }
        let note = RefundNote {
            invoice: self.invoice.clone(),
            to_payer: self.note.clone(),
            ..RefundNote::default()
        };
        let (id, now) = (payment.txn_id.clone(), call.now);
        let made = call.store.refund(&id, self.amount, note, now);
        let made = made.map_err(|error| match error {
            StoreError::InsufficientFunds { .. } => {
                not_possible("The account has not enough money for the refund")
            }
            other => of_store(&other).into(),
        })?;
        let payment = call.store.payment(&id);
        let refund = payment.and_then(|payment| {
            let mut all = payment.refunds.iter();
            Some((payment, all.find(|refund| refund.txn_id == made)?))
        });
        let Some((payment, refund)) = refund else {
            return refused(10001);
        };
        Ok(MadeRefund {
            id: made,
            gross: refund.gross,
            fee: refund.fee,
            total: payment.refunded(),
            message_id: self.message_id.clone(),
        })
    }
}

impl Reply for MadeRefund {
    fn write(&self, answer: &mut Answer) {
        let net = self.gross.minus(self.fee).unwrap_or(self.gross);
        answer.text("REFUNDTRANSACTIONID", "RefundTransactionID", &self.id);
        answer.amount("NETREFUNDAMT", "NetRefundAmount", net);
        answer.amount("FEEREFUNDAMT", "FeeRefundAmount", self.fee);
        answer.amount("GROSSREFUNDAMT", "GrossRefundAmount", self.gross);
        answer.amount("TOTALREFUNDEDAMOUNT", "TotalRefundedAmount", self.total);
        answer.amount("TOTALREFUNDEDAMT", "", self.total);
        answer.text("CURRENCYCODE", "", self.gross.currency().code());
        answer.group("ebl:RefundInfo", |answer| {
            answer.text("REFUNDSTATUS", "RefundStatus", "Instant");
            answer.words("PENDINGREASON", "PendingReason", ("None", "none"));
        });
        answer.optional("MSGSUBID", "MsgSubID", self.message_id.as_deref());
    }
}
