//! The shelf: every article with its price.

use leptos::prelude::*;
use leptos_paypal::{Product, use_checkout};
use leptos_router::components::A;

/// All articles of the shop.
#[component]
pub fn Shelf() -> impl IntoView {
    let checkout = use_checkout();
    view! {
        <h1>"Everything for tea"</h1>
        <ul class="shelf">
            <For
                each=move || checkout.config().products.clone()
                key=|product| product.sku.clone()
                children=|product| view! { <Card product/> }
            />
        </ul>
    }
}

#[component]
fn Card(product: Product) -> impl IntoView {
    let checkout = use_checkout();
    let price = product.price;
    view! {
        <li>
            <A href=format!("/articles/{}", product.sku.as_str())>{product.name}</A>
            <span>{move || checkout.money(price)}</span>
        </li>
    }
}
