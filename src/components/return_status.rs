//! What became of a payment, for a buyer who comes back from PayPal.

mod seen;

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use leptos_paypal_core::{CheckoutRef, CheckoutStatus, Money, PdtReturn, ReturnQuery};
use wasm_bindgen::JsValue;

use self::seen::{Seen, Standing};
use super::view::{Act, Component, Fill, View};
use super::way_back;
use crate::browser::js::Object;
use crate::browser::merchant::{self, CallProblem, Refusal};
use crate::browser::task::once;
use crate::browser::{event, page, return_query};
use crate::config::CheckoutConfig;
use crate::kept::Kept;
use crate::state::Shop;
use crate::text::Text;

/// How often the server is asked before the buyer has to ask.
const LOOKS: u32 = 12;

/// The longest pause between two looks, in multiples of the first.
const LONGEST: u32 = 20;

const TEMPLATE: &str = concat!(
    "section.cx-return data-status=$ aria-label=$ ( \
       span.cx-sign aria-hidden=true \
       div.cx-said role=status ( h2.cx-title $ p.cx-return-text $ p.cx-late $ ) ",
    way_back!(),
    "button.cx-again type=button ?hidden $ click@6 \
     dl.cx-facts ( \
       div.cx-row ?hidden ( dt $ dd $ ) \
       div.cx-row ?hidden ( dt $ dd $ ) \
       div.cx-row ?hidden ( dt $ dd $ ) ) )"
);

/// What the page shows.
#[derive(Clone)]
struct Shown {
    seen: Rc<Seen>,
    /// Whether it has stopped asking.
    is_late: bool,
}

/// What is asked for.
struct Look {
    shop: Shop,
    query: String,
    shown: Kept<Shown>,
    /// Whether the server has made something of the query.
    told: Cell<bool>,
    /// Whether the component is not there any more.
    is_gone: Cell<bool>,
}

/// The component. Who asks does not hold it, and stops when it is gone.
struct ReturnStatus(Rc<Look>);

impl Drop for ReturnStatus {
    fn drop(&mut self) {
        self.0.is_gone.set(true);
    }
}

pub(crate) fn return_status(shop: Shop, query: String) -> Component {
    let look = Rc::new(Look {
        shop,
        query,
        shown: Kept::new(Shown {
            seen: Rc::default(),
            is_late: false,
        }),
        told: Cell::new(false),
        is_gone: Cell::new(false),
    });
    // Runs when the page is there, so that events reach it.
    if cfg!(not(feature = "ssr")) {
        let look = look.clone();
        page::soon(&once(move |_| look.run(true)));
    }
    Component {
        template: TEMPLATE,
        view: Rc::new(ReturnStatus(look)),
    }
}

impl View for ReturnStatus {
    fn fill(&self, fill: &mut Fill<'_>) {
        let Shown { seen, is_late } = self.0.shown.get();
        let environment = &fill.state.config.environment;
        let (title, text) = seen.texts();
        fill.text(seen.standing.name());
        fill.words(title);
        fill.words(title);
        fill.words(text);
        fill.words_if(is_late, Text::ReturnLate);
        let way_back = seen.way_back();
        let is_allowed = environment.allows(way_back);
        super::fill_way_back(fill, if is_allowed { way_back } else { "" });
        fill.flag(!is_late && seen.standing != Standing::Unreachable);
        fill.words(Text::ReturnAgain);
        let total = seen.total.map(|total| fill.amount(total));
        for (name, value) in [
            (Text::ReturnTotal, total.as_deref()),
            (Text::ReturnReference, Some(seen.reference())),
            (Text::ReturnTransaction, seen.transaction.as_deref()),
        ] {
            let value = value.unwrap_or_default();
            fill.flag(value.is_empty());
            fill.words(name);
            fill.text(value);
        }
    }

    fn act(&self, _: &Act) {
        self.0.clone().run(false);
    }
}

impl Look {
    /// Finds out, first from what this browser knows.
    fn run(self: Rc<Self>, is_first: bool) {
        let shop = self.shop;
        let back = return_query::read(&self.query);
        let config = shop.now(|state| state.config.clone());
        let mut found = Seen::default();
        match checkout_name(&back) {
            Some(name) if cfg!(feature = "server") && config.complete_address(&name).is_some() => {
                if !is_undecided(&back) {
                    if !is_first {
                        self.show(found);
                    }
                    let asking = Asking {
                        last: self.shown.now().seen,
                        look: self,
                        config,
                        back,
                        name,
                        round: 0,
                    };
                    asking.ask();
                    return;
                }
                found.remember(shop, name);
                found.standing = Standing::Server(CheckoutStatus::Cancelled);
            }
            _ => without_server(shop, &back, &mut found),
        }
        report(&found);
        self.show(found);
    }

    fn show(&self, seen: Seen) -> Rc<Seen> {
        let seen = Rc::new(seen);
        self.shown.set(Shown {
            seen: seen.clone(),
            is_late: false,
        });
        seen
    }
}

/// Asks the server until there is nothing to wait for.
struct Asking {
    look: Rc<Look>,
    config: Arc<CheckoutConfig>,
    back: ReturnQuery,
    name: CheckoutRef,
    last: Rc<Seen>,
    round: u32,
}

impl Asking {
    /// Asks, unless the component is gone or somebody has asked again. What was
    /// told to the server once is only looked at.
    fn ask(mut self) {
        let look = &self.look;
        if look.is_gone.get() || !Rc::ptr_eq(&look.shown.now().seen, &self.last) {
            return;
        }
        let (config, name) = (&self.config, &self.name);
        let (url, told) = match config.status_address(name) {
            Some(status) if look.told.get() => (status, JsValue::UNDEFINED),
            _ => {
                let told = told(&look.query, &self.back, config);
                (config.complete_address(name).unwrap_or_default(), told)
            }
        };
        merchant::ask(&url, &told, move |answer| {
            if let Some(pause) = self.hear(&answer) {
                page::sleep(pause, once(move |_| self.ask()));
            }
        });
    }

    /// Shows what was answered; the milliseconds until the next look, if there
    /// is one.
    fn hear(&mut self, answer: &JsValue) -> Option<u32> {
        let look = &*self.look;
        let shop = look.shop;
        self.round += 1;
        let is_known = matches!(self.last.standing, Standing::Server(_));
        let has_status = self.config.status_address(&self.name).is_some();
        let mut wait = 0;
        let mut is_no_answer = false;
        let mut found = Seen::default();
        match merchant::looked(answer) {
            Ok(progress) => {
                look.told.set(true);
                found = progress.into();
            }
            // One answer that got lost does not hide what is known.
            Err(CallProblem::Unreachable) if is_known => {}
            Err(CallProblem::Unreachable) => found.standing = Standing::Unreachable,
            Err(CallProblem::Refused(refusal)) => {
                wait = refusal.wait;
                // What the server made nothing of, it still knows.
                if says_nothing(&refusal) && has_status && !look.told.replace(true) {
                    is_no_answer = true;
                } else if !(refusal.passes && is_known) {
                    refused(shop, *refusal, &self.name, &mut found);
                }
            }
        }
        if found.standing != Standing::Looking && found != *self.last {
            if let (Standing::Server(status), Some(name)) = (found.standing, &found.name) {
                shop.heard(name, status);
            }
            report(&found);
            self.last = look.show(found);
        }
        let is_over = !self.last.waits(self.back.cancelled) || look.told.get() && !has_status;
        if is_over && !is_no_answer {
            return None;
        }
        if self.round >= LOOKS {
            let seen = self.last.clone();
            look.shown.set(Shown {
                seen,
                is_late: true,
            });
            return None;
        }
        if is_no_answer {
            return Some(0);
        }
        let times = (self.round * self.round).min(LONGEST);
        let pause = self.config.poll_ms.saturating_mul(times);
        Some(pause.max(wait.saturating_mul(1_000)))
    }
}

/// What the checkout is called in the query: our own name, or PayPal's, where
/// a server has none of its own.
fn checkout_name(back: &ReturnQuery) -> Option<CheckoutRef> {
    if let Some(id) = &back.checkout {
        return Some(id.clone().into());
    }
    let name = back.payment_id.as_ref().or(back.token.as_ref())?;
    name.parse().ok()
}

/// Whether PayPal itself says that the buyer has not agreed; of our own
/// checkouts the server asks.
const fn is_undecided(back: &ReturnQuery) -> bool {
    back.checkout.is_none() && back.payer_id.is_none()
}

/// What the server is told: the query as it came; a server of another shape
/// also what PayPal's own buttons tell theirs.
fn told(query: &str, back: &ReturnQuery, config: &CheckoutConfig) -> JsValue {
    let fields = Object::new();
    fields.text("query", query);
    if config.complete_url.is_some() {
        fields.given("paymentID", back.payment_id.as_deref());
        fields.given("orderID", back.token.as_deref());
        fields.given("payerID", back.payer_id.as_deref());
    }
    fields.into()
}

/// Whether a refusal says nothing of the payment itself.
fn says_nothing(refusal: &Refusal) -> bool {
    !refusal.passes
        && !matches!(
            refusal.code.as_str(),
            "checkout_unknown" | "instrument_declined" | "payment_refused"
        )
}

/// What a refusal means here.
fn refused(shop: Shop, refusal: Refusal, name: &CheckoutRef, found: &mut Seen) {
    if refusal.passes {
        found.standing = match refusal.code.starts_with("paypal_") {
            true => Standing::PayPalAway,
            false => Standing::Unreachable,
        };
        return;
    }
    let seen = found.remember(shop, name.clone());
    // PayPal's own errors do not always say where the buyer agrees.
    if refusal.approval.is_some() {
        found.approval = refusal.approval;
    }
    found.standing = match refusal.code.as_str() {
        // A reload of a page whose server is not told twice. What was heard
        // the first time counts; never more than that.
        "already_done" => {
            found.approval = None;
            Standing::Server(seen.unwrap_or(CheckoutStatus::Pending))
        }
        "not_approved" => Standing::Server(CheckoutStatus::Created),
        code => {
            found.total = None;
            match code {
                "instrument_declined" => Standing::Declined,
                "payment_refused" | "paypal_refused" => Standing::Refused,
                _ => {
                    found.name = None;
                    Standing::Unknown
                }
            }
        }
    };
}

/// What a page without a server can say: PayPal's own words, and only about a
/// checkout that this browser has started.
fn without_server(shop: Shop, back: &ReturnQuery, found: &mut Seen) {
    found.standing = match (&back.checkout, &back.pdt) {
        (None, _) => Standing::Nothing,
        (Some(id), Some(pdt)) if pdt.cm.as_deref() == Some(id.as_str()) => {
            let name = id.clone().into();
            let is_paid = pdt.st == "Completed";
            if is_paid {
                shop.heard(&name, CheckoutStatus::Paid);
            }
            found.name = Some(name);
            found.total = total(pdt);
            found.transaction = Some(pdt.tx.clone());
            match is_paid {
                true => Standing::Reported,
                false => Standing::ReportedPending,
            }
        }
        _ if back.cancelled => Standing::TurnedBack,
        _ => Standing::Thanks,
    };
}

fn total(pdt: &PdtReturn) -> Option<Money> {
    let currency = pdt.cc.as_deref()?.parse().ok()?;
    Money::parse(pdt.amt.as_deref()?, currency).ok()
}

fn report(found: &Seen) {
    let detail = Object::new();
    detail.text("checkoutId", found.reference());
    detail.text("status", found.standing.name());
    match &found.reason {
        Some(reason) => detail.text("reason", reason),
        None => detail.put("reason", &JsValue::NULL),
    }
    let detail = detail.into();
    event::fire_all(".cx-return", "checkout-status", &detail);
}
