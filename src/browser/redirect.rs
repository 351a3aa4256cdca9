//! Leaving for PayPal. Whether the browser lets us is what is answered.

use super::{js, page, write};

/// Goes to a page.
pub(crate) fn go(url: &str) -> bool {
    page::go(url)
}

/// Posts a real form, as a buyer without JavaScript would.
pub(crate) fn post(action: &str, fields: &[(String, String)]) -> bool {
    let pairs = fields
        .iter()
        .map(|(name, value)| js::array([name, value].into_iter().map(|text| write::text(text))));
    page::post(action, &js::array(pairs))
}
