//! Making the payment at PayPal that the buyer agrees to.

use leptos_paypal_api::{ApprovalProblem, IdProblem, Links, RequestId};
use leptos_paypal_core::{CheckoutId, Environment};
use tracing::{info, warn};
use url::Url;

use super::calls::call;
use super::{PaymentError, Payments};
use crate::ledger::{Opened, ServerPayment};
use crate::server_path::{Api, NewPurchase};

/// Time after which a checkout is first asked about that nobody came back from,
/// in milliseconds.
const FIRST_LOOK: i64 = 2 * 60_000;

/// The id under which a checkout's payment is made: the same for every retry.
pub(crate) fn create_id(id: &CheckoutId) -> Result<RequestId, IdProblem> {
    RequestId::of_step(id, "create")
}

impl Payments {
    /// Makes the payment at PayPal, unless it is there. The checkout and the
    /// id of this request are in the ledger already, so whoever repeats it,
    /// after whatever failure, gets the same payment. Answers where the buyer
    /// agrees, if it needs one. `payment` is that of the ledger, where it is at
    /// hand.
    pub(crate) async fn open(
        &self,
        id: &CheckoutId,
        payment: Option<ServerPayment>,
    ) -> Result<Option<String>, PaymentError> {
        let client = self.client()?;
        let payment = match payment {
            Some(payment) => payment,
            None => self
                .ledger
                .server_payment(id)
                .await?
                .ok_or(PaymentError::CheckoutUnknown)?,
        };
        if payment.paypal_id.is_some() {
            return Ok(payment.approval_url);
        }
        let request_id = &payment.request_id;
        let cart = payment.purchase.cart()?;
        let (call, made) = match payment.purchase.request(id, &cart, payment.api)? {
            NewPurchase::V1(new) => {
                let result = client.payments_v1().create(&new, request_id).await;
                let call = call("v1 create payment", Some(request_id), &result);
                let made = result.map(|answer| {
                    let payment = answer.value;
                    (String::from(payment.id), payment.links)
                });
                (call, made)
            }
            NewPurchase::V2(new) => {
                let result = client.orders_v2().create(&new, request_id).await;
                let call = call("v2 create order", Some(request_id), &result);
                let made = result.map(|answer| {
                    let order = answer.value;
                    (String::from(order.id), order.links)
                });
                (call, made)
            }
        };
        self.metrics.api_called(&call);
        let now = self.clock.now();
        let (paypal_id, links) = match made {
            Ok(made) => made,
            Err(error) => {
                warn!(checkout = id.as_str(), code = error.code(), %error, "PayPal made no payment");
                self.ledger.called(id, &call, now).await?;
                return Err(error.into());
            }
        };
        let (approval, problem) = approval(&links, &self.environment);
        let token = match payment.api {
            Api::OrdersV2 => Some(paypal_id.clone()),
            Api::PaymentsV1 => approval.as_deref().and_then(token),
        };
        let opened = Opened {
            paypal_id: &paypal_id,
            token: token.as_deref(),
            approval_url: approval.as_deref(),
            ask_at: now + FIRST_LOOK,
        };
        self.ledger.opened(id, &opened, &call, now).await?;
        info!(checkout = id.as_str(), paypal_id, "PayPal made a payment");
        match problem {
            Some(problem) => Err(problem.into()),
            None => Ok(approval),
        }
    }
}

/// Approval page, if a browser may be sent there. A payment without
/// such a link needs no buyer any more.
fn approval(links: &Links, environment: &Environment) -> (Option<String>, Option<ApprovalProblem>) {
    match links.approval(environment) {
        Ok(url) => (Some(url.to_owned()), None),
        Err(ApprovalProblem::Missing) => (None, None),
        Err(problem) => (None, Some(problem)),
    }
}

/// The `EC-…` of a v1 approval link, which the return query repeats.
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
