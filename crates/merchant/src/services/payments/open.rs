//! Making the payment at PayPal that the buyer agrees to.

use leptos_paypal_api::{ApprovalProblem, IdProblem, RequestId};
use leptos_paypal_core::CheckoutId;
use tracing::{info, warn};

use super::{PaymentError, Payments};
use crate::ledger::{OpenedPayment, ServerPayment};

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
        let new = payment.purchase.request(id, &cart, payment.api)?;
        let called = self.clients.open(new, request_id).await?;
        self.record_before(id, &called).await?;
        let (call, now) = (called.call, self.clock.now());
        let made = match called.result {
            Ok(made) => made,
            Err(error) => {
                warn!(checkout = id.as_str(), code = error.code(), %error, "PayPal made no payment");
                self.ledger.called(id, &call, now).await?;
                return Err(error.into());
            }
        };
        // A payment without such a link needs no buyer any more.
        let (approval, problem) = match made.approval {
            Ok(url) => (Some(url), None),
            Err(ApprovalProblem::Missing) => (None, None),
            Err(problem) => (None, Some(problem)),
        };
        let paypal_id = made.paypal_id;
        let opened = OpenedPayment {
            paypal_id: &paypal_id,
            token: made.token.as_deref(),
            approval_url: approval.as_deref(),
            ask_at: now + FIRST_LOOK,
        };
        self.ledger
            .record_opened_payment(id, &opened, &call, now)
            .await?;
        info!(checkout = id.as_str(), paypal_id, "PayPal made a payment");
        if !payment.api.is_rest() {
            // Nothing tells PayPal that two of these requests are one: of two at
            // the same moment the first that is stored counts.
            let stored = self.ledger.server_payment(id).await?;
            return Ok(stored.and_then(|payment| payment.approval_url));
        }
        match problem {
            Some(problem) => Err(problem.into()),
            None => Ok(approval),
        }
    }
}
