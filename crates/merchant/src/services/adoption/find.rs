//! Finding a payment at PayPal by one of its names.

use leptos_paypal_api::{Answer, ApiError, Links, OrderId, PaymentId, Refusal};
use leptos_paypal_core::TxnId;

use super::client_payment::ClientPayment;
use super::{Adoption, AdoptionError};
use crate::ledger::ApiCall;
use crate::services::payments::{PaymentError, call};

/// The prefixes of payment ids of Payments v1.
const PAYMENT_PREFIXES: [&str; 2] = ["PAYID-", "PAY-"];
/// The characters of an order id, and of a transaction's.
const ID_CHARS: usize = 17;

/// Name of a payment, as somebody told it.
pub(super) enum PaymentName {
    /// A payment of Payments v1.
    Payment(PaymentId),
    /// An order of Orders v2, or a transaction of either API.
    OrderOrTransaction(OrderId),
}

impl PaymentName {
    /// Reads an id, whose form says what it can be.
    pub(super) fn parse(id: &str) -> Result<Self, AdoptionError> {
        if PAYMENT_PREFIXES.iter().any(|prefix| id.starts_with(prefix)) {
            return Ok(Self::Payment(id.parse()?));
        }
        let order: OrderId = id.parse()?;
        let can_be = id.len() == ID_CHARS && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if can_be {
            Ok(Self::OrderOrTransaction(order))
        } else {
            Err(AdoptionError::Unknown)
        }
    }
}

impl Adoption {
    /// Asks PayPal for a payment by its name.
    pub(super) async fn find(&self, name: &PaymentName) -> Result<ClientPayment, AdoptionError> {
        let found = match name {
            PaymentName::Payment(payment) => self.payment(payment).await?,
            PaymentName::OrderOrTransaction(order) => match self.order(order).await? {
                Some(found) => Some(found),
                None => match order.as_str().parse() {
                    Ok(transaction) => self.payment_of_transaction(&transaction).await?,
                    Err(_) => None,
                },
            },
        };
        found.ok_or(AdoptionError::Unknown)
    }

    /// Asks PayPal for the payment that a transaction belongs to: a capture or
    /// authorization of an order, a sale or authorization of a payment.
    pub(super) async fn payment_of_transaction(
        &self,
        id: &TxnId,
    ) -> Result<Option<ClientPayment>, AdoptionError> {
        let client = self.payments.rest()?;
        let (v1, v2) = (client.payments_v1(), client.payments_v2());
        let capture = self.answered("v2 get capture", v2.capture(id).await)?;
        if let Some(order) = capture.and_then(|(it, _)| order_of(it.order_id.clone(), &it.links)) {
            return self.order(&order).await;
        }
        let sale = self.answered("v1 get sale", v1.sale(id).await)?;
        if let Some(payment) = sale.and_then(|(sale, _)| sale.parent_payment.clone()) {
            return self.payment(&payment).await;
        }
        let reserved = self.answered("v2 get authorization", v2.authorization(id).await)?;
        if let Some(order) = reserved.and_then(|(it, _)| order_of(it.order_id.clone(), &it.links)) {
            return self.order(&order).await;
        }
        let reserved = self.answered("v1 get authorization", v1.authorization(id).await)?;
        match reserved.and_then(|(reserved, _)| reserved.parent_payment.clone()) {
            Some(payment) => self.payment(&payment).await,
            None => Ok(None),
        }
    }

    async fn order(&self, id: &OrderId) -> Result<Option<ClientPayment>, AdoptionError> {
        let answer = self.payments.rest()?.orders_v2().get(id).await;
        let order = self.answered("v2 get order", answer)?;
        Ok(order.map(|(order, call)| ClientPayment::order(order.value, call)))
    }

    async fn payment(&self, id: &PaymentId) -> Result<Option<ClientPayment>, AdoptionError> {
        let answer = self.payments.rest()?.payments_v1().get(id).await;
        let payment = self.answered("v1 get payment", answer)?;
        Ok(payment.map(|(payment, call)| ClientPayment::payment(payment.value, call)))
    }

    /// The answer with the record of its call; `None` where PayPal does not
    /// know what it was asked for, or cannot read its id.
    fn answered<T>(
        &self,
        operation: &'static str,
        answer: Result<Answer<T>, ApiError>,
    ) -> Result<Option<(Answer<T>, ApiCall)>, AdoptionError> {
        let call = call(operation, None, &answer);
        self.metrics.api_called(&call);
        match answer {
            Ok(answer) => Ok(Some((answer, call))),
            Err(error) if error.refusal().is_some_and(is_unknown) => Ok(None),
            Err(error) => Err(PaymentError::from(error).into()),
        }
    }
}

/// An id in a form that PayPal does not take is unknown too.
fn is_unknown(refusal: &Refusal) -> bool {
    refusal.is_unknown() || matches!(refusal.status, 400 | 422)
}

/// The order of a capture or authorization: PayPal tells it, or links to it.
fn order_of(told: Option<OrderId>, links: &Links) -> Option<OrderId> {
    told.or_else(|| {
        let (_, id) = links.rel("up")?.rsplit_once("/orders/")?;
        id.parse().ok()
    })
}
