//! A page for one test, and how to find things on it.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use leptos_paypal::core::form::Payee;
use leptos_paypal::core::{Cart, CartItem, ChosenOption, Money, Product};
use leptos_paypal::{CheckoutConfig, CheckoutContext, Currency, Environment, provide_checkout};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Event, EventInit, HtmlElement, HtmlInputElement};

pub const SANDBOX: &str = "http://127.0.0.1:8081";

/// A configuration without a server, with a cart of its own.
pub fn config() -> CheckoutConfig {
    let environment: Environment = SANDBOX.parse().unwrap();
    let mut config = CheckoutConfig::new(environment, Currency::USD);
    config.business = Some(Payee::try_from("merchant@example.com".to_owned()).unwrap());
    config.storage_key = fresh_key();
    config
}

/// A name nobody else uses.
pub fn fresh_key() -> String {
    thread_local!(static LAST: RefCell<u32> = const { RefCell::new(0) });
    LAST.with_borrow_mut(|last| {
        *last += 1;
        format!("test-{last}-{}", js_sys::Math::random())
    })
}

pub fn usd(text: &str) -> Money {
    Money::parse(text, Currency::USD).unwrap()
}

pub fn item(sku: &str, price: &str) -> CartItem {
    CartItem::new(sku.parse().unwrap(), sku.to_owned(), usd(price))
}

pub fn chosen(name: &str, value: &str) -> ChosenOption {
    ChosenOption {
        name: name.to_owned(),
        value: value.to_owned(),
    }
}

/// A mug with a priced and a plain option, and a limit of 6.
pub fn mug() -> Product {
    serde_json::from_value(serde_json::json!({
        "sku": "MUG", "name": "Mug", "price": {"value": "18.00", "currency": "USD"},
        "max_quantity": 6,
        "options": [
            {"name": "Size", "choices": [
                {"value": "Small"},
                {"value": "Large", "price": {"value": "22.50", "currency": "USD"}},
            ]},
            {"name": "Colour", "choices": [{"value": "Ash"}, {"value": "Moss"}]},
        ],
    }))
    .unwrap()
}

/// A part of the document that goes away with the test.
pub struct Page {
    pub root: HtmlElement,
    pub checkout: CheckoutContext,
    _view: UnmountHandle<AnyViewState>,
}

impl Page {
    /// Mounts `view` below a checkout, and waits until it is there.
    pub async fn show(config: CheckoutConfig, view: impl FnOnce() -> AnyView + 'static) -> Self {
        let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        document().body().unwrap().append_child(&root).unwrap();
        let checkout = Rc::new(RefCell::new(None));
        let provided = Rc::clone(&checkout);
        let view = mount_to(root.clone(), move || {
            *provided.borrow_mut() = Some(provide_checkout(config));
            view()
        });
        let checkout = checkout.borrow().unwrap();
        settle().await;
        Self {
            root,
            checkout,
            _view: view,
        }
    }

    /// The cart now.
    pub fn cart(&self) -> Cart {
        untrack(|| self.checkout.cart())
    }

    /// Lines of the cart: "2 Tea".
    pub fn lines(&self) -> Vec<String> {
        let cart = self.cart();
        let lines = cart.lines().iter();
        lines
            .map(|line| format!("{} {}", line.quantity, line.item.sku))
            .collect()
    }

    /// Everything of that role and name.
    pub fn all(&self, role: &str, name: &str) -> Vec<HtmlElement> {
        let found = self.root.query_selector_all("*").unwrap();
        (0..found.length())
            .filter_map(|index| found.item(index))
            .map(JsCast::unchecked_into)
            .filter(|element: &HtmlElement| {
                role_of(element) == role && is_shown(element) && name_of(element) == name
            })
            .collect()
    }

    /// The one thing of that role and name.
    pub fn find(&self, role: &str, name: &str) -> HtmlElement {
        let mut found = self.all(role, name);
        assert_eq!(
            found.len(),
            1,
            "{role} {name:?} in {}",
            self.root.inner_html()
        );
        found.remove(0)
    }

    pub fn click(&self, role: &str, name: &str) {
        self.find(role, name).click();
    }

    /// Types into a field and leaves it.
    pub fn fill(&self, role: &str, name: &str, value: &str) {
        let field: HtmlInputElement = self.find(role, name).unchecked_into();
        field.set_value(value);
        fire(&field, "input");
        fire(&field, "change");
    }

    pub fn value(&self, role: &str, name: &str) -> String {
        let field: HtmlInputElement = self.find(role, name).unchecked_into();
        field.value()
    }

    /// The text of a part, as it is shown.
    pub fn text(&self, selector: &str) -> String {
        let found = self.root.query_selector(selector).unwrap();
        let found: HtmlElement = found
            .unwrap_or_else(|| panic!("{selector} in {}", self.root.inner_html()))
            .unchecked_into();
        found.inner_text().trim().to_owned()
    }

    /// Description of a term: the total beside "Total".
    pub fn beside(&self, term: &str) -> Option<String> {
        let terms = self.root.query_selector_all("dt").unwrap();
        (0..terms.length())
            .filter_map(|index| terms.item(index)?.dyn_into::<HtmlElement>().ok())
            .find(|found| found.text_content().as_deref() == Some(term) && is_shown(found))
            .and_then(|found| found.next_element_sibling()?.text_content())
    }

    /// Returns whether that text is said to the buyer, in a live region.
    pub fn says(&self, text: &str) -> bool {
        let found = self
            .root
            .query_selector_all("[role=status], [role=alert]")
            .unwrap();
        (0..found.length())
            .filter_map(|index| found.item(index)?.text_content())
            .any(|said| said.contains(text))
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.root.remove();
    }
}

fn role_of(element: &Element) -> String {
    if let Some(role) = element.get_attribute("role") {
        return role;
    }
    let role = match element.tag_name().to_ascii_lowercase().as_str() {
        "button" => "button",
        "input" if element.get_attribute("type").as_deref() == Some("number") => "spinbutton",
        "select" => "combobox",
        "li" => "listitem",
        "dialog" => "dialog",
        "section" => "region",
        "h2" => "heading",
        _ => "",
    };
    role.to_owned()
}

fn name_of(element: &HtmlElement) -> String {
    if let Some(name) = element.get_attribute("aria-label") {
        return name;
    }
    if let Ok(Some(label)) = element.closest("label") {
        let word = label
            .first_element_child()
            .and_then(|word| word.text_content());
        return word.unwrap_or_default();
    }
    let name = spoken_text(element);
    name.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace(" ,", ",")
        .replace(" :", ":")
}

/// Text of an element without what is hidden from screen readers.
fn spoken_text(element: &Element) -> String {
    let nodes = element.child_nodes();
    (0..nodes.length())
        .filter_map(|index| nodes.item(index))
        .map(|node| match node.dyn_into::<Element>() {
            Ok(child) if child.get_attribute("aria-hidden").as_deref() == Some("true") => {
                String::new()
            }
            Ok(child) => spoken_text(&child),
            Err(text) => text.text_content().unwrap_or_default(),
        })
        .collect()
}

fn is_shown(element: &HtmlElement) -> bool {
    element.closest("[hidden]").unwrap().is_none()
        && element.closest("dialog:not([open])").unwrap().is_none()
}

pub fn fire(target: &web_sys::EventTarget, name: &str) {
    let options = EventInit::new();
    options.set_bubbles(true);
    let event = Event::new_with_event_init_dict(name, &options).unwrap();
    target.dispatch_event(&event).unwrap();
}

/// Runs effects and answers that are due.
pub async fn settle() {
    for _ in 0..3 {
        let turn = js_sys::Promise::new(&mut |resolve, _| {
            window()
                .set_timeout_with_callback(resolve.unchecked_ref())
                .unwrap();
        });
        JsFuture::from(turn).await.unwrap();
    }
}

/// Waits until `holds` does; panics when it never does.
pub async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..200 {
        if holds() {
            return;
        }
        settle().await;
    }
    panic!("timed out waiting for: {what}");
}

/// Dispatches what the browser does when it shows a page out of its cache.
pub fn restore_from_cache() {
    let make = js_sys::Function::new_no_args(
        "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))",
    );
    make.call0(&JsValue::NULL).unwrap();
}
