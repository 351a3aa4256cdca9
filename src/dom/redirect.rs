//! Leaving the page for PayPal.

use std::cell::Cell;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, HtmlAnchorElement, HtmlFormElement, HtmlInputElement, Window};

thread_local! {
    /// True where the frame of this page could not be left.
    static IS_HELD: Cell<bool> = const { Cell::new(false) };
}

/// Notes that the frame of this page could not be left: the next click opens a window.
pub(crate) fn frame_is_held() {
    IS_HELD.set(true);
}

/// Place where PayPal's pages open: they cannot be shown in a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// This window.
    Here,
    /// The whole window, around the frame of this page.
    Top,
    /// A new window, of which nothing is heard.
    NewWindow,
}

impl Place {
    /// The place that is allowed; `None` where a frame lets nothing out. A frame in a
    /// page of another origin does not say what it allows: then it is the whole
    /// window, or, where that could not be left, a new one.
    pub(crate) fn allowed() -> Option<Self> {
        let window = web_sys::window()?;
        if !is_framed(&window) {
            return Some(Self::Here);
        }
        let frame = window.frame_element().ok().flatten();
        let Some(sandbox) = frame.and_then(|frame| frame.get_attribute("sandbox")) else {
            return Some(if IS_HELD.get() {
                Self::NewWindow
            } else {
                Self::Top
            });
        };
        if sandbox.contains("allow-top-navigation") {
            Some(Self::Top)
        } else {
            let has_windows = sandbox.contains("allow-popups");
            has_windows.then_some(Self::NewWindow)
        }
    }

    /// Name of the window.
    pub(crate) const fn target(self) -> Option<&'static str> {
        match self {
            Self::Here => None,
            Self::Top => Some("_top"),
            Self::NewWindow => Some("_blank"),
        }
    }
}

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
    let (_, document) = page()?;
    let form: HtmlFormElement = document.create_element("form")?.unchecked_into();
    form.set_method("post");
    form.set_action(action);
    form.set_accept_charset("utf-8");
    form.set_hidden(true);
    if let Some(target) = target {
        form.set_target(target);
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

/// Goes to `url`, there.
///
/// # Errors
/// The browser's own, when the page cannot be left.
pub(crate) fn open(url: &str, place: Place) -> Result<(), JsValue> {
    let (window, document) = page()?;
    let Some(target) = place.target() else {
        return window.location().assign(url);
    };
    // A frame may send the whole page away by a link, not by script.
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(url);
    link.set_target(target);
    link.click();
    Ok(())
}

/// Returns whether the page is shown in a frame of another one.
fn is_framed(window: &Window) -> bool {
    !matches!(window.top(), Ok(Some(top)) if top == *window)
}

fn page() -> Result<(Window, Document), JsValue> {
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let document = window.document().ok_or(JsValue::UNDEFINED)?;
    Ok((window, document))
}
