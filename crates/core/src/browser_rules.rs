//! PayPal's rules that JavaScript needs before the WebAssembly module is
//! loaded.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::form::{
    ItemCommand, MAX_OPTIONS, PeriodUnit, Recurrence, SavedButton, Subscription, max_amount,
    max_chars,
};
use crate::{
    CheckoutId, Currency, Environment, MAX_QUANTITY, REMEMBERED_CHECKOUTS, SAME_CHECKOUT_MINUTES,
};

/// Rules for the form of one article, which the page's JavaScript makes by
/// itself.
///
/// Written as JSON when the npm package is built, so that the elements import
/// them and repeat none. Every entry comes from the types of this crate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BrowserRules {
    /// Form targets of PayPal's own environments, by the environment's name.
    pub environments: BTreeMap<String, String>,
    /// The path of the form target, for a base URL such as that of an offline
    /// sandbox.
    pub webscr_path: &'static str,
    /// Every currency by its code.
    pub currencies: BTreeMap<Currency, CurrencyRules>,
    /// The values of `cmd`.
    pub commands: CommandRules,
    /// Lengths of a subscription's period, by the unit of `t3`.
    pub periods: BTreeMap<&'static str, RangeRules>,
    /// Numbers of a subscription's payments (`srt`).
    pub recurrences: RangeRules,
    /// The most characters of a form variable, by its name.
    pub max_chars: BTreeMap<&'static str, usize>,
    /// The most of one article ([`MAX_QUANTITY`]).
    pub max_quantity: u32,
    /// The most options of one article ([`MAX_OPTIONS`]).
    pub max_options: u8,
    /// The form of a checkout id.
    pub checkout_id: CheckoutIdRules,
    /// [`SAME_CHECKOUT_MINUTES`].
    pub same_checkout_minutes: u32,
    /// [`REMEMBERED_CHECKOUTS`].
    pub remembered_checkouts: usize,
}

/// Amounts of one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CurrencyRules {
    /// Digits after the point.
    pub decimals: u8,
    /// The largest amount of a form, as PayPal reads it: `9999999.99`. An
    /// account's own limit is lower.
    pub max_amount: String,
}

/// Values of `cmd`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CommandRules {
    /// An article, paid at once.
    pub buy_now: &'static str,
    /// A donation.
    pub donate: &'static str,
    /// A subscription.
    pub subscribe: &'static str,
    /// A button saved at PayPal.
    pub saved: &'static str,
    /// A cart: PayPal's own with `add` or `display`.
    pub cart: &'static str,
}

/// A range of whole numbers, both ends included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RangeRules {
    /// The lowest.
    pub min: u8,
    /// The highest.
    pub max: u8,
}

/// Form of a [`CheckoutId`]: the prefix, then random characters of the
/// alphabet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckoutIdRules {
    /// The first characters.
    pub prefix: &'static str,
    /// The characters that follow; as many as a power of two.
    pub alphabet: &'static str,
    /// Characters after the prefix.
    pub length: usize,
}

/// The form variables whose length depends on the page.
const FREE_TEXTS: [&str; 9] = [
    "business",
    "item_name",
    "item_number",
    "on",
    "os",
    "notify_url",
    "return",
    "cancel_return",
    "hosted_button_id",
];

impl BrowserRules {
    /// Collects the rules from the tables of this crate.
    #[must_use]
    pub fn collect() -> Self {
        Self {
            environments: [Environment::Live, Environment::Sandbox]
                .map(|environment| (environment.to_string(), environment.webscr()))
                .into(),
            webscr_path: Environment::WEBSCR_PATH,
            currencies: Currency::ALL
                .iter()
                .map(|currency| (*currency, CurrencyRules::of(*currency)))
                .collect(),
            commands: CommandRules {
                buy_now: ItemCommand::BuyNow.cmd(),
                donate: ItemCommand::Donate.cmd(),
                subscribe: Subscription::cmd(),
                saved: SavedButton::cmd(),
                cart: ItemCommand::AddToCart.cmd(),
            },
            periods: PeriodUnit::ALL
                .map(|unit| (unit.as_str(), RangeRules::of(unit)))
                .into(),
            recurrences: RangeRules {
                min: Recurrence::MIN_TIMES,
                max: Recurrence::MAX_TIMES,
            },
            max_chars: FREE_TEXTS
                .into_iter()
                .filter_map(|name| Some((name, max_chars(name)?)))
                .collect(),
            max_quantity: MAX_QUANTITY,
            max_options: MAX_OPTIONS,
            checkout_id: CheckoutIdRules {
                prefix: CheckoutId::PREFIX,
                alphabet: CheckoutId::ALPHABET,
                length: CheckoutId::LENGTH,
            },
            same_checkout_minutes: SAME_CHECKOUT_MINUTES,
            remembered_checkouts: REMEMBERED_CHECKOUTS,
        }
    }
}

impl CurrencyRules {
    fn of(currency: Currency) -> Self {
        Self {
            decimals: currency.decimals(),
            max_amount: max_amount(currency).text(),
        }
    }
}

impl RangeRules {
    fn of(unit: PeriodUnit) -> Self {
        let (min, max) = unit.lengths().into_inner();
        Self { min, max }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_json_is_stable() {
        let mut rules = serde_json::to_value(BrowserRules::collect()).unwrap();
        let currencies = rules["currencies"].take();
        assert_eq!(
            rules,
            json!({
                "environments": {
                    "live": "https://www.paypal.com/cgi-bin/webscr",
                    "sandbox": "https://www.sandbox.paypal.com/cgi-bin/webscr",
                },
                "webscrPath": "/cgi-bin/webscr",
                "currencies": null,
                "commands": {
                    "buyNow": "_xclick",
                    "donate": "_donations",
                    "subscribe": "_xclick-subscriptions",
                    "saved": "_s-xclick",
                    "cart": "_cart",
                },
                "periods": {
                    "D": {"min": 1, "max": 90},
                    "W": {"min": 1, "max": 52},
                    "M": {"min": 1, "max": 24},
                    "Y": {"min": 1, "max": 5},
                },
                "recurrences": {"min": 2, "max": 52},
                "maxChars": {
                    "business": 127,
                    "item_name": 127,
                    "item_number": 127,
                    "on": 64,
                    "os": 64,
                    "notify_url": 255,
                    "return": 1024,
                    "cancel_return": 1024,
                    "hosted_button_id": 32,
                },
                "maxQuantity": 9999,
                "maxOptions": 10,
                "checkoutId": {
                    "prefix": "co_",
                    "alphabet": "234567abcdefghijklmnopqrstuvwxyz",
                    "length": 26,
                },
                "sameCheckoutMinutes": 180,
                "rememberedCheckouts": 12,
            })
        );
        assert_eq!(currencies.as_object().unwrap().len(), Currency::ALL.len());
        for currency in Currency::ALL {
            let expected = match currency {
                Currency::HUF | Currency::JPY | Currency::TWD => {
                    json!({"decimals": 0, "maxAmount": "9999999"})
                }
                _ => json!({"decimals": 2, "maxAmount": "9999999.99"}),
            };
            assert_eq!(currencies[currency.code()], expected, "{currency}");
        }
    }
}
