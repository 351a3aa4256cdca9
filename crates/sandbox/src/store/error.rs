//! Refusals of the store.

use leptos_paypal_core::CoreError;
use thiserror::Error;

use super::payments::PaymentStatus;
use super::recurring_profiles::ProfileStatus;

/// Errors of payments, settlements and refunds.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(crate) enum StoreError {
    #[error("there is no checkout with this token")]
    UnknownCheckout,
    #[error("this checkout is too old: start again from the shop")]
    Expired,
    #[error("the checkout is paid: refund the payment instead")]
    AlreadyPaid,
    #[error("nobody is logged in to pay")]
    NoBuyer,
    #[error("an account cannot pay itself")]
    OwnAccount,
    #[error("the amount is still missing: the buyer types it")]
    AmountMissing,
    #[error("an address is needed and there is none that can be used")]
    AddressMissing,
    #[error("this way of shipping cannot be chosen")]
    ShippingOption,
    #[error("{balance} is not enough for {total}")]
    InsufficientFunds { balance: String, total: String },
    #[error("the payment was declined")]
    Declined,
    #[error("the payment was refused: {issue}")]
    Refused { issue: String },
    #[error("invoice {invoice:?} is already paid")]
    DuplicateInvoice { invoice: String },
    #[error("there is no payment with this transaction id")]
    UnknownPayment,
    #[error("the payment is {}, only a pending one can be settled", .status.into_str())]
    NotPending { status: PaymentStatus },
    #[error("the payment is {}, only a completed one can be refunded", .status.into_str())]
    NotRefundable { status: PaymentStatus },
    #[error(
        "the payment is {}, only an open authorisation or order can be captured or voided",
        .status.into_str()
    )]
    NotOpen { status: PaymentStatus },
    #[error("the payment is {}, only a reversed one can be given back", .status.into_str())]
    NotReversed { status: PaymentStatus },
    #[error("there is an open dispute about this payment")]
    AlreadyDisputed,
    #[error("there is no dispute with this id")]
    UnknownDispute,
    #[error("the dispute is already decided")]
    DisputeDecided,
    #[error("the authorisation is too old to be captured")]
    AuthorizationExpired,
    #[error("{amount} cannot be authorised again: the authorisation is of {gross}")]
    ReauthorizationAmount { amount: String, gross: String },
    #[error("the buyer has not agreed to pay")]
    NotApproved,
    #[error("the payments are already made")]
    AlreadyCompleted,
    #[error("{amount} cannot be captured: {left} is left of the authorisation")]
    CaptureAmount { amount: String, left: String },
    #[error("{amount} cannot be refunded: {left} is left of the payment")]
    RefundAmount { amount: String, left: String },
    #[error("{amount} cannot be added: an amount of money is more than zero")]
    DepositAmount { amount: String },
    #[error("there is no subscription with this id")]
    UnknownSubscription,
    #[error("the subscription is {}", .status.into_str())]
    SubscriptionOver { status: ProfileStatus },
    #[error(
        "a subscription changes to a price above zero and to more payments than were made, \
         while payments are still to come"
    )]
    SubscriptionChange,
    #[error("this is no certificate of an RSA key in PEM")]
    CertificateUnreadable,
    #[error("an account has at most {most} certificates: remove one first")]
    TooManyCertificates { most: usize },
    #[error("{0}")]
    Money(#[from] CoreError),
}

impl StoreError {
    /// A stable name for programs.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::UnknownCheckout => "checkout_unknown",
            Self::Expired => "checkout_expired",
            Self::AlreadyPaid => "checkout_paid",
            Self::NoBuyer => "buyer_missing",
            Self::OwnAccount => "own_account",
            Self::AmountMissing => "amount_missing",
            Self::AddressMissing => "address_missing",
            Self::ShippingOption => "shipping_option_invalid",
            Self::InsufficientFunds { .. } => "insufficient_funds",
            Self::Declined => "payment_declined",
            Self::Refused { .. } => "payment_refused",
            Self::DuplicateInvoice { .. } => "duplicate_invoice",
            Self::UnknownPayment => "payment_unknown",
            Self::NotPending { .. } => "payment_not_pending",
            Self::NotRefundable { .. } => "payment_not_refundable",
            Self::NotReversed { .. } => "payment_not_reversed",
            Self::AlreadyDisputed => "payment_disputed",
            Self::UnknownDispute => "dispute_unknown",
            Self::DisputeDecided => "dispute_decided",
            Self::NotOpen { .. } => "payment_not_open",
            Self::AuthorizationExpired => "authorization_expired",
            Self::ReauthorizationAmount { .. } => "reauthorization_amount_invalid",
            Self::NotApproved => "order_not_approved",
            Self::AlreadyCompleted => "order_completed",
            Self::CaptureAmount { .. } => "capture_amount_invalid",
            Self::RefundAmount { .. } => "refund_amount_invalid",
            Self::DepositAmount { .. } => "amount_invalid",
            Self::UnknownSubscription => "subscription_unknown",
            Self::SubscriptionOver { .. } => "subscription_over",
            Self::SubscriptionChange => "subscription_change_invalid",
            Self::CertificateUnreadable => "certificate_unreadable",
            Self::TooManyCertificates { .. } => "too_many_certificates",
            Self::Money(error) => error.code(),
        }
    }
}
