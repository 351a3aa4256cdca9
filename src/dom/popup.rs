//! Window beside the page, in which the buyer agrees at PayPal.

use wasm_bindgen::JsValue;
use web_sys::Window;

/// Name of the window; forms have it as their target.
const NAME: &str = "leptos-paypal";

/// Pixels of the window: PayPal's pages are made for phones too.
const WIDTH: i32 = 500;
const HEIGHT: i32 = 760;

/// A window that this page has opened.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Popup(Window);

impl Popup {
    /// Name of the window, for the target of a form.
    pub(crate) const NAME: &str = NAME;

    /// Opens an empty window over the middle of this one. Only a click may do
    /// that, and only at once: `None` where the browser has blocked it.
    pub(crate) fn open() -> Option<Self> {
        let opener = web_sys::window()?;
        let number =
            |value: Result<JsValue, JsValue>| value.ok()?.as_f64().map(|value| value as i32);
        let middle = |place, size, own: i32| {
            let (place, size) = (number(place).unwrap_or(0), number(size).unwrap_or(own));
            place + (size - own).max(0) / 2
        };
        let left = middle(opener.screen_x(), opener.outer_width(), WIDTH);
        let top = middle(opener.screen_y(), opener.outer_height(), HEIGHT);
        let features = format!("popup,width={WIDTH},height={HEIGHT},left={left},top={top}");
        let opened = opener.open_with_url_and_target_and_features("", NAME, &features);
        let popup = Self(opened.ok()??);
        // Some browsers open it, and close it again.
        (!popup.is_closed()).then_some(popup)
    }

    /// Returns whether it is gone, whoever closed it.
    pub(crate) fn is_closed(&self) -> bool {
        self.0.closed().unwrap_or(true)
    }

    /// Leads it to `url`.
    ///
    /// # Errors
    /// The browser's own, when the window cannot be led anywhere.
    pub(crate) fn lead_to(&self, url: &str) -> Result<(), JsValue> {
        self.0.location().replace(url)
    }

    /// Brings it to the front.
    pub(crate) fn focus(&self) {
        // Where that is not allowed the buyer finds it alone.
        let _ = self.0.focus();
    }

    /// Closes it.
    pub(crate) fn close(&self) {
        let _ = self.0.close();
    }
}
