//! Payments and refunds: one ledger, whichever API made them.

use encoding_rs::Encoding;
use jiff::Timestamp;
use leptos_paypal_core::{Currency, Money};

use super::accounts::AccountId;
use super::card::Card;
use super::dispute::Reversal;
use super::order::{Order, PaymentAction};
use crate::config::Address;

/// API that made a payment.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, serde::Serialize, serde::Deserialize,
)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub(crate) enum Api {
    /// A form posted to `webscr`.
    Form,
    /// Payments v1.
    #[strum(serialize = "payments_v1")]
    PaymentsV1,
    /// Orders v2, and captures by Payments v2.
    #[strum(serialize = "orders_v2")]
    OrdersV2,
    /// Express Checkout and the other operations of NVP and SOAP.
    Classic,
}

/// Reason why money has not moved yet, as in `pending_reason` of IPN.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum PendingReason {
    /// The merchant has to confirm the address.
    Address,
    /// Authorised, not captured.
    Authorization,
    /// Paid later by agreement.
    DelayedDisbursement,
    /// Paid from a bank account, not cleared.
    Echeck,
    /// The merchant has to accept it: other country.
    Intl,
    /// The merchant has to accept it: other currency.
    MultiCurrency,
    /// An order, to be authorised.
    Order,
    /// Under review.
    Paymentreview,
    /// Under review by law.
    RegulatoryReview,
    /// The payee's address is not confirmed.
    Unilateral,
    /// The payee has to upgrade the account.
    Upgrade,
    /// The payee has to verify the account.
    Verify,
    /// Anything else.
    Other,
}

impl PendingReason {
    /// PayPal's name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// End of a pending payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
pub(crate) enum Settlement {
    Completed,
    Denied,
    Failed,
}

/// Status of a payment.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, serde::Serialize, serde::Deserialize,
)]
#[strum(serialize_all = "PascalCase", const_into_str)]
pub(crate) enum PaymentStatus {
    Pending(PendingReason),
    Completed,
    Denied,
    Failed,
    #[strum(serialize = "Partially_Refunded")]
    PartiallyRefunded,
    Refunded,
    /// PayPal took the money back: a dispute, a chargeback and the like.
    Reversed,
    /// An authorisation or order of which a part was captured.
    #[strum(serialize = "Partially_Captured")]
    PartiallyCaptured,
    /// An authorisation or order of which all was captured that will be.
    Captured,
    /// An authorisation or order that the merchant let go.
    Voided,
}

impl PaymentStatus {
    /// Returns true when the payment ended without its money.
    pub(crate) const fn has_failed(self) -> bool {
        matches!(self, Self::Denied | Self::Failed | Self::Voided)
    }

    /// `payment_status` of a message about the payment itself, whose table
    /// has no word for a partial refund.
    pub(crate) const fn message_word(self) -> &'static str {
        match self {
            Self::PartiallyRefunded | Self::PartiallyCaptured | Self::Captured => "Completed",
            other => other.into_str(),
        }
    }

    pub(crate) const fn pending_reason(self) -> Option<PendingReason> {
        match self {
            Self::Pending(reason) => Some(reason),
            _ => None,
        }
    }

    /// Returns whether money has moved or still may.
    pub(crate) const fn is_effective(self) -> bool {
        !matches!(self, Self::Denied | Self::Failed | Self::Voided)
    }
}

/// The buyer as the merchant is told.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Payer {
    pub(crate) id: AccountId,
    pub(crate) email: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) country: Option<String>,
    /// Shipping address, unless the form did not ask.
    pub(crate) ship_to: Option<Address>,
    /// Name above that address, where it is not the buyer's.
    pub(crate) recipient: Option<String>,
    /// Telephone number that the shop has filled in.
    pub(crate) phone: Option<String>,
    pub(crate) memo: Option<String>,
    /// Card that is charged instead of an account.
    #[serde(default)]
    pub(crate) card: Option<Card>,
}

impl Payer {
    /// First and last name; of a card without a name the card.
    pub(crate) fn full_name(&self) -> String {
        let name = format!("{} {}", self.first_name, self.last_name);
        match &self.card {
            Some(card) if name.trim().is_empty() => card.label(),
            _ => name.trim().to_owned(),
        }
    }
}

/// One payment.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Payment {
    pub(crate) txn_id: String,
    pub(crate) api: Api,
    pub(crate) token: Option<String>,
    pub(crate) status: PaymentStatus,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    /// When the period of an authorisation began.
    pub(crate) authorized: Timestamp,
    pub(crate) payer: Payer,
    pub(crate) payee: AccountId,
    pub(crate) payee_email: String,
    pub(crate) order: Order,
    pub(crate) gross: Money,
    pub(crate) fee: Money,
    pub(crate) notify_url: Option<String>,
    pub(crate) charset: &'static Encoding,
    pub(crate) refunds: Vec<Refund>,
    /// Money that PayPal took back or gave again, oldest first.
    pub(crate) reversals: Vec<Reversal>,
    /// The reason at the start, which tells an e-cheque later on.
    pub(crate) initial_reason: Option<PendingReason>,
    /// The authorisation or order that this captures, or the order that this
    /// authorises.
    pub(crate) parent: Option<String>,
    /// The request that it belongs to; none for forms.
    pub(crate) origin: Option<Origin>,
}

/// Request of a program that made a payment.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Origin {
    /// The account whose program asked.
    pub(crate) app: AccountId,
    /// The id of the payment (v1), of the order (v2), or the classic token.
    pub(crate) id: String,
}

/// Money sent back.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Refund {
    pub(crate) txn_id: String,
    pub(crate) gross: Money,
    pub(crate) fee: Money,
    pub(crate) created: Timestamp,
    pub(crate) note: RefundNote,
}

/// Texts that a merchant adds to a refund.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct RefundNote {
    pub(crate) invoice: Option<String>,
    pub(crate) custom: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) to_payer: Option<String>,
}

impl Payment {
    pub(crate) fn currency(&self) -> Currency {
        self.gross.currency()
    }

    /// The sum of the refunds.
    pub(crate) fn refunded(&self) -> Money {
        self.sum(|refund| refund.gross)
    }

    fn refunded_fee(&self) -> Money {
        self.sum(|refund| refund.fee)
    }

    fn sum(&self, part: impl Fn(&Refund) -> Money) -> Money {
        // Refunds never exceed the payment, so the sum is in range.
        Money::sum(self.currency(), self.refunds.iter().map(part)).unwrap_or(self.gross)
    }

    /// The amount that can still be refunded.
    pub(crate) fn refundable(&self) -> Money {
        self.gross
            .minus(self.refunded())
            .unwrap_or(Money::zero(self.currency()))
    }

    /// The part of the fee that goes back with a refund of `amount`: in
    /// proportion, and with the last refund whatever is left.
    pub(crate) fn fee_for_refund(&self, amount: Money) -> Money {
        let left = self.fee.minor() - self.refunded_fee().minor();
        let share = if amount == self.refundable() {
            left
        } else {
            let product = i128::from(self.fee.minor()) * i128::from(amount.minor());
            let gross = i128::from(self.gross.minor()).max(1);
            let rounded = (product * 2 + gross) / (gross * 2);
            i64::try_from(rounded).unwrap_or(left).clamp(0, left.max(0))
        };
        Money::from_minor(share, self.currency()).unwrap_or(Money::zero(self.currency()))
    }

    /// Returns whether it was made to an account, or through an app of the account.
    pub(crate) fn is_of(&self, account: &AccountId) -> bool {
        let origin = self.origin.as_ref();
        self.payee == *account || origin.is_some_and(|origin| origin.app == *account)
    }

    /// The REST object that it belongs to, which the other APIs have none of.
    pub(crate) fn rest_origin(&self) -> Option<&Origin> {
        let is_rest = matches!(self.api, Api::PaymentsV1 | Api::OrdersV2);
        self.origin.as_ref().filter(|_| is_rest)
    }

    /// Returns whether money moves at once, without an authorisation or an order.
    pub(crate) fn is_sale(&self) -> bool {
        self.order.action == PaymentAction::Sale
    }
}
