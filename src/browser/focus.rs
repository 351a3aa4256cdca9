//! Where the keyboard is.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Moves the focus to the first match of `selector` inside `root`.
pub(crate) fn to(root: &Element, selector: &str) -> bool {
    root.query_selector(selector)
        .ok()
        .flatten()
        .and_then(|found| found.dyn_into::<HtmlElement>().ok())
        .is_some_and(|found| found.focus().is_ok())
}

/// Before the row around `inside` goes: moves the focus to the same control of
/// the next row, or the one before, or to `otherwise` in `root`.
pub(crate) fn leave_row(inside: &Element, row: &str, control: &str, root: &str, otherwise: &str) {
    let Ok(Some(this)) = inside.closest(row) else {
        return;
    };
    for neighbour in [this.next_element_sibling(), this.previous_element_sibling()] {
        if neighbour.is_some_and(|neighbour| to(&neighbour, control)) {
            return;
        }
    }
    if let Ok(Some(root)) = this.closest(root) {
        to(&root, otherwise);
    }
}
