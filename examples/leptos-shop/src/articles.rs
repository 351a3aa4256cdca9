//! Articles of the shop.

use leptos_paypal::core::{Choice, CoreError, Money, ProductOption};
use leptos_paypal::{Currency, Product};

/// Everything that is sold.
///
/// # Errors
/// A price or an article number that cannot be used.
pub fn articles() -> Result<Vec<Product>, CoreError> {
    let mut mug = article("MUG", "Everyday Mug", "18.00")?;
    mug.description = Some("A wide foot, and a handle with room for three fingers.".to_owned());
    mug.max_quantity = Some(6);
    mug.options = vec![ProductOption {
        name: "Size".to_owned(),
        choices: vec![choice("Small", None), choice("Large", Some(usd("22.50")?))],
    }];
    let mut sencha = article("SENCHA", "Sencha, First Flush", "16.00")?;
    sencha.description = Some("Picked in April and steamed the same day.".to_owned());
    let mut pot = article("POT", "Side-Handle Teapot", "64.00")?;
    pot.description = Some("Holds three cups.".to_owned());
    pot.sold_out = true;
    Ok(vec![mug, sencha, pot])
}

fn article(sku: &str, name: &str, price: &str) -> Result<Product, CoreError> {
    Ok(Product {
        sku: sku.parse()?,
        name: name.to_owned(),
        description: None,
        picture: None,
        price: usd(price)?,
        options: Vec::new(),
        discount: None,
        shipping: None,
        handling: None,
        tax: None,
        weight: None,
        max_quantity: None,
        sold_out: false,
    })
}

fn choice(value: &str, price: Option<Money>) -> Choice {
    Choice {
        value: value.to_owned(),
        price,
    }
}

fn usd(amount: &str) -> Result<Money, CoreError> {
    Money::parse(amount, Currency::USD)
}

#[cfg(test)]
mod tests {
    use super::articles;

    #[test]
    fn every_article_can_be_read() {
        assert!(articles().is_ok());
    }
}
