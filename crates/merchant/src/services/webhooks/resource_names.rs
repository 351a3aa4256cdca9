//! Names by which a webhook resource says what it belongs to.

use leptos_paypal_api::webhook::Resource;
use leptos_paypal_api::{Links, OrderId, PaymentId};
use leptos_paypal_core::TxnId;

use crate::services::payments::captured;

/// Payment and transaction that a resource belongs to.
#[derive(Default)]
pub(super) struct ResourceNames<'a> {
    /// The payment or order.
    pub(super) payment: Option<&'a str>,
    /// The transaction itself, or the one it follows.
    pub(super) parent: Option<TxnId>,
}

impl<'a> ResourceNames<'a> {
    pub(super) fn of(resource: &'a Resource) -> Self {
        match resource {
            Resource::Payment(payment) => Self::new(Some(payment.id.as_str()), None),
            Resource::Order(order) => Self::new(Some(order.id.as_str()), None),
            Resource::Sale(sale) => Self::v1(sale.parent_payment.as_ref(), Some(&sale.id)),
            Resource::AuthorizationV1(authorization) => Self::v1(
                authorization.parent_payment.as_ref(),
                Some(&authorization.id),
            ),
            Resource::CaptureV1(capture) => {
                Self::v1(capture.parent_payment.as_ref(), Some(&capture.id))
            }
            Resource::RefundV1(refund) => Self::v1(
                refund.parent_payment.as_ref(),
                refund.sale_id.as_ref().or(refund.capture_id.as_ref()),
            ),
            Resource::Authorization(authorization) => Self::v2(
                authorization.order_id.as_ref(),
                &authorization.links,
                &authorization.id,
            ),
            Resource::Capture(capture) => {
                Self::v2(capture.order_id.as_ref(), &capture.links, &capture.id)
            }
            Resource::Refund(refund) => Self::new(
                refund.order_id.as_ref().map(OrderId::as_str),
                captured(refund),
            ),
            _ => Self::default(),
        }
    }

    const fn new(payment: Option<&'a str>, parent: Option<TxnId>) -> Self {
        Self { payment, parent }
    }

    fn v1(payment: Option<&'a PaymentId>, parent: Option<&TxnId>) -> Self {
        Self::new(payment.map(PaymentId::as_str), parent.cloned())
    }

    /// The order by its id, or by the `up` link, which may also lead to the
    /// authorization.
    fn v2(order: Option<&'a OrderId>, links: &'a Links, id: &TxnId) -> Self {
        let up = links.rel("up").unwrap_or_default();
        let after = |part: &str| up.rsplit_once(part).map(|(_, id)| id);
        let payment = order.map(OrderId::as_str).or_else(|| after("/orders/"));
        let parent = after("/authorizations/").and_then(|id| id.parse().ok());
        Self::new(payment, parent.or_else(|| Some(id.clone())))
    }
}
