//! The articles a message names.

use super::payment::amount;
use super::{IpnMessage, TxnType};
use crate::{ChosenOption, Currency, Money};

/// More items than any cart holds; a message cannot make the loop longer.
const MAX_ITEMS: usize = 1000;
/// `option_name1` to `option_name10`.
const MAX_OPTIONS: usize = 10;

/// One article of a message. Names are spelt differently for one article
/// (`item_name`) and for a cart (`item_name1`, but `mc_gross_1`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IpnItem {
    /// `item_name`.
    pub name: String,
    /// `item_number`.
    pub number: Option<String>,
    /// `quantity`; 1 when it is not given, `None` when it cannot be read.
    pub quantity: Option<u32>,
    /// The choices that were made.
    pub options: Vec<ChosenOption>,
    /// The line's gross: `mc_gross_n`, in old messages `mc_grossn`; for one
    /// article there is only the payment's `mc_gross`.
    pub gross: Option<Money>,
}

impl IpnMessage {
    /// Returns true when the message names its articles as a cart does.
    #[must_use]
    pub fn is_cart(&self) -> bool {
        self.txn_type() == Some(TxnType::Cart)
            || self.get("num_cart_items").is_some()
            || self.has_item(1)
    }

    /// The articles, in order. `num_cart_items` is not trusted: refunds of
    /// carts leave it out.
    #[must_use]
    pub fn items(&self) -> Vec<IpnItem> {
        let currency = self.get("mc_currency").and_then(Currency::from_code);
        if self.is_cart() {
            (1..=MAX_ITEMS)
                .take_while(|n| self.has_item(*n))
                .map(|n| self.item(&n.to_string(), &format!("_{n}"), currency))
                .collect()
        } else if self.get("item_name").is_some() || self.get("item_number").is_some() {
            vec![self.item("", "", currency)]
        } else {
            Vec::new()
        }
    }

    fn has_item(&self, n: usize) -> bool {
        [
            format!("item_name{n}"),
            format!("item_number{n}"),
            format!("quantity{n}"),
            format!("mc_gross_{n}"),
            format!("mc_gross{n}"),
        ]
        .iter()
        .any(|name| self.get(name).is_some())
    }

    /// `plain` is the suffix of names without underscore, `barred` of those
    /// with one.
    fn item(&self, plain: &str, barred: &str, currency: Option<Currency>) -> IpnItem {
        let text = |name: &str| self.get(&format!("{name}{plain}"));
        let gross = (!plain.is_empty())
            .then(|| {
                self.get(&format!("mc_gross{barred}"))
                    .or_else(|| text("mc_gross"))
            })
            .flatten();
        IpnItem {
            name: text("item_name").unwrap_or_default().to_owned(),
            number: text("item_number").map(str::to_owned),
            quantity: match text("quantity") {
                // Messages about donations have 0, since they know no quantities.
                Some("0") if plain.is_empty() => Some(1),
                Some(quantity) => quantity.parse().ok(),
                None => Some(1),
            },
            options: (1..=MAX_OPTIONS)
                .filter_map(|k| {
                    Some(ChosenOption {
                        name: self.get(&format!("option_name{k}{barred}"))?.to_owned(),
                        value: self
                            .get(&format!("option_selection{k}{barred}"))
                            .unwrap_or_default()
                            .to_owned(),
                    })
                })
                .collect(),
            gross: gross
                .zip(currency)
                .and_then(|(text, currency)| amount(text, currency).ok()),
        }
    }
}
