//! Elements as a server makes them: a tree that is written as HTML.

use std::cell::RefCell;
use std::rc::Rc;

use html_escape::{encode_double_quoted_attribute_to_string, encode_text_to_string};
use wasm_bindgen::JsValue;

/// An element. Copies are handles to the same one.
#[derive(Clone)]
pub(crate) struct Element(Rc<Node>);

struct Node {
    name: String,
    attributes: RefCell<Vec<(String, String)>>,
    inside: RefCell<Vec<Inside>>,
}

enum Inside {
    Element(Element),
    Words(Rc<RefCell<String>>),
    Drawing(&'static str),
}

/// An element with its class names; none where `class` is empty.
pub(crate) fn make(name: &str, class: &str) -> Element {
    let made = Element(Rc::new(Node {
        name: name.to_owned(),
        attributes: RefCell::default(),
        inside: RefCell::default(),
    }));
    set(
        &made,
        "class",
        Some(class).filter(|class| !class.is_empty()),
    );
    made
}

/// Sets an attribute, or takes it away.
pub(crate) fn set(element: &Element, name: &str, value: Option<&str>) {
    let mut attributes = element.0.attributes.borrow_mut();
    attributes.retain(|(known, _)| known != name);
    if let Some(value) = value {
        attributes.push((name.to_owned(), value.to_owned()));
    }
}

/// What a field holds.
pub(crate) fn fill(field: &Element, value: &str) {
    set(field, "value", Some(value));
}

/// Adds a child at the end.
pub(crate) fn append(parent: &Element, child: &Element) {
    insert(parent, child, None);
}

/// Adds a child before another one, or at the end.
pub(crate) fn insert(parent: &Element, child: &Element, before: Option<&Element>) {
    let mut inside = parent.0.inside.borrow_mut();
    let place = before.and_then(|before| inside.iter().position(|known| known.is(before)));
    let place = place.unwrap_or(inside.len());
    inside.insert(place, Inside::Element(child.clone()));
}

/// Only a later change takes anything away, and a server renders once.
pub(crate) fn remove(_: &Element) {}

/// A text at the end.
pub(crate) fn words(element: &Element) -> Rc<RefCell<String>> {
    let node = Rc::default();
    let mut inside = element.0.inside.borrow_mut();
    inside.push(Inside::Words(Rc::clone(&node)));
    node
}

/// Writes a text anew.
pub(crate) fn write(node: &RefCell<String>, text: &str) {
    node.replace(text.to_owned());
}

/// A drawing of this crate's own, in place of what is inside.
pub(crate) fn draw(place: &Element, svg: &'static str) {
    place.0.inside.replace(vec![Inside::Drawing(svg)]);
}

/// Nothing happens on a server.
pub(crate) fn listen(_: &Element, _: &str, _: Box<dyn FnMut(JsValue)>) {}

impl Inside {
    fn is(&self, element: &Element) -> bool {
        matches!(self, Self::Element(known) if Rc::ptr_eq(&known.0, &element.0))
    }
}

impl Element {
    /// The element with all that is inside.
    pub(crate) fn html(&self) -> String {
        let mut html = String::new();
        self.write(&mut html);
        html
    }

    fn write(&self, html: &mut String) {
        let Node {
            name,
            attributes,
            inside,
        } = &*self.0;
        // What cannot work yet does not look as if it could.
        let waits = matches!(&**name, "button" | "input" | "select");
        if waits {
            set(self, "disabled", Some(""));
        }
        html.push('<');
        html.push_str(name);
        for (name, value) in &*attributes.borrow() {
            html.push(' ');
            html.push_str(name);
            html.push_str("=\"");
            encode_double_quoted_attribute_to_string(value, html);
            html.push('"');
        }
        html.push('>');
        if name == "input" {
            return;
        }
        for inside in &*inside.borrow() {
            match inside {
                Inside::Element(element) => element.write(html),
                Inside::Words(words) => {
                    encode_text_to_string(&*words.borrow(), html);
                }
                Inside::Drawing(svg) => html.push_str(svg),
            }
        }
        html.push_str("</");
        html.push_str(name);
        html.push('>');
    }
}
