//! What a return page knows of a payment, and how it says so.

use leptos_paypal_core::{CheckoutRef, CheckoutStatus, Money};

use crate::browser::merchant::Progress;
use crate::state::Shop;
use crate::text::Text;

/// How a payment stands, as far as is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Standing {
    /// Being asked.
    #[default]
    Looking,
    /// The server's word.
    Server(CheckoutStatus),
    /// The buyer agreed, and PayPal said no; another way of paying may do.
    Declined,
    /// The buyer agreed, and PayPal said no.
    Refused,
    /// The server answers, PayPal does not.
    PayPalAway,
    /// PayPal's word through the browser, that it is complete; all there is
    /// without a server.
    Reported,
    /// PayPal's word through the browser, that it is not complete yet.
    ReportedPending,
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

/// What is known about the payment.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) standing: Standing,
    pub(super) name: Option<CheckoutRef>,
    pub(super) reason: Option<String>,
    pub(super) total: Option<Money>,
    pub(super) transaction: Option<String>,
    /// Where the buyer can go on at PayPal. Not checked.
    pub(super) approval: Option<String>,
    /// Whether nobody will hear more.
    is_final: bool,
}

impl From<Progress> for Seen {
    fn from(progress: Progress) -> Self {
        Self {
            standing: Standing::Server(progress.status),
            name: Some(progress.name),
            reason: progress.reason,
            total: progress.total,
            transaction: progress.transaction,
            approval: progress.approval,
            is_final: progress.raw,
        }
    }
}

impl Seen {
    /// Takes over what this browser knows itself of a checkout, and how it
    /// stood when it was last heard of.
    pub(super) fn remember(&mut self, shop: Shop, name: CheckoutRef) -> Option<CheckoutStatus> {
        let known = shop.records().of(&name);
        self.name = Some(name);
        self.is_final = true;
        let record = known?;
        self.total = record.total();
        self.approval = record.approval();
        record.seen()
    }

    /// Whether the server is asked again.
    pub(super) const fn waits(&self, turned_back: bool) -> bool {
        match self.standing {
            // A buyer who turned back, or has not agreed, has nothing to wait for.
            Standing::Server(CheckoutStatus::Created) if turned_back || self.approval.is_some() => {
                false
            }
            Standing::Server(status) => status.is_waiting() && !self.is_final,
            Standing::Unreachable | Standing::PayPalAway => true,
            _ => false,
        }
    }

    /// The way back to PayPal, where there is anything left to agree to.
    pub(super) fn way_back(&self) -> &str {
        match self.standing {
            Standing::Server(CheckoutStatus::Created | CheckoutStatus::Cancelled)
            | Standing::Declined
            | Standing::Refused => self.approval.as_deref().unwrap_or_default(),
            _ => "",
        }
    }

    /// What the checkout is called; empty where that is not known.
    pub(super) fn reference(&self) -> &str {
        self.name.as_ref().map_or("", CheckoutRef::as_str)
    }

    /// What the buyer reads: a title and a text.
    pub(super) const fn texts(&self) -> (Text, Text) {
        match self.standing {
            Standing::Server(CheckoutStatus::Created) if self.approval.is_some() => {
                (Text::ReturnCreated, Text::ReturnOpenText)
            }
            standing => standing.texts(),
        }
    }
}

impl Standing {
    /// The stable name, for the page and its styles: a status has its own, and
    /// everything else that of its title.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::PayPalAway => "paypal_unreachable",
            _ => self
                .texts()
                .0
                .key()
                .strip_prefix("return.")
                .unwrap_or_default(),
        }
    }

    const fn texts(self) -> (Text, Text) {
        match self {
            Self::Looking => (Text::ReturnLooking, Text::ReturnLookingText),
            Self::Server(status) => match status {
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
            Self::Declined => (Text::ReturnDeclined, Text::ReturnDeclinedText),
            Self::Refused => (Text::ReturnRefused, Text::ReturnRefusedText),
            Self::PayPalAway => (Text::ReturnPayPal, Text::ReturnPayPalText),
            Self::Reported => (Text::ReturnReported, Text::ReturnReportedText),
            Self::ReportedPending => (Text::ReturnReportedPending, Text::ReturnReportedPendingText),
            Self::TurnedBack => (Text::ReturnCancelled, Text::ReturnCancelledText),
            Self::Thanks => (Text::ReturnThanks, Text::ReturnThanksText),
            Self::Nothing => (Text::ReturnNothing, Text::ReturnNothingText),
            Self::Unknown => (Text::ReturnUnknown, Text::ReturnUnknownText),
            Self::Unreachable => (Text::ReturnUnreachable, Text::ReturnUnreachableText),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_standing_has_its_name() {
        for name in [
            "created",
            "approved",
            "pending",
            "paid",
            "failed",
            "cancelled",
            "expired",
            "review",
            "refunded",
            "partially_refunded",
            "reversed",
        ] {
            let status = CheckoutStatus::from_name(name).unwrap();
            assert_eq!(Standing::Server(status).name(), name);
        }
        for (standing, name) in [
            (Standing::Looking, "looking"),
            (Standing::Declined, "declined"),
            (Standing::Refused, "refused"),
            (Standing::PayPalAway, "paypal_unreachable"),
            (Standing::Reported, "reported"),
            (Standing::ReportedPending, "reported_pending"),
            (Standing::TurnedBack, "cancelled"),
            (Standing::Thanks, "thanks"),
            (Standing::Nothing, "nothing"),
            (Standing::Unknown, "unknown"),
            (Standing::Unreachable, "unreachable"),
        ] {
            assert_eq!(standing.name(), name);
        }
    }
}
