//! Addresses where a checkout comes back to.

use leptos_paypal_core::CoreError;
use leptos_paypal_core::form::AbsoluteUrl;

/// The addresses where checkout `id` comes back, after agreeing and after
/// turning back: a page's own with the id added.
///
/// # Errors
/// `variable_invalid`, as [`AbsoluteUrl::parse`].
pub(crate) fn return_addresses(
    return_url: Option<&AbsoluteUrl>,
    cancel_url: Option<&AbsoluteUrl>,
    id: &str,
) -> Result<(Option<AbsoluteUrl>, Option<AbsoluteUrl>), CoreError> {
    let checkout = format!("checkout={id}");
    let cancelled = format!("{checkout}&cancelled=1");
    Ok((
        with_query("return", return_url, &checkout)?,
        with_query("cancel_return", cancel_url, &cancelled)?,
    ))
}

/// A page's address with something added to its query.
pub(crate) fn with_query(
    variable: &str,
    url: Option<&AbsoluteUrl>,
    query: &str,
) -> Result<Option<AbsoluteUrl>, CoreError> {
    let Some(url) = url else { return Ok(None) };
    let (address, fragment) = match url.as_str().split_once('#') {
        Some((address, fragment)) => (address, format!("#{fragment}")),
        None => (url.as_str(), String::new()),
    };
    let mark = if address.contains('?') { '&' } else { '?' };
    let text = format!("{address}{mark}{query}{fragment}");
    AbsoluteUrl::parse(variable, &text).map(Some)
}
