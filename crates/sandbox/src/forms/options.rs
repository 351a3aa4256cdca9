//! Product options: `on0`, `os0` and prices by choice.

use leptos_paypal_core::{Currency, Money};

use super::reader::{Reader, parse_price, suffixed};
use super::refusal::Refusal;

/// Current documents name seven options, `option_index` allows ten.
const COUNT: u32 = 10;
const MAX_NAME: usize = 64;
/// From a text box; a menu's choices have 64.
const MAX_VALUE: usize = 200;

/// Reads the names and values of an item's options. A value without a name is
/// not recognised, and a name without a value says nothing.
pub(crate) fn read(reader: &mut Reader<'_>, item: Option<u32>) -> Vec<(String, String)> {
    let mut options = Vec::new();
    for index in 0..COUNT {
        let (on, os) = (
            suffixed(&format!("on{index}"), item),
            suffixed(&format!("os{index}"), item),
        );
        match (reader.has_filled(&on), reader.has_filled(&os)) {
            (true, true) => {
                if let (Some(name), Some(value)) =
                    (reader.text(&on, MAX_NAME), reader.text(&os, MAX_VALUE))
                {
                    options.push((name, value));
                }
            }
            (true, false) => reader.ignore(&on, format!("there is no {os} with it")),
            (false, true) => reader.ignore(&os, format!("there is no {on} with it")),
            (false, false) => {}
        }
    }
    options
}

/// The price of the chosen option, if the form has prices for choices: it
/// stands in for `amount`. The choice must equal the menu's value exactly.
pub(crate) fn chosen_price(
    reader: &mut Reader<'_>,
    currency: Currency,
) -> Result<Option<Money>, Refusal> {
    let digits: Vec<(String, u32)> = (0..COUNT).map(|digit| (digit.to_string(), digit)).collect();
    let words: Vec<(&str, u32)> = digits
        .iter()
        .map(|(word, digit)| (word.as_str(), *digit))
        .collect();
    let priced = reader.word("option_index", &words, 0);
    let name = reader.has_filled(&format!("on{priced}"));
    let choice = reader.raw(&format!("os{priced}")).filter(|_| name);
    let mut price = None;
    for index in 0..COUNT {
        let (select, amount) = (
            format!("option_select{index}"),
            format!("option_amount{index}"),
        );
        let (Some(value), Some(text)) = (reader.filled(&select), reader.filled(&amount)) else {
            continue;
        };
        if price.is_none() && choice == Some(value) {
            price = Some(parse_price(&amount, text, currency)?);
        }
    }
    Ok(price)
}
