//! Errors of the classic APIs, by PayPal's codes.

use std::borrow::Cow;

use super::error_codes::CODES;
use crate::store::error::StoreError;

/// Severity of an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
pub(super) enum Severity {
    /// The call did nothing.
    Error,
    /// The call was carried out.
    Warning,
}

/// One error of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ClassicError {
    pub(super) code: u32,
    pub(super) short: Cow<'static, str>,
    pub(super) long: Cow<'static, str>,
    pub(super) severity: Severity,
    /// Subject of the error, such as the name of a field.
    pub(super) parameter: Option<String>,
}

/// Short message of errors about an argument.
const INVALID_ARGUMENT: &str = "Transaction refused because of an invalid argument. See additional error messages for details.";

impl ClassicError {
    /// The error of a code of PayPal's table; 10001 for a code that is not in
    /// it.
    pub(super) fn of(code: u32) -> Self {
        let known = Self::known(code);
        known.unwrap_or_else(|| Self::new(10001, "Internal Error", "Internal Error"))
    }

    /// The same where the table has the code.
    pub(super) fn known(code: u32) -> Option<Self> {
        let (_, short, long) = CODES.iter().find(|(known, ..)| *known == code)?;
        let short = if short.is_empty() {
            INVALID_ARGUMENT
        } else {
            short
        };
        Some(Self::new(code, short, long))
    }

    fn new(code: u32, short: &'static str, long: &'static str) -> Self {
        Self {
            code,
            short: Cow::Borrowed(short),
            long: Cow::Borrowed(long),
            severity: Severity::Error,
            parameter: None,
        }
    }

    /// 10004: an argument that no code of its own is about.
    pub(super) fn argument(long: impl Into<Cow<'static, str>>) -> Self {
        Self::of(10004).saying(long)
    }

    /// 10004 about a field.
    pub(super) fn field(name: &str, long: impl Into<Cow<'static, str>>) -> Self {
        Self {
            parameter: Some(name.to_owned()),
            ..Self::argument(long)
        }
    }

    /// With another long message.
    pub(super) fn saying(self, long: impl Into<Cow<'static, str>>) -> Self {
        Self {
            long: long.into(),
            ..self
        }
    }

    /// As a warning of a call that was carried out.
    pub(super) fn into_warning(self) -> Self {
        Self {
            severity: Severity::Warning,
            ..self
        }
    }
}

/// Errors of a call that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal(pub(super) Vec<ClassicError>);

impl From<ClassicError> for Refusal {
    fn from(error: ClassicError) -> Self {
        Self(vec![error])
    }
}

/// Result of a call.
pub(super) type CallResult<T> = Result<T, Refusal>;

/// A refusal with one code of the table.
pub(super) fn refused<T>(code: u32) -> CallResult<T> {
    Err(ClassicError::of(code).into())
}

/// Maps a refusal of the store to its code.
pub(super) fn of_store(error: &StoreError) -> ClassicError {
    let code = match error {
        StoreError::Declined | StoreError::InsufficientFunds { .. } => 10486,
        StoreError::Refused { issue } => {
            let named = issue.parse().ok().and_then(ClassicError::known);
            return named.unwrap_or_else(|| ClassicError::of(10417));
        }
        StoreError::DuplicateInvoice { .. } => 10412,
        StoreError::OwnAccount | StoreError::NoBuyer => 10445,
        StoreError::AddressMissing | StoreError::ShippingOption => 10424,
        StoreError::Expired => 10411,
        StoreError::AlreadyPaid | StoreError::AlreadyCompleted => 10415,
        StoreError::NotApproved => 10485,
        StoreError::UnknownCheckout => 10410,
        StoreError::AmountMissing => 10525,
        StoreError::UnknownPayment => {
            return ClassicError::argument("The transaction id is not valid");
        }
        StoreError::AuthorizationExpired => 10601,
        StoreError::CaptureAmount { .. } | StoreError::ReauthorizationAmount { .. } => 10610,
        StoreError::NotOpen { .. } => 10602,
        StoreError::RefundAmount { .. } => {
            return ClassicError::of(10009).saying(
                "The partial refund amount must be less than or equal to the remaining amount",
            );
        }
        StoreError::NotRefundable { .. } => {
            return ClassicError::of(10009).saying("You can not refund this type of transaction");
        }
        StoreError::NotPending { .. }
        | StoreError::NotReversed { .. }
        | StoreError::AlreadyDisputed
        | StoreError::UnknownDispute
        | StoreError::DisputeDecided
        | StoreError::CertificateUnreadable
        | StoreError::TooManyCertificates { .. } => 10004,
        StoreError::UnknownSubscription => 11552,
        StoreError::SubscriptionOver { .. } => 11556,
        StoreError::SubscriptionChange => 11519,
        StoreError::DepositAmount { .. } | StoreError::Money(_) => 10400,
    };
    ClassicError::of(code)
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        of_store(&error).into()
    }
}
