//! `ACK` of an answer.

use leptos_paypal_core::open_enum;

open_enum! {
    /// `ACK`: whether a call did what it was made for.
    #[non_exhaustive]
    Ack {
        Success = "Success",
        SuccessWithWarning = "SuccessWithWarning",
        Warning = "Warning",
        Failure = "Failure",
        FailureWithWarning = "FailureWithWarning",
        /// Some of several parallel payments.
        PartialSuccess = "PartialSuccess",
    }
}
