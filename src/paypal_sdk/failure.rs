//! Failures of PayPal's SDK, after each of which our own button takes its place.

use wasm_bindgen::JsValue;

/// Failure of PayPal's SDK.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SdkFailure {
    /// The page's Content-Security-Policy does not let its script in.
    Blocked,
    /// Its script could not be loaded, or is something else.
    Unavailable,
    /// Its buttons were not there in time.
    TimedOut,
    /// None of the ways to pay is open to this buyer.
    NotEligible,
    /// It has refused its settings, or has failed later.
    Failed,
}

impl SdkFailure {
    const ALL: [Self; 5] = [
        Self::Blocked,
        Self::Unavailable,
        Self::TimedOut,
        Self::NotEligible,
        Self::Failed,
    ];

    /// The stable code.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Blocked => "sdk_blocked",
            Self::Unavailable => "sdk_unavailable",
            Self::TimedOut => "sdk_timeout",
            Self::NotEligible => "sdk_not_eligible",
            Self::Failed => "sdk_failed",
        }
    }

    /// The failure that a promise has been rejected with.
    pub(super) fn from_value(value: &JsValue) -> Self {
        let code = value.as_string();
        let mut all = Self::ALL.into_iter();
        all.find(|failure| Some(failure.code()) == code.as_deref())
            .unwrap_or(Self::Failed)
    }

    /// Failure with PayPal's own words, which the developer is told.
    pub(super) fn told(error: &JsValue) -> Self {
        web_sys::console::warn_2(&"leptos-paypal: PayPal's SDK:".into(), error);
        Self::Failed
    }
}
