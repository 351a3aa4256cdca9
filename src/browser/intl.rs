//! Money, numbers and plurals in the buyer's language, by the browser's
//! `Intl`. Amounts go in as exact decimal text, never as floats.

use leptos_paypal_core::Money;

#[cfg(target_arch = "wasm32")]
mod native {
    use std::cell::RefCell;

    use wasm_bindgen::JsValue;
    use wasm_bindgen::prelude::wasm_bindgen;

    use crate::browser::js;

    #[wasm_bindgen]
    extern "C" {
        #[derive(Clone)]
        #[wasm_bindgen(js_namespace = Intl)]
        type NumberFormat;
        #[wasm_bindgen(js_namespace = Intl, constructor, catch)]
        fn new(locale: &str, options: &JsValue) -> Result<NumberFormat, JsValue>;
        #[wasm_bindgen(method)]
        fn format(this: &NumberFormat, decimal: &str) -> String;

        #[wasm_bindgen(js_namespace = Intl)]
        type PluralRules;
        #[wasm_bindgen(js_namespace = Intl, constructor, catch)]
        fn new(locale: &str) -> Result<PluralRules, JsValue>;
        #[wasm_bindgen(method)]
        fn select(this: &PluralRules, count: u32) -> String;
    }

    thread_local! {
        // Making a formatter costs far more than using it.
        static LAST: RefCell<Option<(String, &'static str, NumberFormat)>> = const { RefCell::new(None) };
    }

    /// `decimal` in `currency` (with exactly `decimals` digits), or as a plain
    /// number where that is empty. Nothing for a locale that is not one.
    pub(super) fn format(
        locale: &str,
        currency: &'static str,
        decimals: u8,
        decimal: &str,
    ) -> Option<String> {
        LAST.with(|last| {
            let mut last = last.borrow_mut();
            if let Some((known, code, format)) = &*last
                && known == locale
                && *code == currency
            {
                return Some(format.format(decimal));
            }
            let options = if currency.is_empty() {
                JsValue::UNDEFINED
            } else {
                js::object(&[
                    ("style", "currency".into()),
                    ("currency", currency.into()),
                    ("minimumFractionDigits", decimals.into()),
                    ("maximumFractionDigits", decimals.into()),
                ])
            };
            let format = NumberFormat::new(locale, &options).ok()?;
            let text = format.format(decimal);
            *last = Some((locale.to_owned(), currency, format));
            Some(text)
        })
    }

    pub(super) fn plural(locale: &str, count: u32) -> Option<String> {
        Some(PluralRules::new(locale).ok()?.select(count))
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    pub(super) fn format(_: &str, _: &'static str, _: u8, _: &str) -> Option<String> {
        None
    }

    pub(super) fn plural(_: &str, _: u32) -> Option<String> {
        None
    }
}

/// An amount as the buyer reads it: "$19.95", "19,95 €".
pub(crate) fn money(locale: &str, amount: Money) -> String {
    let currency = amount.currency();
    let decimal = amount.to_string();
    let text = native::format(locale, currency.code(), currency.decimals(), &decimal)
        .unwrap_or_else(|| [currency.code(), "\u{a0}", &decimal].concat());
    // From right to left, "US$" would come apart: it is kept together.
    if text.contains('\u{200f}') {
        ["\u{2066}", &text, "\u{2069}"].concat()
    } else {
        text
    }
}

/// A count as the buyer reads it.
pub(crate) fn count(locale: &str, count: u32) -> String {
    let decimal = count.to_string();
    native::format(locale, "", 0, &decimal).unwrap_or(decimal)
}

/// The plural category of a count: `one`, `few`, `other`, ….
pub(crate) fn plural(locale: &str, count: u32) -> String {
    native::plural(locale, count).unwrap_or_default()
}
