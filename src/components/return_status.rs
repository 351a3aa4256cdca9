//! What became of a payment, for a buyer who comes back from PayPal.

mod seen;

use std::cell::Cell;
use std::rc::{Rc, Weak};
use std::sync::Arc;

use leptos_paypal_core::{CheckoutRef, CheckoutStatus, Money, PdtReturn, ReturnQuery};
use wasm_bindgen::JsValue;

use self::seen::{Seen, Standing};
use super::view::{Act, Fill, Tag, View};
use super::way_back;
use crate::browser::merchant::{self, CallProblem, Progress, Refusal};
use crate::browser::task::spawn;
use crate::browser::{event, js, return_query, time, write};
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

/// What is asked for. Who asks holds it weakly, and stops when the component
/// is gone.
struct Look {
    shop: Shop,
    query: String,
    shown: Kept<Shown>,
    /// Whether the server has made something of the query.
    told: Cell<bool>,
}

pub(crate) fn return_status(shop: Shop, query: String) -> Tag {
    let look = Rc::new(Look {
        shop,
        query,
        shown: Kept::new(Shown {
            seen: Rc::default(),
            is_late: false,
        }),
        told: Cell::new(false),
    });
    // Runs when the page is there, so that events reach it.
    if cfg!(not(feature = "ssr")) {
        let look = Rc::downgrade(&look);
        spawn(async move {
            if let Some(look) = look.upgrade() {
                look.run(true);
            }
        });
    }
    Tag::new(shop, TEMPLATE, look)
}

impl View for Look {
    fn fill(&self, fill: &mut Fill<'_>) {
        let Shown { seen, is_late } = self.shown.get();
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

    fn act(self: Rc<Self>, _: &Act) {
        self.run(false);
    }
}

impl Look {
    fn show(&self, seen: Rc<Seen>, is_late: bool) {
        self.shown.set(Shown { seen, is_late });
    }

    /// Finds out, first from what this browser knows.
    fn run(self: Rc<Self>, is_first: bool) {
        let back = return_query::read(&self.query);
        let config = self.shop.now(|state| state.config.clone());
        let server = match checkout_name(&back) {
            Some(name) if cfg!(feature = "server") => {
                config.complete_address(&name).map(|url| (name, url))
            }
            _ => None,
        };
        let found = match server {
            None => without_server(self.shop, back),
            Some((name, _)) if is_undecided(&back) => {
                let known = self.shop.records().of(&name);
                let approval = known.as_ref().and_then(|record| record.approval.clone());
                Seen::remembered(name, known.as_ref(), approval, CheckoutStatus::Cancelled)
            }
            Some((name, complete)) => {
                if !is_first {
                    self.show(Rc::default(), false);
                }
                // A task of its own, which a page without a server does not have.
                if cfg!(feature = "server") {
                    let asking = Asking {
                        shop: self.shop,
                        told: told(&self.query, &back, &config),
                        is_told: self.told.get(),
                        status: config.status_address(&name),
                        complete,
                        name,
                        turned_back: back.cancelled,
                        config,
                        last: self.shown.now().seen,
                        round: 0,
                        look: Rc::downgrade(&self),
                    };
                    spawn(asking.run());
                }
                return;
            }
        };
        report(&found);
        self.show(Rc::new(found), false);
    }
}

/// Asks the server until there is nothing to wait for.
struct Asking {
    look: Weak<Look>,
    shop: Shop,
    config: Arc<CheckoutConfig>,
    name: CheckoutRef,
    complete: String,
    status: Option<String>,
    told: JsValue,
    is_told: bool,
    turned_back: bool,
    last: Rc<Seen>,
    round: u32,
}

impl Asking {
    async fn run(mut self) {
        while self.goes_on() {
            let (url, told) = match &self.status {
                Some(status) if self.is_told => (status, None),
                _ => (&self.complete, Some(&self.told)),
            };
            let answer = merchant::look(url, told).await;
            match self.hear(merchant::looked(&answer)) {
                Some(pause) => drop(time::sleep(pause).await),
                None => return,
            }
        }
    }

    /// Not when the page is gone, or somebody has asked again.
    fn goes_on(&self) -> bool {
        let look = self.look.upgrade();
        look.is_some_and(|look| look.shown.with(|shown| Rc::ptr_eq(&shown.seen, &self.last)))
    }

    /// Shows what was answered; the milliseconds until the next look, if there
    /// is one.
    fn hear(&mut self, answer: Result<Progress, CallProblem>) -> Option<u32> {
        self.round += 1;
        let is_known = matches!(self.last.standing, Standing::Server(_));
        let mut wait = 0;
        let mut is_no_answer = false;
        let mut found = None;
        match answer {
            Ok(progress) => {
                self.is_told = true;
                found = Some(progress.into());
            }
            // One answer that got lost does not hide what is known.
            Err(CallProblem::Unreachable) if is_known => {}
            Err(CallProblem::Unreachable) => found = Some(Standing::Unreachable.into()),
            Err(CallProblem::Refused(refusal)) => {
                wait = refusal.wait;
                // What the server made nothing of, it still knows.
                is_no_answer = says_nothing(&refusal) && self.status.is_some() && !self.is_told;
                if is_no_answer {
                    self.is_told = true;
                } else if !(refusal.passes && is_known) {
                    found = Some(refused(self.shop, *refusal, &self.name));
                }
            }
        }
        let look = self.look.upgrade();
        if let Some(look) = &look {
            look.told.set(self.is_told);
        }
        if let Some(found) = found
            && found != *self.last
        {
            if let (Standing::Server(status), Some(name)) = (found.standing, &found.name) {
                self.shop.heard(name, status);
            }
            report(&found);
            self.last = Rc::new(found);
            look.as_ref()?.show(self.last.clone(), false);
        }
        let is_over = !self.last.waits(self.turned_back) || self.is_told && self.status.is_none();
        if is_over && !is_no_answer {
            return None;
        }
        if self.round >= LOOKS {
            look?.show(self.last.clone(), true);
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
    let mut fields = vec![("query", write::text(query))];
    if config.complete_url.is_some() {
        for (name, value) in [
            ("paymentID", &back.payment_id),
            ("orderID", &back.token),
            ("payerID", &back.payer_id),
        ] {
            if let Some(value) = value {
                fields.push((name, write::text(value)));
            }
        }
    }
    js::object(&fields)
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
fn refused(shop: Shop, refusal: Refusal, name: &CheckoutRef) -> Seen {
    if refusal.passes {
        return match refusal.code.starts_with("paypal_") {
            true => Standing::PayPalAway.into(),
            false => Standing::Unreachable.into(),
        };
    }
    let name = name.clone();
    let known = shop.records().of(&name);
    let known = known.as_ref();
    // PayPal's own errors do not always say where the buyer agrees.
    let remembered = || known.and_then(|record| record.approval.clone());
    let approval = refusal.approval.or_else(remembered);
    let standing = match refusal.code.as_str() {
        "instrument_declined" => Standing::Declined,
        "payment_refused" | "paypal_refused" => Standing::Refused,
        // A reload of a page whose server is not told twice. What was heard
        // the first time counts; never more than that.
        "already_done" => {
            let seen = known.and_then(|record| record.seen);
            let seen = seen.unwrap_or(CheckoutStatus::Pending);
            return Seen::remembered(name, known, None, seen);
        }
        "not_approved" => {
            return Seen::remembered(name, known, approval, CheckoutStatus::Created);
        }
        _ => return Standing::Unknown.into(),
    };
    Seen {
        name: Some(name),
        approval,
        ..standing.into()
    }
}

/// What a page without a server can say: PayPal's own words, and only about a
/// checkout that this browser has started.
fn without_server(shop: Shop, back: ReturnQuery) -> Seen {
    let Some(id) = back.checkout else {
        return Standing::Nothing.into();
    };
    match back.pdt {
        Some(pdt) if pdt.cm.as_deref() == Some(id.as_str()) => {
            let name = id.into();
            let mut standing = Standing::ReportedPending;
            if pdt.st == "Completed" {
                shop.heard(&name, CheckoutStatus::Paid);
                standing = Standing::Reported;
            }
            Seen {
                name: Some(name),
                total: total(&pdt),
                transaction: Some(pdt.tx),
                ..standing.into()
            }
        }
        _ if back.cancelled => Standing::TurnedBack.into(),
        _ => Standing::Thanks.into(),
    }
}

fn total(pdt: &PdtReturn) -> Option<Money> {
    let currency = pdt.cc.as_deref()?.parse().ok()?;
    Money::parse(pdt.amt.as_deref()?, currency).ok()
}

fn report(found: &Seen) {
    let reason = found.reason.as_deref();
    let detail = js::object(&[
        ("checkoutId", write::text(found.reference())),
        ("status", write::text(found.standing.name())),
        ("reason", reason.map_or(JsValue::NULL, write::text)),
    ]);
    event::fire_all(".cx-return", "checkout-status", &detail);
}
