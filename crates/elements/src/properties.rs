//! Properties of a mounted component.

use leptos_paypal::core::{ChosenOption, CoreError, MAX_QUANTITY, Product, Sku};
use leptos_paypal::{ButtonColor, ButtonLabel, ButtonShape, ButtonStyle, CheckoutConfig};
use wasm_bindgen::JsValue;

use crate::error::ElementsError;
use crate::member::{read, text, value};

/// Article that a component is about.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Article {
    /// Described by the page.
    Given(Box<Product>),
    /// The one of that article number in the catalogue.
    Sku(String),
}

impl Article {
    /// The article; `None` while the catalogue does not have it.
    pub(crate) fn product(&self, config: &CheckoutConfig) -> Option<Product> {
        match self {
            Self::Given(product) => Some(product.as_ref().clone()),
            Self::Sku(sku) => config.product(sku).cloned(),
        }
    }
}

/// Properties that a page sets of a component.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Properties {
    pub(crate) style: ButtonStyle,
    pub(crate) dialog: bool,
    pub(crate) article: Option<Article>,
    pub(crate) quantity: u32,
    /// Choices; none are the first of each option.
    pub(crate) options: Vec<ChosenOption>,
}

impl Properties {
    /// Reads the properties of an element.
    ///
    /// # Errors
    /// An error that names the property that cannot be used.
    pub(crate) fn read(given: &JsValue) -> Result<Self, ElementsError> {
        Ok(Self {
            style: style(given)?,
            dialog: value(given, "dialog")?.is_some_and(|dialog| dialog.is_truthy()),
            article: value(given, "product")?.map(article).transpose()?,
            quantity: value(given, "quantity")?.map_or(Ok(1), quantity)?,
            options: value(given, "options")?
                .map_or(Ok(Vec::new()), |options| read("options", options))?,
        })
    }
}

/// Colour, shape and label of a button.
///
/// # Errors
/// An error that names the property that cannot be used.
pub(crate) fn style(given: &JsValue) -> Result<ButtonStyle, ElementsError> {
    let name = |name| text(given, name).map(Option::unwrap_or_default);
    Ok(ButtonStyle {
        color: ButtonColor::from_name(&name("color")?),
        shape: ButtonShape::from_name(&name("shape")?),
        label: ButtonLabel::from_name(&name("label")?),
    })
}

/// An article: all of it, or its number alone.
pub(crate) fn article(product: JsValue) -> Result<Article, ElementsError> {
    let unreadable =
        |error| ElementsError::unreadable("product_unreadable", "product", &product, error);
    if !product.is_object() {
        return Err(unreadable(serde_wasm_bindgen::Error::new(
            "it is no object",
        )));
    }
    if value(&product, "price")?.is_none() && value(&product, "name")?.is_none() {
        let sku: String = read("sku", value(&product, "sku")?.unwrap_or_default())?;
        let parsed = sku.parse::<Sku>();
        parsed.map_err(|error| ElementsError::rule("sku", &error))?;
        return Ok(Article::Sku(sku));
    }
    serde_wasm_bindgen::from_value(product.clone())
        .map(|product| Article::Given(Box::new(product)))
        .map_err(unreadable)
}

/// A quantity, as a number or as the text of an attribute.
pub(crate) fn quantity(quantity: JsValue) -> Result<u32, ElementsError> {
    let number = match quantity.as_string() {
        Some(text) => text.trim().parse().ok(),
        // 1.5 and NaN are not what they are as whole numbers.
        None => quantity.as_f64().map(|number| number as u32),
    };
    let is_whole = quantity.as_f64().is_none_or(|number| number.fract() == 0.0);
    match number {
        Some(number @ 1..=MAX_QUANTITY) if is_whole => Ok(number),
        _ => {
            let error = ElementsError::rule("quantity", &CoreError::QuantityNotPositive);
            Err(error.about("quantity", &quantity))
        }
    }
}
