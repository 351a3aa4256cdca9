//! A page with a merchant server: it prices the order and makes the payment,
//! or the form.

use leptos_paypal_core::CheckoutStatus;
use wasm_bindgen::JsValue;

use super::{Order, Press};
use crate::browser::merchant::{self, CallProblem};
use crate::record::Record;
use crate::text::Text;

/// How often a key that cannot be used any more is replaced.
const KEYS: u32 = 2;

/// Finds the way to PayPal for an order, as the server at `url` makes it, and
/// goes it. `tried` counts from 1.
pub(super) fn run(press: Press, url: String, order: Order, tried: u32) {
    let Some(record) = order.record(press.shop) else {
        if press.is_still() {
            press.fail(Text::ErrorServer, "no_randomness");
        }
        return;
    };
    // Kept before asking: an answer that gets lost is found again.
    press.shop.keep(&record);
    let wish = merchant::wish(&record, order.cart.lines());
    merchant::ask(&url.clone(), &wish, move |answer| {
        if heard(&press, &order, &record, &answer, tried < KEYS) {
            run(press, url, order, tried + 1);
        }
    });
}

/// Does what a server's answer comes to. Whether the key cannot be used any
/// more, and is to be replaced if that may be done `again`.
fn heard(press: &Press, order: &Order, record: &Record, answer: &JsValue, again: bool) -> bool {
    let shop = press.shop;
    let failed = |code: &str| {
        if press.is_still() {
            press.fail(Text::ErrorServer, code);
        }
        false
    };
    let progress = match merchant::looked(answer) {
        Ok(progress) => progress,
        Err(CallProblem::Refused(refusal)) if again && refusal.code == "idempotency_key_reused" => {
            shop.forget(&record.key);
            return true;
        }
        Err(problem) => return refused(press, &problem),
    };
    let (action, fields) = match progress.raw {
        true => (None, JsValue::UNDEFINED),
        false => merchant::form(answer),
    };
    if action.is_some() && fields.is_undefined() {
        return refused(press, &CallProblem::Unreachable);
    }
    let (name, status) = (&progress.name, progress.status);
    record.set_name(name);
    let can_be_paid = match status {
        CheckoutStatus::Created | CheckoutStatus::Approved => true,
        // The buyer may agree to it all the same.
        CheckoutStatus::Cancelled => action.is_none() && progress.approval.is_some(),
        CheckoutStatus::Paid | CheckoutStatus::Pending | CheckoutStatus::Review => {
            shop.keep(record);
            if press.is_still() {
                press.already(name, status);
            }
            return false;
        }
        _ => false,
    };
    if !can_be_paid {
        // That one is over: the same content is bought again.
        if again {
            shop.forget(&record.key);
            return true;
        }
        return failed(status.as_str());
    }
    let approval = match (&action, &progress.approval) {
        (Some(_), _) => None,
        // An order can be reached by its name, wherever PayPal is; a v1 payment
        // cannot be reached without its link.
        (None, None) if progress.raw && !name.as_str().bytes().any(|byte| byte == b'-') => {
            Some(shop.now(|state| state.config.environment.checkout_now(name)))
        }
        (None, approval) => approval.clone(),
    };
    record.set_approval(approval.as_deref());
    let Some(address) = action.as_ref().or(approval.as_ref()) else {
        return failed("approval_missing");
    };
    shop.keep(record);
    if press.is_still() {
        let total = progress.total.unwrap_or(order.total);
        press.leave(name, total, address, action.is_some().then_some(&fields));
    }
    false
}

fn refused(press: &Press, problem: &CallProblem) -> bool {
    if !press.is_still() {
        return false;
    }
    let CallProblem::Refused(refusal) = problem else {
        press.fail(Text::ErrorUnreachable, "unreachable");
        return false;
    };
    let code = refusal.code.as_str();
    let text = match code {
        "total_changed" if refusal.total.is_some() => {
            press.refuse(Text::ErrorChanged, code, refusal.total, None);
            return false;
        }
        "sku_unknown" | "sold_out" | "option_unknown" | "quantity_above_limit" => {
            Text::ErrorArticle
        }
        "paypal_unreachable" | "paypal_answer" => Text::ErrorPayPal,
        "too_many_requests" | "http_429" => Text::ErrorBusy,
        "instrument_declined" => Text::ErrorDeclined,
        "payment_refused" | "paypal_refused" => Text::ErrorRefused,
        _ => Text::ErrorServer,
    };
    let way_back = press.shop.allowed(refusal.approval.clone());
    press.refuse(text, code, None, way_back);
    false
}
