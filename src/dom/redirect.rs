//! Leaving the page for PayPal.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, HtmlAnchorElement, HtmlFormElement, HtmlInputElement, Window};

/// Posts a form to `action`, as a buyer without JavaScript would: in this
/// window, or in the one of that name.
///
/// # Errors
/// The browser's own, when the page cannot be left.
pub(crate) fn post(
    action: &str,
    fields: &[(String, String)],
    target: Option<&str>,
) -> Result<(), JsValue> {
    let (window, document) = page()?;
    let form: HtmlFormElement = document.create_element("form")?.unchecked_into();
    form.set_method("post");
    form.set_action(action);
    form.set_accept_charset("utf-8");
    form.set_hidden(true);
    match target {
        Some(target) => form.set_target(target),
        None if is_framed(&window) => form.set_target("_top"),
        None => {}
    }
    for (name, value) in fields {
        let input: HtmlInputElement = document.create_element("input")?.unchecked_into();
        input.set_type("hidden");
        input.set_name(name);
        input.set_value(value);
        form.append_child(&input)?;
    }
    let body = document.body().ok_or(JsValue::UNDEFINED)?;
    body.append_child(&form)?;
    let sent = form.request_submit().or_else(|_| form.submit());
    // The navigation has its data; the form would only come back with the
    // browser's back button.
    form.remove();
    sent
}

/// Goes to `url`.
///
/// # Errors
/// The browser's own, when the page cannot be left.
pub(crate) fn open(url: &str) -> Result<(), JsValue> {
    let (window, document) = page()?;
    if !is_framed(&window) {
        return window.location().assign(url);
    }
    // A frame may send the whole page away by a link, not by script.
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(url);
    link.set_target("_top");
    link.click();
    Ok(())
}

/// Returns whether the page is shown in a frame of another one.
pub(crate) fn is_framed(window: &Window) -> bool {
    !matches!(window.top(), Ok(Some(top)) if top == *window)
}

fn page() -> Result<(Window, Document), JsValue> {
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let document = window.document().ok_or(JsValue::UNDEFINED)?;
    Ok((window, document))
}
