//! Parts of the module: what only some pages need. A function of a part has the
//! attribute `wasm_split` with its name.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::ElementsError;
#[cfg(feature = "split")]
use crate::{offers, payment_status, paypal_page};

/// Loads a part of the module, `form`, `offers` or `payment_status`, unless it is there.
///
/// # Errors
/// An `Error` with the code `part_unavailable`.
#[wasm_bindgen]
pub async fn load_part(name: String) -> Result<(), JsValue> {
    Ok(load(&name).await?)
}

#[cfg(feature = "split")]
async fn load(part: &str) -> Result<(), ElementsError> {
    match part {
        "form" => paypal_page::load().await?,
        "offers" => offers::load().await?,
        "payment_status" => payment_status::load().await?,
        _ => {}
    }
    Ok(())
}

/// All parts are there where the module is not divided.
#[cfg(not(feature = "split"))]
async fn load(_part: &str) -> Result<(), ElementsError> {
    Ok(())
}

/// Calls a function of a part that is there.
///
/// # Errors
/// Those of the function, and `part_unavailable` before.
pub(crate) fn at_once<T>(
    call: impl Future<Output = Result<T, ElementsError>>,
) -> Result<T, ElementsError> {
    match pin!(call).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer,
        Poll::Pending => {
            let message = "this is in a part of the module that has to be loaded first";
            Err(ElementsError::new("part_unavailable", message))
        }
    }
}
