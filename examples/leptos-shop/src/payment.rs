//! Page that PayPal sends buyers back to.

use leptos::prelude::*;
use leptos_paypal::{PaymentStatus, StatusDetail};
use leptos_router::components::A;
use leptos_router::hooks::use_location;

/// Status of the payment that the address names.
#[component]
pub fn PaymentPage() -> impl IntoView {
    let query = use_location().search.get_untracked();
    let status = RwSignal::new(String::new());
    let next = move || match status.read().as_str() {
        "reported" | "reported_pending" => "Back to the shop",
        _ => "Back to your cart",
    };
    let on_status = move |detail: StatusDetail| status.set(detail.status);
    view! {
        <h1>"Your payment"</h1>
        <PaymentStatus query on_status/>
        <p><A href="/">{next}</A></p>
    }
}
