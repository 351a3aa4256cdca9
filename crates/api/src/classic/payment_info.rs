//! A transaction, as PayPal tells of it.

use leptos_paypal_core::ipn::{PendingReason, ReasonCode, TxnType};
use leptos_paypal_core::{Money, TxnId};

use super::TransactionStatus;
use super::record::Record;
use super::status::pending_reason;

/// `PAYMENTINFO_0_…`, or `PaymentInfo`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PaymentInfo {
    /// PayPal's name of it: 17 letters and digits.
    pub transaction_id: TxnId,
    /// The transaction it comes from: the authorization of a capture, the
    /// payment of a refund.
    pub parent: Option<TxnId>,
    /// The buyer's receipt, for guests.
    pub receipt_id: Option<String>,
    /// `cart`, `express-checkout` …
    pub transaction_type: Option<TxnType>,
    /// `instant` or `echeck`.
    pub payment_type: Option<String>,
    /// Time of creation (`2026-11-21T12:00:00Z`).
    pub time: Option<String>,
    /// Amount; `None` where PayPal does not tell it, or tells of a currency
    /// that is not in the table.
    pub amount: Option<Money>,
    /// PayPal's fee.
    pub fee: Option<Money>,
    /// Tax in it.
    pub tax: Option<Money>,
    /// Rate of a conversion to the account's currency.
    pub exchange_rate: Option<String>,
    /// State.
    pub status: TransactionStatus,
    /// Reason of a pending state.
    pub pending_reason: Option<PendingReason>,
    /// Reason of a refund or reversal.
    pub reason: Option<ReasonCode>,
    /// `Eligible`, `PartiallyEligible`, `Ineligible`.
    pub protection: Option<String>,
}

impl PaymentInfo {
    /// Reads a transaction; nothing where it has no id.
    pub(super) fn read(from: &Record<'_>) -> Option<Self> {
        Some(Self {
            transaction_id: from.txn_id("TRANSACTIONID", "TransactionID")?,
            parent: from.txn_id("PARENTTRANSACTIONID", "ParentTransactionID"),
            receipt_id: from.owned("RECEIPTID", "ReceiptID"),
            transaction_type: from
                .text("TRANSACTIONTYPE", "TransactionType")
                .map(txn_type),
            payment_type: from.owned("PAYMENTTYPE", "PaymentType"),
            time: from.owned("ORDERTIME", "PaymentDate"),
            amount: from.amount("AMT", "GrossAmount"),
            fee: from.amount("FEEAMT", "FeeAmount"),
            tax: from.amount("TAXAMT", "TaxAmount"),
            exchange_rate: from.owned("EXCHANGERATE", "ExchangeRate"),
            status: from
                .text("PAYMENTSTATUS", "PaymentStatus")
                .map(TransactionStatus::from_word)
                .unwrap_or_default(),
            pending_reason: from
                .text("PENDINGREASON", "PendingReason")
                .and_then(pending_reason),
            reason: from.word("REASONCODE", "ReasonCode"),
            protection: from.owned("PROTECTIONELIGIBILITY", "ProtectionEligibility"),
        })
    }

    /// Returns true when money is only reserved.
    #[must_use]
    pub fn is_authorization(&self) -> bool {
        self.status == TransactionStatus::Pending
            && self.pending_reason == Some(PendingReason::Authorization)
    }
}

/// NVP writes `expresscheckout` where IPN has `express_checkout`.
fn txn_type(word: &str) -> TxnType {
    match word {
        "expresscheckout" => TxnType::ExpressCheckout,
        "webaccept" => TxnType::WebAccept,
        "sendmoney" => TxnType::SendMoney,
        word => TxnType::from(word),
    }
}
