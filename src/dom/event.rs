//! Custom events of the components.

use serde::Serialize;
use web_sys::{CustomEvent, CustomEventInit, EventTarget};

use super::json;

/// The cart or its sums are others. On the document.
pub(crate) const CART_CHANGE: &str = "cart-change";

/// The browser is about to leave for PayPal; it stays when this is prevented.
pub(crate) const CHECKOUT: &str = "checkout";

/// Something did not work: a checkout, or an article that the cart refused.
pub(crate) const CHECKOUT_ERROR: &str = "checkout-error";

/// The status of a checkout is another.
pub(crate) const CHECKOUT_STATUS: &str = "checkout-status";

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

    /// Types, scripts and docs know the events of the module.
    #[test]
    fn events_are_told_to_pages_and_their_authors() {
        let files = [
            (
                "types/index.d.ts",
                include_str!("../../www/elements/types/index.d.ts"),
            ),
            (
                "headless.js",
                include_str!("../../www/elements/headless.js"),
            ),
            ("embedding.md", include_str!("../../docs/embedding.md")),
        ];
        for event in [CART_CHANGE, CHECKOUT, CHECKOUT_ERROR, CHECKOUT_STATUS] {
            for (name, text) in files {
                let is_known = ['\'', '`']
                    .iter()
                    .any(|quote| text.contains(&format!("{quote}{event}{quote}")));
                assert!(
                    is_known || text.contains(&format!("\n  {event}: ")),
                    "{name} lacks {event}"
                );
            }
        }
    }
}
