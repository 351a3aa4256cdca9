//! Status of a payment, on the page that PayPal sends buyers back to.

use leptos::html;
use leptos::prelude::*;

use super::approval_link::ApprovalLink;
use super::dynamic::{flag, on_click, text};
use super::fallback::{Fallback, is_hidden};
use crate::checkout::StatusDetail;
use crate::context::use_checkout;
use crate::dom::event;
use crate::i18n::Message;
use crate::payment_status::{PaymentWatch, WatchView};

/// Status of the checkout that a return page's query names: asks the merchant
/// server, again for a while as long as it can change, and takes what was paid
/// out of the cart once it is paid.
///
/// It dispatches `checkout-status` with every new status.
#[component]
pub fn PaymentStatus(
    /// Query of the page. Default: that of the browser's address.
    #[prop(optional, into)]
    query: Option<String>,
    /// Called with every new status.
    #[prop(optional, into)]
    on_status: Option<Callback<StatusDetail>>,
    /// Shown until the component can be.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let context = use_checkout();
    let root = NodeRef::<html::Section>::new();
    let report = move |detail: StatusDetail| {
        if let Some(root) = root.get_untracked() {
            event::dispatch(&root, event::CHECKOUT_STATUS, &detail);
        }
        if let Some(on_status) = on_status {
            on_status.run(detail);
        }
    };
    let watch = PaymentWatch::new(context, Callback::new(report));
    let query = StoredValue::new(query);
    let run = move || watch.run(query.get_value().unwrap_or_else(page_query));
    // Runs when the page is there, so that events reach it.
    Effect::new(move || {
        if root.get().is_some() {
            untrack(run);
        }
    });
    let texts = move || watch.with(|view| view.outcome.texts());
    let title = move || context.message(texts().0);
    let explanation = move || {
        let next = watch.with(|view| view.outcome.next_payment.clone());
        let (date, amount) = next.map_or_else(Default::default, |(due, amount)| {
            (context.date(&due), context.money(amount))
        });
        let values = [("date", date.as_str()), ("amount", amount.as_str())];
        context.format(texts().1, &values)
    };
    let late = move || match watch.with(|view| view.is_late) {
        true => context.message(Message::ReturnLate),
        false => String::new(),
    };
    let approval_url = move || {
        let url = watch.with(|view| view.outcome.open_approval_url().to_owned());
        if context.config().environment.allows(&url) {
            url
        } else {
            String::new()
        }
    };
    let can_ask = move || watch.with(WatchView::can_ask_again);
    let total = move || {
        let total = watch.with(|view| view.outcome.total);
        total.map_or_else(String::new, |total| context.money(total))
    };
    let reference = move || watch.with(|view| view.outcome.reference().to_owned());
    let transaction =
        move || watch.with(|view| view.outcome.transaction.clone().unwrap_or_default());
    let is_hidden = is_hidden(&children);
    view! {
        <div class="cx-host">
            <Fallback fallback=children/>
            <section
                class="cx-return"
                part="return"
                node_ref=root
                hidden=is_hidden
                data-status=text(move || watch.with(|view| view.outcome.state.name().to_owned()))
                aria-label=text(title)
            >
                <span class={"cx-sign"} part="sign" aria-hidden="true"></span>
                <div class="cx-said" part="said" role="status">
                    <h2 class="cx-title" part="title">{text(title)}</h2>
                    <p class="cx-return-text" part="return-text">
                        {text(explanation)}
                    </p>
                    <p class="cx-late" part="late">{text(late)}</p>
                </div>
                <ApprovalLink url=Signal::derive(approval_url)/>
                <button
                    class="cx-again"
                    part="again"
                    type="button"
                    hidden=flag(move || !can_ask())
                    on:click=on_click(move |_| run())
                >
                    {text(move || context.message(Message::ReturnAgain))}
                </button>
                <dl class="cx-facts" part="facts">
                    <Fact label=Message::ReturnTotal value=Signal::derive(total)/>
                    <Fact label=Message::ReturnReference value=Signal::derive(reference)/>
                    <Fact label=Message::ReturnTransaction value=Signal::derive(transaction)/>
                </dl>
            </section>
        </div>
    }
}

/// Row that is hidden while it has no value.
#[component]
fn Fact(label: Message, value: Signal<String>) -> impl IntoView {
    let context = use_checkout();
    view! {
        <div class="cx-row" part="row" hidden=flag(move || value.get().is_empty())>
            <dt>{text(move || context.message(label))}</dt>
            <dd>{text(move || value.get())}</dd>
        </div>
    }
}

/// Query of the browser's address, with what stands behind `#`: PayPal's app
/// returns with that.
fn page_query() -> String {
    let location = window().location();
    let query = location.search().unwrap_or_default();
    query + &location.hash().unwrap_or_default()
}
