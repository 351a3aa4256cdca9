//! Button for a subscription.

use leptos::prelude::*;
use leptos_paypal_core::form::{PayPalPage, SubscriptionPlan};

use super::direct_button::DirectButton;
use super::{ButtonLabel, ButtonStyle};
use crate::checkout::{CheckoutDetail, DirectForm, DirectFormKind, ErrorDetail};

/// Button that leads to PayPal's page for a subscription
/// (`_xclick-subscriptions`).
///
/// The page makes the form itself, also where it has a server, so the
/// configuration needs `business`. It dispatches `checkout`, whose `total` is
/// the first payment, and `checkout-error` as
/// [`PayPalButton`](super::PayPalButton) does.
///
/// ```
/// use leptos::prelude::*;
/// use leptos_paypal::core::form::{BillingPeriod, SubscriptionPlan, SubscriptionTerm};
/// use leptos_paypal::core::{CoreError, Money};
/// use leptos_paypal::{Currency, SubscribeButton};
///
/// fn tea_club() -> Result<SubscriptionPlan, CoreError> {
///     let amount = Money::parse("20.00", Currency::USD)?;
///     let period = BillingPeriod::MONTH;
///     let mut plan = SubscriptionPlan::new(SubscriptionTerm { amount, period });
///     plan.item_name = Some("Tea of the month".to_owned());
///     Ok(plan)
/// }
///
/// #[component]
/// fn Club() -> impl IntoView {
///     tea_club().ok().map(|plan| view! { <SubscribeButton plan/> })
/// }
/// ```
#[component]
pub fn SubscribeButton(
    /// Plan of the subscription: prices, periods and trials.
    #[prop(into)]
    plan: Signal<SubscriptionPlan>,
    /// Settings of PayPal's pages, in place of the configuration's.
    #[prop(optional, into)]
    page: MaybeProp<PayPalPage>,
    /// Colour, shape and label. Default label: "Subscribe with PayPal".
    #[prop(default = ButtonStyle::labelled(ButtonLabel::Subscribe).into(), into)]
    style: Signal<ButtonStyle>,
    /// Called before the browser leaves for PayPal.
    #[prop(optional, into)]
    on_checkout: Option<Callback<CheckoutDetail>>,
    /// Called when the subscription could not be started.
    #[prop(optional, into)]
    on_error: Option<Callback<ErrorDetail>>,
    /// Shown until the button can be: a plain PayPal form, for example.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let form = Box::new(move || DirectForm {
        kind: DirectFormKind::Subscription(plan.get_untracked()),
        page: page.get_untracked(),
    });
    view! { <DirectButton style on_checkout on_error form fallback=children/> }
}
