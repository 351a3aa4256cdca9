//! TransactionSearch.

use jiff::{Timestamp, Unit};
use leptos_paypal_core::{Money, TxnId, open_enum};

use super::fields::Fields;
use super::limits::within;
use super::operation::{Missing, Operation, Repeat};
use super::record::Record;
use crate::PurchaseProblem;

open_enum! {
    /// `TRANSACTIONCLASS`: the kind of transactions that are searched.
    #[non_exhaustive]
    TransactionClass {
        All = "All",
        Sent = "Sent",
        Received = "Received",
        MassPay = "MassPay",
        MoneyRequest = "MoneyRequest",
        FundsAdded = "FundsAdded",
        FundsWithdrawn = "FundsWithdrawn",
        Referral = "Referral",
        Fee = "Fee",
        Subscription = "Subscription",
        Refund = "Refund",
        Reversal = "Reversal",
        ECheck = "ECheck",
    }
}

open_enum! {
    /// `STATUS`: how far the transactions are that are searched.
    #[non_exhaustive]
    SearchStatus {
        Pending = "Pending",
        Processing = "Processing",
        Success = "Success",
        Denied = "Denied",
        Reversed = "Reversed",
    }
}

/// Request of TransactionSearch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransactionSearch {
    /// Made at or after.
    pub start: Timestamp,
    /// Made before or at.
    pub end: Option<Timestamp>,
    /// The buyer's e-mail address, at most 127 characters.
    pub payer: Option<String>,
    /// The receiver's e-mail address, at most 127 characters.
    pub receiver: Option<String>,
    /// A receipt of a guest.
    pub receipt_id: Option<String>,
    /// One transaction.
    pub transaction_id: Option<TxnId>,
    /// A profile of recurring payments.
    pub profile_id: Option<String>,
    /// The shop's own number, at most 127 characters.
    pub invoice: Option<String>,
    /// The kind.
    pub class: Option<TransactionClass>,
    /// Amount.
    pub amount: Option<Money>,
    /// Status.
    pub status: Option<SearchStatus>,
}

impl TransactionSearch {
    /// Everything since `start`.
    #[must_use]
    pub const fn since(start: Timestamp) -> Self {
        Self {
            start,
            end: None,
            payer: None,
            receiver: None,
            receipt_id: None,
            transaction_id: None,
            profile_id: None,
            invoice: None,
            class: None,
            amount: None,
            status: None,
        }
    }
}

/// A transaction that was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct FoundTransaction {
    /// PayPal's name of it, where the entry is one that has a name.
    pub transaction_id: Option<TxnId>,
    /// Time (`2026-11-21T12:00:00Z`).
    pub time: Option<String>,
    /// `Payment`, `Refund`, `Authorization` …
    pub kind: Option<String>,
    /// The other party's e-mail address.
    pub payer: Option<String>,
    /// The other party's name.
    pub payer_name: Option<String>,
    /// `Completed`, `Refunded` …
    pub status: Option<String>,
    /// Amount; negative for money that went out.
    pub amount: Option<Money>,
    /// PayPal's fee.
    pub fee: Option<Money>,
    /// Net amount.
    pub net: Option<Money>,
}

impl Operation for TransactionSearch {
    const NAME: &'static str = "TransactionSearch";
    const REPEAT: Repeat = Repeat::Always;
    type Output = Vec<FoundTransaction>;

    fn check(&self) -> Result<(), PurchaseProblem> {
        within("the payer", 127, self.payer.as_deref())?;
        within("the receiver", 127, self.receiver.as_deref())?;
        within("the invoice number", 127, self.invoice.as_deref())
    }

    fn write(&self, to: &mut Fields, _: Option<&str>) {
        to.text("STARTDATE", "StartDate", &date(self.start));
        to.option("ENDDATE", "EndDate", self.end.map(date));
        to.option("EMAIL", "Payer", self.payer.as_ref());
        to.option("RECEIVER", "Receiver", self.receiver.as_ref());
        to.option("RECEIPTID", "ReceiptID", self.receipt_id.as_ref());
        let transaction_id = self.transaction_id.as_ref().map(TxnId::as_str);
        to.option("TRANSACTIONID", "TransactionID", transaction_id);
        to.option("PROFILEID", "ProfileID", self.profile_id.as_ref());
        to.option("INVNUM", "InvoiceID", self.invoice.as_ref());
        let class = self.class.as_ref().map(TransactionClass::as_str);
        to.option("TRANSACTIONCLASS", "TransactionClass", class);
        to.amount("AMT", "Amount", self.amount);
        let currency = self.amount.map(|amount| amount.currency().code());
        to.option("CURRENCYCODE", "CurrencyCode", currency);
        to.option(
            "STATUS",
            "Status",
            self.status.as_ref().map(SearchStatus::as_str),
        );
    }

    fn read(from: &Record<'_>) -> Result<Self::Output, Missing> {
        let names = ["TIMESTAMP", "TYPE", "TRANSACTIONID", "STATUS", "AMT"];
        let found = from.list("L_", &names, "PaymentTransactions");
        Ok(found.iter().map(FoundTransaction::read).collect())
    }
}

impl FoundTransaction {
    fn read(from: &Record<'_>) -> Self {
        Self {
            transaction_id: from.txn_id("TRANSACTIONID", "TransactionID"),
            time: from.owned("TIMESTAMP", "Timestamp"),
            kind: from.owned("TYPE", "Type"),
            payer: from.owned("EMAIL", "Payer"),
            payer_name: from.owned("NAME", "PayerDisplayName"),
            status: from.owned("STATUS", "Status"),
            amount: from.amount("AMT", "GrossAmount"),
            fee: from.amount("FEEAMT", "FeeAmount"),
            net: from.amount("NETAMT", "NetAmount"),
        }
    }
}

/// `2026-11-21T12:00:00Z`.
fn date(time: Timestamp) -> String {
    time.round(Unit::Second).unwrap_or(time).to_string()
}
