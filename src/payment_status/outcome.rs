//! Outcome of a payment, as far as it is known, and its texts.

use leptos_paypal_core::{CheckoutRef, CheckoutStatus, Money, SubscriptionStatus};

use crate::context::CheckoutContext;
use crate::http_client::{CheckoutResponse, SubscriptionResponse};
use crate::i18n::Message;

/// State of a payment, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum OutcomeState {
    /// Being asked.
    #[default]
    Looking,
    /// The server's word.
    Server(CheckoutStatus),
    /// The server's word of a subscription that begins with a free trial: the
    /// buyer has agreed, and nothing has been paid.
    Subscribed,
    /// The server's word of a subscription that has ended before anything was
    /// paid.
    SubscriptionOver,
    /// The buyer agreed, and PayPal said no; another way of paying may do.
    Declined,
    /// The buyer agreed, and PayPal said no.
    Refused,
    /// The server answers, PayPal does not.
    PayPalUnreachable,
    /// PayPal's word through the browser, that it is complete; all there is
    /// without a server.
    Reported,
    /// PayPal's word through the browser, that it is not complete yet.
    ReportedPending,
    /// The buyer came back without paying, as far as a page without a server
    /// can know.
    Returned,
    /// Back from PayPal, and nothing that this page could believe is known.
    Thanks,
    /// The query names no payment.
    Nothing,
    /// The server does not know the checkout.
    Unknown,
    /// The server does not answer.
    Unreachable,
}

/// Outcome of a payment, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PaymentOutcome {
    pub(crate) state: OutcomeState,
    /// Id of the checkout.
    pub(crate) id: Option<CheckoutRef>,
    pub(crate) reason: Option<String>,
    pub(crate) total: Option<Money>,
    pub(crate) transaction: Option<String>,
    /// Address where the buyer can go on at PayPal. Not checked.
    pub(crate) approval_url: Option<String>,
    /// Day (`2027-05-01`) and amount of a subscription's next payment.
    pub(crate) next_payment: Option<(String, Money)>,
    /// True when nobody will hear more.
    is_final: bool,
}

impl From<CheckoutResponse> for PaymentOutcome {
    fn from(response: CheckoutResponse) -> Self {
        let subscription = response.subscription;
        Self {
            state: OutcomeState::of(response.status, subscription.as_ref()),
            next_payment: subscription.and_then(|subscription| subscription.next_payment),
            id: Some(response.id),
            reason: response.reason,
            total: response.total,
            transaction: response.transaction,
            approval_url: response.approval_url,
            is_final: response.is_paypals,
        }
    }
}

impl PaymentOutcome {
    /// Takes over what this browser knows of a checkout that it started.
    /// Returns the status that was last heard.
    pub(crate) fn recall(
        &mut self,
        context: CheckoutContext,
        id: CheckoutRef,
    ) -> Option<CheckoutStatus> {
        let attempt = context.attempts().of(&id);
        self.id = Some(id);
        self.is_final = true;
        let attempt = attempt?;
        self.total = attempt.total();
        self.approval_url.clone_from(&attempt.approval);
        attempt.seen
    }

    /// Returns whether the server is asked again: `returned_early` when the buyer came
    /// back without agreeing.
    pub(crate) const fn is_waiting(&self, returned_early: bool) -> bool {
        match self.state {
            // A buyer who turned back, or has not agreed, has nothing to wait for.
            OutcomeState::Server(CheckoutStatus::Created)
                if returned_early || self.approval_url.is_some() =>
            {
                false
            }
            OutcomeState::Server(status) => status.is_waiting() && !self.is_final,
            OutcomeState::Unreachable | OutcomeState::PayPalUnreachable => true,
            _ => false,
        }
    }

    /// Address where the buyer can go on at PayPal, where there is anything left to
    /// agree to; empty otherwise. Not checked.
    pub(crate) fn open_approval_url(&self) -> &str {
        let is_open = match self.state {
            // A buyer who has agreed has nothing more to agree to.
            OutcomeState::Server(CheckoutStatus::Approved) => false,
            OutcomeState::Server(status) => status.can_be_approved(),
            state => matches!(state, OutcomeState::Declined | OutcomeState::Refused),
        };
        match &self.approval_url {
            Some(url) if is_open => url,
            _ => "",
        }
    }

    /// Id of the checkout; empty where it is not known.
    pub(crate) fn reference(&self) -> &str {
        self.id.as_ref().map_or("", CheckoutRef::as_str)
    }

    /// Title and text for the buyer.
    pub(crate) const fn texts(&self) -> (Message, Message) {
        match self.state {
            OutcomeState::Server(CheckoutStatus::Created) if self.approval_url.is_some() => {
                (Message::ReturnCreated, Message::ReturnOpenText)
            }
            state => state.texts(),
        }
    }
}

impl OutcomeState {
    /// The server's word of a checkout. That a subscription has begun is known
    /// only when the day of its first payment is.
    fn of(status: CheckoutStatus, subscription: Option<&SubscriptionResponse>) -> Self {
        let Some(subscription) = subscription else {
            return Self::Server(status);
        };
        let is_dated = subscription.next_payment.is_some();
        match (status, subscription.status) {
            (CheckoutStatus::Approved, SubscriptionStatus::Active)
                if subscription.is_free_so_far && is_dated =>
            {
                Self::Subscribed
            }
            (CheckoutStatus::Cancelled, subscription) if subscription.is_over() => {
                Self::SubscriptionOver
            }
            _ => Self::Server(status),
        }
    }

    /// Status of the checkout, where it is the server's word.
    pub(crate) const fn status(self) -> Option<CheckoutStatus> {
        match self {
            Self::Server(status) => Some(status),
            Self::Subscribed => Some(CheckoutStatus::Approved),
            Self::SubscriptionOver => Some(CheckoutStatus::Cancelled),
            _ => None,
        }
    }

    /// The stable name, for the page and its styles: a status has its own, and
    /// everything else that of its title.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::PayPalUnreachable => "paypal_unreachable",
            _ => self
                .texts()
                .0
                .key()
                .strip_prefix("return.")
                .unwrap_or_default(),
        }
    }

    const fn texts(self) -> (Message, Message) {
        match self {
            Self::Looking => (Message::ReturnLooking, Message::ReturnLookingText),
            Self::Server(status) => match status {
                CheckoutStatus::Created => (Message::ReturnCreated, Message::ReturnCreatedText),
                CheckoutStatus::Approved => (Message::ReturnApproved, Message::ReturnApprovedText),
                CheckoutStatus::Pending => (Message::ReturnPending, Message::ReturnPendingText),
                CheckoutStatus::Paid => (Message::ReturnPaid, Message::ReturnPaidText),
                CheckoutStatus::Failed => (Message::ReturnFailed, Message::ReturnFailedText),
                CheckoutStatus::Cancelled => {
                    (Message::ReturnCancelled, Message::ReturnCancelledText)
                }
                CheckoutStatus::Expired => (Message::ReturnExpired, Message::ReturnExpiredText),
                CheckoutStatus::Review => (Message::ReturnReview, Message::ReturnReviewText),
                CheckoutStatus::Refunded => (Message::ReturnRefunded, Message::ReturnRefundedText),
                CheckoutStatus::PartiallyRefunded => (Message::ReturnPart, Message::ReturnPartText),
                CheckoutStatus::Reversed => (Message::ReturnReversed, Message::ReturnReversedText),
            },
            Self::Subscribed => (Message::ReturnSubscribed, Message::ReturnSubscribedText),
            Self::SubscriptionOver => (
                Message::ReturnSubscriptionOver,
                Message::ReturnSubscriptionOverText,
            ),
            Self::Declined => (Message::ReturnDeclined, Message::ReturnDeclinedText),
            Self::Refused => (Message::ReturnRefused, Message::ReturnRefusedText),
            Self::PayPalUnreachable => (Message::ReturnPayPal, Message::ReturnPayPalText),
            Self::Reported => (Message::ReturnReported, Message::ReturnReportedText),
            Self::ReportedPending => (
                Message::ReturnReportedPending,
                Message::ReturnReportedPendingText,
            ),
            Self::Returned => (Message::ReturnCancelled, Message::ReturnCancelledText),
            Self::Thanks => (Message::ReturnThanks, Message::ReturnThanksText),
            Self::Nothing => (Message::ReturnNothing, Message::ReturnNothingText),
            Self::Unknown => (Message::ReturnUnknown, Message::ReturnUnknownText),
            Self::Unreachable => (Message::ReturnUnreachable, Message::ReturnUnreachableText),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_its_name() {
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
            assert_eq!(OutcomeState::Server(status).name(), name);
        }
        for (state, name) in [
            (OutcomeState::Looking, "looking"),
            (OutcomeState::Subscribed, "subscribed"),
            (OutcomeState::SubscriptionOver, "subscription_over"),
            (OutcomeState::Declined, "declined"),
            (OutcomeState::Refused, "refused"),
            (OutcomeState::PayPalUnreachable, "paypal_unreachable"),
            (OutcomeState::Reported, "reported"),
            (OutcomeState::ReportedPending, "reported_pending"),
            (OutcomeState::Returned, "cancelled"),
            (OutcomeState::Thanks, "thanks"),
            (OutcomeState::Nothing, "nothing"),
            (OutcomeState::Unknown, "unknown"),
            (OutcomeState::Unreachable, "unreachable"),
        ] {
            assert_eq!(state.name(), name);
        }
    }

    /// The components for React and Vue tell a page that the buyer has agreed.
    #[test]
    fn the_components_name_every_state_that_is_agreed_to() {
        let agreed =
            |status: &CheckoutStatus| *status == CheckoutStatus::Approved || status.has_payment();
        let statuses = CheckoutStatus::ALL.into_iter().filter(agreed);
        let states = statuses.map(OutcomeState::Server).chain([
            OutcomeState::Subscribed,
            OutcomeState::Reported,
            OutcomeState::ReportedPending,
        ]);
        let names: Vec<_> = states.map(|state| format!("'{}'", state.name())).collect();
        let line = format!("const AGREED = [{}];", names.join(", "));
        let script = include_str!("../../www/elements/component-properties.js");
        assert!(script.contains(&line), "component-properties.js: {line}");
    }
}
