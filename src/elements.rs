//! What the custom elements call. Nothing of Rust is borrowed while the page's
//! own code runs, so that an event handler may call back in.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use leptos_paypal_core::form::{AbsoluteUrl, Payee};
use leptos_paypal_core::{Cart, CartAction, CoreError, MAX_QUANTITY, Totals};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

use crate::browser::js::{self, Object};
use crate::browser::read::{self, Read};
use crate::browser::{page, write};
use crate::checkout::{self, Subject};
use crate::components::add_to_cart::add_to_cart;
use crate::components::cart::cart;
use crate::components::paypal_button::button;
use crate::components::return_status::return_status;
use crate::components::view::{Component, Tag};
use crate::components::{ButtonColor, ButtonLabel, ButtonShape, ButtonStyle, Properties};
use crate::config::{CheckoutConfig, CheckoutPath};
use crate::kept::Kept;
use crate::live::Live;
use crate::reactive::Scope;
use crate::state::Shop;
use crate::text::Texts;

struct Mounted {
    id: u32,
    properties: Rc<Kept<Properties>>,
    tag: Tag,
    // Dropped last: what is followed ends with it.
    _scope: Scope,
}

struct Page {
    shop: Option<(Shop, Scope)>,
    mounted: Vec<Mounted>,
    last: u32,
}

thread_local! {
    static PAGE: RefCell<Page> = const {
        RefCell::new(Page {
            shop: None,
            mounted: Vec::new(),
            last: 0,
        })
    };
}

/// A problem as the page gets it: an `Error` with a `code`.
fn problem(code: &str, what: &str) -> JsValue {
    page::problem(code, what)
}

fn refused(what: &str) -> impl FnOnce(CoreError) -> JsValue {
    move |error| refusal(what, &error)
}

// Not inlined, nor with the closure around it: there are dozens.
#[inline(never)]
fn refusal(what: &str, error: &CoreError) -> JsValue {
    problem(error.code(), what)
}

/// What was read of `what`.
fn read<T>(what: &str, read: Read<T>) -> Result<T, JsValue> {
    read.map_err(|code| problem(code, what))
}

fn shop() -> Result<Shop, JsValue> {
    PAGE.with_borrow(|page| page.shop.as_ref().map(|(shop, _)| *shop))
        .ok_or_else(|| problem("not_configured", "call configure() first"))
}

/// Sets the page up, or changes it while it runs.
///
/// # Errors
/// An `Error` with a `code` when something given cannot be used.
#[wasm_bindgen]
pub fn configure(options: JsValue) -> Result<(), JsValue> {
    let config = config(&options)?;
    if let Ok(shop) = shop() {
        shop.configure(config);
        return Ok(());
    }
    let scope = Scope::new();
    let shop = scope.with(|| Shop::new(config));
    PAGE.with_borrow_mut(|page| page.shop = Some((shop, scope)));
    Ok(())
}

fn config(options: &JsValue) -> Result<CheckoutConfig, JsValue> {
    let environment = read("environment", read::parsed(options, "environment"))?;
    let currency = read("currency", read::parsed(options, "currency"))?;
    let mut config = CheckoutConfig::new(environment, currency);
    fill(&mut config, options)?;
    Ok(config)
}

/// What has a default. Apart from [`config`], so that a way out in the middle
/// has nothing to take down.
fn fill(config: &mut CheckoutConfig, options: &JsValue) -> Result<(), JsValue> {
    config.server = js::text(options, "server");
    if let Some(server) = &mut config.server {
        while server.as_bytes().ends_with(b"/") {
            server.pop();
        }
    }
    config.create_url = js::text(options, "createUrl");
    config.complete_url = js::text(options, "completeUrl");
    let (path, api) = (js::text(options, "path"), js::text(options, "api"));
    let Some(path) = CheckoutPath::from_names(path.as_deref(), api.as_deref()) else {
        let names = "path is form or server, api is payments_v1 or orders_v2";
        return Err(problem("path_unsupported", names));
    };
    config.path = path;
    if let Some(business) = js::text(options, "business") {
        config.business = Some(Payee::try_from(business).map_err(refused("business"))?);
    }
    for (place, name, variable) in [
        (&mut config.return_url, "returnUrl", "return"),
        (&mut config.cancel_url, "cancelUrl", "cancel_return"),
        (&mut config.notify_url, "notifyUrl", "notify_url"),
    ] {
        if let Some(url) = js::text(options, name) {
            *place = Some(AbsoluteUrl::parse(variable, &url).map_err(refused(name))?);
        }
    }
    if let Some(pricing) = js::given(options, "pricing") {
        config.pricing = read("pricing", read::pricing(&pricing, config.currency))?;
    }
    config.products = read("products", read::products(options))?;
    if let Some(locale) = js::text(options, "locale") {
        config.locale = locale;
    }
    if let Some(messages) = js::given(options, "messages") {
        config.texts = Texts::from_lookup(|key| js::text(&messages, key));
    }
    if let Some(key) = js::text(options, "storageKey") {
        config.storage_key = key;
    }
    if let Some(pause) = js::integer(options, "pollMs") {
        config.poll_ms = pause;
    }
    if let Some(missing) = config.missing() {
        return Err(problem("variable_missing", missing));
    }
    config.check().map_err(refused("pricing"))
}

fn properties(given: &JsValue) -> Result<Properties, JsValue> {
    let name = |name| js::text(given, name).unwrap_or_default();
    let product = match js::given(given, "product") {
        Some(product) => Some(Rc::new(read("product", read::product(&product))?)),
        None => None,
    };
    Ok(Properties {
        style: ButtonStyle {
            color: ButtonColor::from_name(&name("color")),
            shape: ButtonShape::from_name(&name("shape")),
            label: ButtonLabel::from_name(&name("label")),
        },
        product,
        quantity: js::integer(given, "quantity")
            .unwrap_or(1)
            .clamp(1, MAX_QUANTITY),
    })
}

/// Puts a component into `host`: `add`, `cart`, `button`, `return`, or
/// `events`, which shows nothing and fires what a cart fires.
/// The number it answers is for [`update`] and [`unmount`].
///
/// # Errors
/// An `Error` with a `code` when a property cannot be used.
#[wasm_bindgen]
pub fn mount(kind: &str, host: HtmlElement, given: JsValue) -> Result<u32, JsValue> {
    let shop = shop()?;
    let first = properties(&given)?;
    if kind == "add" && first.product.is_none() {
        return Err(problem("variable_missing", "product"));
    }
    let scope = Scope::new();
    let (tag, properties) = scope.with(|| {
        let properties = Rc::new(Kept::new(first));
        let component = component(shop, kind, &properties, &given);
        (Tag::new(shop, component), properties)
    });
    page::mount(&host, tag.element());
    Ok(PAGE.with_borrow_mut(|page| {
        page.last += 1;
        page.mounted.push(Mounted {
            id: page.last,
            properties,
            tag,
            _scope: scope,
        });
        page.last
    }))
}

fn component(
    shop: Shop,
    kind: &str,
    properties: &Rc<Kept<Properties>>,
    given: &JsValue,
) -> Component {
    let first = properties.now().product;
    let now = properties.clone();
    let properties = Live::new(move || now.get());
    match (kind, first) {
        ("cart", _) => cart(shop, js::flag(given, "dialog"), properties),
        ("return", _) => return_status(shop, js::text(given, "query").unwrap_or_default()),
        ("button", _) => button(shop, properties),
        (_, Some(first)) => add_to_cart(shop, first, properties),
        // Only hears what happens to the cart.
        (_, None) => Component {
            template: "div.cx-root",
            view: Rc::new(()),
        },
    }
}

/// Changes the properties of a mounted component.
///
/// # Errors
/// An `Error` with a `code` when a property cannot be used; it then stays as
/// it was.
#[wasm_bindgen]
pub fn update(mounted: u32, given: JsValue) -> Result<(), JsValue> {
    let next = properties(&given)?;
    let found = PAGE.with_borrow(|page| {
        let one = page.mounted.iter().find(|one| one.id == mounted);
        one.map(|one| one.properties.clone())
    });
    if let Some(properties) = found {
        properties.set(next);
    }
    Ok(())
}

/// Takes a component out again.
#[wasm_bindgen]
pub fn unmount(mounted: u32) {
    // Dropped outside of the borrow: unmounting runs clean-up code.
    let gone = PAGE.with_borrow_mut(|page| {
        let place = page.mounted.iter().position(|one| one.id == mounted)?;
        Some(page.mounted.swap_remove(place))
    });
    if let Some(gone) = gone {
        page::unmount(gone.tag.element());
    }
}

/// Puts an article into the cart.
///
/// # Errors
/// An `Error` with a `code` when the cart refuses it.
#[wasm_bindgen]
pub fn cart_add(product: JsValue, options: JsValue, quantity: JsValue) -> Result<(), JsValue> {
    let shop = shop()?;
    let product = read("product", read::product(&product))?;
    if product.sold_out {
        return Err(problem("sold_out", product.sku.as_str()));
    }
    let given = Object::new();
    given.put("options", &options);
    given.put("quantity", &quantity);
    let given = given.into();
    let chosen = match js::given(&given, "options") {
        Some(options) => read::choices(&options),
        None => product.default_choices(),
    };
    let quantity = match js::given(&given, "quantity") {
        Some(quantity) => js::whole(&quantity)
            .ok_or_else(|| refused("quantity")(CoreError::QuantityNotPositive))?,
        None => 1,
    };
    let item = product.item(&chosen).map_err(refused("options"))?;
    shop.add(item, quantity).map_err(refused("quantity"))
}

/// Sets how many of a line there are; none takes it out. Lines count from 0,
/// as [`cart_state`] has them.
///
/// # Errors
/// An `Error` with a `code` when there is no such line, or not so many.
#[wasm_bindgen]
pub fn cart_set(line: usize, quantity: u32) -> Result<(), JsValue> {
    let shop = shop()?;
    let key = shop
        .now(|state| state.cart.lines().get(line).map(|line| line.item.key()))
        .ok_or_else(|| problem("line_unknown", "line"))?;
    let action = if quantity == 0 {
        CartAction::Remove { key }
    } else {
        CartAction::SetQuantity { key, quantity }
    };
    shop.apply(action).map_err(refused("quantity"))
}

/// Starts the checkout of the cart, or of one article beside it, without a
/// button. `host` fires what a button would fire; `checkout-status` when the
/// same order is paid already.
///
/// # Errors
/// An `Error` with a `code` when one is being started, or the article cannot
/// be sold.
#[wasm_bindgen]
pub fn cart_checkout(host: HtmlElement, given: JsValue) -> Result<(), JsValue> {
    let shop = shop()?;
    if shop.now(|state| state.phase.is_busy()) {
        return Err(problem("busy", "a checkout is being started"));
    }
    let given = properties(&given)?;
    let subject = match given.product {
        None => Subject::Cart,
        Some(product) => Subject::Single {
            item: Arc::new(
                product
                    .item(&product.default_choices())
                    .map_err(refused("product"))?,
            ),
            quantity: given.quantity,
        },
    };
    // No button has this number.
    checkout::start(shop, u32::MAX, subject, host.into());
    Ok(())
}

/// Empties the cart.
///
/// # Errors
/// When nothing is configured yet.
#[wasm_bindgen]
pub fn cart_clear() -> Result<(), JsValue> {
    shop()?.apply(CartAction::Clear).map_err(refused("cart"))
}

/// The cart as the page may read it: `lines`, `units`, the sums and the
/// `currency` they are in.
///
/// # Errors
/// When nothing is configured yet, or the cart cannot be added up.
#[wasm_bindgen]
pub fn cart_state() -> Result<JsValue, JsValue> {
    shop()?.now(|state| match &state.totals {
        Ok(totals) => Ok(sums(&state.cart, totals)),
        Err(error) => Err(refusal("cart", error)),
    })
}

fn sums(cart: &Cart, totals: &Totals) -> JsValue {
    let mut lines: Vec<JsValue> = Vec::new();
    for (line, sums) in cart.lines().iter().zip(&totals.lines) {
        let written = Object::new();
        written.put("item", &write::item(&line.item));
        written.number("quantity", line.quantity);
        written.amount("amount", sums.goods);
        lines.push(written.into());
    }
    let written = Object::new();
    written.put("lines", &lines.into());
    written.number("units", totals.units);
    written.amount("items", totals.items);
    written.amount("discount", totals.discount);
    written.amount("shipping", totals.shipping);
    written.amount("handling", totals.handling);
    written.amount("tax", totals.tax);
    written.total(totals.total);
    written.into()
}
