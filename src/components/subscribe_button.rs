//! Button for a subscription.

use leptos::prelude::*;
use leptos_paypal_core::form::{PayPalPage, SubscriptionPlan};
use web_sys::EventTarget;

use super::fallback::{Fallback, is_hidden};
use super::paypal_face::PayPalFace;
use super::{ButtonLabel, ButtonStyle};
use crate::checkout::{self, ButtonId, CheckoutDetail, DirectForm, DirectFormKind, ErrorDetail};
use crate::context::use_checkout;

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
    /// What the buyer subscribes to: prices, periods and trials.
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
    let context = use_checkout();
    let id = ButtonId::new();
    let on_press = Box::new(move |target: EventTarget| {
        let form = DirectForm {
            kind: DirectFormKind::Subscription(plan.get_untracked()),
            page: page.get_untracked(),
        };
        let callbacks = checkout::Callbacks {
            on_checkout,
            on_error,
        };
        checkout::start_form(context, id, &form, target, callbacks);
    });
    let is_hidden = is_hidden(&children);
    view! {
        <div class="cx-host">
            <Fallback fallback=children/>
            <div class="cx-pay" part="pay" hidden=is_hidden>
                <PayPalFace style id has_nothing=Signal::stored(false) on_press/>
            </div>
        </div>
    }
}
