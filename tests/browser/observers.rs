//! Observers of events, changes of the DOM, and forms that are sent.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, Element, Event, EventTarget, HtmlInputElement, Node};

/// Event listener that is removed when it is dropped.
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    /// May run again while it runs.
    callback: Closure<dyn Fn(Event)>,
}

impl Listener {
    pub fn on(
        target: impl Into<EventTarget>,
        name: &'static str,
        handler: impl Fn(Event) + 'static,
    ) -> Self {
        let target = target.into();
        let callback = Closure::<dyn Fn(Event)>::new(handler);
        target
            .add_event_listener_with_callback(name, callback.as_ref().unchecked_ref())
            .unwrap();
        Self {
            target,
            name,
            callback,
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let callback = self.callback.as_ref().unchecked_ref();
        let removed = self
            .target
            .remove_event_listener_with_callback(self.name, callback);
        removed.unwrap();
    }
}

/// Details of the events of one name.
pub struct EventLog {
    pub details: Rc<RefCell<Vec<JsValue>>>,
    _listener: Listener,
}

impl EventLog {
    /// Events that reach the document. `prevents` cancels each.
    pub fn on(name: &'static str, prevents: bool) -> Self {
        Self::at(document(), name, prevents)
    }

    /// Events that reach `target`.
    pub fn at(target: impl Into<EventTarget>, name: &'static str, prevents: bool) -> Self {
        let details = Rc::new(RefCell::new(Vec::new()));
        let log = Rc::clone(&details);
        let listener = Listener::on(target, name, move |event| {
            if prevents {
                event.prevent_default();
            }
            log.borrow_mut()
                .push(event.unchecked_into::<CustomEvent>().detail());
        });
        Self {
            details,
            _listener: listener,
        }
    }

    pub fn count(&self) -> usize {
        self.details.borrow().len()
    }

    /// A field of the last detail.
    pub fn last(&self, field: &str) -> String {
        let details = self.details.borrow();
        let detail = details.last().expect("no event came");
        let value = js_sys::Reflect::get(detail, &field.into()).unwrap();
        value
            .as_string()
            .unwrap_or_else(|| js_sys::JSON::stringify(&value).unwrap().into())
    }
}

/// Nodes below an element that change.
pub struct Mutations {
    take: js_sys::Function,
}

impl Mutations {
    pub fn observe(root: &Element) -> Self {
        let observe = js_sys::Function::new_with_args(
            "root",
            "const nodes = [];
             const keep = (records) => nodes.push(...records.map((record) => record.target));
             const seen = new MutationObserver(keep);
             seen.observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
             return () => { keep(seen.takeRecords()); seen.disconnect(); return nodes; };",
        );
        let take = observe.call1(&JsValue::NULL, root).unwrap();
        Self {
            take: take.unchecked_into(),
        }
    }

    /// The nodes that changed, and ends.
    pub fn take(&self) -> Vec<Node> {
        let nodes: js_sys::Array = self.take.call0(&JsValue::NULL).unwrap().unchecked_into();
        nodes.iter().map(JsCast::unchecked_into).collect()
    }
}

/// Names and values, in order.
pub type Fields = Vec<(String, String)>;

/// Catches forms on their way out: the browser stays.
pub struct Forms {
    pub sent: Rc<RefCell<Vec<Fields>>>,
    pub actions: Rc<RefCell<Vec<String>>>,
    _listener: Listener,
}

impl Forms {
    pub fn catch() -> Self {
        let sent = Rc::new(RefCell::new(Vec::new()));
        let actions = Rc::new(RefCell::new(Vec::new()));
        let (sent_log, actions_log) = (Rc::clone(&sent), Rc::clone(&actions));
        let listener = Listener::on(window(), "submit", move |event| {
            let form: web_sys::HtmlFormElement = event.target().unwrap().unchecked_into();
            if form.class_name().contains("cx-") {
                return;
            }
            event.prevent_default();
            assert_eq!(form.method(), "post");
            assert_eq!(
                form.get_attribute("accept-charset").as_deref(),
                Some("utf-8")
            );
            let elements = form.elements();
            let fields = (0..elements.length())
                .map(|index| elements.item(index).unwrap().unchecked_into())
                .map(|field: HtmlInputElement| (field.name(), field.value()))
                .collect();
            sent_log.borrow_mut().push(fields);
            actions_log.borrow_mut().push(form.action());
        });
        Self {
            sent,
            actions,
            _listener: listener,
        }
    }

    pub fn count(&self) -> usize {
        self.sent.borrow().len()
    }

    /// A field of one of the forms.
    pub fn field(&self, form: usize, name: &str) -> Option<String> {
        let sent = self.sent.borrow();
        let found = sent[form].iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone())
    }
}
