//! Leaving for PayPal.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlFormElement};

/// Goes to a page.
pub(crate) fn go(url: &str) -> Result<(), JsValue> {
    leptos::prelude::window().location().assign(url)
}

/// Posts a real form, as a buyer without JavaScript would.
pub(crate) fn post(action: &str, fields: &[(String, String)]) -> Result<(), JsValue> {
    let document = leptos::prelude::document();
    let form = document.create_element("form")?;
    for (name, value) in [
        ("method", "post"),
        ("action", action),
        ("accept-charset", "utf-8"),
        ("hidden", ""),
    ] {
        form.set_attribute(name, value)?;
    }
    for (name, value) in fields {
        let input = document.create_element("input")?;
        input.set_attribute("type", "hidden")?;
        input.set_attribute("name", name)?;
        input.set_attribute("value", value)?;
        form.append_child(&input)?;
    }
    let body: Element = document.body().ok_or(JsValue::NULL)?.unchecked_into();
    body.append_child(&form)?;
    let form: HtmlFormElement = form.unchecked_into();
    let sent = form.request_submit().or_else(|_| form.submit());
    // The navigation has its data; the form would only be restored by the
    // browser's back button.
    form.remove();
    sent
}
