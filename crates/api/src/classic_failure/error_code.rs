//! Error codes of the classic API.

use leptos_paypal_core::{PayPalRefusal, open_enum};

open_enum! {
    /// `L_ERRORCODEn` (NVP API Developer Guide, "API error codes").
    #[non_exhaustive]
    ErrorCode {
        /// PayPal failed; the call may have been made all the same.
        InternalError = "10001",
        /// Wrong user, password, signature or certificate, or no right to the
        /// operation.
        AuthenticationFailed = "10002",
        /// Another message says which argument.
        InvalidArgument = "10004",
        /// The transaction is somebody else's.
        PermissionDenied = "10007",
        /// A refund that is too late, too large or done already.
        RefundRefused = "10009",
        OrderActionUnavailable = "10102",
        OrderTotalMissing = "10401",
        ReturnUrlMissing = "10404",
        CancelUrlMissing = "10405",
        /// Another buyer than the one who approved.
        PayerIdInvalid = "10406",
        TokenMissing = "10408",
        TokenOfAnother = "10409",
        TokenInvalid = "10410",
        /// The session is over: the checkout starts again with a new token.
        TokenExpired = "10411",
        /// The invoice number has been paid.
        DuplicateInvoice = "10412",
        /// The parts do not sum to the total.
        TotalMismatch = "10413",
        /// The token has made its payment.
        TokenUsed = "10415",
        /// Too many attempts with one token.
        TooManyAttempts = "10416",
        /// The buyer's account cannot pay this; another way of paying may work.
        InstructPayer = "10417",
        CurrencyMismatch = "10418",
        PayerIdMissing = "10419",
        /// The buyer has to choose another way of paying.
        ChooseAnotherFunding = "10422",
        ShippingAddressInvalid = "10424",
        ItemTotalInvalid = "10426",
        /// The buyer has not approved.
        NotAuthorized = "10485",
        /// The buyer's way of paying was declined.
        FundingDeclined = "10486",
        AmountZero = "10525",
        CardInvalid = "10527",
        AuthorizationVoided = "10600",
        AuthorizationExpired = "10601",
        AuthorizationCompleted = "10602",
        BuyerRestricted = "10603",
        AuthorizationLimit = "10623",
        AddressMismatch = "10736",
        /// A search found more than it answers.
        SearchTruncated = "11002",
        /// The `MSGSUBID` was used before.
        DuplicateMessageId = "11607",
        /// Held for review by the merchant's filters.
        PendingReview = "11610",
        /// Refused by the merchant's filters.
        FilterDenied = "11611",
        UnknownMethod = "81002",
    }
}

impl ErrorCode {
    /// Meaning for the buyer.
    #[must_use]
    pub fn meaning(&self) -> PayPalRefusal {
        match self {
            Self::ChooseAnotherFunding | Self::FundingDeclined | Self::InstructPayer => {
                PayPalRefusal::Declined
            }
            Self::TokenUsed
            | Self::DuplicateMessageId
            | Self::AuthorizationCompleted
            | Self::AuthorizationVoided => PayPalRefusal::AlreadyDone,
            Self::PayerIdMissing | Self::NotAuthorized => PayPalRefusal::NotApproved,
            Self::InternalError => PayPalRefusal::Passing,
            _ => PayPalRefusal::Refused,
        }
    }
}
