//! Badge with the content of the cart.

use leptos::prelude::*;
use leptos_paypal::use_checkout;

/// Button that shows units and total, and opens the cart.
#[component]
pub fn CartBadge(
    /// True while the cart's dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let checkout = use_checkout();
    let total = move || {
        let totals = checkout.totals();
        totals.map_or_else(|_| String::new(), |totals| checkout.money(totals.total))
    };
    view! {
        <button class="badge" type="button" on:click=move |_| open.set(true)>
            {move || checkout.count_units(checkout.units())}
            <Show when=move || !checkout.is_empty()>" · " {total}</Show>
        </button>
    }
}
