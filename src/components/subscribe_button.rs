//! Button for a subscription.

use std::rc::Rc;

use leptos::prelude::*;
use leptos_paypal_core::form::{PayPalPage, SubscriptionPlan};

use super::offer_button::{OfferButton, Press};
use super::{ButtonLabel, ButtonStyle};
use crate::checkout::{self, CheckoutDetail, DirectForm, DirectFormKind, ErrorDetail};
use crate::context::use_checkout;
use crate::offers::OfferOrder;
use crate::phase::ButtonId;

/// Button that leads to PayPal's page for a subscription
/// (`_xclick-subscriptions`).
///
/// With `offer`, the merchant server makes the form by its catalogue, and name,
/// prices and periods are the server's. With `plan` alone the page makes it,
/// and the configuration needs `business`.
///
/// It dispatches `checkout`, whose `total` is the first payment, and
/// `checkout-error` and `checkout-status` as
/// [`PayPalButton`](super::PayPalButton) does.
///
/// ```
/// use leptos::prelude::*;
/// use leptos_paypal::SubscribeButton;
///
/// #[component]
/// fn Club() -> impl IntoView {
///     view! { <SubscribeButton offer="TEA-CLUB"/> }
/// }
/// ```
///
/// On a page without a server:
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
/// fn StaticClub() -> impl IntoView {
///     tea_club().ok().map(|plan| view! { <SubscribeButton plan/> })
/// }
/// ```
#[component]
pub fn SubscribeButton(
    /// Id of the subscription in the server's catalogue, which is shown with its
    /// name, prices and periods.
    #[prop(optional, into)]
    offer: MaybeProp<String>,
    /// Plan of the subscription: prices, periods and trials. With `offer`, the
    /// terms that the page shows itself: the server refuses others.
    #[prop(optional, into)]
    plan: MaybeProp<SubscriptionPlan>,
    /// Settings of PayPal's pages, in place of the configuration's, in a form
    /// that the page makes.
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
    let needs_catalogue = Signal::derive(move || {
        offer.get().is_some() && plan.get().is_none() && context.has_server()
    });
    let found = move || match needs_catalogue.get() {
        true => offer.get().and_then(|id| context.subscription_offer(&id)),
        false => None,
    };
    let name = Signal::derive(move || found().map_or_else(String::new, |offer| offer.name));
    let terms = Signal::derive(move || {
        let found = found();
        found.map_or_else(String::new, |offer| context.terms(&offer.plan))
    });
    let on_press = Rc::new(move |Press { target, .. }: Press| {
        let callbacks = checkout::Callbacks {
            on_checkout,
            on_error,
        };
        let shown = plan.get_untracked();
        if let Some(offer) = offer.get_untracked().filter(|_| context.creates_offers()) {
            let is_awaited = untrack(|| needs_catalogue.get());
            let shown = shown.or_else(|| untrack(found).map(|offer| offer.plan));
            if is_awaited && shown.is_none() {
                return checkout::refuse_missing_offer(context, id, &target, callbacks);
            }
            let currency = context.config_untracked().currency;
            let order = OfferOrder::subscription(offer, shown, currency);
            return checkout::start_offer(context, id, order, target, callbacks);
        }
        let Some(plan) = shown else {
            let option = match offer.get_untracked() {
                Some(_) => "server",
                None => "plan",
            };
            return checkout::refuse_without(context, id, &target, callbacks, option);
        };
        let form = DirectForm {
            kind: DirectFormKind::Subscription(plan),
            page: page.get_untracked(),
        };
        checkout::start_form(context, id, &form, target, callbacks);
    });
    view! { <OfferButton style id needs_catalogue name terms on_press fallback=children/> }
}
