//! The application: the checkout, the header and the routes.

use leptos::prelude::*;
use leptos_paypal::{CartDialog, provide_checkout};
use leptos_router::components::{A, Route, Router, Routes};
use leptos_router::path;

use crate::badge::CartBadge;
use crate::config::checkout_config;
use crate::payment::PaymentPage;
use crate::product_page::ProductPage;
use crate::shelf::Shelf;

/// The whole shop, or the reason why it cannot be shown.
#[component]
pub fn App() -> impl IntoView {
    checkout_config()
        .map(|config| {
            provide_checkout(config);
            view! { <Shop/> }
        })
        .map_err(|error| view! { <p role="alert">{error.to_string()}</p> })
        .map_or_else(IntoAny::into_any, IntoAny::into_any)
}

#[component]
fn Shop() -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Router>
            <header>
                <A href="/">"Leptos shop"</A>
                <CartBadge open/>
            </header>
            <main>
                <Routes fallback=|| view! { <h1>"Page not found"</h1> }>
                    <Route path=path!("/") view=Shelf/>
                    <Route path=path!("/articles/:sku") view=ProductPage/>
                    <Route path=path!("/payment") view=PaymentPage/>
                </Routes>
            </main>
            <CartDialog open attr:class="cart"/>
        </Router>
    }
}
