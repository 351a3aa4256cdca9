//! Payments v1.

use leptos_paypal_api::v1::{self, NewPayment};
use leptos_paypal_api::{Client, PaymentId, RequestId};
use leptos_paypal_core::{Environment, TxnId};
use url::Url;

use super::{Called, CreatedPayment, Operated, PaymentApi, RefundOf};
use crate::services::payments::calls::call;
use crate::services::payments::snapshot::{ExpectedOrder, PaymentSnapshot};
use crate::services::payments::{OperationOutcome, PaymentContext, PaymentError};

/// Payments v1 by the shop's REST app.
pub(in crate::services::payments) struct PaymentsV1<'a>(pub(super) &'a Client);

impl PaymentsV1<'_> {
    pub(super) async fn open(&self, new: &NewPayment, id: &RequestId) -> Called<CreatedPayment> {
        let result = self.0.payments_v1().create(new, id).await;
        Called::once(
            call("v1 create payment", Some(id), &result),
            result.map(|payment| {
                let approval = payment.links.approval(self.environment());
                let approval = approval.map(str::to_owned);
                CreatedPayment {
                    paypal_id: payment.id.to_string(),
                    token: approval.as_deref().ok().and_then(token),
                    approval,
                }
            }),
        )
    }

    fn environment(&self) -> &Environment {
        self.0.environment()
    }
}

impl PaymentApi for PaymentsV1<'_> {
    fn verb(&self, _: bool) -> &'static str {
        "execute"
    }

    async fn complete(
        &self,
        context: &PaymentContext<'_>,
        order: &ExpectedOrder<'_>,
        payer_id: Option<&str>,
        id: &RequestId,
    ) -> Result<Option<Called<PaymentSnapshot>>, PaymentError> {
        let payment: PaymentId = context.paypal_id.parse()?;
        let Some(payer_id) = payer_id else {
            return Ok(None);
        };
        let result = self.0.payments_v1().execute(&payment, payer_id, id).await;
        Ok(Some(Called::once(
            call("v1 execute payment", Some(id), &result),
            result.map(|payment| order.snapshot_v1(&payment)),
        )))
    }

    async fn fetch(
        &self,
        context: &PaymentContext<'_>,
        order: &ExpectedOrder<'_>,
    ) -> Result<Called<PaymentSnapshot>, PaymentError> {
        let payment: PaymentId = context.paypal_id.parse()?;
        let result = self.0.payments_v1().get(&payment).await;
        Ok(Called::once(
            call("v1 get payment", None, &result),
            result.map(|payment| order.snapshot_v1(&payment)),
        ))
    }

    async fn refund(
        &self,
        order: &ExpectedOrder<'_>,
        refund: &RefundOf<'_>,
        id: &RequestId,
    ) -> Called<Operated> {
        let txn_id = &refund.operation.txn_id;
        let request = v1::RefundRequest::of(refund.operation.amount);
        let payments = self.0.payments_v1();
        let (name, result) = if refund.is_capture {
            let result = payments.refund_capture(txn_id, &request, id).await;
            ("v1 refund capture", result)
        } else {
            let result = payments.refund_sale(txn_id, &request, id).await;
            ("v1 refund sale", result)
        };
        Called::once(
            call(name, Some(id), &result),
            result.map(|refund| {
                let facts = order.refund_v1_of(&refund, txn_id).into_iter().collect();
                let done = OperationOutcome::refund(&refund.id, refund.state.as_str());
                (done, facts)
            }),
        )
    }

    async fn capture(
        &self,
        order: &ExpectedOrder<'_>,
        authorization: &TxnId,
        id: &RequestId,
    ) -> Called<Operated> {
        let request = v1::CaptureRequest {
            amount: order.total.into(),
            is_final_capture: true,
        };
        let payments = self.0.payments_v1();
        let result = payments
            .capture_authorization(authorization, &request, id)
            .await;
        Called::once(
            call("v1 capture authorization", Some(id), &result),
            result.map(|capture| {
                let done = OperationOutcome::capture(&capture.id, capture.state.as_str());
                (done, Vec::new())
            }),
        )
    }

    async fn void(&self, authorization: &TxnId, id: &RequestId) -> Called<()> {
        let payments = self.0.payments_v1();
        let result = payments.void_authorization(authorization, id).await;
        Called::once(
            call("v1 void authorization", Some(id), &result),
            result.map(drop),
        )
    }
}

/// The `EC-…` of an approval link, which the return query repeats.
fn token(approval_url: &str) -> Option<String> {
    Url::parse(approval_url)
        .ok()?
        .query_pairs()
        .find(|(name, _)| name == "token")
        .map(|(_, value)| value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_that_of_the_link() {
        let url = "https://www.paypal.com/cgi-bin/webscr?cmd=_express-checkout&token=EC-60U79048BN7719609";
        assert_eq!(token(url).as_deref(), Some("EC-60U79048BN7719609"));
        assert_eq!(token("https://www.paypal.com/checkoutnow"), None);
    }
}
