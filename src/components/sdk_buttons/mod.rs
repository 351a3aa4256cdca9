//! Place of the buttons that PayPal's SDK draws.

mod run;

use std::future::{Ready, ready};

use leptos::html::Div;
use leptos::prelude::*;
use leptos::reactive::owner::WeakOwner;
use leptos::task::spawn_local;
#[cfg(feature = "split")]
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use web_sys::EventTarget;

use super::ButtonStyle;
use super::dynamic::{flag, text};
use crate::checkout::{Callbacks, SdkCheckout};
use crate::config::CheckoutPath;
use crate::context::{CheckoutContext, use_checkout};
use crate::paypal_sdk::SdkFailure;
use crate::phase::{ButtonId, Subject};

/// Buttons of PayPal's SDK in place of our own, where the configuration wants
/// them. Our own stays until they are drawn, and comes back when they fail.
#[component]
pub(super) fn SdkButtons(
    style: Signal<ButtonStyle>,
    /// Number of the button that they stand for.
    id: ButtonId,
    /// Subject of the payment when one is pressed.
    subject: Callback<(), Option<Subject>>,
    callbacks: Callbacks,
    /// Set while they stand in place of our own button.
    is_shown: RwSignal<bool>,
) -> impl IntoView {
    let context = use_checkout();
    let place = Place {
        context,
        style,
        id,
        subject,
        callbacks,
        is_shown,
        buttons: NodeRef::new(),
        message: NodeRef::new(),
        card_form: RwSignal::new(None),
    };
    let is_wanted = move || matches!(context.config().path, CheckoutPath::Sdk { .. });
    // Not the owner itself: it would own an effect that holds it.
    let owner = Owner::current().map(|owner| owner.downgrade());
    let is_asked_for = StoredValue::new(false);
    Effect::new(move || {
        if is_wanted() && !is_asked_for.get_value() {
            is_asked_for.set_value(true);
            let owner = owner.clone();
            spawn_local(async move {
                if let Err(failure) = fill(place, owner).await {
                    is_asked_for.try_set_value(false);
                    place.fail(failure);
                }
            });
        }
    });
    let is_hidden = move || !is_wanted();
    let class = move || match is_shown.get() {
        true => "cx-sdk cx-shown".to_owned(),
        false => "cx-sdk".to_owned(),
    };
    // Nobody comes by the keyboard to buttons that nobody sees.
    let is_inert = move || !is_shown.get();
    view! {
        <div
            class=text(class)
            part="sdk"
            node_ref=place.buttons
            hidden=flag(is_hidden)
            inert=flag(is_inert)
        ></div>
        {move || place.card_form.get().map(|form| form.run())}
        <div class="cx-later" part="pay-later" node_ref=place.message hidden=flag(is_hidden)></div>
    }
}

/// Place for PayPal's buttons, and the button of our own that they stand for.
#[derive(Clone, Copy)]
struct Place {
    context: CheckoutContext,
    style: Signal<ButtonStyle>,
    id: ButtonId,
    subject: Callback<(), Option<Subject>>,
    callbacks: Callbacks,
    is_shown: RwSignal<bool>,
    buttons: NodeRef<Div>,
    message: NodeRef<Div>,
    /// Form for a card, once its fields can be drawn.
    card_form: RwSignal<Option<ViewFn>>,
}

impl Place {
    /// The checkouts of its buttons, with events on `target`.
    fn checkout(self, target: EventTarget) -> SdkCheckout {
        SdkCheckout::new(self.context, self.id, target, self.callbacks, self.subject)
    }

    fn fail(self, failure: SdkFailure) {
        if let Some(target) = self.buttons.try_get_untracked().flatten() {
            self.checkout(target.into()).fail(failure.code());
        }
    }
}

/// Has PayPal's buttons drawn into a place for as long as its owner lives. With
/// the feature `split` this and all that only it calls is a part of the module
/// of its own, which is loaded here.
///
/// # Errors
/// [`SdkFailure::Unavailable`] when that part cannot be loaded.
#[cfg_attr(
    feature = "split",
    wasm_split(
        paypal_sdk,
        wasm_split_path = ::leptos::wasm_split,
        fallible,
        return_wrapper(let filled = _; { filled.await } -> Result<(), SdkFailure>),
    )
)]
fn fill(place: Place, owner: Option<WeakOwner>) -> Ready<Result<(), SdkFailure>> {
    // The page may have taken the place away meanwhile.
    if let Some(owner) = owner.and_then(|owner| owner.upgrade()) {
        owner.with(|| run::run(place));
    }
    ready(Ok(()))
}

#[cfg(feature = "split")]
impl From<SplitLoaderError> for SdkFailure {
    fn from(_: SplitLoaderError) -> Self {
        Self::Unavailable
    }
}
