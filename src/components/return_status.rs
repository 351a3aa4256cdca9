//! What became of a payment, for a buyer who comes back from PayPal.

mod seen;

use std::cell::Cell;
use std::rc::{Rc, Weak};
use std::sync::Arc;

use leptos_paypal_core::{CheckoutRef, CheckoutStatus, Money, ReturnQuery};

use self::seen::{Seen, approval, name, reference, texts, total, transaction, waits};
use super::tag::{Tag, Words, tag};
use super::{fact, way_back, words};
use crate::browser::merchant::{self, CallProblem, Progress, Refusal};
use crate::browser::task::spawn;
use crate::browser::{event, js, return_query, time, write};
use crate::config::CheckoutConfig;
use crate::kept::Kept;
use crate::record::Record;
use crate::state::Shop;
use crate::text::Text;

/// How often the server is asked before the buyer has to ask.
const LOOKS: u32 = 12;

/// The longest pause between two looks, in multiples of the first.
const LONGEST: u32 = 20;

/// What the page shows, and whether it has stopped asking.
#[derive(Clone, Debug)]
struct Shown {
    seen: Seen,
    late: bool,
}

/// What is asked for.
#[derive(Clone)]
struct Look {
    shop: Shop,
    query: Rc<str>,
    shown: Kept<Shown>,
    /// Gone with the component.
    place: Weak<()>,
    /// Whether the server has made something of the query.
    told: Rc<Cell<bool>>,
}

pub(crate) fn return_status(shop: Shop, query: String) -> Tag {
    let place = Rc::new(());
    let look = Look {
        shop,
        place: Rc::downgrade(&place),
        query: query.into(),
        shown: Kept::new(Shown {
            seen: Seen::Looking,
            late: false,
        }),
        told: Rc::default(),
    };
    // Runs when the page is there, so that events reach it.
    if cfg!(not(feature = "ssr")) {
        spawn(look.clone().run(true));
    }

    let title = look.words(|look| look.text(|seen| texts(seen).0));
    let again = tag("button", "cx-again")
        .set("type", "button")
        .when("hidden", {
            let look = look.clone();
            move || !look.with(|shown| shown.late || shown.seen == Seen::Unreachable)
        })
        .text(words(shop, Text::ReturnAgain));
    let again = {
        let look = look.clone();
        again.on("click", move |_| spawn(look.clone().run(false)))
    };
    let late = look.words(|look| match look.with(|shown| shown.late) {
        true => look.shop.text(Text::ReturnLate),
        false => String::new(),
    });
    let said = tag("div", "cx-said")
        .set("role", "status")
        .child(tag("h2", "cx-title").text(title.clone()))
        .child(tag("p", "cx-return-text").text(look.words(|look| look.text(|seen| texts(seen).1))))
        .child(tag("p", "cx-late").text(late));
    let facts = tag("dl", "cx-facts")
        .child(look.fact(Text::ReturnTotal, |look| {
            let total = look.with(|shown| total(&shown.seen));
            total
                .map(|total| look.shop.money(total))
                .unwrap_or_default()
        }))
        .child(look.fact(Text::ReturnReference, |look| {
            look.with(|shown| reference(&shown.seen))
        }))
        .child(look.fact(Text::ReturnTransaction, |look| {
            look.with(|shown| transaction(&shown.seen))
        }));
    let state = look.words(|look| look.with(|shown| name(&shown.seen).to_owned()));
    let back = look.clone();
    let back = way_back(shop, move || {
        shop.allowed(back.with(|shown| approval(&shown.seen)))
    });
    tag("section", "cx-return")
        .keep(place)
        .name("data-status", &state)
        .name("aria-label", &title)
        .child(tag("span", "cx-sign").set("aria-hidden", "true"))
        .child(said)
        .child(back)
        .child(again)
        .child(facts)
}

impl Look {
    fn with<T>(&self, read: impl FnOnce(&Shown) -> T) -> T {
        self.shown.with(read)
    }

    fn words(&self, words: fn(&Self) -> String) -> Words {
        let look = self.clone();
        Rc::new(move || words(&look))
    }

    fn text(&self, text: fn(&Seen) -> Text) -> String {
        self.shop.text(self.with(|shown| text(&shown.seen)))
    }

    fn fact(&self, text: Text, value: fn(&Self) -> String) -> Tag {
        let look = self.clone();
        fact(words(self.shop, text), self.words(value), move || {
            !value(&look).is_empty()
        })
    }

    /// Shows what was found; false when nobody looks any more.
    fn show(&self, seen: Seen, late: bool) -> bool {
        self.shown.set(Shown { seen, late });
        self.place.strong_count() > 0
    }

    /// Finds out, first from what this browser knows.
    async fn run(self, first: bool) {
        let back = return_query::read(&self.query);
        let config = self.shop.now(|state| state.config.clone());
        let server = match checkout_name(&back) {
            Some(name) if cfg!(feature = "server") => {
                config.complete_address(&name).map(|url| (name, url))
            }
            _ => None,
        };
        let found = match server {
            None => without_server(self.shop, &back),
            Some((name, _)) if is_undecided(&back) => {
                let known = self.shop.records().of(&name);
                let approval = known.as_ref().and_then(|record| record.approval.clone());
                remember(&name, known, approval, CheckoutStatus::Cancelled)
            }
            Some((name, complete)) => {
                if !first {
                    self.show(Seen::Looking, false);
                }
                // A task of its own, which a page without a server does not have.
                if cfg!(feature = "server") {
                    spawn(self.ask(back, config, name, complete));
                }
                return;
            }
        };
        report(&found);
        self.show(found, false);
    }

    /// Asks the server until there is nothing to wait for.
    async fn ask(
        self,
        back: ReturnQuery,
        config: Arc<CheckoutConfig>,
        name: CheckoutRef,
        complete: String,
    ) {
        let shop = self.shop;
        let told = told(&self.query, &back, &config);
        let status = config.status_address(&name);
        let mut last = Seen::Looking;
        let mut round = 0;
        while round < LOOKS {
            round += 1;
            let mut wait = 0;
            let answer = match &status {
                Some(status) if self.told.get() => merchant::look(status, None),
                _ => merchant::look(&complete, Some(&told)),
            };
            let found = match merchant::looked(&answer.await) {
                Ok(progress) => {
                    self.told.set(true);
                    Seen::Server(progress)
                }
                // One answer that got lost does not hide what is known.
                Err(CallProblem::Unreachable) if matches!(last, Seen::Server(_)) => last.clone(),
                Err(CallProblem::Unreachable) => Seen::Unreachable,
                Err(CallProblem::Refused(refusal)) => {
                    wait = refusal.wait;
                    // What the server made nothing of, it still knows.
                    if is_no_answer(&refusal) && status.is_some() && !self.told.replace(true) {
                        continue;
                    }
                    refused(shop, *refusal, &name, &last)
                }
            };
            if found != last {
                if let Seen::Server(progress) = &found {
                    shop.heard(&progress.name, progress.status);
                }
                report(&found);
                last = found.clone();
                if !self.show(found, false) {
                    return;
                }
            }
            if !waits(&last, back.cancelled) || self.told.get() && status.is_none() {
                return;
            }
            if round < LOOKS {
                let times = (round * round).min(LONGEST);
                let pause = config.poll_ms.saturating_mul(times);
                time::sleep(pause.max(wait.saturating_mul(1_000))).await;
            }
            // Somebody may have asked again, or the page may be gone.
            if self.place.strong_count() == 0 || self.shown.now().seen != last {
                return;
            }
        }
        self.show(last, true);
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
fn told(query: &str, back: &ReturnQuery, config: &CheckoutConfig) -> wasm_bindgen::JsValue {
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
fn is_no_answer(refusal: &Refusal) -> bool {
    !refusal.passes
        && !matches!(
            refusal.code.as_str(),
            "checkout_unknown" | "instrument_declined" | "payment_refused"
        )
}

/// What a refusal means here.
fn refused(shop: Shop, refusal: Refusal, name: &CheckoutRef, last: &Seen) -> Seen {
    if refusal.passes {
        return match last {
            Seen::Server(_) => last.clone(),
            _ if refusal.code.starts_with("paypal_") => Seen::PayPalAway,
            _ => Seen::Unreachable,
        };
    }
    let known = shop.records().of(name);
    // PayPal's own errors do not always say where the buyer agrees.
    let remembered = |record: &Record| record.approval.clone();
    let approval = refusal
        .approval
        .or_else(|| known.as_ref().and_then(remembered));
    match refusal.code.as_str() {
        "instrument_declined" | "payment_refused" | "paypal_refused" => Seen::Refused {
            name: name.clone(),
            declined: refusal.code == "instrument_declined",
            approval,
        },
        // A reload of a page whose server is not told twice. What was heard
        // the first time counts; never more than that.
        "already_done" => {
            let seen = known.as_ref().and_then(|record| record.seen);
            remember(name, known, None, seen.unwrap_or(CheckoutStatus::Pending))
        }
        "not_approved" => remember(name, known, approval, CheckoutStatus::Created),
        _ => Seen::Unknown,
    }
}

/// What this browser knows itself of a checkout.
fn remember(
    name: &CheckoutRef,
    known: Option<Record>,
    approval: Option<String>,
    status: CheckoutStatus,
) -> Seen {
    Seen::Server(Progress {
        name: name.clone(),
        status,
        reason: None,
        total: known.as_ref().map(|record| record.total),
        transaction: None,
        approval,
        raw: true,
    })
}

/// What a page without a server can say: PayPal's own words, and only about a
/// checkout that this browser has started.
fn without_server(shop: Shop, back: &ReturnQuery) -> Seen {
    let Some(id) = &back.checkout else {
        return Seen::Nothing;
    };
    if let Some(pdt) = &back.pdt
        && pdt.cm.as_deref() == Some(id.as_str())
    {
        let total = pdt
            .cc
            .as_deref()
            .zip(pdt.amt.as_deref())
            .and_then(|(currency, amount)| Money::parse(amount, currency.parse().ok()?).ok());
        if pdt.st == "Completed" {
            shop.heard(&id.clone().into(), CheckoutStatus::Paid);
        }
        return Seen::Reported {
            pdt: pdt.clone(),
            total,
        };
    }
    if back.cancelled {
        Seen::TurnedBack
    } else {
        Seen::Thanks
    }
}

fn report(found: &Seen) {
    let reason = match found {
        Seen::Server(Progress {
            reason: Some(reason),
            ..
        }) => write::text(reason),
        _ => wasm_bindgen::JsValue::NULL,
    };
    let detail = js::object(&[
        ("checkoutId", write::text(&reference(found))),
        ("status", write::text(name(found))),
        ("reason", reason),
    ]);
    event::fire_all(".cx-return", "checkout-status", &detail);
}
