//! State of a checkout: of a single order, or of a subscription.

use leptos_paypal_core::form::SubscriptionPlan;
use leptos_paypal_core::{
    CheckoutState, CheckoutStatus, ReviewReason, SubscriptionEvent, SubscriptionId,
    SubscriptionJudgement, SubscriptionState, TxnId, transition,
};

/// State of a checkout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum OrderState {
    /// Paid once.
    Single(CheckoutState),
    /// Paid again and again.
    Subscription(Box<SubscriptionOrder>),
}

/// State of a subscription, with what follows from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SubscriptionOrder {
    state: SubscriptionState,
    pub(super) judged: SubscriptionJudgement,
}

impl From<SubscriptionState> for OrderState {
    fn from(state: SubscriptionState) -> Self {
        let judged = state.judge();
        Self::Subscription(Box::new(SubscriptionOrder { state, judged }))
    }
}

impl OrderState {
    pub(super) fn status(&self) -> CheckoutStatus {
        match self {
            Self::Single(state) => state.status(),
            Self::Subscription(order) => order.judged.checkout,
        }
    }

    pub(super) fn reason(&self) -> Option<ReviewReason> {
        match self {
            Self::Single(state) => state.reason(),
            Self::Subscription(order) => order.judged.reason,
        }
    }

    /// Facts about the money.
    const fn money(&self) -> &CheckoutState {
        match self {
            Self::Single(state) => state,
            Self::Subscription(order) => order.state.money(),
        }
    }

    pub(super) const fn hint(&self) -> CheckoutStatus {
        self.money().hint()
    }

    /// The payments whose money was there.
    pub(super) fn completed(&self) -> Vec<TxnId> {
        self.money().completed().cloned().collect()
    }

    /// The transactions that are the shop's own money.
    pub(super) fn own(&self) -> Vec<TxnId> {
        self.money().own().cloned().collect()
    }

    /// All transactions, also those to another account.
    pub(super) fn transactions(&self) -> Vec<TxnId> {
        self.money().transactions().cloned().collect()
    }

    /// The subscriptions that PayPal has told of.
    pub(super) fn agreements(&self) -> Vec<SubscriptionId> {
        match self {
            Self::Single(_) => Vec::new(),
            Self::Subscription(order) => order.state.agreements().cloned().collect(),
        }
    }

    /// The messages that are not understood.
    pub(super) fn unclear(&self) -> Vec<u64> {
        self.money().unclear().collect()
    }

    /// The subscription, if it is one.
    pub(super) fn subscription(&self) -> Option<(&SubscriptionPlan, &SubscriptionJudgement)> {
        match self {
            Self::Single(_) => None,
            Self::Subscription(order) => Some((order.state.plan(), &order.judged)),
        }
    }

    /// The state after some events.
    pub(super) fn after<'e>(
        &self,
        events: impl IntoIterator<Item = &'e SubscriptionEvent>,
    ) -> Self {
        let mut events = events.into_iter();
        match self {
            Self::Single(state) => Self::Single(
                events
                    .filter_map(SubscriptionEvent::checkout_event)
                    .fold(state.clone(), |state, event| {
                        transition(&state, &event).state
                    }),
            ),
            Self::Subscription(order) => match events.next() {
                None => self.clone(),
                Some(first) => events
                    .fold(order.state.after(first), |state, event| state.after(event))
                    .into(),
            },
        }
    }

    /// Values behind the reason of a review, where the state knows them.
    pub(super) fn reason_detail(&self) -> Option<String> {
        let reason = self.reason()?;
        if reason == ReviewReason::PaidTwice {
            return Some("more than one payment of the full amount".to_owned());
        }
        if reason == ReviewReason::SubscribedTwice {
            return Some("more than one subscription at PayPal".to_owned());
        }
        let (plan, judged) = self.subscription()?;
        let mut payments = judged.payments.iter();
        let payment = payments.find(|payment| payment.reason == Some(reason))?;
        let paid = format!(
            "payment {} of {} {}",
            payment.txn_id,
            payment.gross,
            payment.gross.currency()
        );
        match reason {
            ReviewReason::AmountMismatch => {
                let terms = [plan.trial, plan.second_trial, Some(plan.regular)];
                let prices = terms.into_iter().flatten();
                let prices: Vec<_> = prices.map(|term| term.amount.to_string()).collect();
                let prices = prices.join(", then ");
                Some(format!("{paid}, the plan has {prices}"))
            }
            ReviewReason::TooManyPayments => {
                Some(format!("{paid}, the plan has no further payment"))
            }
            _ => None,
        }
    }
}
