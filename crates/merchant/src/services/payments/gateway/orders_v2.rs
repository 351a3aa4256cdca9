//! Orders v2 with Payments v2.

use leptos_paypal_api::v2::{self, NewOrder};
use leptos_paypal_api::{Client, OrderId, RequestId};
use leptos_paypal_core::TxnId;

use super::{Called, CreatedPayment, Operated, PaymentApi, RefundOf};
use crate::services::payments::calls::call;
use crate::services::payments::snapshot::{ExpectedOrder, PaymentSnapshot};
use crate::services::payments::{OperationOutcome, PaymentContext, PaymentError};

/// Orders v2 by the shop's REST app.
pub(in crate::services::payments) struct OrdersV2<'a>(pub(super) &'a Client);

impl OrdersV2<'_> {
    pub(super) async fn open(&self, new: &NewOrder, id: &RequestId) -> Called<CreatedPayment> {
        let result = self.0.orders_v2().create(new, id).await;
        Called::once(
            call("v2 create order", Some(id), &result),
            result.map(|order| {
                let approval = order.links.approval(self.0.environment());
                CreatedPayment {
                    paypal_id: order.id.to_string(),
                    token: Some(order.id.to_string()),
                    approval: approval.map(str::to_owned),
                }
            }),
        )
    }
}

impl PaymentApi for OrdersV2<'_> {
    fn verb(&self, authorizes: bool) -> &'static str {
        if authorizes { "authorize" } else { "capture" }
    }

    async fn complete(
        &self,
        context: &PaymentContext<'_>,
        order: &ExpectedOrder<'_>,
        _: Option<&str>,
        id: &RequestId,
    ) -> Result<Option<Called<PaymentSnapshot>>, PaymentError> {
        let order_id: OrderId = context.paypal_id.parse()?;
        let orders = self.0.orders_v2();
        let (name, result) = if context.payment.purchase.authorizes() {
            ("v2 authorize order", orders.authorize(&order_id, id).await)
        } else {
            ("v2 capture order", orders.capture(&order_id, id).await)
        };
        Ok(Some(Called::once(
            call(name, Some(id), &result),
            result.map(|answer| order.snapshot_v2(&answer)),
        )))
    }

    async fn fetch(
        &self,
        context: &PaymentContext<'_>,
        order: &ExpectedOrder<'_>,
    ) -> Result<Called<PaymentSnapshot>, PaymentError> {
        let order_id: OrderId = context.paypal_id.parse()?;
        let result = self.0.orders_v2().get(&order_id).await;
        Ok(Called::once(
            call("v2 get order", None, &result),
            result.map(|answer| order.snapshot_v2(&answer)),
        ))
    }

    async fn refund(
        &self,
        order: &ExpectedOrder<'_>,
        refund: &RefundOf<'_>,
        id: &RequestId,
    ) -> Called<Operated> {
        let txn_id = &refund.operation.txn_id;
        let request = v2::RefundRequest {
            amount: refund.operation.amount,
            ..v2::RefundRequest::default()
        };
        let payments = self.0.payments_v2();
        let result = payments.refund_capture(txn_id, &request, id).await;
        Called::once(
            call("v2 refund capture", Some(id), &result),
            result.map(|refund| {
                let facts = order.refund_v2(&refund, txn_id).into_iter().collect();
                let done = OperationOutcome::refund(&refund.id, refund.value.status.as_str());
                (done, facts)
            }),
        )
    }

    async fn capture(
        &self,
        _: &ExpectedOrder<'_>,
        authorization: &TxnId,
        id: &RequestId,
    ) -> Called<Operated> {
        let request = v2::CaptureRequest {
            final_capture: true,
            ..v2::CaptureRequest::default()
        };
        let payments = self.0.payments_v2();
        let result = payments
            .capture_authorization(authorization, &request, id)
            .await;
        Called::once(
            call("v2 capture authorization", Some(id), &result),
            result.map(|capture| {
                let status = capture.value.status.as_str();
                (OperationOutcome::capture(&capture.id, status), Vec::new())
            }),
        )
    }

    async fn void(&self, authorization: &TxnId, id: &RequestId) -> Called<()> {
        let payments = self.0.payments_v2();
        let result = payments.void_authorization(authorization, id).await;
        Called::once(
            call("v2 void authorization", Some(id), &result),
            result.map(drop),
        )
    }
}
