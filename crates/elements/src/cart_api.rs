//! The cart and the checkout for pages that draw them themselves.

use std::sync::Arc;

use leptos::prelude::untrack;
use leptos_paypal::core::{Cart, CartItem, ChosenOption, Money, Totals};
use leptos_paypal::{CheckoutContext, CheckoutError, Product, Subject};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

use crate::error::ElementsError;
use crate::member::read;
use crate::page;
use crate::properties::{Article, Properties, article, quantity};

/// The cart as JavaScript reads it; sums are decimal strings of `currency`.
#[derive(Serialize)]
struct CartState<'a> {
    lines: Vec<CartStateLine<'a>>,
    units: u32,
    currency: &'static str,
    items: String,
    discount: String,
    shipping: String,
    handling: String,
    tax: String,
    total: String,
}

/// Line of the cart: its article with quantity and amount.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CartStateLine<'a> {
    sku: &'a str,
    name: &'a str,
    price: Money,
    options: &'a [ChosenOption],
    #[serde(skip_serializing_if = "Option::is_none")]
    picture: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_quantity: Option<u32>,
    quantity: u32,
    amount: String,
}

impl<'a> CartState<'a> {
    fn new(cart: &'a Cart, totals: &Totals) -> Self {
        let lines = cart.lines().iter().zip(&totals.lines).map(|(line, sums)| {
            let CartItem {
                sku,
                name,
                price,
                options,
                picture,
                max_quantity,
                ..
            } = &*line.item;
            CartStateLine {
                sku: sku.as_str(),
                name,
                price: *price,
                options,
                picture: picture.as_deref(),
                max_quantity: *max_quantity,
                quantity: line.quantity,
                amount: sums.goods.text(),
            }
        });
        Self {
            lines: lines.collect(),
            units: totals.units,
            currency: totals.currency.code(),
            items: totals.items.text(),
            discount: totals.discount.text(),
            shipping: totals.shipping.text(),
            handling: totals.handling.text(),
            tax: totals.tax.text(),
            total: totals.total.text(),
        }
    }
}

/// Adds an article to the cart: all of it, or its number alone for one of the
/// catalogue.
///
/// # Errors
/// An `Error` with a `code` when the cart refuses it.
#[wasm_bindgen]
pub fn cart_add(product: JsValue, options: JsValue, count: JsValue) -> Result<(), JsValue> {
    let context = page::checkout()?;
    let product = sellable(context, &article(product)?)?;
    let options: Option<Vec<ChosenOption>> = read("options", options)?;
    let chosen = chosen(&product, options.unwrap_or_default());
    let count = match count.is_undefined() || count.is_null() {
        true => 1,
        false => quantity(count)?,
    };
    let item = product.item(&chosen).map_err(CheckoutError::from);
    let item = item.map_err(ElementsError::from)?;
    let added = untrack(|| context.add(item, count)).map_err(CheckoutError::from);
    Ok(added.map_err(ElementsError::from)?)
}

/// Sets the quantity of a line; 0 removes it. Lines count from 0, as
/// [`cart_state`] has them.
///
/// # Errors
/// An `Error` with a `code` when there is no such line, or not so many.
#[wasm_bindgen]
pub fn cart_set(line: usize, quantity: u32) -> Result<(), JsValue> {
    let context = page::checkout()?;
    let cart = untrack(|| context.cart());
    let key = cart.lines().get(line).map(|line| line.item.key());
    let key = key.ok_or_else(|| {
        let message = format!("the cart has no line {line}: it has {}", cart.lines().len());
        ElementsError::new("line_unknown", message)
    })?;
    let changed = match quantity {
        0 => context.remove(key),
        _ => context.set_quantity(key, quantity),
    };
    let changed = changed.map_err(CheckoutError::from);
    Ok(changed.map_err(ElementsError::from)?)
}

/// Empties the cart.
///
/// # Errors
/// `not_configured` before `configure()`.
#[wasm_bindgen]
pub fn cart_clear() -> Result<(), JsValue> {
    page::checkout()?.clear();
    Ok(())
}

/// Starts the checkout of the cart, or of one article beside it, without a
/// button. `host` gets the events that a button would get.
///
/// # Errors
/// An `Error` with a `code` when one is being started, or the article cannot
/// be sold.
#[wasm_bindgen]
pub fn cart_checkout(host: HtmlElement, given: JsValue) -> Result<(), JsValue> {
    let context = page::checkout()?;
    let given = Properties::read(&given)?;
    let subject = match &given.article {
        None => Subject::Cart,
        Some(article) => {
            let product = sellable(context, article)?;
            let item = product.item(&chosen(&product, given.options));
            let item = item.map_err(|error| ElementsError::rule("product", &error))?;
            Subject::Single {
                item: Arc::new(item),
                quantity: given.quantity,
            }
        }
    };
    let started = context.start_checkout(subject, host.into());
    Ok(started.map_err(ElementsError::from)?)
}

/// The cart with its sums.
///
/// # Errors
/// An `Error` with a `code` before `configure()`, or when the cart cannot be
/// added up.
#[wasm_bindgen]
pub fn cart_state() -> Result<JsValue, JsValue> {
    let context = page::checkout()?;
    let (cart, totals) = untrack(|| (context.cart(), context.totals()));
    let totals = totals.map_err(|error| ElementsError::rule("cart", &error))?;
    let state = CartState::new(&cart, &totals).serialize(&Serializer::json_compatible());
    Ok(state.unwrap_or_default())
}

/// The article, if it can be sold.
fn sellable(context: CheckoutContext, article: &Article) -> Result<Product, ElementsError> {
    let product = article.product(&untrack(|| context.config()));
    let product = product.ok_or_else(|| {
        let sku = match article {
            Article::Given(product) => product.sku.as_str(),
            Article::Sku(sku) => sku,
        };
        ElementsError::new("sku_unknown", format!("the catalogue has no article {sku}"))
    })?;
    if product.sold_out {
        let sku = product.sku.as_str().to_owned();
        return Err(CheckoutError::SoldOut { sku }.into());
    }
    Ok(product)
}

/// The choices made; without any, the first of each option.
fn chosen(product: &Product, options: Vec<ChosenOption>) -> Vec<ChosenOption> {
    if options.is_empty() {
        product.default_choices()
    } else {
        options
    }
}
