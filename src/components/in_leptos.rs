//! The components as Leptos has them: each is a place in the page that a
//! function of this crate fills.

use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;
use leptos_paypal_core::Product;

use super::add_to_cart::add_to_cart;
use super::cart::cart;
use super::paypal_button::button;
use super::return_status::return_status;
use super::totals::totals;
use super::view::{Component, Tag};
use super::{ButtonStyle, Properties};
use crate::live::Live;
use crate::state::Shop;

/// The lines of the cart with what they come to and a PayPal button.
///
/// It fires `cart-change` after every change, with units, total and currency.
#[component]
pub fn Cart(
    /// Whether it opens as a dialog, from a button of its own that shows the
    /// count.
    #[prop(optional)]
    dialog: bool,
    /// The look of the PayPal button.
    #[prop(optional, into)]
    style: Live<ButtonStyle>,
    /// What is there until the cart is: a link, for example.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    let properties = Live::new(move || Properties {
        style: style.get(),
        ..Properties::default()
    });
    host(children, move |shop| cart(shop, dialog, properties))
}

/// A menu for every option of an article, its quantity, and the button that
/// puts it into the cart.
#[component]
pub fn AddToCart(
    /// The article as the catalogue has it.
    #[prop(into)]
    product: Live<Product>,
    /// What is there until the component is: a plain PayPal form, for example.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    let first = Rc::new(untrack(|| product.get()));
    let properties = Live::new(move || Properties {
        product: Some(Rc::new(product.get())),
        ..Properties::default()
    });
    host(children, move |shop| add_to_cart(shop, first, properties))
}

/// A button that pays the cart, or one article alone when it is given one.
///
/// It fires `checkout` (can be prevented) before the browser leaves, and
/// `checkout-error` when it cannot.
#[component]
pub fn PayPalButton(
    /// Colour, shape and words.
    #[prop(optional, into)]
    style: Live<ButtonStyle>,
    /// An article to be bought alone, with its first choices, and how many.
    #[prop(optional, into)]
    single: Live<Option<(Product, u32)>>,
    /// What is there until the button is: a plain PayPal form, for example.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    let properties = Live::new(move || {
        let (product, quantity) = single.get().unzip();
        Properties {
            style: style.get(),
            product: product.map(Rc::new),
            quantity: quantity.unwrap_or(1),
        }
    });
    host(children, move |shop| button(shop, properties))
}

/// The status of the checkout that a return page's query names: asks the
/// merchant server, again for a while as long as it can change, and takes what
/// was paid out of the cart once it is paid.
///
/// It fires `checkout-status` with every new status.
#[component]
pub fn ReturnStatus(
    /// The query of the page: `location.search`.
    #[prop(into)]
    query: String,
    /// What is there until the component is.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    host(children, move |shop| return_status(shop, query))
}

/// The sums of the cart: subtotal, discount, shipping, handling, tax, total.
/// Rows that are nothing are left out.
#[component]
pub fn Totals() -> AnyView {
    host(None, |_| totals())
}

/// A place in the page, with a fallback until the component takes it over.
/// Without one, a server renders the component itself as it is with an empty
/// cart: it knows nothing of the buyer's.
fn host(fallback: Option<Children>, build: impl FnOnce(Shop) -> Component + 'static) -> AnyView {
    let shop = Shop::context();
    let place = NodeRef::<html::Div>::new();
    let host = html::div().class("cx-host").node_ref(place);
    match fallback {
        Some(fallback) => {
            #[cfg(not(feature = "ssr"))]
            fill(place, shop, build);
            host.child(fallback()).into_any()
        }
        None => host.inner_html(inside(place, shop, build)).into_any(),
    }
}

/// The component's own markup.
#[cfg(feature = "ssr")]
fn inside(_: NodeRef<html::Div>, shop: Shop, build: impl FnOnce(Shop) -> Component) -> String {
    Tag::new(shop, build(shop)).element().html()
}

/// Nothing: what is there when a page is hydrated stays until the component
/// takes its place.
#[cfg(not(feature = "ssr"))]
fn inside(
    place: NodeRef<html::Div>,
    shop: Shop,
    build: impl FnOnce(Shop) -> Component + 'static,
) -> String {
    fill(place, shop, build);
    String::new()
}

#[cfg(not(feature = "ssr"))]
fn fill(place: NodeRef<html::Div>, shop: Shop, build: impl FnOnce(Shop) -> Component + 'static) {
    let owner = Owner::current().unwrap_or_default();
    place.on_load(move |place| {
        let tag = owner.with(|| Tag::new(shop, build(shop)));
        place.replace_children_with_node_1(tag.element());
        // Lives as long as the place.
        owner.with(|| on_cleanup_local(tag));
    });
}

#[cfg(not(feature = "ssr"))]
fn on_cleanup_local(tag: Tag) {
    StoredValue::new_local(tag);
}
