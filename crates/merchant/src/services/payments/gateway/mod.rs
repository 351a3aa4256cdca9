//! PayPal's APIs as the payments of the server path use them: one
//! implementation each.

mod classic;
mod orders_v2;
mod payments_v1;

use leptos_paypal_api::{ApiError, ApprovalProblem, RequestId};
use leptos_paypal_core::{Money, TxnId};

use super::clients::Clients;
use super::snapshot::{ExpectedOrder, PaymentSnapshot};
use super::{OperationOutcome, PaymentContext, PaymentError};
use crate::ledger::{ApiCall, Fact, Operation};
use crate::server_path::{Api, NewPurchase};
use classic::Classic;
use orders_v2::OrdersV2;
use payments_v1::PaymentsV1;

/// Outcome of a step at PayPal, with the calls that it took.
pub(super) struct Called<T> {
    /// Calls that led to the last one.
    pub(super) before: Vec<ApiCall>,
    /// The call that the result comes from.
    pub(super) call: ApiCall,
    pub(super) result: Result<T, ApiError>,
}

impl<T> Called<T> {
    pub(super) const fn once(call: ApiCall, result: Result<T, ApiError>) -> Self {
        Self {
            before: Vec::new(),
            call,
            result,
        }
    }
}

/// Payment that PayPal made, before the buyer has approved it.
pub(super) struct CreatedPayment {
    pub(super) paypal_id: String,
    /// `token` of the return query.
    pub(super) token: Option<String>,
    /// Approval page; [`ApprovalProblem::Missing`] where the payment needs no
    /// buyer any more.
    pub(super) approval: Result<String, ApprovalProblem>,
}

/// Outcome of an operation and what it says of the money.
pub(super) type Operated = (OperationOutcome, Vec<Fact>);

/// Refund with all that an API may want to know of it.
pub(super) struct RefundOf<'a> {
    pub(super) operation: &'a Operation,
    /// Rest of a payment of which a part went back already, as far as the ledger
    /// knows.
    pub(super) rest: Option<Money>,
    /// True when the payment is a capture of reserved money.
    pub(super) is_capture: bool,
}

/// Steps of a payment at PayPal.
pub(super) trait PaymentApi {
    /// The word of the step that moves the money, for its request id.
    fn verb(&self, authorizes: bool) -> &'static str;

    /// Moves the money, or reserves it. Nothing where the buyer's id is needed
    /// and not known.
    async fn complete(
        &self,
        context: &PaymentContext<'_>,
        order: &ExpectedOrder<'_>,
        payer_id: Option<&str>,
        id: &RequestId,
    ) -> Result<Option<Called<PaymentSnapshot>>, PaymentError>;

    /// Asks for the state.
    async fn fetch(
        &self,
        context: &PaymentContext<'_>,
        order: &ExpectedOrder<'_>,
    ) -> Result<Called<PaymentSnapshot>, PaymentError>;

    async fn refund(
        &self,
        order: &ExpectedOrder<'_>,
        refund: &RefundOf<'_>,
        id: &RequestId,
    ) -> Called<Operated>;

    async fn capture(
        &self,
        order: &ExpectedOrder<'_>,
        authorization: &TxnId,
        id: &RequestId,
    ) -> Called<Operated>;

    async fn void(&self, authorization: &TxnId, id: &RequestId) -> Called<()>;
}

/// The API of a payment.
pub(super) enum Gateway<'a> {
    V1(PaymentsV1<'a>),
    V2(OrdersV2<'a>),
    Classic(Classic<'a>),
}

/// Calls the same function of whichever API it is.
macro_rules! each {
    ($gateway:expr, $api:ident => $call:expr) => {
        match $gateway {
            Gateway::V1($api) => $call,
            Gateway::V2($api) => $call,
            Gateway::Classic($api) => $call,
        }
    };
}

impl Clients {
    /// The API, where the shop has credentials for it.
    pub(super) fn gateway(&self, api: Api) -> Result<Gateway<'_>, PaymentError> {
        Ok(match api {
            Api::PaymentsV1 => Gateway::V1(PaymentsV1(self.rest()?)),
            Api::OrdersV2 => Gateway::V2(OrdersV2(self.rest()?)),
            Api::Nvp => Gateway::Classic(Classic::new(self.nvp()?, self.clock())),
            Api::Soap => Gateway::Classic(Classic::new(self.soap()?, self.clock())),
        })
    }

    /// Makes the payment that the buyer is to approve.
    pub(super) async fn open(
        &self,
        new: NewPurchase,
        id: &RequestId,
    ) -> Result<Called<CreatedPayment>, PaymentError> {
        Ok(match new {
            NewPurchase::V1(new) => PaymentsV1(self.rest()?).open(&new, id).await,
            NewPurchase::V2(new) => OrdersV2(self.rest()?).open(&new, id).await,
            NewPurchase::Nvp(new) => Classic::new(self.nvp()?, self.clock()).open(&new).await,
            NewPurchase::Soap(new) => Classic::new(self.soap()?, self.clock()).open(&new).await,
        })
    }

    /// The API for a payment that was made by form.
    pub(super) fn gateway_of_forms(&self) -> Result<Gateway<'_>, PaymentError> {
        match self.rest() {
            Ok(client) => Ok(Gateway::V1(PaymentsV1(client))),
            Err(_) => self.gateway(Api::Nvp),
        }
    }
}

impl PaymentApi for Gateway<'_> {
    fn verb(&self, authorizes: bool) -> &'static str {
        each!(self, api => api.verb(authorizes))
    }

    async fn complete(
        &self,
        context: &PaymentContext<'_>,
        order: &ExpectedOrder<'_>,
        payer_id: Option<&str>,
        id: &RequestId,
    ) -> Result<Option<Called<PaymentSnapshot>>, PaymentError> {
        each!(self, api => api.complete(context, order, payer_id, id).await)
    }

    async fn fetch(
        &self,
        context: &PaymentContext<'_>,
        order: &ExpectedOrder<'_>,
    ) -> Result<Called<PaymentSnapshot>, PaymentError> {
        each!(self, api => api.fetch(context, order).await)
    }

    async fn refund(
        &self,
        order: &ExpectedOrder<'_>,
        refund: &RefundOf<'_>,
        id: &RequestId,
    ) -> Called<Operated> {
        each!(self, api => api.refund(order, refund, id).await)
    }

    async fn capture(
        &self,
        order: &ExpectedOrder<'_>,
        authorization: &TxnId,
        id: &RequestId,
    ) -> Called<Operated> {
        each!(self, api => api.capture(order, authorization, id).await)
    }

    async fn void(&self, authorization: &TxnId, id: &RequestId) -> Called<()> {
        each!(self, api => api.void(authorization, id).await)
    }
}
