//! A page with a merchant server: it prices the order and makes the payment,
//! or the form.

use leptos_paypal_core::CheckoutStatus;

use wasm_bindgen::JsValue;

use super::{Failure, Order, Outcome, Ready};
use crate::browser::merchant::{self, CallProblem, Created, Refusal};
use crate::reactive::untrack;
use crate::record::Record;
use crate::state::Shop;
use crate::text::Text;

/// How often a key that cannot be used any more is replaced.
const KEYS: u32 = 2;

/// The way to PayPal for an order, as the server at `url` makes it.
pub(super) async fn prepare(shop: Shop, url: &str, order: Order) -> Result<Outcome, Failure> {
    let mut tried = 0;
    loop {
        tried += 1;
        let Some(record) = order.record(shop) else {
            return Err(Failure::new(shop, Text::ErrorServer, "no_randomness"));
        };
        // Kept before asking: an answer that gets lost is found again.
        shop.records().keep(&record);
        let answer = merchant::create(url, &record, order.cart.lines()).await;
        if let Some(outcome) = heard(shop, &order, record, &answer, tried < KEYS) {
            return outcome;
        }
    }
}

/// What a server's answer comes to; nothing when the key cannot be used any
/// more and may be replaced.
fn heard(
    shop: Shop,
    order: &Order,
    mut record: Record,
    answer: &JsValue,
    again: bool,
) -> Option<Result<Outcome, Failure>> {
    let Created { progress, form } = match merchant::created(answer) {
        Err(CallProblem::Refused(refusal)) if again && refusal.code == "idempotency_key_reused" => {
            shop.records().forget(&record.key);
            return None;
        }
        Err(problem) => return Some(Err(failure(shop, problem))),
        Ok(created) => created,
    };
    let (name, status) = (progress.name, progress.status);
    record.name = Some(name.clone());
    let can_be_paid = match status {
        CheckoutStatus::Created | CheckoutStatus::Approved => true,
        CheckoutStatus::Paid | CheckoutStatus::Pending | CheckoutStatus::Review => {
            shop.records().keep(&record);
            return Some(Ok(Outcome::Already(name, status)));
        }
        // The buyer may agree to it all the same.
        CheckoutStatus::Cancelled => form.is_none() && progress.approval.is_some(),
        _ => false,
    };
    if !can_be_paid {
        // That one is over: the same content is bought again.
        if again {
            shop.records().forget(&record.key);
            return None;
        }
        return Some(Err(Failure::new(shop, Text::ErrorServer, status.as_str())));
    }
    let (address, fields) = match (form, progress.approval) {
        (Some(form), _) => (form.action, Some(form.fields)),
        (None, Some(url)) => (url, None),
        // An order can be reached by its name, wherever PayPal is; a v1 payment
        // cannot be reached without its link.
        (None, None) if progress.raw && !name.as_str().bytes().any(|byte| byte == b'-') => {
            let url = shop.now(|state| state.config.environment.checkout_now(&name));
            (url, None)
        }
        (None, None) => {
            return Some(Err(Failure::new(
                shop,
                Text::ErrorServer,
                "approval_missing",
            )));
        }
    };
    record.approval = fields.is_none().then(|| address.clone());
    shop.records().keep(&record);
    Some(Ok(Outcome::Ready(Ready {
        name,
        total: progress.total.unwrap_or(order.total),
        address,
        fields,
    })))
}

fn failure(shop: Shop, problem: CallProblem) -> Failure {
    let refusal = match problem {
        CallProblem::Unreachable => {
            return Failure::new(shop, Text::ErrorUnreachable, "unreachable");
        }
        CallProblem::Refused(refusal) => *refusal,
    };
    let Refusal {
        code,
        approval,
        total,
        ..
    } = refusal;
    let text = match code.as_str() {
        "total_changed" => match total {
            Some(total) => {
                let shown = untrack(|| shop.money(total));
                return Failure {
                    message: untrack(|| shop.fill(Text::ErrorChanged, &[("total", &shown)])),
                    new_total: Some(total),
                    way_back: None,
                    code,
                };
            }
            None => Text::ErrorServer,
        },
        "sku_unknown" | "sold_out" | "option_unknown" | "quantity_above_limit" => {
            Text::ErrorArticle
        }
        "paypal_unreachable" | "paypal_answer" => Text::ErrorPayPal,
        "too_many_requests" | "http_429" => Text::ErrorBusy,
        "instrument_declined" => Text::ErrorDeclined,
        "payment_refused" | "paypal_refused" => Text::ErrorRefused,
        _ => Text::ErrorServer,
    };
    Failure {
        way_back: shop.allowed(approval),
        ..Failure::new(shop, text, &code)
    }
}
