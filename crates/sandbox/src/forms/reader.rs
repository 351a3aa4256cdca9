//! Reader of variables, which remembers those that were used and ignored.

use std::collections::HashSet;

use leptos_paypal_core::{CoreError, Currency, Money, Rate, Weight};

use super::refusal::{Refusal, RefusalKind};
use crate::params::Params;
use crate::store::accounts::Account;
use crate::store::checkout_details::Ignored;
use crate::store::http_url;

/// Above this PayPal ignores a shipping amount, in whatever currency (observed
/// by WooCommerce).
const MAX_SHIPPING_MINOR_OF_TWO_DECIMALS: i64 = 99_999;
const MAX_SHIPPING_WHOLE: i64 = 999;

/// Goes through one form's variables.
pub(crate) struct Reader<'a> {
    params: &'a Params,
    used: HashSet<String>,
    ignored: Vec<Ignored>,
    shipping_is_replaced: bool,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(params: &'a Params) -> Self {
        Self {
            params,
            used: HashSet::new(),
            ignored: Vec::new(),
            shipping_is_replaced: false,
        }
    }

    /// A form's variables that say nothing of shipping, where the payee's rates
    /// allow no other.
    pub(crate) fn of_payee(params: &'a Params, payee: &Account, currency: Currency) -> Self {
        Self {
            shipping_is_replaced: payee.settings.shipping.replace_forms(currency),
            ..Self::new(params)
        }
    }

    /// The value as it came, also empty; the variable counts as read.
    pub(crate) fn raw(&mut self, name: &str) -> Option<&'a str> {
        let value = self.params.get(name)?;
        self.used.insert(name.to_owned());
        Some(value)
    }

    /// The value unless it is empty, which is the same as not there.
    pub(crate) fn filled(&mut self, name: &str) -> Option<&'a str> {
        self.raw(name).filter(|value| !value.is_empty())
    }

    /// Returns whether the variable is there and not empty, without reading it.
    pub(crate) fn has_filled(&self, name: &str) -> bool {
        self.params.get(name).is_some_and(|value| !value.is_empty())
    }

    /// Takes note of a variable that does not count, and why.
    pub(crate) fn ignore(&mut self, name: &str, reason: impl Into<String>) {
        if let Some(value) = self.raw(name) {
            self.ignored.push(Ignored {
                variable: name.to_owned(),
                value: value.to_owned(),
                reason: reason.into(),
            });
        }
    }

    /// Text of at most `limit` characters; what is beyond is cut.
    pub(crate) fn text(&mut self, name: &str, limit: usize) -> Option<String> {
        let value = self.filled(name)?;
        if value.chars().count() > limit {
            self.ignore(name, format!("cut after {limit} characters"));
        }
        Some(value.chars().take(limit).collect())
    }

    /// An optional amount: what cannot be read is dropped, as PayPal does.
    pub(crate) fn money(&mut self, name: &str, currency: Currency) -> Option<Money> {
        match Money::parse(self.filled(name)?, currency) {
            Ok(money) => Some(money),
            Err(error) => {
                self.ignore(name, error.to_string());
                None
            }
        }
    }

    /// An optional shipping amount, dropped above 999.99.
    pub(crate) fn shipping(&mut self, name: &str, currency: Currency) -> Option<Money> {
        if self.shipping_is_replaced {
            self.ignore(name, "the shipping rates of the account replace it");
            return None;
        }
        let money = self.money(name, currency)?;
        let limit = match currency.decimals() {
            0 => MAX_SHIPPING_WHOLE,
            _ => MAX_SHIPPING_MINOR_OF_TWO_DECIMALS,
        };
        if money.minor() > limit {
            self.ignore(name, "shipping above 999.99 is ignored");
            return None;
        }
        Some(money)
    }

    /// A weight with two decimals; what cannot be read is dropped.
    pub(crate) fn weight(&mut self, name: &str) -> Option<Weight> {
        match self.filled(name)?.parse() {
            Ok(weight) => Some(weight),
            Err(error) => {
                let error: CoreError = error;
                self.ignore(name, error.to_string());
                None
            }
        }
    }

    /// A price that must be readable where it is there at all.
    pub(crate) fn price(
        &mut self,
        name: &str,
        currency: Currency,
    ) -> Result<Option<Money>, Refusal> {
        self.filled(name)
            .map(|value| parse_price(name, value, currency))
            .transpose()
    }

    /// Returns whether the variable is there and says zero, without reading it.
    pub(crate) fn is_zero(&self, name: &str) -> bool {
        self.params.get(name).is_some_and(|value| {
            value.contains('0') && value.chars().all(|c| matches!(c, '0' | '.'))
        })
    }

    /// A percentage; `0` is none, and what cannot be read is dropped.
    pub(crate) fn rate(&mut self, name: &str) -> Option<Rate> {
        if self.is_zero(name) {
            return None;
        }
        let value = self.filled(name)?;
        match value.parse() {
            Ok(rate) => Some(rate),
            Err(error) => {
                let error: CoreError = error;
                self.ignore(name, error.to_string());
                None
            }
        }
    }

    /// One of a few words, such as the digits of `rm`; the first is the default.
    pub(crate) fn word<T: Copy>(&mut self, name: &str, words: &[(&str, T)], default: T) -> T {
        let Some(value) = self.filled(name) else {
            return default;
        };
        match words.iter().find(|(word, _)| *word == value) {
            Some((_, meaning)) => *meaning,
            None => {
                let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
                self.ignore(name, format!("not one of {}", known.join(", ")));
                default
            }
        }
    }

    /// A count such as `discount_num`.
    pub(crate) fn count(&mut self, name: &str) -> Option<u32> {
        let value = self.filled(name)?;
        let digits = value.bytes().all(|byte| byte.is_ascii_digit());
        let count = value.parse().ok().filter(|_| digits);
        if count.is_none() {
            self.ignore(name, "not a whole number");
        }
        count
    }

    /// An address to go to or to notify.
    pub(crate) fn url(&mut self, name: &str, limit: usize) -> Option<String> {
        let value = self.filled(name)?;
        if value.chars().count() > limit {
            self.ignore(name, format!("longer than {limit} characters"));
            return None;
        }
        if http_url(value).is_none() {
            self.ignore(name, "not an http or https address");
            return None;
        }
        Some(value.to_owned())
    }

    /// Accepts variables that change nothing here.
    pub(crate) fn accept(&mut self, names: &[&str]) {
        for name in names {
            self.raw(name);
        }
    }

    /// The numbered items in the form that nobody has read, and everything
    /// else that is left, with the reason that `why` gives.
    pub(crate) fn finish(mut self, why: impl Fn(&str) -> Option<String>) -> Vec<Ignored> {
        for (name, value) in self.params.pairs() {
            if self.used.contains(name) {
                continue;
            }
            if let Some(reason) = why(name) {
                self.ignored.push(Ignored {
                    variable: name.clone(),
                    value: value.clone(),
                    reason,
                });
            }
        }
        self.ignored
    }
}

/// `amount` for a single item, `amount_2` for the second of a cart.
pub(crate) fn suffixed(variable: &str, item: Option<u32>) -> String {
    item.map_or_else(
        || variable.to_owned(),
        |number| format!("{variable}_{number}"),
    )
}

/// Reads a price, refusing what is none.
pub(crate) fn parse_price(name: &str, value: &str, currency: Currency) -> Result<Money, Refusal> {
    Money::parse(value, currency).map_err(|error| {
        Refusal::new(
            RefusalKind::AmountUnreadable,
            name,
            format!("{name}: {error}"),
        )
        .with_value(value)
    })
}

/// Reads a quantity, refusing what is none.
pub(crate) fn parse_quantity(name: &str, value: &str) -> Result<u32, Refusal> {
    let digits = value.bytes().all(|byte| byte.is_ascii_digit());
    value
        .parse()
        .ok()
        .filter(|quantity| digits && *quantity >= 1)
        .ok_or_else(|| {
            let detail = format!("{name}: {value:?} is not a whole number from 1");
            Refusal::new(RefusalKind::QuantityInvalid, name, detail).with_value(value)
        })
}
