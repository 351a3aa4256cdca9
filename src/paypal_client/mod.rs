//! Calls to PayPal's REST APIs from the page, with a client id alone: create a
//! payment, and, once the buyer has agreed, complete and look at that one.

mod token;

use gloo_net::http::Method;
use js_sys::JsString;
use leptos::prelude::*;
#[cfg(feature = "split")]
use leptos::wasm_split::wasm_split;
use leptos_paypal_core::paypal::v1::NewPayment;
use leptos_paypal_core::paypal::v2::{AmountWithBreakdown, NewOrder};
use leptos_paypal_core::{CheckoutRef, ClientId, Environment};
use serde::Serialize;

pub(crate) use token::AccessToken;

use crate::config::{CheckoutConfig, CheckoutPath, ClientApi};
use crate::dom::json;
use crate::http_client::{Answer, Call, CallError, CheckoutResponse, Refusal};
use crate::part::PartFuture;

const PAYMENTS_V1: &str = "/v1/payments/payment";
const ORDERS_V2: &str = "/v2/checkout/orders";

/// The status of an answer to a token that has ended.
const UNAUTHORIZED: u16 = 401;

/// Request that creates a payment.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum NewPurchase {
    V1(Box<NewPayment>),
    V2(Box<NewOrder>),
}

/// `POST /v1/payments/payment/{id}/execute`.
#[derive(Serialize)]
struct Execution<'a> {
    payer_id: &'a str,
}

/// Operation of `PATCH /v2/checkout/orders/{id}`.
#[derive(Serialize)]
struct PatchOperation<'a> {
    op: &'static str,
    path: &'static str,
    value: &'a AmountWithBreakdown,
}

/// PayPal's REST APIs for one client id.
#[derive(Clone)]
pub(crate) struct PayPalClient {
    environment: Environment,
    client_id: ClientId,
    api: ClientApi,
    authorizes: bool,
    token: StoredValue<Option<AccessToken>>,
}

impl PayPalClient {
    /// The APIs of a configuration whose page makes its payments by itself. `token` is
    /// the place of their token.
    pub(crate) fn new(
        config: &CheckoutConfig,
        token: StoredValue<Option<AccessToken>>,
    ) -> Option<Self> {
        let CheckoutPath::Client { api } = config.payment_path() else {
            return None;
        };
        Some(Self {
            environment: config.environment.clone(),
            client_id: config.client_id.clone()?,
            api,
            authorizes: config.paypal_page.authorizes(),
            token,
        })
    }

    /// The same for payments that were made by another API.
    pub(crate) fn with_api(self, name: Option<&str>) -> Self {
        let mut apis = ClientApi::ALL.into_iter();
        let known = apis.find(|api| Some(api.as_str()) == name);
        Self {
            api: known.unwrap_or(self.api),
            ..self
        }
    }

    /// The API that payments are made by.
    pub(crate) const fn api(&self) -> ClientApi {
        self.api
    }

    /// Creates a payment.
    pub(crate) async fn create(&self, new: &NewPurchase) -> Result<CheckoutResponse, CallError> {
        let body = json::to_text(new);
        self.call(Method::POST, String::new(), Some(body)).await
    }

    /// Looks at a payment.
    pub(crate) async fn get(&self, id: &CheckoutRef) -> Result<CheckoutResponse, CallError> {
        self.call(Method::GET, format!("/{id}"), None).await
    }

    /// Moves the money of a payment that the buyer has agreed to, or reserves
    /// it. What was done before is looked at.
    pub(crate) async fn complete(
        &self,
        id: &CheckoutRef,
        payer_id: Option<&str>,
    ) -> Result<CheckoutResponse, CallError> {
        let (action, body) = match (self.api, payer_id) {
            (ClientApi::PaymentsV1, Some(payer_id)) => {
                ("execute", json::to_text(&Execution { payer_id }))
            }
            // A payment is executed for its payer alone.
            (ClientApi::PaymentsV1, None) => return self.get(id).await,
            (ClientApi::OrdersV2, _) if self.authorizes => ("authorize", "{}".into()),
            (ClientApi::OrdersV2, _) => ("capture", "{}".into()),
        };
        let path = format!("/{id}/{action}");
        match self.call(Method::POST, path, Some(body)).await {
            Err(CallError::Refused(refusal)) if refusal.code == "already_done" => {
                self.get(id).await
            }
            done => done,
        }
    }

    /// Changes the amount of an Orders v2 order that the buyer has not agreed to.
    pub(crate) async fn change_amount(
        &self,
        id: &str,
        value: &AmountWithBreakdown,
    ) -> Result<(), CallError> {
        let operation = PatchOperation {
            op: "replace",
            path: "/purchase_units/@reference_id=='default'/amount",
            value,
        };
        let body = json::to_text(&[operation]);
        let answer = send(self.clone(), Method::PATCH, format!("/{id}"), Some(body));
        answer.await.map_err(blame_paypal)?.into_done().await
    }

    async fn call(
        &self,
        method: Method,
        path: String,
        body: Option<JsString>,
    ) -> Result<CheckoutResponse, CallError> {
        let answer = send(self.clone(), method, path, body).await;
        let checkout = match answer {
            Ok(answer) => answer.into_checkout().await,
            Err(error) => Err(error),
        };
        checkout.map_err(blame_paypal)
    }

    /// Sends a request about payments; once more with another token, when
    /// PayPal does not take this one any longer.
    async fn request(
        &self,
        method: Method,
        path: &str,
        body: Option<JsString>,
    ) -> Result<Answer, CallError> {
        let resource = match self.api {
            ClientApi::PaymentsV1 => PAYMENTS_V1,
            ClientApi::OrdersV2 => ORDERS_V2,
        };
        let url = [self.environment.browser_api(), resource, path].concat();
        let mut is_last = false;
        loop {
            let token = self.access_token().await?;
            let call = Call {
                method: method.clone(),
                url: &url,
                headers: &[
                    ("authorization", &token),
                    ("prefer", "return=representation"),
                ],
                body: body.clone(),
            };
            let answer = call.send().await?;
            if answer.status != UNAUTHORIZED || is_last {
                self.tell(&answer);
                return Ok(answer);
            }
            self.token.set_value(None);
            is_last = true;
        }
    }

    /// Tells the developer what PayPal refuses: the buyer is told what it means.
    fn tell(&self, answer: &Answer) {
        if answer.status >= 400 {
            let (api, body) = (self.api.as_str(), json::stringify(&answer.body));
            let status = answer.status;
            leptos::logging::error!("leptos-paypal: PayPal answers {api} with {status}: {body}");
        }
    }
}

/// Names PayPal, and not the shop, where nobody answers.
fn blame_paypal(error: CallError) -> CallError {
    match error {
        CallError::Unreachable => {
            let mut refusal = Refusal::of("paypal_unreachable");
            refusal.is_temporary = true;
            CallError::Refused(Box::new(refusal))
        }
        CallError::Refused(_) => error,
    }
}

/// Sends a request about payments, `path` below those of the client's API. It is
/// in the part `client_path` of the module.
///
/// # Errors
/// Those of the call, and `part_unavailable`.
#[cfg_attr(
    feature = "split",
    wasm_split(
        client_path,
        wasm_split_path = ::leptos::wasm_split,
        fallible,
        return_wrapper(let answer = _; { answer.await } -> Result<Answer, CallError>),
    )
)]
fn send(
    client: PayPalClient,
    method: Method,
    path: String,
    body: Option<JsString>,
) -> PartFuture<Result<Answer, CallError>> {
    Box::pin(async move { client.request(method, &path, body).await })
}
