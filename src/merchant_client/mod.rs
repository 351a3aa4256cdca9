//! Calls to the merchant server, or to a server that hands PayPal's own answers
//! through.

mod catalogue;
mod request;

use gloo_net::http::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub(crate) use catalogue::Catalogue;
pub(crate) use request::{CompleteRequest, CreateRequest};

use crate::dom::json;
use crate::http_client::{Call, CallError, CheckoutResponse};

/// Sends a request about a checkout.
pub(crate) async fn post(
    url: &str,
    request: &impl Serialize,
) -> Result<CheckoutResponse, CallError> {
    let call = Call {
        method: Method::POST,
        url,
        headers: &[],
        body: Some(json::to_text(request)),
    };
    call.send().await?.into_checkout().await
}

/// Asks for the status of a checkout.
pub(crate) async fn get(url: &str) -> Result<CheckoutResponse, CallError> {
    get_call(url).send().await?.into_checkout().await
}

/// Fetches something else of the server's.
pub(crate) async fn fetch<T: DeserializeOwned>(url: &str) -> Result<T, CallError> {
    get_call(url).send().await?.into_value().await
}

fn get_call(url: &str) -> Call<'_> {
    Call {
        method: Method::GET,
        url,
        headers: &[],
        body: None,
    }
}
