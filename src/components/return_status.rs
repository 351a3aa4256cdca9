//! What became of a payment, for a buyer who comes back from PayPal.

use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_paypal_core::{CheckoutId, CheckoutStatus, Money, PdtReturn, ReturnQuery};
use web_sys::Element;

use super::words;
use crate::browser::merchant::{self, CallProblem, Progress};
use crate::browser::{event, js, time, write};
use crate::state::Shop;
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
) -> AnyView {
    let shop = Shop::context();
    let root = NodeRef::<html::Section>::new();
    let seen = RwSignal::new(Seen::Looking);
    let late = RwSignal::new(false);
    let read = ReturnQuery::parse(&query);
    let ask = Callback::new(move |first: bool| look(shop, &read, &query, first, seen, late, root));
    // After the page is there, so that events reach it.
    Effect::new(move |_| ask.run(true));

    let title = Signal::derive(move || shop.text(seen.with(texts).0));
    let text = Signal::derive(move || shop.text(seen.with(texts).1));
    let state = Signal::derive(move || seen.with(name));
    let can_ask = move || late.get() || matches!(seen.get(), Seen::Unreachable);
    let late_text = Signal::derive(move || {
        if late.get() {
            shop.text(Text::ReturnLate)
        } else {
            String::new()
        }
    });
    let total = Signal::derive(move || {
        seen.with(total)
            .map(|total| shop.money(total))
            .unwrap_or_default()
    });
    let reference = Signal::derive(move || seen.with(reference));
    let transaction = Signal::derive(move || seen.with(transaction));
    view! {
        <section class="cx-return" data-status=state node_ref=root aria-label=title>
            <span class="cx-sign" aria-hidden="true"></span>
            <div role="status">
                <h2 class="cx-title">{title}</h2>
                <p class="cx-return-text">{text}</p>
                <p class="cx-late">{late_text}</p>
            </div>
            <button
                type="button"
                class="cx-again"
                hidden=move || !can_ask()
                on:click=move |_: MouseEvent| ask.run(false)
            >
                {words(shop, Text::ReturnAgain)}
            </button>
            <dl class="cx-facts">
                {fact(words(shop, Text::ReturnTotal), total)}
                {fact(words(shop, Text::ReturnReference), reference)}
                {fact(words(shop, Text::ReturnTransaction), transaction)}
            </dl>
        </section>
    }
    .into_any()
}

fn fact(name: Signal<String>, value: Signal<String>) -> AnyView {
    view! {
        <div class="cx-row" hidden=move || value.with(String::is_empty)>
            <dt>{name}</dt>
            <dd><bdi>{value}</bdi></dd>
        </div>
    }
    .into_any()
}

fn look(
    shop: Shop,
    back: &ReturnQuery,
    query: &str,
    first: bool,
    seen: RwSignal<Seen>,
    late: RwSignal<bool>,
    root: NodeRef<html::Section>,
) {
    late.set(false);
    let config = shop.config.get_untracked();
    let (Some(id), Some(server)) = (back.checkout.clone(), config.server) else {
        let found = without_server(shop, back);
        report(&found, root);
        seen.set(found);
        return;
    };
    if !first {
        seen.set(Seen::Looking);
    }
    let query = query.to_owned();
    let turned_back = back.cancelled;
    spawn_local(async move {
        let mut told = !first;
        for round in 1..=LOOKS {
            let answer = if told {
                merchant::look(&server, &id).await
            } else {
                merchant::complete(&server, &id, &query).await
            };
            let found = match answer {
                Ok(progress) => {
                    told = true;
                    Seen::Server(progress)
                }
                Err(CallProblem::Unreachable) => Seen::Unreachable,
                Err(CallProblem::Refused { code, .. }) if code.starts_with("http_5") => {
                    Seen::Unreachable
                }
                Err(CallProblem::Refused { .. }) => Seen::Unknown,
            };
            // The page may have gone on meanwhile.
            let Some(old) = seen.try_get_untracked() else {
                return;
            };
            // One answer that got lost does not hide what is known.
            let kept = found == Seen::Unreachable && matches!(old, Seen::Server(_));
            if !kept && found != old {
                if let Seen::Server(progress) = &found
                    && progress.status == CheckoutStatus::Paid
                {
                    shop.settle(&progress.id);
                }
                report(&found, root);
                seen.set(found.clone());
            }
            let waits = match &found {
                // A buyer who turned back has nothing to wait for.
                Seen::Server(progress) => {
                    progress.status.is_waiting()
                        && !(turned_back && progress.status == CheckoutStatus::Created)
                }
                Seen::Unreachable => true,
                _ => false,
            };
            if !waits {
                return;
            }
            if round < LOOKS {
                let pause = (round * round).min(LONGEST);
                time::sleep(config.poll_ms.saturating_mul(pause)).await;
            }
        }
        if seen.try_with_untracked(|seen| *seen != Seen::Unreachable) == Some(true) {
            late.set(true);
        }
    });
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

fn report(found: &Seen, root: NodeRef<html::Section>) {
    let Some(root) = root.get_untracked() else {
        return;
    };
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
    let root: &Element = &root;
    event::fire(root, "checkout-status", &detail);
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
