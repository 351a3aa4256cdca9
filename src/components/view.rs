//! Components: a template, what fills it, and what happens in it.
//!
//! `view!` makes a new type, and with it new code, for every combination of
//! element, attributes and children. Here the elements of a component are one
//! text, which makes the package several times smaller. A template is made of
//! words with single spaces between them:
//!
//! - `button.cx-step.cx-less`: an element with its classes
//! - `type=button`: an attribute; `href=$`: one that is filled, and not there
//!   while that is empty
//! - `?hidden`: an attribute that is filled with whether it is there
//! - `$`: a text that is filled; `~`: a drawing of this crate's own
//! - `( … )`: what is inside of an element; `*( … )`: one element inside, as
//!   often as there are keys to fill it with
//! - `click@1`: what a buyer does, with its number; `click@close`: what
//!   `page.js` does itself
//!
//! What is filled is filled in the order of the template. What has not changed
//! is not touched.

use std::rc::Rc;

use leptos_paypal_core::{Money, digits};
use wasm_bindgen::JsValue;

#[cfg(not(feature = "ssr"))]
use crate::browser::element::{self, Element, Values};
use crate::browser::{intl, js};
#[cfg(feature = "ssr")]
use crate::markup::{self as element, Element, Values};
use crate::reactive::{Effect, untrack};
use crate::state::{Shop, State};
use crate::text::Text;

/// A component: its template, and what is behind it.
pub(crate) struct Component {
    pub(crate) template: &'static str,
    pub(crate) view: Rc<dyn View>,
}

/// What is behind a template.
pub(crate) trait View {
    /// Fills its template from the state, followed.
    fn fill(&self, fill: &mut Fill<'_>);

    /// Does what a buyer wants.
    fn act(&self, act: &Act) {
        let _ = act;
    }
}

/// Something that is only there.
impl View for () {
    fn fill(&self, _: &mut Fill<'_>) {}
}

/// An element with what keeps it up to date.
pub(crate) struct Tag {
    element: Element,
    _effect: Effect,
}

impl Tag {
    /// Makes the elements of a component, which lives as long as they are kept.
    pub(crate) fn new(shop: Shop, component: Component) -> Self {
        let Component { template, view } = component;
        let heard = Rc::downgrade(&view);
        let handle = move |act| {
            if let Some(view) = heard.upgrade() {
                untrack(|| view.act(&Act(act)));
            }
        };
        let made = element::build(template, Box::new(handle));
        let element = made.clone();
        let run = move || {
            let values = shop.with(|state| {
                let mut fill = Fill {
                    state,
                    values: Values::new(),
                };
                view.fill(&mut fill);
                fill.values
            });
            element::fill(&made, values);
        };
        Self {
            element,
            _effect: Effect::new(run),
        }
    }

    /// The element itself.
    pub(crate) const fn element(&self) -> &Element {
        &self.element
    }
}

/// What a buyer did.
pub(crate) struct Act(JsValue);

impl Act {
    /// Its number in the template.
    pub(crate) fn number(&self) -> u32 {
        js::integer(&self.0, "at").unwrap_or_default()
    }

    /// The key of the row it was done in.
    pub(crate) fn key(&self) -> Option<String> {
        js::text(&self.0, "key")
    }

    /// The element it was done with.
    pub(crate) fn element(&self) -> JsValue {
        js::get(&self.0, "element")
    }
}

/// Fills a template, from its beginning to its end.
pub(crate) struct Fill<'a> {
    pub(crate) state: &'a State,
    values: Values,
}

impl Fill<'_> {
    /// A text as it is.
    pub(crate) fn text(&mut self, text: &str) {
        self.values.push(text);
    }

    /// As [`Fill::text`].
    pub(crate) fn owned(&mut self, text: String) {
        self.text(&text);
    }

    /// Whether an attribute is there.
    pub(crate) fn flag(&mut self, is_there: bool) {
        self.text(if is_there { "1" } else { "" });
    }

    /// An attribute that says "true" or "false".
    pub(crate) fn says(&mut self, is: bool) {
        self.text(if is { "true" } else { "false" });
    }

    /// A whole number.
    pub(crate) fn number(&mut self, number: u32) {
        self.count(number as usize);
    }

    /// How many rows follow, or the key of one that is known by its place.
    pub(crate) fn count(&mut self, count: usize) {
        self.owned(digits(count as u64));
    }

    /// The words for the configured language.
    pub(crate) fn words(&mut self, text: Text) {
        self.filled(text, &[]);
    }

    /// The words if `is`, and nothing otherwise.
    pub(crate) fn words_if(&mut self, is: bool, text: Text) {
        if is {
            self.words(text);
        } else {
            self.text("");
        }
    }

    /// As [`Fill::words`], with values for the placeholders.
    pub(crate) fn filled(&mut self, text: Text, values: &[(&str, &str)]) {
        self.owned(self.state.config.texts.fill(text, values));
    }

    /// An amount in the configured language.
    pub(crate) fn money(&mut self, amount: Money) {
        self.owned(self.amount(amount));
    }

    /// As [`Fill::money`] has it, for use inside of a text.
    pub(crate) fn amount(&self, amount: Money) -> String {
        intl::money(&self.state.config.locale, amount)
    }
}
