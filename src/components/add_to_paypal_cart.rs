//! Button that puts an article into the cart that PayPal keeps.

use leptos::prelude::*;
use leptos_paypal_core::form::PayPalPage;
use leptos_paypal_core::{ChosenOption, Product};

use super::chosen_article::chosen_article;
use super::direct_button::DirectButton;
use super::{ButtonLabel, ButtonStyle};
use crate::checkout::{CheckoutDetail, DirectForm, DirectFormKind, ErrorDetail};

/// Button that leaves for PayPal's own cart with an article (`_cart` with
/// `add`).
///
/// PayPal keeps that cart, adds it up and has it paid; the cart of this page
/// has nothing to do with it. The article goes with its own charges and
/// reductions, and with the shop's handling. A shop whose `pricing` has
/// shipping, discount, tax or weight for whole carts gets
/// `variable_not_for_command`, since PayPal would leave them out.
///
/// "Continue shopping" on PayPal's page leads back to the page with the button,
/// or to `shopping_url` of `page`. The configuration needs `business`.
///
/// It dispatches `checkout`, without a total, and `checkout-error` as
/// [`PayPalButton`](super::PayPalButton) does.
///
/// ```
/// use leptos::prelude::*;
/// use leptos_paypal::{AddToPayPalCart, Product, ViewPayPalCart};
///
/// #[component]
/// fn Article(product: Product) -> impl IntoView {
///     view! {
///         <AddToPayPalCart product=Some(product)/>
///         <ViewPayPalCart/>
///     }
/// }
/// ```
#[component]
pub fn AddToPayPalCart(
    /// The article. Nothing can be added while the signal has none.
    #[prop(into)]
    product: Signal<Option<Product>>,
    /// Quantity of the article. Default 1.
    #[prop(optional, into)]
    quantity: Option<Signal<u32>>,
    /// Choices of the article. Default: the first of each option.
    #[prop(optional, into)]
    options: Option<Signal<Vec<ChosenOption>>>,
    /// Settings of PayPal's pages, in place of the configuration's.
    #[prop(optional, into)]
    page: MaybeProp<PayPalPage>,
    /// Colour, shape and label. Default label: "Add to PayPal cart".
    #[prop(default = ButtonStyle::labelled(ButtonLabel::AddToCart).into(), into)]
    style: Signal<ButtonStyle>,
    /// Called before the browser leaves for PayPal.
    #[prop(optional, into)]
    on_checkout: Option<Callback<CheckoutDetail>>,
    /// Called when the article could not be added.
    #[prop(optional, into)]
    on_error: Option<Callback<ErrorDetail>>,
    /// Shown until the button can be: a plain PayPal form, for example.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let form = Box::new(move || {
        let article = chosen_article(product.get_untracked(), quantity, options)?;
        let page = page.get_untracked();
        Ok(article.map(|(item, quantity)| {
            let kind = DirectFormKind::AddToPayPalCart { item, quantity };
            DirectForm { kind, page }
        }))
    });
    let has_nothing = Signal::derive(move || product.get().is_none_or(|product| product.sold_out));
    // Pages with many articles have as many such buttons.
    let about = Signal::derive(move || {
        let product = product.get();
        product.map(|product| product.name).unwrap_or_default()
    });
    view! { <DirectButton style on_checkout on_error form has_nothing about fallback=children/> }
}
