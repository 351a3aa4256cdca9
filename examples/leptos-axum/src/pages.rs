//! The document and its two pages.

use leptos::prelude::*;
use leptos_paypal::{
    AddToCart, ButtonLabel, ButtonStyle, Cart, PayPalButton, PaymentStatus, Product,
    SubscribeButton, provide_checkout,
};
use leptos_router::components::{Route, Router, Routes};
use leptos_router::hooks::use_location;
use leptos_router::path;

use crate::Settings;

/// Path of the page that PayPal sends buyers back to.
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
    provide_checkout(settings.checkout_config());
    provide_context(settings);
    view! {
        <Router>
            <main>
                <Routes fallback=|| view! { <h1>"There is no such page"</h1> }>
                    <Route path=path!("/") view=Shelf/>
                    <Route path=path!("/thanks") view=PaymentPage/>
                </Routes>
            </main>
        </Router>
    }
}

#[component]
fn Shelf() -> impl IntoView {
    let products = expect_context::<Settings>().products;
    view! {
        <h1>"Leptos shop"</h1>
        <div class="shelf">
            {products.into_iter().map(|product| view! { <Article product/> }).collect_view()}
        </div>
        <section>
            <h2>"By post"</h2>
            // Name, prices and periods are those of the server's catalogue.
            <SubscribeButton offer="LETTERS"/>
        </section>
        <Cart/>
    }
}

/// Article on the shelf. Without JavaScript, a form stands in for the button.
#[component]
fn Article(product: Product) -> impl IntoView {
    let style = ButtonStyle {
        label: ButtonLabel::BuyNow,
        ..ButtonStyle::default()
    };
    view! {
        <article>
            <h2>{product.name.clone()}</h2>
            <p>{product.description.clone()}</p>
            <AddToCart product=product.clone()/>
            <PayPalButton style product=product.clone()>
                <BuyNowForm product/>
            </PayPalButton>
        </article>
    }
}

/// Form of PayPal Payments Standard, which works without JavaScript.
#[component]
fn BuyNowForm(product: Product) -> impl IntoView {
    let settings = expect_context::<Settings>();
    let fields = [
        ("cmd", "_xclick".to_owned()),
        ("business", settings.business),
        ("item_name", product.name),
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
fn PaymentPage() -> impl IntoView {
    let query = use_location().search.get_untracked();
    view! {
        <h1>"Your order"</h1>
        <PaymentStatus query/>
        <p><a href="/">"Back to the shop"</a></p>
    }
}
