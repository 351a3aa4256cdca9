//! GetTransactionDetails.

use leptos_paypal_core::{Money, TxnId};

use super::fields::{Fields, Part};
use super::operation::{Missing, Operation, Repeat};
use super::record::Record;
use super::{Payer, PaymentInfo};

/// Transaction as GetTransactionDetails shows it to one of its parties.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TransactionDetails {
    /// The transaction.
    pub payment: PaymentInfo,
    /// The account that is paid.
    pub receiver: Receiver,
    /// The buyer.
    pub payer: Payer,
    /// The shop's own reference (`custom`).
    pub custom: Option<String>,
    /// The shop's own number.
    pub invoice: Option<String>,
    /// A note of the buyer.
    pub note: Option<String>,
    /// Items bought.
    pub items: Vec<BoughtItem>,
}

/// The account that is paid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Receiver {
    /// The address that the payment was sent to.
    pub business: Option<String>,
    /// The account's primary e-mail address.
    pub email: Option<String>,
    /// The account's id.
    pub id: Option<String>,
}

/// `L_NAMEn` …, or `PaymentItem`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct BoughtItem {
    /// The name.
    pub name: Option<String>,
    /// The article number.
    pub number: Option<String>,
    /// Quantity.
    pub quantity: Option<u32>,
    /// Amount.
    pub amount: Option<Money>,
}

/// Request of GetTransactionDetails.
pub(super) struct GetTransactionDetails<'a>(pub(super) &'a TxnId);

impl Operation for GetTransactionDetails<'_> {
    const NAME: &'static str = "GetTransactionDetails";
    const REPEAT: Repeat = Repeat::Always;
    type Output = TransactionDetails;

    fn write(&self, to: &mut Fields, _: Option<&str>) {
        to.text("TRANSACTIONID", "TransactionID", self.0.as_str());
    }

    fn read(from: &Record<'_>) -> Result<TransactionDetails, Missing> {
        let from = from.part(Part::same("PaymentTransactionDetails"));
        let receiver = from.part(Part::same("ReceiverInfo"));
        let items = from.part(Part::same("PaymentItemInfo"));
        let payment = PaymentInfo::read(&from.part(Part::same("PaymentInfo")))
            .ok_or(Missing("TRANSACTIONID"))?;
        let currency = payment.amount.map(Money::currency);
        Ok(TransactionDetails {
            receiver: Receiver {
                business: receiver.owned("RECEIVERBUSINESS", "Business"),
                email: receiver.owned("RECEIVEREMAIL", "Receiver"),
                id: receiver.owned("RECEIVERID", "ReceiverID"),
            },
            payer: Payer::read(&from.part(Part::same("PayerInfo"))),
            custom: items.owned("CUSTOM", "Custom"),
            invoice: items.owned("INVNUM", "InvoiceID"),
            note: items.owned("NOTE", "Memo"),
            items: items
                .list("L_", &["NAME", "NUMBER", "QTY", "AMT"], "PaymentItem")
                .iter()
                .map(|item| BoughtItem {
                    name: item.owned("NAME", "Name"),
                    number: item.owned("NUMBER", "Number"),
                    quantity: item
                        .text("QTY", "Quantity")
                        .and_then(|text| text.parse().ok()),
                    amount: item.amount_in(currency, "AMT", "Amount"),
                })
                .collect(),
            payment,
        })
    }
}
