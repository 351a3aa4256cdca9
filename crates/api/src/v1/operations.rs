//! The calls of Payments v1.

use leptos_paypal_core::{Money, TxnId};
use serde::Serialize;

use super::{
    Amount, Authorization, Capture, NewPayment, Order, Payment, PaymentList, Refund, Sale,
};
use crate::call::Call;
use crate::{Answer, ApiError, Client, PaymentId, RequestId};

const PAYMENT: &str = "/v1/payments/payment";
const SALE: &str = "/v1/payments/sale";
const AUTHORIZATION: &str = "/v1/payments/authorization";
const ORDERS: &str = "/v1/payments/orders";
const CAPTURE: &str = "/v1/payments/capture";
const REFUND: &str = "/v1/payments/refund";

/// The calls of Payments v1. Every call fails with [`ApiError`].
#[derive(Clone, Copy, Debug)]
pub struct PaymentsV1<'c>(&'c Client);

impl Client {
    /// Payments v1.
    #[must_use]
    pub const fn payments_v1(&self) -> PaymentsV1<'_> {
        PaymentsV1(self)
    }
}

/// Filter of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// Page size, 1 to 20; 10 when not given.
    pub count: Option<u32>,
    /// The first id: [`PaymentList::next_id`] of the page before.
    pub start_id: Option<String>,
    /// Offset of the first.
    pub start_index: Option<u32>,
    /// Created at or after (RFC 3339).
    pub start_time: Option<String>,
    /// Created before (RFC 3339).
    pub end_time: Option<String>,
}

/// A capture of an authorization or order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CaptureRequest {
    /// Amount.
    pub amount: Amount,
    /// True when the rest is released.
    pub is_final_capture: bool,
}

/// A refund; by default of everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RefundRequest {
    /// Amount; everything that is left when not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// Note to the buyer, at most 255 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Reason, at most 30 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The shop's own number, at most 127 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_number: Option<String>,
}

impl RefundRequest {
    /// A part, or everything.
    #[must_use]
    pub fn of(amount: Option<Money>) -> Self {
        Self {
            amount: amount.map(Amount::from),
            ..Self::default()
        }
    }
}

#[derive(Serialize)]
struct Execution<'a> {
    payer_id: &'a str,
}

#[derive(Serialize)]
struct WithAmount {
    amount: Amount,
}

type Result<T> = std::result::Result<Answer<T>, ApiError>;

#[allow(
    clippy::missing_errors_doc,
    reason = "every call fails alike, as the type says"
)]
impl PaymentsV1<'_> {
    /// Creates a payment; the buyer agrees at its
    /// [approval link](crate::Links::approval).
    pub async fn create(&self, payment: &NewPayment, id: &RequestId) -> Result<Payment> {
        let call = Call::post("v1 create payment", PAYMENT, &[], id)?.json(payment)?;
        self.run(call).await
    }

    /// Asks for a payment.
    pub async fn get(&self, payment: &PaymentId) -> Result<Payment> {
        let segments = [payment.as_str()];
        self.run(Call::get("v1 get payment", PAYMENT, &segments)?)
            .await
    }

    /// Lists payments, newest first.
    pub async fn list(&self, query: &ListQuery) -> Result<PaymentList> {
        let mut pairs = Vec::new();
        let mut add = |name, value: Option<String>| pairs.extend(value.map(|value| (name, value)));
        add("count", query.count.map(|count| count.to_string()));
        add("start_id", query.start_id.clone());
        add(
            "start_index",
            query.start_index.map(|index| index.to_string()),
        );
        add("start_time", query.start_time.clone());
        add("end_time", query.end_time.clone());
        self.run(Call::get("v1 list payments", PAYMENT, &[])?.query(&pairs))
            .await
    }

    /// Executes a payment that the buyer agreed to: with intent `sale` the
    /// money moves now.
    ///
    /// `payer_id` comes with the return query (`PayerID`) or from
    /// [`PayerInfo`](super::PayerInfo). A payment that was executed before is a
    /// [refusal](crate::Refusal::is_done_already): [`PaymentsV1::get`] tells
    /// the rest.
    pub async fn execute(
        &self,
        payment: &PaymentId,
        payer_id: &str,
        id: &RequestId,
    ) -> Result<Payment> {
        let segments = [payment.as_str(), "execute"];
        let call = Call::post("v1 execute payment", PAYMENT, &segments, id)?;
        self.run(call.json(&Execution { payer_id })?).await
    }

    /// Asks for a sale.
    pub async fn sale(&self, sale: &TxnId) -> Result<Sale> {
        self.run(Call::get("v1 get sale", SALE, &[sale.as_str()])?)
            .await
    }

    /// Gives money of a sale back.
    pub async fn refund_sale(
        &self,
        sale: &TxnId,
        refund: &RefundRequest,
        id: &RequestId,
    ) -> Result<Refund> {
        let segments = [sale.as_str(), "refund"];
        let call = Call::post("v1 refund sale", SALE, &segments, id)?;
        self.run(call.json(refund)?).await
    }

    /// Asks for an authorization.
    pub async fn authorization(&self, authorization: &TxnId) -> Result<Authorization> {
        let segments = [authorization.as_str()];
        self.run(Call::get("v1 get authorization", AUTHORIZATION, &segments)?)
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
        let call = Call::post("v1 capture authorization", AUTHORIZATION, &segments, id)?;
        self.run(call.json(capture)?).await
    }

    /// Releases reserved money.
    pub async fn void_authorization(
        &self,
        authorization: &TxnId,
        id: &RequestId,
    ) -> Result<Authorization> {
        let segments = [authorization.as_str(), "void"];
        self.run(Call::post(
            "v1 void authorization",
            AUTHORIZATION,
            &segments,
            id,
        )?)
        .await
    }

    /// Reserves the money again, once, from the fourth to the 29th day.
    pub async fn reauthorize(
        &self,
        authorization: &TxnId,
        amount: Money,
        id: &RequestId,
    ) -> Result<Authorization> {
        let segments = [authorization.as_str(), "reauthorize"];
        let call = Call::post("v1 reauthorize", AUTHORIZATION, &segments, id)?;
        let amount = amount.into();
        self.run(call.json(&WithAmount { amount })?).await
    }

    /// Asks for an order (intent `order`).
    pub async fn order(&self, order: &TxnId) -> Result<Order> {
        self.run(Call::get("v1 get order", ORDERS, &[order.as_str()])?)
            .await
    }

    /// Reserves money of an order.
    pub async fn authorize_order(
        &self,
        order: &TxnId,
        amount: Money,
        id: &RequestId,
    ) -> Result<Authorization> {
        let segments = [order.as_str(), "authorize"];
        let call = Call::post("v1 authorize order", ORDERS, &segments, id)?;
        let amount = amount.into();
        self.run(call.json(&WithAmount { amount })?).await
    }

    /// Moves money of an order.
    pub async fn capture_order(
        &self,
        order: &TxnId,
        capture: &CaptureRequest,
        id: &RequestId,
    ) -> Result<Capture> {
        let segments = [order.as_str(), "capture"];
        let call = Call::post("v1 capture order", ORDERS, &segments, id)?;
        self.run(call.json(capture)?).await
    }

    /// Ends an order.
    pub async fn void_order(&self, order: &TxnId, id: &RequestId) -> Result<Order> {
        let segments = [order.as_str(), "do-void"];
        self.run(Call::post("v1 void order", ORDERS, &segments, id)?)
            .await
    }

    /// Asks for a capture.
    pub async fn capture(&self, capture: &TxnId) -> Result<Capture> {
        self.run(Call::get("v1 get capture", CAPTURE, &[capture.as_str()])?)
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
        let call = Call::post("v1 refund capture", CAPTURE, &segments, id)?;
        self.run(call.json(refund)?).await
    }

    /// Asks for a refund.
    pub async fn refund(&self, refund: &TxnId) -> Result<Refund> {
        self.run(Call::get("v1 get refund", REFUND, &[refund.as_str()])?)
            .await
    }

    async fn run<T: serde::de::DeserializeOwned>(&self, call: Call<'_>) -> Result<T> {
        self.0.call(&call).await?.read(call.operation())
    }
}
