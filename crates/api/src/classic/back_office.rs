//! Operations on payments: refund, authorize, capture, void.

use leptos_paypal_core::ipn::PendingReason;
use leptos_paypal_core::{Money, TxnId};

use super::fields::{Fields, Part};
use super::limits::{positive, within};
use super::operation::{Missing, Operation, Repeat};
use super::record::Record;
use super::status::pending_reason;
use super::{PaymentInfo, TransactionStatus};
use crate::PurchaseProblem;

/// The most characters of a note.
const NOTE: usize = 255;

/// Request of RefundTransaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundTransaction {
    /// The payment.
    pub transaction_id: TxnId,
    /// Amount; everything when not given.
    pub amount: Option<Money>,
    /// The shop's own number, at most 127 characters.
    pub invoice: Option<String>,
    /// Note to the buyer, at most 255 characters.
    pub note: Option<String>,
}

/// A refund.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RefundedTransaction {
    /// The refund's own id.
    pub refund_id: TxnId,
    /// Amount that the buyer gets.
    pub gross: Option<Money>,
    /// The part of PayPal's fee that comes back.
    pub fee: Option<Money>,
    /// Amount that leaves the account.
    pub net: Option<Money>,
    /// All refunds of the payment so far.
    pub total: Option<Money>,
    /// `Instant` or `Delayed`.
    pub status: Option<String>,
    /// Reason of a pending state.
    pub pending_reason: Option<PendingReason>,
}

impl RefundTransaction {
    /// A part, or everything.
    #[must_use]
    pub const fn of(transaction_id: TxnId, amount: Option<Money>) -> Self {
        Self {
            transaction_id,
            amount,
            invoice: None,
            note: None,
        }
    }
}

impl Operation for RefundTransaction {
    const NAME: &'static str = "RefundTransaction";
    const REPEAT: Repeat = Repeat::WithMessageId;
    type Output = RefundedTransaction;

    fn check(&self) -> Result<(), PurchaseProblem> {
        within("the invoice number", 127, self.invoice.as_deref())?;
        within("the note", NOTE, self.note.as_deref())?;
        match self.amount {
            Some(amount) => positive("the refund", amount),
            None => Ok(()),
        }
    }

    fn write(&self, to: &mut Fields, message_id: Option<&str>) {
        to.text(
            "TRANSACTIONID",
            "TransactionID",
            self.transaction_id.as_str(),
        );
        to.option("INVOICEID", "InvoiceID", self.invoice.as_ref());
        let kind = if self.amount.is_some() {
            "Partial"
        } else {
            "Full"
        };
        to.text("REFUNDTYPE", "RefundType", kind);
        if let Some(amount) = self.amount {
            to.currency(amount);
            to.amount("AMT", "Amount", amount);
        }
        to.option("NOTE", "Memo", self.note.as_ref());
        to.option("MSGSUBID", "MsgSubID", message_id);
    }

    fn read(from: &Record<'_>) -> Result<RefundedTransaction, Missing> {
        let info = from.part(Part::same("RefundInfo"));
        Ok(RefundedTransaction {
            refund_id: from
                .txn_id("REFUNDTRANSACTIONID", "RefundTransactionID")
                .ok_or(Missing("REFUNDTRANSACTIONID"))?,
            gross: from.amount("GROSSREFUNDAMT", "GrossRefundAmount"),
            fee: from.amount("FEEREFUNDAMT", "FeeRefundAmount"),
            net: from.amount("NETREFUNDAMT", "NetRefundAmount"),
            total: from.amount("TOTALREFUNDEDAMT", "TotalRefundedAmount"),
            status: info.owned("REFUNDSTATUS", "RefundStatus"),
            pending_reason: info
                .text("PENDINGREASON", "PendingReason")
                .and_then(pending_reason),
        })
    }
}

/// Money that is reserved.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Authorization {
    /// PayPal's name of it.
    pub id: TxnId,
    /// Amount, where PayPal tells it.
    pub amount: Option<Money>,
    /// State.
    pub status: TransactionStatus,
    /// Reason of a pending state.
    pub pending_reason: Option<PendingReason>,
}

impl Authorization {
    fn read(from: &Record<'_>, id: TxnId) -> Self {
        let info = from.part(Part::same("AuthorizationInfo"));
        Self {
            id,
            amount: from.amount("AMT", "Amount"),
            status: info
                .text("PAYMENTSTATUS", "PaymentStatus")
                .map(TransactionStatus::from_word)
                .unwrap_or_default(),
            pending_reason: info
                .text("PENDINGREASON", "PendingReason")
                .and_then(pending_reason),
        }
    }
}

/// Request of DoAuthorization: reserves money of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DoAuthorization<'a> {
    pub(super) order: &'a TxnId,
    pub(super) amount: Money,
}

impl Operation for DoAuthorization<'_> {
    const NAME: &'static str = "DoAuthorization";
    const REPEAT: Repeat = Repeat::WithMessageId;
    type Output = Authorization;

    fn check(&self) -> Result<(), PurchaseProblem> {
        positive("the authorization", self.amount)
    }

    fn write(&self, to: &mut Fields, message_id: Option<&str>) {
        to.text("TRANSACTIONID", "TransactionID", self.order.as_str());
        to.text("TRANSACTIONENTITY", "TransactionEntity", "Order");
        to.currency(self.amount);
        to.amount("AMT", "Amount", self.amount);
        to.option("MSGSUBID", "MsgSubID", message_id);
    }

    fn read(from: &Record<'_>) -> Result<Authorization, Missing> {
        let id = from.txn_id("TRANSACTIONID", "TransactionID");
        Ok(Authorization::read(
            from,
            id.ok_or(Missing("TRANSACTIONID"))?,
        ))
    }
}

/// Request of DoReauthorization: reserves money again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DoReauthorization<'a> {
    pub(super) authorization: &'a TxnId,
    pub(super) amount: Money,
}

impl Operation for DoReauthorization<'_> {
    const NAME: &'static str = "DoReauthorization";
    const REPEAT: Repeat = Repeat::WithMessageId;
    type Output = Authorization;

    fn check(&self) -> Result<(), PurchaseProblem> {
        positive("the authorization", self.amount)
    }

    fn write(&self, to: &mut Fields, message_id: Option<&str>) {
        to.text(
            "AUTHORIZATIONID",
            "AuthorizationID",
            self.authorization.as_str(),
        );
        to.currency(self.amount);
        to.amount("AMT", "Amount", self.amount);
        to.option("MSGSUBID", "MsgSubID", message_id);
    }

    fn read(from: &Record<'_>) -> Result<Authorization, Missing> {
        let id = from.txn_id("AUTHORIZATIONID", "AuthorizationID");
        Ok(Authorization::read(
            from,
            id.ok_or(Missing("AUTHORIZATIONID"))?,
        ))
    }
}

/// Request of DoCapture: moves reserved money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoCapture {
    /// The authorization.
    pub authorization_id: TxnId,
    /// Amount.
    pub amount: Money,
    /// True when the rest is released (`Complete`).
    pub is_final: bool,
    /// The shop's own number, at most 127 characters.
    pub invoice: Option<String>,
    /// Note to the buyer, at most 255 characters.
    pub note: Option<String>,
}

/// Result of DoCapture.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CapturedPayment {
    /// The authorization.
    pub authorization_id: Option<TxnId>,
    /// The payment.
    pub payment: PaymentInfo,
}

impl DoCapture {
    /// All of it, with nothing left to capture.
    #[must_use]
    pub const fn of(authorization_id: TxnId, amount: Money) -> Self {
        Self {
            authorization_id,
            amount,
            is_final: true,
            invoice: None,
            note: None,
        }
    }
}

impl Operation for DoCapture {
    const NAME: &'static str = "DoCapture";
    const REPEAT: Repeat = Repeat::WithMessageId;
    type Output = CapturedPayment;

    fn check(&self) -> Result<(), PurchaseProblem> {
        within("the invoice number", 127, self.invoice.as_deref())?;
        within("the note", NOTE, self.note.as_deref())?;
        positive("the capture", self.amount)
    }

    fn write(&self, to: &mut Fields, message_id: Option<&str>) {
        to.text(
            "AUTHORIZATIONID",
            "AuthorizationID",
            self.authorization_id.as_str(),
        );
        to.currency(self.amount);
        to.amount("AMT", "Amount", self.amount);
        let kind = if self.is_final {
            "Complete"
        } else {
            "NotComplete"
        };
        to.text("COMPLETETYPE", "CompleteType", kind);
        to.option("NOTE", "Note", self.note.as_ref());
        to.option("INVNUM", "InvoiceID", self.invoice.as_ref());
        to.option("MSGSUBID", "MsgSubID", message_id);
    }

    fn read(from: &Record<'_>) -> Result<CapturedPayment, Missing> {
        let from = from.part(Part::same("DoCaptureResponseDetails"));
        let payment = PaymentInfo::read(&from.part(Part::same("PaymentInfo")));
        Ok(CapturedPayment {
            authorization_id: from.txn_id("AUTHORIZATIONID", "AuthorizationID"),
            payment: payment.ok_or(Missing("TRANSACTIONID"))?,
        })
    }
}

/// Request of DoVoid: releases reserved money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DoVoid<'a> {
    pub(super) authorization: &'a TxnId,
    pub(super) note: Option<&'a str>,
}

impl Operation for DoVoid<'_> {
    const NAME: &'static str = "DoVoid";
    const REPEAT: Repeat = Repeat::WithMessageId;
    type Output = Option<TxnId>;

    fn check(&self) -> Result<(), PurchaseProblem> {
        within("the note", NOTE, self.note)
    }

    fn write(&self, to: &mut Fields, message_id: Option<&str>) {
        to.text(
            "AUTHORIZATIONID",
            "AuthorizationID",
            self.authorization.as_str(),
        );
        to.option("NOTE", "Note", self.note);
        to.option("MSGSUBID", "MsgSubID", message_id);
    }

    fn read(from: &Record<'_>) -> Result<Option<TxnId>, Missing> {
        Ok(from.txn_id("AUTHORIZATIONID", "AuthorizationID"))
    }
}
