//! Page of one article.

use leptos::either::Either;
use leptos::prelude::*;
use leptos_paypal::{
    AddToCart, ButtonColor, ButtonLabel, ButtonStyle, PayPalButton, Product, use_checkout,
};
use leptos_router::components::A;
use leptos_router::hooks::use_params_map;

/// The article that the address names.
#[component]
pub fn ProductPage() -> impl IntoView {
    let checkout = use_checkout();
    let params = use_params_map();
    let product = Memo::new(move |_| {
        let sku = params.read().get("sku")?;
        checkout.config().product(&sku).cloned()
    });
    move || match product.get() {
        Some(product) => Either::Left(view! { <Article product/> }),
        None => Either::Right(view! { <h1>"We don’t sell this article"</h1> }),
    }
}

#[component]
fn Article(product: Product) -> impl IntoView {
    let style = ButtonStyle {
        color: ButtonColor::RebrandBlue,
        label: ButtonLabel::BuyNow,
        ..ButtonStyle::default()
    };
    let sold_out = product.sold_out;
    view! {
        <article>
            <h1>{product.name.clone()}</h1>
            <p>{product.description.clone()}</p>
            <AddToCart product=product.clone()/>
            <Show when=move || !sold_out>
                <PayPalButton style product=product.clone()/>
            </Show>
            <p><A href="/">"Back to the shop"</A></p>
        </article>
    }
}
