//! What a return page knows of a payment, and how it says so.

use leptos_paypal_core::{CheckoutRef, CheckoutStatus, Money, PdtReturn};

use crate::browser::merchant::Progress;
use crate::text::Text;

/// What is known about the payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// Being asked.
    Looking,
    /// The server's word.
    Server(Progress),
    /// The buyer agreed, and PayPal said no.
    Refused {
        name: CheckoutRef,
        /// Whether another way of paying may do.
        declined: bool,
        approval: Option<String>,
    },
    /// The server answers, PayPal does not.
    PayPalAway,
    /// PayPal's word through the browser; all there is without a server.
    Reported {
        pdt: PdtReturn,
        total: Option<Money>,
    },
    /// The buyer turned back, as far as a page without a server can know.
    TurnedBack,
    /// Back without anything said, on a page without a server.
    Thanks,
    /// Nobody came back from anywhere.
    Nothing,
    /// The server does not know the checkout.
    Unknown,
    /// The server does not answer.
    Unreachable,
}

/// Whether the server is asked again.
pub(super) fn waits(seen: &Seen, turned_back: bool) -> bool {
    match seen {
        // A buyer who turned back, or has not agreed, has nothing to wait for.
        Seen::Server(progress) => {
            progress.status.is_waiting()
                && !progress.raw
                && !((turned_back || progress.approval.is_some())
                    && progress.status == CheckoutStatus::Created)
        }
        Seen::Unreachable | Seen::PayPalAway => true,
        _ => false,
    }
}

/// The stable name of a state, for the page and its styles.
pub(super) fn name(seen: &Seen) -> &'static str {
    match seen {
        Seen::Looking => "looking",
        Seen::Server(progress) => progress.status.as_str(),
        Seen::Reported { pdt, .. } if pdt.st == "Completed" => "reported",
        Seen::Reported { .. } => "reported_pending",
        Seen::Refused { declined: true, .. } => "declined",
        Seen::Refused { .. } => "refused",
        Seen::PayPalAway => "paypal_unreachable",
        Seen::TurnedBack => "cancelled",
        Seen::Thanks => "thanks",
        Seen::Nothing => "nothing",
        Seen::Unknown => "unknown",
        Seen::Unreachable => "unreachable",
    }
}

pub(super) const fn texts(seen: &Seen) -> (Text, Text) {
    match seen {
        Seen::Looking => (Text::ReturnLooking, Text::ReturnLookingText),
        Seen::Server(progress) => match progress.status {
            CheckoutStatus::Created if progress.approval.is_some() => {
                (Text::ReturnCreated, Text::ReturnOpenText)
            }
            CheckoutStatus::Created => (Text::ReturnCreated, Text::ReturnCreatedText),
            CheckoutStatus::Approved => (Text::ReturnApproved, Text::ReturnApprovedText),
            CheckoutStatus::Pending => (Text::ReturnPending, Text::ReturnPendingText),
            CheckoutStatus::Paid => (Text::ReturnPaid, Text::ReturnPaidText),
            CheckoutStatus::Failed => (Text::ReturnFailed, Text::ReturnFailedText),
            CheckoutStatus::Cancelled => (Text::ReturnCancelled, Text::ReturnCancelledText),
            CheckoutStatus::Expired => (Text::ReturnExpired, Text::ReturnExpiredText),
            CheckoutStatus::Review => (Text::ReturnReview, Text::ReturnReviewText),
            CheckoutStatus::Refunded => (Text::ReturnRefunded, Text::ReturnRefundedText),
            CheckoutStatus::PartiallyRefunded => (Text::ReturnPart, Text::ReturnPartText),
            CheckoutStatus::Reversed => (Text::ReturnReversed, Text::ReturnReversedText),
        },
        Seen::Refused { declined: true, .. } => (Text::ReturnDeclined, Text::ReturnDeclinedText),
        Seen::Refused { .. } => (Text::ReturnRefused, Text::ReturnRefusedText),
        Seen::PayPalAway => (Text::ReturnPayPal, Text::ReturnPayPalText),
        Seen::Reported { pdt, .. } => {
            if matches!(pdt.st.as_bytes(), b"Completed") {
                (Text::ReturnReported, Text::ReturnReportedText)
            } else {
                (Text::ReturnReportedPending, Text::ReturnReportedPendingText)
            }
        }
        Seen::TurnedBack => (Text::ReturnCancelled, Text::ReturnCancelledText),
        Seen::Thanks => (Text::ReturnThanks, Text::ReturnThanksText),
        Seen::Nothing => (Text::ReturnNothing, Text::ReturnNothingText),
        Seen::Unknown => (Text::ReturnUnknown, Text::ReturnUnknownText),
        Seen::Unreachable => (Text::ReturnUnreachable, Text::ReturnUnreachableText),
    }
}

pub(super) const fn total(seen: &Seen) -> Option<Money> {
    match seen {
        Seen::Server(progress) => progress.total,
        Seen::Reported { total, .. } => *total,
        _ => None,
    }
}

pub(super) fn reference(seen: &Seen) -> String {
    match seen {
        Seen::Server(Progress { name, .. }) | Seen::Refused { name, .. } => {
            name.as_str().to_owned()
        }
        Seen::Reported { pdt, .. } => pdt.cm.clone().unwrap_or_default(),
        _ => String::new(),
    }
}

/// Where the buyer can go on at PayPal. Not checked.
pub(super) fn approval(seen: &Seen) -> Option<String> {
    match seen {
        Seen::Server(progress)
            if matches!(
                progress.status,
                CheckoutStatus::Created | CheckoutStatus::Cancelled
            ) =>
        {
            progress.approval.clone()
        }
        Seen::Refused { approval, .. } => approval.clone(),
        _ => None,
    }
}

pub(super) fn transaction(seen: &Seen) -> String {
    match seen {
        Seen::Server(progress) => progress.transaction.clone().unwrap_or_default(),
        Seen::Reported { pdt, .. } => pdt.tx.clone(),
        _ => String::new(),
    }
}
