//! One checkout: idle → submitting → redirecting, or failed and ready again.

mod order;
mod server;
mod static_page;

use leptos_paypal_core::{CartItem, CheckoutRef, CheckoutStatus, CoreError, Money};
use wasm_bindgen::JsValue;

use crate::browser::js::Object;
use crate::browser::task::{once, spawn};
use crate::browser::{event, page, redirect};
use crate::reactive::untrack;
use crate::state::Shop;
use crate::text::Text;

pub(crate) use order::Order;

/// How long a button stays busy after the browser was sent to PayPal. When the browser is
/// still here then, the buyer has stopped the page and may try again; it is
/// the same checkout.
const REARM_MS: u32 = 12_000;

/// What a button pays for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// Whatever is in the cart when it is pressed.
    Cart,
    /// One article, beside the cart.
    Single {
        /// The article with its choices.
        item: Box<CartItem>,
        /// How many.
        quantity: u32,
    },
}

/// How far the checkout is. There is one at a time on a page, whichever button
/// started it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Nothing is under way.
    #[default]
    Idle,
    /// The checkout is being got ready.
    Submitting {
        /// The button that was pressed.
        button: u32,
    },
    /// The browser is leaving for PayPal.
    Redirecting {
        /// The button that was pressed.
        button: u32,
    },
    /// It did not work; every button can be pressed again.
    Failed {
        /// The button that was pressed.
        button: u32,
        /// What went wrong.
        failure: Failure,
    },
}

impl Phase {
    /// Whether a payment is being started.
    pub(crate) const fn is_busy(&self) -> bool {
        matches!(self, Self::Submitting { .. } | Self::Redirecting { .. })
    }

    /// Whether that button started the payment that is being started.
    pub(crate) const fn is_busy_at(&self, own: u32) -> bool {
        match self {
            Self::Submitting { button } | Self::Redirecting { button } => *button == own,
            _ => false,
        }
    }
}

/// Why a checkout did not start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    /// The stable name.
    pub(crate) code: String,
    /// What the buyer reads.
    pub(crate) message: String,
    /// The total the server wants instead; pressing again agrees to it.
    pub(crate) new_total: Option<Money>,
    /// Where the buyer can go on at PayPal all the same.
    pub(crate) way_back: Option<String>,
}

impl Failure {
    fn new(shop: Shop, text: Text, code: &str) -> Self {
        Self {
            code: code.to_owned(),
            message: untrack(|| shop.fill(text, &[("code", code)])),
            new_total: None,
            way_back: None,
        }
    }

    fn form(shop: Shop, error: &CoreError) -> Self {
        Self::new(shop, Text::ErrorForm, error.code())
    }
}

/// A checkout that the buyer can be sent to PayPal with.
struct Ready {
    name: CheckoutRef,
    total: Money,
    address: String,
    /// The pairs that are posted there; nothing to just go there.
    fields: Option<JsValue>,
}

/// What getting ready came to.
enum Outcome {
    /// Off to PayPal.
    Ready(Ready),
    /// The same order was sent before, and money is on its way or there.
    Already(CheckoutRef, CheckoutStatus),
}

/// Starts a checkout, unless one is being started. `root` fires the events.
pub(crate) fn start(shop: Shop, button: u32, subject: &Subject, root: JsValue) {
    if shop.now(|state| state.phase.is_busy()) {
        return;
    }
    let agreed = shop.now(|state| match &state.phase {
        Phase::Failed {
            button: failed,
            failure,
        } if *failed == button => failure.new_total,
        _ => None,
    });
    shop.set_phase(Phase::Submitting { button });
    let server = shop.now(|state| state.config.create_address());
    let order = Order::read(shop, subject, agreed).map_err(|error| Failure::form(shop, &error));
    match (order, server) {
        (Err(failure), _) => fail(shop, button, failure, &root),
        (Ok(order), None) if cfg!(feature = "static-page") => {
            let outcome = static_page::prepare(shop, order);
            finish(shop, button, outcome, &root);
        }
        (Ok(order), Some(url)) if cfg!(feature = "server") => spawn(async move {
            let outcome = server::prepare(shop, &url, order).await;
            // The page may have taken the component away meanwhile, or come
            // back from its cache with everything reset.
            if shop.is_still(&Phase::Submitting { button }) {
                finish(shop, button, outcome, &root);
            }
        }),
        // The page loads the module that its configuration needs.
        (Ok(_), _) => {
            let failure = Failure::new(shop, Text::ErrorForm, "path_unsupported");
            fail(shop, button, failure, &root);
        }
    }
}

fn finish(shop: Shop, button: u32, outcome: Result<Outcome, Failure>, root: &JsValue) {
    match outcome {
        Err(failure) => fail(shop, button, failure, root),
        Ok(Outcome::Already(name, status)) => {
            shop.heard(&name, status);
            shop.set_notice(Text::NoticePaid);
            shop.set_phase(Phase::Idle);
            let detail = Object::new();
            detail.text("checkoutId", name.as_str());
            detail.text("status", status.as_str());
            event::fire(root, "checkout-status", &detail.into());
        }
        Ok(Outcome::Ready(ready)) => {
            if let Err(failure) = leave(shop, button, &ready, root) {
                fail(shop, button, failure, root);
            }
        }
    }
}

fn leave(shop: Shop, button: u32, ready: &Ready, root: &JsValue) -> Result<(), Failure> {
    let allowed = shop.now(|state| state.config.environment.allows(&ready.address));
    if !allowed {
        return Err(Failure::new(shop, Text::ErrorRedirect, "redirect_refused"));
    }
    let detail = Object::new();
    detail.text("checkoutId", ready.name.as_str());
    detail.text("total", &ready.total.text());
    detail.text("currency", ready.total.currency().code());
    match &ready.fields {
        Some(_) => detail.put("approvalUrl", &JsValue::NULL),
        None => detail.text("approvalUrl", &ready.address),
    }
    detail.text("action", &ready.address);
    detail.put("fields", &page::named(ready.fields.as_ref()));
    if !event::fire(root, "checkout", &detail.into()) {
        shop.set_phase(Phase::Idle);
        return Ok(());
    }
    let leaving = Phase::Redirecting { button };
    shop.set_phase(leaving.clone());
    let left = match &ready.fields {
        Some(fields) => redirect::post(&ready.address, fields),
        None => redirect::go(&ready.address),
    };
    if !left {
        return Err(Failure::new(shop, Text::ErrorRedirect, "redirect_failed"));
    }
    let rearm = once(move |_| {
        if shop.is_still(&leaving) {
            shop.set_phase(Phase::Idle);
        }
    });
    page::sleep(REARM_MS, rearm);
    Ok(())
}

fn fail(shop: Shop, button: u32, failure: Failure, root: &JsValue) {
    let detail = Object::new();
    detail.text("code", &failure.code);
    detail.text("message", &failure.message);
    shop.set_phase(Phase::Failed { button, failure });
    event::fire(root, "checkout-error", &detail.into());
}
