//! Elements as a server makes them: a template, filled and written as HTML.

use std::cell::RefCell;
use std::rc::Rc;

use html_escape::{encode_double_quoted_attribute_to_string, encode_text_to_string};
use wasm_bindgen::JsValue;

/// An element. Copies are handles to the same one.
#[derive(Clone)]
pub(crate) struct Element {
    template: Rc<[String]>,
    html: Rc<RefCell<String>>,
}

/// What a template is filled with, in its order.
pub(crate) struct Values(Vec<String>);

impl Values {
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    pub(crate) fn push(&mut self, text: &str) {
        self.0.push(text.to_owned());
    }
}

/// The elements of a template. Nothing happens in them on a server.
pub(crate) fn build(template: &str, _: Box<dyn Fn(JsValue)>) -> Element {
    Element {
        template: template.split_whitespace().map(str::to_owned).collect(),
        html: Rc::default(),
    }
}

/// Fills what [`build`] has made.
pub(crate) fn fill(element: &Element, values: Values) {
    let mut writer = Writer {
        template: &element.template,
        at: 0,
        values: values.0.into_iter(),
        html: String::new(),
    };
    writer.elements();
    element.html.replace(writer.html);
}

impl Element {
    /// The element with all that is inside.
    pub(crate) fn html(&self) -> String {
        self.html.borrow().clone()
    }
}

struct Writer<'a> {
    template: &'a [String],
    at: usize,
    values: std::vec::IntoIter<String>,
    html: String,
}

impl<'a> Writer<'a> {
    fn token(&self) -> Option<&'a str> {
        self.template.get(self.at).map(String::as_str)
    }

    /// What the next place is filled with.
    fn value(&mut self) -> String {
        self.values.next().unwrap_or_default()
    }

    /// Elements up to the parenthesis that ends them.
    fn elements(&mut self) {
        while let Some(token) = self.token().filter(|token| *token != ")") {
            self.at += 1;
            self.element(token);
        }
    }

    fn element(&mut self, token: &str) {
        let (name, classes) = token.split_once('.').unwrap_or((token, ""));
        self.html.push('<');
        self.html.push_str(name);
        if !classes.is_empty() {
            self.attribute("class", &classes.replace('.', " "));
        }
        // What cannot work yet does not look as if it could.
        let waits = matches!(name, "button" | "input" | "select");
        if waits {
            self.attribute("disabled", "");
        }
        let mut is_open = false;
        while let Some(token) = self.token() {
            let mark = token.find(['$', '~', '*', '(', ')', '=', '?', '@']);
            let Some((name, mark)) = mark.map(|mark| token.split_at(mark)) else {
                break;
            };
            if !is_open && matches!(mark, "$" | "~" | "*(" | "(" | ")") {
                self.html.push('>');
                is_open = true;
            }
            match (name, mark) {
                (_, ")") => break,
                (_, "$") => {
                    let text = self.value();
                    encode_text_to_string(&text, &mut self.html);
                }
                (_, "~") => {
                    let drawing = self.value();
                    self.html.push_str(&drawing);
                }
                (_, "(") => {
                    self.at += 1;
                    self.elements();
                }
                (_, "*(") => self.rows(),
                (name, "=$") => {
                    let value = self.value();
                    if !value.is_empty() {
                        self.attribute(name, &value);
                    }
                }
                (name, mark) => match mark.split_at(1) {
                    ("=", value) => self.attribute(name, value),
                    ("?", "disabled") if waits => drop(self.value()),
                    ("?", name) => {
                        let is_there = !self.value().is_empty();
                        if is_there {
                            self.attribute(name, "");
                        }
                    }
                    // An event.
                    _ => {}
                },
            }
            self.at += 1;
        }
        if !is_open {
            self.html.push('>');
        }
        if !matches!(name, "input" | "img") {
            self.html.push_str("</");
            self.html.push_str(name);
            self.html.push('>');
        }
    }

    /// What is in the parentheses, as often as there are keys.
    fn rows(&mut self) {
        let start = self.at + 1;
        for _ in 0..self.value().parse().unwrap_or(0) {
            let _key = self.value();
            self.at = start;
            self.elements();
        }
        // No row may have moved past them.
        self.at = start;
        let mut depth = 1;
        while depth > 0
            && let Some(token) = self.token()
        {
            depth += usize::from(token.ends_with('('));
            depth -= usize::from(token == ")");
            self.at += usize::from(depth > 0);
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.html.push(' ');
        self.html.push_str(name);
        self.html.push_str("=\"");
        encode_double_quoted_attribute_to_string(value, &mut self.html);
        self.html.push('"');
    }
}
