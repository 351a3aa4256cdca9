//! Choices of an article, read back from the description of an item.

use super::purchase::description;
use crate::{ChosenOption, Product};

/// The choices of `product` that [`item_description`](super::purchase::item_description)
/// writes as `text`, in the product's order. The options may stand in any order
/// in the text. `None` when no choices read so, or when several do, as they may
/// where the text was cut at its limit.
#[must_use]
pub fn described_choices(product: &Product, text: Option<&str>) -> Option<Vec<ChosenOption>> {
    let mut search = Search {
        product,
        text: text.unwrap_or_default(),
        chosen: Vec::new(),
        found: Vec::new(),
    };
    // An article without options may have a description of any kind.
    if product.options.is_empty() {
        return Some(Vec::new());
    }
    search.run();
    let mut found = search.found.into_iter();
    match (found.next(), found.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

/// Search for the choices, option by option.
struct Search<'a> {
    product: &'a Product,
    text: &'a str,
    /// Choices so far, in the order of the text.
    chosen: Vec<ChosenOption>,
    /// Sets of choices that fit, in the product's order.
    found: Vec<Vec<ChosenOption>>,
}

impl Search<'_> {
    fn run(&mut self) {
        let is_complete = self.chosen.len() == self.product.options.len();
        let written = description(&self.chosen).unwrap_or_default();
        if is_complete {
            if written == self.text {
                self.add();
            }
            return;
        }
        if !self.text.starts_with(&written) {
            return;
        }
        let product = self.product;
        for option in &product.options {
            if self.chosen.iter().any(|chosen| chosen.name == option.name) {
                continue;
            }
            for choice in &option.choices {
                // Two are enough to know that it is not clear.
                if self.found.len() > 1 {
                    return;
                }
                self.chosen.push(ChosenOption {
                    name: option.name.clone(),
                    value: choice.value.clone(),
                });
                self.run();
                self.chosen.pop();
            }
        }
    }

    fn add(&mut self) {
        let order = |chosen: &ChosenOption| {
            let mut options = self.product.options.iter();
            options.position(|option| option.name == chosen.name)
        };
        let mut chosen = self.chosen.clone();
        chosen.sort_by_key(order);
        if !self.found.contains(&chosen) {
            self.found.push(chosen);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paypal::purchase::item_description;
    use crate::{CartLine, Choice, ProductOption};
    use proptest::prelude::*;
    use std::sync::Arc;

    fn product(options: &[(&str, &[&str])]) -> Product {
        let json = serde_json::json!({
            "sku": "MUG", "name": "Mug", "price": {"value": "18.00", "currency": "USD"},
        });
        let mut product: Product = serde_json::from_value(json).unwrap();
        let choice = |value: &&str| Choice {
            value: (*value).to_owned(),
            price: None,
        };
        product.options = options
            .iter()
            .map(|(name, choices)| ProductOption {
                name: (*name).to_owned(),
                choices: choices.iter().map(choice).collect(),
            })
            .collect();
        product
    }

    fn values(product: &Product, text: &str) -> Option<Vec<String>> {
        let chosen = described_choices(product, Some(text))?;
        Some(chosen.into_iter().map(|option| option.value).collect())
    }

    #[test]
    fn choices_are_read_in_any_order() {
        let mug = product(&[("Size", &["Small", "Large"]), ("Colour", &["Ash", "Moss"])]);
        for text in ["Size: Large, Colour: Ash", "Colour: Ash, Size: Large"] {
            assert_eq!(values(&mug, text).unwrap(), ["Large", "Ash"], "{text}");
        }
        for text in [
            "",
            "Size: Large",
            "Size: Large, Colour: Gold",
            "Size: Large, Size: Small",
            "size: Large, Colour: Ash",
            "Size: Large, Colour: Ash, Engraving: x",
        ] {
            assert_eq!(values(&mug, text), None, "{text}");
        }
    }

    #[test]
    fn commas_in_choices_do_not_confuse() {
        let pen = product(&[
            ("Ink", &["Blue", "Blue, Nib: Fine"]),
            ("Nib", &["Fine", "Broad"]),
        ]);
        let text = "Ink: Blue, Nib: Fine, Nib: Broad";
        assert_eq!(values(&pen, text).unwrap(), ["Blue, Nib: Fine", "Broad"]);
        assert_eq!(
            values(&pen, "Ink: Blue, Nib: Fine").unwrap(),
            ["Blue", "Fine"]
        );
    }

    #[test]
    fn an_article_without_options_has_no_choices() {
        assert_eq!(described_choices(&product(&[]), None), Some(Vec::new()));
        assert_eq!(values(&product(&[]), "A fine mug"), Some(Vec::new()));
    }

    #[test]
    fn a_text_that_was_cut_is_read_only_where_one_set_of_choices_fits() {
        let long = "x".repeat(130);
        let one = product(&[("Engraving", &[&long, "none"])]);
        let text: String = format!("Engraving: {long}").chars().take(127).collect();
        assert_eq!(values(&one, &text).unwrap(), std::slice::from_ref(&long));
        let longer = format!("{long}y");
        let two = product(&[("Engraving", &[&long, &longer])]);
        assert_eq!(values(&two, &text), None);
    }

    proptest! {
        #[test]
        fn what_a_page_writes_is_read_back(first in 0..3_usize, second in 0..2_usize) {
            let mug = product(&[
                ("Size", &["Small", "Large", "Large, red"]),
                ("Note", &["none", "Size: Small"]),
            ]);
            let pick = |option: usize, choice: usize| ChosenOption {
                name: mug.options[option].name.clone(),
                value: mug.options[option].choices[choice].value.clone(),
            };
            let chosen = vec![pick(0, first), pick(1, second)];
            let line = CartLine { item: Arc::new(mug.item(&chosen).unwrap()), quantity: 1 };
            let text = item_description(&line);
            prop_assert_eq!(described_choices(&mug, text.as_deref()), Some(chosen));
        }
    }
}
