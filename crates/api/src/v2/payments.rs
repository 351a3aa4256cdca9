//! The calls of Payments v2.

use leptos_paypal_core::{Money, TxnId};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Authorization, Capture, Refund};
use crate::call::Call;
use crate::{Answer, ApiError, Client, RequestId};
use leptos_paypal_core::paypal::wire_money::{v2, v2_option};

const AUTHORIZATIONS: &str = "/v2/payments/authorizations";
const CAPTURES: &str = "/v2/payments/captures";
const REFUNDS: &str = "/v2/payments/refunds";

/// The calls of Payments v2. Every call fails with [`ApiError`]; every answer
/// is asked for in full (`Prefer: return=representation`).
#[derive(Clone, Copy, Debug)]
pub struct PaymentsV2<'c>(&'c Client);

impl Client {
    /// Payments v2.
    #[must_use]
    pub const fn payments_v2(&self) -> PaymentsV2<'_> {
        PaymentsV2(self)
    }
}

/// A capture of an authorization; by default of everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CaptureRequest {
    /// Amount; everything when not given.
    #[serde(serialize_with = "v2_option", skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// The shop's own number, at most 127 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_id: Option<String>,
    /// True when the rest is released.
    pub final_capture: bool,
    /// Note to the buyer, at most 255 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note_to_payer: Option<String>,
}

/// A refund; by default of everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RefundRequest {
    /// Amount; everything that is left when not given.
    #[serde(serialize_with = "v2_option", skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// The shop's own number, 1 to 127 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_id: Option<String>,
    /// Note to the buyer, 1 to 255 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note_to_payer: Option<String>,
}

#[derive(Serialize)]
struct Reauthorization {
    #[serde(serialize_with = "v2")]
    amount: Money,
}

type Result<T> = std::result::Result<Answer<T>, ApiError>;

#[allow(
    clippy::missing_errors_doc,
    reason = "every call fails alike, as the type says"
)]
impl PaymentsV2<'_> {
    /// Asks for an authorization.
    pub async fn authorization(&self, authorization: &TxnId) -> Result<Authorization> {
        let segments = [authorization.as_str()];
        self.run(Call::get(
            "v2 get authorization",
            AUTHORIZATIONS,
            &segments,
        )?)
        .await
    }

    /// Moves reserved money.
    pub async fn capture_authorization(
        &self,
        authorization: &TxnId,
        capture: &CaptureRequest,
        id: &RequestId,
    ) -> Result<Capture> {
        let segments = [authorization.as_str(), "capture"];
        let call = Call::post("v2 capture authorization", AUTHORIZATIONS, &segments, id)?;
        self.run(call.json(capture)?).await
    }

    /// Reserves the money again, once, from the fourth to the 29th day.
    pub async fn reauthorize(
        &self,
        authorization: &TxnId,
        amount: Money,
        id: &RequestId,
    ) -> Result<Authorization> {
        let segments = [authorization.as_str(), "reauthorize"];
        let call = Call::post("v2 reauthorize", AUTHORIZATIONS, &segments, id)?;
        self.run(call.json(&Reauthorization { amount })?).await
    }

    /// Releases reserved money; answers with nothing where PayPal sends
    /// nothing (204).
    pub async fn void_authorization(
        &self,
        authorization: &TxnId,
        id: &RequestId,
    ) -> Result<Option<Authorization>> {
        let segments = [authorization.as_str(), "void"];
        let call = Call::post("v2 void authorization", AUTHORIZATIONS, &segments, id)?;
        let call = call.representation();
        self.0.call(&call).await?.read_if_any(call.operation())
    }

    /// Asks for a capture.
    pub async fn capture(&self, capture: &TxnId) -> Result<Capture> {
        self.run(Call::get("v2 get capture", CAPTURES, &[capture.as_str()])?)
            .await
    }

    /// Gives money of a capture back.
    pub async fn refund_capture(
        &self,
        capture: &TxnId,
        refund: &RefundRequest,
        id: &RequestId,
    ) -> Result<Refund> {
        let segments = [capture.as_str(), "refund"];
        let call = Call::post("v2 refund capture", CAPTURES, &segments, id)?;
        self.run(call.json(refund)?).await
    }

    /// Asks for a refund.
    pub async fn refund(&self, refund: &TxnId) -> Result<Refund> {
        self.run(Call::get("v2 get refund", REFUNDS, &[refund.as_str()])?)
            .await
    }

    async fn run<T: DeserializeOwned>(&self, call: Call<'_>) -> Result<T> {
        let call = call.representation();
        self.0.call(&call).await?.read(call.operation())
    }
}
