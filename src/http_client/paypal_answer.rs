//! PayPal's own answers and errors, which some servers hand through.

use std::future::{Ready, ready};

use js_sys::Reflect;
#[cfg(feature = "split")]
use leptos::wasm_split::wasm_split;
use leptos_paypal_core::{PayPalAnswer, PayPalBody, PayPalRefusal};
use wasm_bindgen::JsValue;

use super::{CallError, CheckoutResponse};
use crate::dom::json;

/// Members of PayPal's payments, orders and errors. Answers of the merchant server
/// have none of them.
const MEMBERS: [&str; 3] = ["id", "name", "links"];

/// A body as PayPal means it.
#[derive(Default)]
pub(crate) struct PayPalReading {
    /// The error that it is.
    pub(super) refusal: Option<PayPalRefusal>,
    /// The payment or order that it is.
    pub(super) checkout: Option<CheckoutResponse>,
    /// Address where the buyer agrees. Not checked.
    pub(super) approval_url: Option<String>,
}

/// Reads a body as PayPal means it; nothing where it cannot be PayPal's.
///
/// # Errors
/// `part_unavailable`.
pub(super) async fn read(body: &JsValue) -> Result<PayPalReading, CallError> {
    let has = |name: &&str| Reflect::has(body, &JsValue::from(*name)).unwrap_or_default();
    match MEMBERS.iter().any(has) {
        true => read_paypals(body.clone()).await,
        false => Ok(PayPalReading::default()),
    }
}

/// Reads a body of PayPal's. It is in the part `paypal_answer` of the module.
///
/// # Errors
/// `part_unavailable`.
#[cfg_attr(
    feature = "split",
    wasm_split(
        paypal_answer,
        wasm_split_path = ::leptos::wasm_split,
        fallible,
        preload(load),
        return_wrapper(let reading = _; { reading.await } -> Result<PayPalReading, CallError>),
    )
)]
pub(crate) fn read_paypals(body: JsValue) -> Ready<Result<PayPalReading, CallError>> {
    let body = json::read::<PayPalBody>(body).unwrap_or_default();
    ready(Ok(PayPalReading {
        refusal: PayPalRefusal::from_body(&body),
        checkout: PayPalAnswer::from_body(&body).map(CheckoutResponse::from),
        approval_url: body.approval_url(),
    }))
}
