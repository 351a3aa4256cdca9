//! One kind of element for every element. `view!` makes a new type, and with
//! it new code, for every combination of element, attributes and children;
//! here there is one, which makes the package several times smaller.

use std::sync::Arc;

use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::attr::custom::custom_attribute;
use leptos::ev::{self, Event};
use leptos::html;
use leptos::prelude::*;
use leptos::tachys::html::event::on;
use leptos::tachys::html::property::prop;

/// A text that follows what it reads.
pub(super) type Words = Arc<dyn Fn() -> String + Send + Sync>;

/// An element to be.
pub(super) struct Tag {
    name: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// An element with its class names; none where `class` is empty.
pub(super) fn tag(name: &'static str, class: &'static str) -> Tag {
    let new = Tag {
        name,
        attributes: Vec::new(),
        children: Vec::new(),
    };
    if class.is_empty() {
        new
    } else {
        new.set("class", class)
    }
}

/// A text as a view.
pub(super) fn text(words: Words) -> AnyView {
    words.into_any()
}

impl Tag {
    /// An attribute that stays.
    pub(super) fn set(self, name: &'static str, value: &'static str) -> Self {
        self.with(custom_attribute(name, value).into_any_attr())
    }

    /// An attribute that follows what it reads; none where it is `None`.
    pub(super) fn follow(
        self,
        name: &'static str,
        value: impl Fn() -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        let value: Arc<dyn Fn() -> Option<String> + Send + Sync> = Arc::new(value);
        self.with(custom_attribute(name, value).into_any_attr())
    }

    /// An attribute with a text that follows what it reads.
    pub(super) fn name(self, name: &'static str, words: &Words) -> Self {
        let words = words.clone();
        self.follow(name, move || Some(words()))
    }

    /// An attribute that is there while `there` says so.
    pub(super) fn when(
        self,
        name: &'static str,
        there: impl Fn() -> bool + Send + Sync + 'static,
    ) -> Self {
        self.follow(name, move || there().then(String::new))
    }

    /// An attribute that says "true" or "false".
    pub(super) fn state(
        self,
        name: &'static str,
        is: impl Fn() -> bool + Send + Sync + 'static,
    ) -> Self {
        self.follow(name, move || Some(is().to_string()))
    }

    /// The `value` property of a field.
    pub(super) fn value(self, value: Words) -> Self {
        self.with(prop("value", value).into_any_attr())
    }

    /// Markup of this crate's own.
    pub(super) fn markup(self, markup: impl Fn() -> &'static str + Send + Sync + 'static) -> Self {
        let markup: Arc<dyn Fn() -> &'static str + Send + Sync> = Arc::new(markup);
        self.with(leptos::tachys::html::element::inner_html(markup).into_any_attr())
    }

    /// What happens on an event.
    pub(super) fn on(self, event: &'static str, handle: impl FnMut(Event) + 'static) -> Self {
        let handle: Box<dyn FnMut(Event)> = Box::new(handle);
        self.with(on(ev::Custom::new(event), handle).into_any_attr())
    }

    /// A child.
    pub(super) fn child(mut self, child: AnyView) -> Self {
        self.children.push(child);
        self
    }

    /// A text inside.
    pub(super) fn text(self, words: Words) -> Self {
        self.child(text(words))
    }

    /// The element as a view.
    pub(super) fn view(self) -> AnyView {
        match self.name {
            // Elements without content are types of their own, or a server
            // would write end tags for them.
            "input" => html::input().add_any_attr(self.attributes).into_any(),
            "img" => html::img().add_any_attr(self.attributes).into_any(),
            name => html::custom(name)
                .add_any_attr(self.attributes)
                .child(self.children)
                .into_any(),
        }
    }

    fn with(mut self, attribute: AnyAttribute) -> Self {
        self.attributes.push(attribute);
        self
    }
}
