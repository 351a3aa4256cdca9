//! Articles of a catalogue, with the options a buyer chooses from.

use serde::{Deserialize, Serialize};

use crate::article::article;
use crate::{CartItem, ChosenOption, CoreError, ItemShipping, LineDiscount, Money, Sku, Weight};

/// One choice of an option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Choice {
    /// Text of the choice: "Large".
    pub value: String,
    /// The article's price with this choice; it replaces the article's own
    /// (`option_amount`, PayPal Payments Standard).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
}

/// An option of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProductOption {
    /// "Size", "Colour".
    pub name: String,
    /// Choices of the option; the first is the default.
    pub choices: Vec<Choice>,
}

impl ProductOption {
    /// Returns true when its choices carry prices.
    #[must_use]
    pub fn is_priced(&self) -> bool {
        self.choices.iter().any(|choice| choice.price.is_some())
    }
}

article! {
    /// An article as the catalogue has it.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub struct Product {
        /// The article number.
        pub sku: Sku,
        /// The name the buyer reads.
        pub name: String,
        /// A sentence or two about it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub description: Option<String>,
        /// Address of its picture.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub picture: Option<String>,
        /// The price of one.
        pub price: Money,
        /// Options of the article; the buyer must choose one of each.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub options: Vec<ProductOption>,
    }
    with charges, then {
        /// True when the article cannot be ordered at the moment.
        #[serde(default, alias = "soldOut", skip_serializing_if = "std::ops::Not::not")]
        pub sold_out: bool,
    }
}

impl Product {
    /// The cart item for a set of choices, with the price that they make.
    ///
    /// # Errors
    /// `option_unknown` when an option is missing, not the article's, chosen
    /// twice or has no such choice; `options_priced_twice`; and what
    /// [`CartItem::check`] finds.
    pub fn item(&self, chosen: &[ChosenOption]) -> Result<CartItem, CoreError> {
        let mut priced = 0;
        let mut price = self.price;
        let mut options = Vec::with_capacity(self.options.len());
        for option in &self.options {
            priced += usize::from(option.is_priced());
            let choice = self.choice(option, chosen)?;
            price = choice.price.unwrap_or(price);
            options.push(ChosenOption {
                name: option.name.clone(),
                value: choice.value.clone(),
            });
        }
        if priced > 1 {
            return Err(CoreError::OptionsPricedTwice {
                sku: self.sku.as_str().into(),
            });
        }
        for pick in chosen {
            if !self.options.iter().any(|option| option.name == pick.name) {
                return Err(self.unknown(&pick.name, &pick.value));
            }
        }
        let item = CartItem {
            sku: self.sku.clone(),
            name: self.name.clone(),
            price,
            options,
            discount: self.discount,
            shipping: self.shipping,
            handling: self.handling,
            tax: self.tax,
            weight: self.weight,
            max_quantity: self.max_quantity,
            picture: self.picture.clone(),
        };
        item.check(self.price.currency())?;
        Ok(item)
    }

    /// The one choice that was made of an option.
    fn choice<'a>(
        &self,
        option: &'a ProductOption,
        chosen: &[ChosenOption],
    ) -> Result<&'a Choice, CoreError> {
        let mut made = None;
        for pick in chosen {
            if pick.name == option.name {
                let mut choices = option.choices.iter();
                match choices.find(|choice| choice.value == pick.value) {
                    Some(choice) if made.is_none() => made = Some(choice),
                    _ => return Err(self.unknown(&pick.name, &pick.value)),
                }
            }
        }
        made.ok_or_else(|| self.unknown(&option.name, ""))
    }

    fn unknown(&self, option: &str, value: &str) -> CoreError {
        CoreError::OptionUnknown {
            sku: self.sku.as_str().into(),
            option: option.into(),
            value: value.into(),
        }
    }

    /// The first choice of every option.
    #[must_use]
    pub fn default_choices(&self) -> Vec<ChosenOption> {
        self.options
            .iter()
            .filter_map(|option| {
                let first = option.choices.first()?;
                Some(ChosenOption {
                    name: option.name.clone(),
                    value: first.value.clone(),
                })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;

    fn usd(text: &str) -> Money {
        Money::parse(text, Currency::USD).unwrap()
    }

    fn choice(value: &str, price: Option<&str>) -> Choice {
        Choice {
            value: value.to_owned(),
            price: price.map(usd),
        }
    }

    fn chosen(name: &str, value: &str) -> ChosenOption {
        ChosenOption {
            name: name.to_owned(),
            value: value.to_owned(),
        }
    }

    fn mug() -> Product {
        let json = serde_json::json!({
            "sku": "MUG", "name": "Mug", "price": {"value": "18.00", "currency": "USD"},
        });
        let mut mug: Product = serde_json::from_value(json).unwrap();
        mug.options = vec![
            ProductOption {
                name: "Size".to_owned(),
                choices: vec![choice("Small", None), choice("Large", Some("22.50"))],
            },
            ProductOption {
                name: "Colour".to_owned(),
                choices: vec![choice("Ash", None), choice("Moss", None)],
            },
        ];
        mug
    }

    #[test]
    fn a_priced_choice_replaces_the_price() {
        let large = mug()
            .item(&[chosen("Colour", "Moss"), chosen("Size", "Large")])
            .unwrap();
        assert_eq!(large.price, usd("22.50"));
        assert_eq!(
            large.options,
            [chosen("Size", "Large"), chosen("Colour", "Moss")]
        );
        let small = mug().item(&mug().default_choices()).unwrap();
        assert_eq!(small.price, usd("18.00"));
        assert_ne!(large.key(), small.key());
    }

    #[test]
    fn choices_are_the_articles_own() {
        let size = chosen("Size", "Large");
        for wrong in [
            vec![],
            vec![size.clone()],
            vec![size.clone(), chosen("Colour", "Gold")],
            vec![
                size.clone(),
                chosen("Colour", "Ash"),
                chosen("Engraving", "x"),
            ],
            vec![
                size.clone(),
                chosen("Size", "Small"),
                chosen("Colour", "Ash"),
            ],
        ] {
            assert_eq!(mug().item(&wrong).unwrap_err().code(), "option_unknown");
        }
    }

    #[test]
    fn javascript_names_are_read_beside_our_own() {
        let price = serde_json::json!({"value": "18.00", "currency": "USD"});
        for json in [
            serde_json::json!({"sku": "MUG", "name": "Mug", "price": price, "max_quantity": 9, "sold_out": true}),
            serde_json::json!({"sku": "MUG", "name": "Mug", "price": price, "maxQuantity": 9, "soldOut": true}),
        ] {
            let product: Product = serde_json::from_value(json).unwrap();
            assert_eq!((product.max_quantity, product.sold_out), (Some(9), true));
        }
    }

    #[test]
    fn a_limit_is_a_whole_number_from_1() {
        let read = |limit: serde_json::Value| {
            let mut json = serde_json::to_value(mug()).unwrap();
            json["max_quantity"] = limit;
            serde_json::from_value::<Product>(json)
        };
        assert_eq!(read(serde_json::Value::Null).unwrap().max_quantity, None);
        for limit in [
            serde_json::json!(0),
            serde_json::json!("9"),
            serde_json::json!(-1),
            serde_json::json!(1.5),
        ] {
            let error = read(limit).unwrap_err().to_string();
            let expected = "max_quantity must be a whole number from 1: ";
            assert!(error.starts_with(expected), "{error}");
        }
    }

    #[test]
    fn only_one_option_has_prices() {
        let mut mug = mug();
        mug.options[1].choices[0].price = Some(usd("1.00"));
        let error = mug.item(&mug.default_choices()).unwrap_err();
        assert_eq!(error.code(), "options_priced_twice");
    }
}
