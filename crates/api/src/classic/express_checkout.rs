//! Express Checkout after the buyer has been sent to PayPal.

use leptos_paypal_core::{Environment, Money, TxnId, open_enum};

use super::fields::{Fields, Part};
use super::operation::{Missing, Operation, Repeat};
use super::payment_details::PaymentDetails;
use super::record::Record;
use super::{Address, Payer, PaymentInfo};
use crate::PurchaseProblem;
pub use crate::resource_id::ExpressCheckoutToken as Token;

impl Token {
    /// PayPal's page where the buyer agrees and pays (`useraction=commit`).
    #[must_use]
    pub fn approval_url(&self, environment: &Environment) -> String {
        let webscr = environment.webscr();
        format!("{webscr}?cmd=_express-checkout&token={self}&useraction=commit")
    }

    pub(super) fn read(from: &Record<'_>) -> Result<Self, Missing> {
        let token = from.text("TOKEN", "Token").ok_or(Missing("TOKEN"))?;
        token
            .parse()
            .map_err(|_| Missing("a TOKEN that can be one"))
    }
}

open_enum! {
    /// `CHECKOUTSTATUS`.
    #[non_exhaustive]
    ExpressCheckoutStatus {
        NotInitiated = "PaymentActionNotInitiated",
        Failed = "PaymentActionFailed",
        InProgress = "PaymentActionInProgress",
        Completed = "PaymentActionCompleted",
    }
}

/// Session as GetExpressCheckoutDetails shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CheckoutDetails {
    /// The session.
    pub token: Token,
    /// State.
    pub status: Option<ExpressCheckoutStatus>,
    /// The buyer; with an id once they have approved.
    pub payer: Payer,
    /// The buyer's note.
    pub note: Option<String>,
    /// The shop's own reference (`custom`).
    pub custom: Option<String>,
    /// The shop's own number.
    pub invoice: Option<String>,
    /// Amount to pay.
    pub total: Option<Money>,
    /// Shipping address.
    pub ship_to: Option<Address>,
    /// The payment, once it was made.
    pub transaction_id: Option<TxnId>,
}

impl CheckoutDetails {
    /// Returns true when the buyer has approved and no money has moved yet.
    #[must_use]
    pub fn is_approved(&self) -> bool {
        self.payer.payer_id.is_some() && !self.is_paid()
    }

    /// Returns true when the payment was made; its result is in the transaction.
    #[must_use]
    pub fn is_paid(&self) -> bool {
        self.transaction_id.is_some() || self.status == Some(ExpressCheckoutStatus::Completed)
    }
}

/// Request of GetExpressCheckoutDetails.
pub(super) struct GetExpressCheckoutDetails<'a>(pub(super) &'a Token);

impl Operation for GetExpressCheckoutDetails<'_> {
    const NAME: &'static str = "GetExpressCheckoutDetails";
    const REPEAT: Repeat = Repeat::Always;
    type Output = CheckoutDetails;

    fn write(&self, to: &mut Fields, _: Option<&str>) {
        to.text("TOKEN", "Token", self.0.as_str());
    }

    fn read(from: &Record<'_>) -> Result<CheckoutDetails, Missing> {
        let from = from.part(Part::same("GetExpressCheckoutDetailsResponseDetails"));
        let payment = from.part(Part::prefixed("PaymentDetails", "PAYMENTREQUEST_0_"));
        let payer = from.part(Part::same("PayerInfo"));
        let ship_to = Address::read(&payment.part(Part::same("ShipToAddress")));
        let transaction_id = payment
            .txn_id("TRANSACTIONID", "TransactionId")
            .or_else(|| from.txn_id("", "PaymentRequestInfo/TransactionId"))
            .or_else(|| from.txn_id("", "PaymentInfo/TransactionID"));
        Ok(CheckoutDetails {
            token: Token::read(&from)?,
            status: from.word("CHECKOUTSTATUS", "CheckoutStatus"),
            payer: Payer::read(&payer),
            note: from.owned("NOTE", "Note"),
            custom: payment
                .owned("CUSTOM", "Custom")
                .or_else(|| from.owned("CUSTOM", "Custom")),
            invoice: payment
                .owned("INVNUM", "InvoiceID")
                .or_else(|| from.owned("INVNUM", "InvoiceID")),
            total: payment.amount("AMT", "OrderTotal"),
            ship_to: ship_to.or_else(|| Address::read(&payer.part(Part::same("Address")))),
            transaction_id,
        })
    }
}

/// Request of DoExpressCheckoutPayment: only this moves money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpressCheckoutPayment {
    /// The session.
    pub token: Token,
    /// `PayerID` of the return query, or of [`CheckoutDetails`].
    pub payer_id: String,
    /// Payment, as in SetExpressCheckout: PayPal does not remember it.
    pub payment: PaymentDetails,
    /// Partner name (BN code), at most 32 characters.
    pub button_source: Option<String>,
}

/// Result of DoExpressCheckoutPayment.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExpressCheckoutOutcome {
    /// The session.
    pub token: Option<Token>,
    /// The payment. It names no payee: ask
    /// [`transaction`](super::ClassicClient::transaction) before it counts.
    pub payment: PaymentInfo,
}

impl Operation for ExpressCheckoutPayment {
    const NAME: &'static str = "DoExpressCheckoutPayment";
    const REPEAT: Repeat = Repeat::WithMessageId;
    type Output = ExpressCheckoutOutcome;

    fn check(&self) -> Result<(), PurchaseProblem> {
        super::limits::within("the payer's id", 127, Some(&self.payer_id))?;
        super::limits::within("the button source", 32, self.button_source.as_deref())?;
        self.payment.check()
    }

    fn write(&self, to: &mut Fields, message_id: Option<&str>) {
        to.part(Part::same("DoExpressCheckoutPaymentRequestDetails"), |to| {
            to.text("TOKEN", "Token", self.token.as_str());
            to.text("PAYERID", "PayerID", &self.payer_id);
            to.option("MSGSUBID", "MsgSubID", message_id);
            self.payment.write(to, self.button_source.as_deref());
        });
    }

    fn read(from: &Record<'_>) -> Result<ExpressCheckoutOutcome, Missing> {
        let from = from.part(Part::same("DoExpressCheckoutPaymentResponseDetails"));
        let payment = from.part(Part::prefixed("PaymentInfo", "PAYMENTINFO_0_"));
        Ok(ExpressCheckoutOutcome {
            token: Token::read(&from).ok(),
            payment: PaymentInfo::read(&payment).ok_or(Missing("PAYMENTINFO_0_TRANSACTIONID"))?,
        })
    }
}
