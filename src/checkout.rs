//! One checkout: idle → submitting → redirecting, or failed and ready again.

mod order;
mod server;
mod static_page;

use std::sync::Arc;

use leptos_paypal_core::{CartItem, CheckoutRef, CheckoutStatus, Money};
use wasm_bindgen::JsValue;

use crate::browser::js::Object;
use crate::browser::task::once;
use crate::browser::{event, intl, page};
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
        item: Arc<CartItem>,
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
    /// What the buyer reads.
    pub(crate) message: String,
    /// The total the server wants instead; pressing again agrees to it.
    pub(crate) new_total: Option<Money>,
    /// Where the buyer can go on at PayPal all the same.
    pub(crate) way_back: Option<String>,
}

/// Starts a checkout, unless one is being started. `root` fires the events.
pub(crate) fn start(shop: Shop, button: u32, subject: Subject, root: JsValue) {
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
    let press = Press { shop, button, root };
    let order = match Order::read(shop, subject, agreed) {
        Ok(order) => order,
        Err(error) => return press.fail(Text::ErrorForm, error.code()),
    };
    match shop.now(|state| state.config.create_address()) {
        None if cfg!(feature = "static-page") => static_page::run(&press, &order),
        // Shown as busy before anything else happens.
        Some(url) if cfg!(feature = "server") => {
            page::soon(&once(move |_| server::run(press, url, order, 1)));
        }
        // The page loads the module that its configuration needs.
        _ => press.fail(Text::ErrorForm, "path_unsupported"),
    }
}

/// A button that was pressed, until the browser leaves or the buyer is told
/// why it does not.
struct Press {
    shop: Shop,
    button: u32,
    root: JsValue,
}

impl Press {
    /// Whether the buyer still waits. The page may have taken the component
    /// away meanwhile, or come back from its cache with everything reset.
    fn is_still(&self) -> bool {
        let button = self.button;
        self.shop.is_still(&Phase::Submitting { button })
    }

    fn fail(&self, text: Text, code: &str) {
        self.refuse(text, code, None, None);
    }

    fn refuse(&self, text: Text, code: &str, new_total: Option<Money>, way_back: Option<String>) {
        let message = self.shop.now(|state| {
            let config = &state.config;
            let total = new_total.map(|total| intl::money(&config.locale, total));
            let values = [("code", code), ("total", &total.unwrap_or_default())];
            config.texts.fill(text, &values)
        });
        let detail = Object::new();
        detail.text("code", code);
        detail.text("message", &message);
        self.shop.set_phase(Phase::Failed {
            button: self.button,
            failure: Failure {
                message,
                new_total,
                way_back,
            },
        });
        event::fire(&self.root, "checkout-error", &detail.into());
    }

    /// The same order was sent before, and money is on its way or there.
    fn already(&self, name: &CheckoutRef, status: CheckoutStatus) {
        self.shop.heard(name, status);
        self.shop.set_notice(Text::NoticePaid);
        self.shop.set_phase(Phase::Idle);
        let detail = Object::new();
        detail.text("checkoutId", name.as_str());
        detail.text("status", status.as_str());
        event::fire(&self.root, "checkout-status", &detail.into());
    }

    /// Off to PayPal: posts the fields, which are pairs of texts, or just goes
    /// there where there are none.
    fn leave(&self, name: &CheckoutRef, total: Money, address: &str, fields: Option<&JsValue>) {
        let Self { shop, button, root } = self;
        if !shop.now(|state| state.config.environment.allows(address)) {
            return self.fail(Text::ErrorRedirect, "redirect_refused");
        }
        let detail = Object::new();
        detail.text("checkoutId", name.as_str());
        detail.total(total);
        match fields {
            Some(_) => detail.put("approvalUrl", &JsValue::NULL),
            None => detail.text("approvalUrl", address),
        }
        detail.text("action", address);
        detail.put("fields", &page::named(fields));
        if !event::fire(root, "checkout", &detail.into()) {
            return shop.set_phase(Phase::Idle);
        }
        let leaving = Phase::Redirecting { button: *button };
        shop.set_phase(leaving.clone());
        if !page::leave(address, fields) {
            return self.fail(Text::ErrorRedirect, "redirect_failed");
        }
        let shop = *shop;
        let rearm = once(move |_| {
            if shop.is_still(&leaving) {
                shop.set_phase(Phase::Idle);
            }
        });
        page::sleep(REARM_MS, rearm);
    }
}
