//! State of the checkout of a page.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use leptos_paypal_core::form::SubscriptionPlan;
use leptos_paypal_core::{CartItem, Money};

/// Content that a button pays for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Whatever is in the cart when the button is pressed.
    Cart,
    /// One article, beside the cart.
    Single {
        /// The article with its choices.
        item: Arc<CartItem>,
        /// Number of units.
        quantity: u32,
    },
}

/// Number of a button on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ButtonId(pub(crate) u32);

impl ButtonId {
    /// A number that no other button has.
    pub(crate) fn new() -> Self {
        static BUTTONS: AtomicU32 = AtomicU32::new(0);
        Self(BUTTONS.fetch_add(1, Ordering::Relaxed))
    }
}

/// Phase of the checkout. There is one at a time on a page, whichever button
/// started it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CheckoutPhase {
    /// No payment is being started.
    #[default]
    Idle,
    /// The checkout is being created.
    Submitting {
        /// The button that was pressed.
        button: ButtonId,
    },
    /// The browser is leaving for PayPal.
    Redirecting {
        /// The button that was pressed.
        button: ButtonId,
    },
    /// The buyer is at PayPal in a window of its own.
    InWindow {
        /// The button that was pressed.
        button: ButtonId,
    },
    /// The buyer is at PayPal in a window of PayPal's SDK.
    InSdkWindow {
        /// The button that was pressed.
        button: ButtonId,
    },
    /// It did not work; every button can be pressed again.
    Failed {
        /// The button that was pressed.
        button: ButtonId,
        /// The reason.
        failure: CheckoutFailure,
    },
}

impl CheckoutPhase {
    /// Returns whether a payment is being started.
    #[must_use]
    pub const fn is_busy(&self) -> bool {
        matches!(
            self,
            Self::Submitting { .. }
                | Self::Redirecting { .. }
                | Self::InWindow { .. }
                | Self::InSdkWindow { .. }
        )
    }

    /// Returns whether that button started the payment that is being started.
    pub(crate) fn is_busy_at(&self, own: ButtonId) -> bool {
        match self {
            Self::Submitting { button }
            | Self::Redirecting { button }
            | Self::InWindow { button }
            | Self::InSdkWindow { button } => *button == own,
            _ => false,
        }
    }

    /// The failure of that button's checkout.
    pub(crate) fn failure_at(&self, own: ButtonId) -> Option<&CheckoutFailure> {
        match self {
            Self::Failed { button, failure } if *button == own => Some(failure),
            _ => None,
        }
    }
}

/// Reason why a checkout did not start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckoutFailure {
    /// Stable code.
    pub code: String,
    /// Text for the buyer.
    pub message: String,
    /// The total the server wants instead; pressing again agrees to it.
    pub new_total: Option<Money>,
    /// The terms the server has instead; pressing again agrees to them.
    pub new_plan: Option<Box<SubscriptionPlan>>,
    /// Address where the buyer can go on at PayPal all the same.
    pub approval_url: Option<String>,
}

impl CheckoutFailure {
    /// A failure with nothing that the buyer could agree to.
    pub(crate) fn new(code: &str, message: String) -> Self {
        Self {
            code: code.to_owned(),
            message,
            new_total: None,
            new_plan: None,
            approval_url: None,
        }
    }
}
