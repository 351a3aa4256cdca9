//! Elements of the page, and what in them follows the state.
//!
//! `view!` makes a new type, and with it new code, for every combination of
//! element, attributes and children. Here there is one kind of element and one
//! kind of effect, which makes the package several times smaller.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlInputElement, Node};

const SVG: &str = "http://www.w3.org/2000/svg";

/// A text that follows what it reads.
pub(crate) type Words = Rc<dyn Fn() -> String>;

/// An element with everything that keeps it up to date.
pub(crate) struct Tag {
    element: Element,
    effects: Vec<RenderEffect<()>>,
}

/// An element with its class names; none where `class` is empty.
pub(crate) fn tag(name: &str, class: &str) -> Tag {
    // Only fails for names that are no names.
    let element = document()
        .create_element(name)
        .unwrap_or_else(|_| JsValue::UNDEFINED.unchecked_into());
    let new = Tag {
        element,
        effects: Vec::new(),
    };
    if class.is_empty() {
        new
    } else {
        // A page styles what is in a shadow root by its part.
        new.set("class", class)
            .set("part", &class.replace("cx-", ""))
    }
}

impl Tag {
    /// The element itself.
    pub(crate) const fn element(&self) -> &Element {
        &self.element
    }

    /// An attribute that stays.
    pub(crate) fn set(self, name: &str, value: &str) -> Self {
        set(&self.element, name, Some(value));
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
        let element = self.element.clone();
        self.effect(Box::new(move || set(&element, name, value().as_deref())));
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
        let field: HtmlInputElement = self.element.clone().unchecked_into();
        self.effect(Box::new(move || field.set_value(&value())));
        self
    }

    /// A drawing of this crate's own.
    pub(crate) fn drawing(mut self, drawing: impl Fn() -> &'static str + 'static) -> Self {
        let element = self.element.clone();
        self.effect(Box::new(move || {
            element.set_text_content(None);
            draw(&element, drawing());
        }));
        self
    }

    /// What happens on an event.
    pub(crate) fn on(self, event: &str, handle: impl FnMut(Event) + 'static) -> Self {
        self.on_boxed(event, Box::new(handle))
    }

    fn on_boxed(self, event: &str, handle: Box<dyn FnMut(Event)>) -> Self {
        // The browser's garbage collector takes the handler with the element.
        let handle = Closure::wrap(handle).into_js_value();
        let _ = self
            .element
            .add_event_listener_with_callback(event, handle.unchecked_ref());
        self
    }

    /// A child.
    pub(crate) fn child(mut self, child: Self) -> Self {
        self.append(&child.element);
        self.effects.extend(child.effects);
        self
    }

    /// A text inside.
    pub(crate) fn text(mut self, words: Words) -> Self {
        let text = document().create_text_node("");
        self.append(&text);
        let node: Node = text.into();
        self.effect(Box::new(move || {
            let now = words();
            // A live region reads out whatever is written, even the same.
            if node.node_value().as_deref() != Some(&now) {
                node.set_node_value(Some(&now));
            }
        }));
        self
    }

    /// Anything else that follows the state.
    pub(crate) fn effect(&mut self, mut run: Box<dyn FnMut()>) {
        self.effects.push(RenderEffect::new(move |_| run()));
    }

    fn append(&self, child: &Node) {
        // Only fails where an element would become its own child.
        let _ = self.element.append_child(child);
    }
}

/// Makes the elements of an SVG by hand: a page that requires Trusted Types
/// refuses markup. The first element holds all the others.
fn draw(place: &Element, svg: &str) {
    let mut into = place.clone();
    let mut made: Option<Element> = None;
    let mut parts = svg.split('"');
    while let (Some(before), Some(value)) = (parts.next(), parts.next()) {
        if let Some((_, tag)) = before.rsplit_once('<') {
            let name = tag.split(' ').next().unwrap_or_default();
            let Ok(element) = document().create_element_ns(Some(SVG), name) else {
                return;
            };
            let _ = into.append_child(&element);
            if made.is_none() {
                into = element.clone();
            }
            made = Some(element);
        }
        if let Some(element) = &made {
            let start = before.rfind(' ').map_or(0, |space| space + 1);
            set(element, before[start..].trim_end_matches('='), Some(value));
        }
    }
}

fn set(element: &Element, name: &str, value: Option<&str>) {
    // Only fails for names that are no names.
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}
