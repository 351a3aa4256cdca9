//! Plain JavaScript objects: options of PayPal's SDK, and what it tells.

use std::pin::Pin;

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::Element;

/// An object with these members.
pub(super) fn object(members: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        // Fails for no plain object.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

/// Member of a value; undefined where there is none.
pub(super) fn member(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap_or_default()
}

/// Text of a member; empty where there is none.
pub(super) fn text(value: &JsValue, name: &str) -> String {
    member(value, name).as_string().unwrap_or_default()
}

/// The value of a promise, or of a function that answers at once.
pub(super) async fn settled(value: JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&value)).await
}

/// Returns whether the text of an element is light, as on a dark page.
pub(super) fn is_light(element: &Element) -> bool {
    let style = web_sys::window().and_then(|window| window.get_computed_style(element).ok()?);
    let color = style.and_then(|style| style.get_property_value("color").ok());
    // rgb(233, 230, 220)
    let color = color.unwrap_or_default();
    let parts = color.split(|letter: char| !letter.is_ascii_digit());
    let parts = parts.filter_map(|part| part.parse::<u32>().ok());
    parts.take(3).sum::<u32>() > 3 * 128
}

/// A callback that gets PayPal's data.
pub(super) fn callback(call: impl Fn(JsValue) + 'static) -> JsValue {
    Closure::<dyn Fn(JsValue)>::new(call).into_js_value()
}

/// A callback that gets PayPal's data and its actions, and answers.
pub(super) fn answering(call: impl Fn(JsValue, JsValue) -> JsValue + 'static) -> JsValue {
    Closure::<dyn Fn(JsValue, JsValue) -> JsValue>::new(call).into_js_value()
}

/// A promise of what a future brings.
pub(super) fn promise(future: impl Future<Output = Result<JsValue, JsValue>> + 'static) -> JsValue {
    let future: Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>> = Box::pin(future);
    future_to_promise(future).unchecked_into()
}

/// Runs a future, all of which are of one type.
pub(crate) fn spawn(future: impl Future<Output = ()> + 'static) {
    let future: Pin<Box<dyn Future<Output = ()>>> = Box::pin(future);
    spawn_local(future);
}
