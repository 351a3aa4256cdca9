//! Elements of the page, and what in them follows the state.
//!
//! `view!` makes a new type, and with it new code, for every combination of
//! element, attributes and children. Here there is one kind of element and one
//! kind of effect, which makes the package several times smaller.

use std::rc::Rc;

use wasm_bindgen::JsValue;

#[cfg(not(feature = "ssr"))]
use crate::browser::element::{self, Element};
#[cfg(feature = "ssr")]
use crate::markup::{self as element, Element};
use crate::reactive::Effect;

/// A text that follows what it reads.
pub(crate) type Words = Rc<dyn Fn() -> String>;

/// An element with everything that keeps it up to date.
pub(crate) struct Tag {
    element: Element,
    effects: Vec<Effect>,
}

/// An element with its class names; none where `class` is empty.
pub(crate) fn tag(name: &str, class: &str) -> Tag {
    Tag {
        element: element::make(name, class),
        effects: Vec::new(),
    }
}

impl Tag {
    /// The element itself.
    pub(crate) const fn element(&self) -> &Element {
        &self.element
    }

    /// An attribute that stays.
    pub(crate) fn set(self, name: &str, value: &str) -> Self {
        element::set(&self.element, name, Some(value));
        self
    }

    /// An attribute that follows what it reads; none where it is `None`.
    pub(crate) fn follow(
        self,
        name: &'static str,
        value: impl Fn() -> Option<String> + 'static,
    ) -> Self {
        self.follow_boxed(name, Box::new(value))
    }

    fn follow_boxed(mut self, name: &'static str, value: Box<dyn Fn() -> Option<String>>) -> Self {
        let made = self.element.clone();
        self.effect(Box::new(move || {
            element::set(&made, name, value().as_deref());
        }));
        self
    }

    /// An attribute with a text that follows what it reads.
    pub(crate) fn name(self, name: &'static str, words: &Words) -> Self {
        let words = words.clone();
        self.follow_boxed(name, Box::new(move || Some(words())))
    }

    /// An attribute that is there while `there` says so.
    pub(crate) fn when(self, name: &'static str, there: impl Fn() -> bool + 'static) -> Self {
        self.when_boxed(name, Box::new(there))
    }

    fn when_boxed(self, name: &'static str, there: Box<dyn Fn() -> bool>) -> Self {
        self.follow_boxed(name, Box::new(move || there().then(String::new)))
    }

    /// An attribute that says "true" or "false".
    pub(crate) fn state(self, name: &'static str, is: impl Fn() -> bool + 'static) -> Self {
        self.state_boxed(name, Box::new(is))
    }

    fn state_boxed(self, name: &'static str, is: Box<dyn Fn() -> bool>) -> Self {
        let word = |is| if is { "true" } else { "false" };
        self.follow_boxed(name, Box::new(move || Some(word(is()).to_owned())))
    }

    /// The value of a field.
    pub(crate) fn value(mut self, value: Words) -> Self {
        let field = self.element.clone();
        self.effect(Box::new(move || {
            element::fill(&field, &value());
        }));
        self
    }

    /// A drawing of this crate's own.
    pub(crate) fn drawing(mut self, drawing: impl Fn() -> &'static str + 'static) -> Self {
        let made = self.element.clone();
        self.effect(Box::new(move || element::draw(&made, drawing())));
        self
    }

    /// What happens on an event.
    pub(crate) fn on(self, event: &str, handle: impl FnMut(JsValue) + 'static) -> Self {
        element::listen(&self.element, event, Box::new(handle));
        self
    }

    /// A child.
    pub(crate) fn child(mut self, child: Self) -> Self {
        element::append(&self.element, &child.element);
        self.effects.extend(child.effects);
        self
    }

    /// A text inside.
    pub(crate) fn text(mut self, words: Words) -> Self {
        let node = element::words(&self.element);
        self.effect(Box::new(move || element::write(&node, &words())));
        self
    }

    /// Something that is there for as long as the element's effects are.
    pub(crate) fn keep(mut self, what: Rc<()>) -> Self {
        self.effect(Box::new(move || {
            let _ = &what;
        }));
        self
    }

    /// Anything else that follows the state.
    pub(crate) fn effect(&mut self, run: Box<dyn FnMut()>) {
        self.effects.push(Effect::new(run));
    }
}
