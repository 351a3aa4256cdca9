//! What became of a payment, for a buyer who comes back from PayPal.

use std::rc::Rc;

use leptos::prelude::*;
use leptos_paypal_core::{CheckoutId, CheckoutStatus, Money, PdtReturn, ReturnQuery};
use wasm_bindgen_futures::spawn_local;

use super::host::host;
use super::tag::{Tag, Words, tag};
use super::{fact, words};
use crate::browser::merchant::{self, CallProblem, Progress};
use crate::browser::{event, js, time, write};
use crate::state::{Shop, State};
use crate::text::Text;

/// How often the server is asked before the buyer has to ask.
const LOOKS: u32 = 12;

/// The longest pause between two looks, in multiples of the first.
const LONGEST: u32 = 20;

/// What is known about the payment.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Seen {
    /// Being asked.
    Looking,
    /// The server's word.
    Server(Progress),
    /// PayPal's word through the browser; all there is without a server.
    Reported {
        pdt: PdtReturn,
        total: Option<Money>,
    },
    /// The buyer turned back, as far as a page without a server can know.
    TurnedBack,
    /// Back without anything said, on a page without a server.
    Thanks,
    /// Nobody came back from anywhere.
    Nothing,
    /// The server does not know the checkout.
    Unknown,
    /// The server does not answer.
    Unreachable,
}

/// The status of the checkout that a return page's query names: asks the
/// merchant server, again for a while as long as it can change, and takes what
/// was paid out of the cart once it is paid.
///
/// It fires `checkout-status` with every new status.
#[component]
pub fn ReturnStatus(
    /// The query of the page: `location.search`.
    #[prop(into)]
    query: String,
    /// What is there until the component is.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    host(children, move |shop| return_status(shop, query))
}

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
    shown: RwSignal<Shown>,
}

pub(crate) fn return_status(shop: Shop, query: String) -> Tag {
    let look = Look {
        shop,
        query: query.into(),
        shown: RwSignal::new(Shown {
            seen: Seen::Looking,
            late: false,
        }),
    };
    // Runs when the page is there, so that events reach it.
    spawn_local(look.clone().run(true));

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
        again.on("click", move |_| spawn_local(look.clone().run(false)))
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
    tag("section", "cx-return")
        .name("data-status", &state)
        .name("aria-label", &title)
        .child(tag("span", "cx-sign").set("aria-hidden", "true"))
        .child(said)
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
        self.shown.try_set(Shown { seen, late }).is_none()
    }

    async fn run(self, first: bool) {
        let back = ReturnQuery::parse(&self.query);
        let known = |state: &State| (state.config.server.clone(), state.config.poll_ms);
        let (server, pause) = self.shop.now(known);
        let (Some(id), Some(server)) = (back.checkout.clone(), server) else {
            let found = without_server(self.shop, &back);
            report(&found);
            self.show(found, false);
            return;
        };
        if !first {
            self.show(Seen::Looking, false);
        }
        let mut told = !first;
        let mut last = Seen::Looking;
        for round in 1..=LOOKS {
            let query = (!told).then_some(&*self.query);
            let found = match merchant::look(&server, &id, query).await {
                Ok(progress) => {
                    told = true;
                    Seen::Server(progress)
                }
                // One answer that got lost does not hide what is known.
                Err(CallProblem::Unreachable) if matches!(last, Seen::Server(_)) => last.clone(),
                Err(CallProblem::Unreachable) => Seen::Unreachable,
                Err(CallProblem::Refused { .. }) => Seen::Unknown,
            };
            if found != last {
                if let Seen::Server(progress) = &found
                    && progress.status == CheckoutStatus::Paid
                {
                    self.shop.settle(&progress.id);
                }
                report(&found);
                last = found.clone();
                if !self.show(found, false) {
                    return;
                }
            }
            if !waits(&last, back.cancelled) {
                return;
            }
            if round < LOOKS {
                let times = (round * round).min(LONGEST);
                time::sleep(pause.saturating_mul(times)).await;
            }
            // Somebody may have asked again, or the page may be gone.
            if self.shown.try_with_untracked(|shown| shown.seen == last) != Some(true) {
                return;
            }
        }
        self.show(last, true);
    }
}

fn waits(seen: &Seen, turned_back: bool) -> bool {
    match seen {
        // A buyer who turned back has nothing to wait for.
        Seen::Server(progress) => {
            progress.status.is_waiting()
                && !(turned_back && progress.status == CheckoutStatus::Created)
        }
        Seen::Unreachable => true,
        _ => false,
    }
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
            shop.settle(id);
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

/// The stable name of a state, for the page and its styles.
fn name(seen: &Seen) -> &'static str {
    match seen {
        Seen::Looking => "looking",
        Seen::Server(progress) => progress.status.as_str(),
        Seen::Reported { pdt, .. } if pdt.st == "Completed" => "reported",
        Seen::Reported { .. } => "reported_pending",
        Seen::TurnedBack => "cancelled",
        Seen::Thanks => "thanks",
        Seen::Nothing => "nothing",
        Seen::Unknown => "unknown",
        Seen::Unreachable => "unreachable",
    }
}

const fn texts(seen: &Seen) -> (Text, Text) {
    match seen {
        Seen::Looking => (Text::ReturnLooking, Text::ReturnLookingText),
        Seen::Server(progress) => match progress.status {
            CheckoutStatus::Created => (Text::ReturnCreated, Text::ReturnCreatedText),
            CheckoutStatus::Approved => (Text::ReturnApproved, Text::ReturnApprovedText),
            CheckoutStatus::Pending => (Text::ReturnPending, Text::ReturnPendingText),
            CheckoutStatus::Paid => (Text::ReturnPaid, Text::ReturnPaidText),
            CheckoutStatus::Failed => (Text::ReturnFailed, Text::ReturnFailedText),
            CheckoutStatus::Cancelled => (Text::ReturnCancelled, Text::ReturnCancelledText),
            CheckoutStatus::Expired => (Text::ReturnExpired, Text::ReturnExpiredText),
            CheckoutStatus::Review => (Text::ReturnReview, Text::ReturnReviewText),
            CheckoutStatus::Refunded => (Text::ReturnRefunded, Text::ReturnRefundedText),
            CheckoutStatus::PartiallyRefunded => (Text::ReturnPart, Text::ReturnPartText),
            CheckoutStatus::Reversed => (Text::ReturnReversed, Text::ReturnReversedText),
        },
        Seen::Reported { pdt, .. } => {
            if matches!(pdt.st.as_bytes(), b"Completed") {
                (Text::ReturnReported, Text::ReturnReportedText)
            } else {
                (Text::ReturnReportedPending, Text::ReturnReportedPendingText)
            }
        }
        Seen::TurnedBack => (Text::ReturnCancelled, Text::ReturnCancelledText),
        Seen::Thanks => (Text::ReturnThanks, Text::ReturnThanksText),
        Seen::Nothing => (Text::ReturnNothing, Text::ReturnNothingText),
        Seen::Unknown => (Text::ReturnUnknown, Text::ReturnUnknownText),
        Seen::Unreachable => (Text::ReturnUnreachable, Text::ReturnUnreachableText),
    }
}

const fn total(seen: &Seen) -> Option<Money> {
    match seen {
        Seen::Server(progress) => progress.total,
        Seen::Reported { total, .. } => *total,
        _ => None,
    }
}

fn reference(seen: &Seen) -> String {
    let id: Option<&CheckoutId> = match seen {
        Seen::Server(progress) => Some(&progress.id),
        _ => None,
    };
    match (id, seen) {
        (Some(id), _) => id.as_str().to_owned(),
        (None, Seen::Reported { pdt, .. }) => pdt.cm.clone().unwrap_or_default(),
        _ => String::new(),
    }
}

fn transaction(seen: &Seen) -> String {
    match seen {
        Seen::Server(progress) => progress.transaction.clone().unwrap_or_default(),
        Seen::Reported { pdt, .. } => pdt.tx.clone(),
        _ => String::new(),
    }
}
