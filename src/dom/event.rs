//! Custom events of the components.

use serde::Serialize;
use web_sys::{CustomEvent, CustomEventInit, EventTarget};

use super::json;

/// One event per row: its constant and its name. Types, scripts and docs have to
/// know each, as the tests say.
macro_rules! events {
    ($all:ident: $($(#[$doc:meta])* $constant:ident = $name:literal;)+) => {
        $($(#[$doc])* pub(crate) const $constant: &str = $name;)+
        #[cfg(test)]
        const $all: &[&str] = &[$($name),+];
    };
}

events! { DOCUMENT_EVENTS:
    /// The cart or its sums are others.
    CART_CHANGE = "cart-change";
}

events! { ELEMENT_EVENTS:
    /// The browser is about to leave for PayPal; it stays when this is prevented.
    CHECKOUT = "checkout";
    /// Something did not work: a checkout, or an article that the cart refused.
    CHECKOUT_ERROR = "checkout-error";
    /// PayPal's SDK asks whether the shop ships to an address; preventing it
    /// says no.
    CHECKOUT_SHIPPING = "checkout-shipping";
    /// PayPal's SDK asks about the way of shipping that the buyer has chosen;
    /// preventing it says no.
    CHECKOUT_SHIPPING_OPTION = "checkout-shipping-option";
    /// The status of a checkout is another.
    CHECKOUT_STATUS = "checkout-status";
}

/// Dispatches a bubbling, composed, cancelable event. Returns whether no
/// listener prevented it.
pub(crate) fn dispatch(target: &EventTarget, name: &str, detail: &impl Serialize) -> bool {
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_cancelable(true);
    init.set_detail(&json::to_value(detail));
    match CustomEvent::new_with_event_init_dict(name, &init) {
        Ok(event) => target.dispatch_event(&event).unwrap_or(true),
        Err(_) => true,
    }
}

/// Dispatches an event of the whole page, on its document. A server has none.
pub(crate) fn dispatch_on_document(name: &str, detail: &impl Serialize) {
    if cfg!(feature = "ssr") {
        return;
    }
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        dispatch(&document, name, detail);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Types, scripts and docs know the events of the module, and where each is
    /// dispatched.
    #[test]
    fn events_are_told_to_pages_and_their_authors() {
        let types = include_str!("../../www/elements/types/index.d.ts");
        let script = include_str!("../../www/elements/headless.js");
        let docs = include_str!("../../docs/embedding.md");
        let elements = [
            include_str!("../../www/elements/base.js"),
            include_str!("../../www/elements/button.js"),
            include_str!("../../www/elements/cart.js"),
            include_str!("../../www/elements/return.js"),
        ];
        let mut missing = Vec::new();
        for (events, interface, list) in [
            (DOCUMENT_EVENTS, "CheckoutDocumentEvents", "DOCUMENT_EVENTS"),
            (ELEMENT_EVENTS, "CheckoutElementEvents", "ELEMENT_EVENTS"),
        ] {
            let interface = format!("interface {interface} {{");
            let typed = between(types, &interface, "}");
            let listed = between(script, &format!("const {list} = ["), "]");
            for event in events {
                if !typed.contains(&format!("'{event}': "))
                    && !typed.contains(&format!("{event}: "))
                {
                    missing.push(format!("index.d.ts, {interface} {event}"));
                }
                if !listed.contains(&format!("'{event}'")) {
                    missing.push(format!("headless.js, {list}: {event}"));
                }
                let told = format!("@fires {event} ");
                if list == "ELEMENT_EVENTS" && !elements.iter().any(|file| file.contains(&told)) {
                    missing.push(format!("no comment in www/elements: {told}"));
                }
                if !docs.contains(&format!("`{event}`")) {
                    missing.push(format!("embedding.md: {event}"));
                }
            }
        }
        assert!(missing.is_empty(), "missing: {missing:#?}");
    }

    fn between<'a>(text: &'a str, begin: &str, end: &str) -> &'a str {
        let (_, rest) = text.split_once(begin).unwrap_or_default();
        rest.split_once(end).unwrap_or_default().0
    }
}
