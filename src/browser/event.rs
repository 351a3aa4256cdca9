//! Events for the page.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, Element};

/// Fires a bubbling event that can be prevented; whether the page lets it go
/// on.
pub(crate) fn fire(element: &Element, name: &str, detail: &JsValue) -> bool {
    let options = CustomEventInit::new();
    options.set_bubbles(true);
    options.set_composed(true);
    options.set_cancelable(true);
    options.set_detail(detail);
    CustomEvent::new_with_event_init_dict(name, &options)
        .ok()
        .and_then(|event| element.dispatch_event(&event).ok())
        .unwrap_or(true)
}

/// Fires an event in every element of the page that matches, and in what is
/// mounted in shadow roots, where the page's own search does not look.
pub(crate) fn fire_all(selector: &str, name: &str, detail: &JsValue) {
    let mut all = Vec::new();
    if let Ok(found) = leptos::prelude::document().query_selector_all(selector) {
        for index in 0..found.length() {
            if let Some(element) = found.item(index) {
                all.push(element.unchecked_into::<Element>());
            }
        }
    }
    #[cfg(not(feature = "ssr"))]
    for element in crate::elements::mounted() {
        if element.matches(selector) == Ok(true) && !all.contains(&element) {
            all.push(element);
        }
    }
    for element in all {
        fire(&element, name, detail);
    }
}

/// The element an event handler belongs to.
pub(crate) fn current<T: JsCast>(event: &web_sys::Event) -> Option<T> {
    event.current_target()?.dyn_into().ok()
}
