//! The document, and the two pages in it.

use leptos::prelude::*;
use leptos_paypal::{
    AddToCart, ButtonLabel, ButtonStyle, Cart, PayPalButton, Product, ReturnStatus, Shop,
};
use leptos_router::components::{Route, Router, Routes};
use leptos_router::hooks::use_location;
use leptos_router::path;

use crate::Settings;

/// Where PayPal sends buyers back to.
pub const RETURN_PATH: &str = "/thanks";

/// The whole document, which only a server renders.
pub fn document() -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>"Leptos shop"</title>
                <link rel="icon" href="data:,"/>
                <link rel="stylesheet" href="/checkout.css"/>
                <link rel="stylesheet" href="/style.css"/>
                <script type="module" src="/start.js"></script>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// Everything in the body: the same in server and browser.
#[component]
pub fn App() -> impl IntoView {
    // The server writes it into the page, where the browser finds it.
    let settings = SharedValue::new(expect_context::<Settings>).into_inner();
    Shop::provide(settings.checkout());
    provide_context(settings);
    view! {
        <Router>
            <main>
                <Routes fallback=|| view! { <h1>"There is no such page"</h1> }>
                    <Route path=path!("/") view=Shelf/>
                    <Route path=path!("/thanks") view=Thanks/>
                </Routes>
            </main>
        </Router>
    }
}

#[component]
fn Shelf() -> impl IntoView {
    let settings = expect_context::<Settings>();
    let articles: Vec<_> = settings
        .products
        .iter()
        .map(|product| article(product, &settings))
        .collect();
    view! {
        <h1>"Leptos shop"</h1>
        <div class="shelf">{articles}</div>
        <Cart/>
    }
}

fn article(product: &Product, settings: &Settings) -> impl IntoView + use<> {
    let style = ButtonStyle {
        label: ButtonLabel::BuyNow,
        ..ButtonStyle::default()
    };
    let form = buy_now(product, settings);
    view! {
        <article>
            <h2>{product.name.clone()}</h2>
            <p>{product.description.clone()}</p>
            <AddToCart product=product.clone()/>
            <PayPalButton style=style single=Some((product.clone(), 1))>
                {form}
            </PayPalButton>
        </article>
    }
}

/// What pays without JavaScript: a form of PayPal Payments Standard.
fn buy_now(product: &Product, settings: &Settings) -> impl IntoView + use<> {
    let fields = [
        ("cmd", "_xclick".to_owned()),
        ("business", settings.business.clone()),
        ("item_name", product.name.clone()),
        ("item_number", product.sku.as_str().to_owned()),
        ("amount", product.price.text()),
        ("currency_code", settings.currency.code().to_owned()),
    ];
    let fields = fields.map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    view! {
        <form method="post" action=settings.paypal.webscr()>
            {fields.into_iter().collect_view()}
            <button>"Buy now with PayPal"</button>
        </form>
    }
}

#[component]
fn Thanks() -> impl IntoView {
    let query = use_location().search.get_untracked();
    view! {
        <h1>"Your order"</h1>
        <ReturnStatus query=query/>
        <p><a href="/">"Back to the shop"</a></p>
    }
}
