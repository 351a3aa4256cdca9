//! Types of functions in views and effects. Leptos compiles the code that keeps a
//! view up to date once for each type of function in it: here is one for texts,
//! one for flags, one for clicks, one for effects.

use leptos::ev::MouseEvent;
use leptos::prelude::Effect;

/// A text that changes.
pub(super) type Text = Box<dyn FnMut() -> String + Send>;

/// An attribute that comes and goes.
pub(super) type Flag = Box<dyn FnMut() -> bool + Send>;

/// An attribute that is "true" or "false".
pub(super) type AriaFlag = Box<dyn FnMut() -> &'static str + Send>;

/// Handler of a click.
pub(super) type ClickHandler = Box<dyn FnMut(MouseEvent)>;

/// A text that changes when a signal in `text` does.
pub(super) fn text(text: impl FnMut() -> String + Send + 'static) -> Text {
    Box::new(text)
}

/// An attribute that comes and goes when a signal in `flag` changes.
pub(super) fn flag(flag: impl FnMut() -> bool + Send + 'static) -> Flag {
    Box::new(flag)
}

/// An attribute that is "true" or "false".
pub(super) fn aria_flag(mut flag: impl FnMut() -> bool + Send + 'static) -> AriaFlag {
    Box::new(move || if flag() { "true" } else { "false" })
}

/// A handler for `on:click`.
pub(super) fn on_click(handler: impl FnMut(MouseEvent) + 'static) -> ClickHandler {
    Box::new(handler)
}

/// Runs an effect, again whenever a signal in it changes.
pub(super) fn run_effect(effect: impl FnMut() + Send + Sync + 'static) {
    Effect::new(Box::new(effect) as Box<dyn FnMut() + Send + Sync>);
}
