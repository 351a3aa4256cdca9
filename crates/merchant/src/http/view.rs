//! A checkout as clients see it.

use jiff::Timestamp;
use leptos_paypal_core::{CheckoutStatus, ChosenOption, Currency, ReviewReason};
use serde::Serialize;

use crate::ledger::{Checkout, CheckoutLine, PaymentSummary};
use crate::server_path::Api;

/// What a status request is answered with.
#[derive(Serialize)]
pub(super) struct CheckoutView {
    checkout_id: String,
    status: CheckoutStatus,
    reason: Option<ReviewReason>,
    path: String,
    api: Option<Api>,
    /// The way back to PayPal, while the buyer can still agree.
    approval_url: Option<String>,
    currency: Currency,
    total: String,
    lines: Vec<LineView>,
    payment: Option<PaymentView>,
    created_at: Option<Timestamp>,
    updated_at: Option<Timestamp>,
}

#[derive(Serialize)]
struct LineView {
    sku: String,
    name: String,
    quantity: u32,
    options: Vec<ChosenOption>,
    price: String,
}

#[derive(Serialize)]
struct PaymentView {
    txn_id: String,
    gross: String,
    /// PayPal's fee, if it said so; it is the shop's business alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    fee: Option<Option<String>>,
    currency: Currency,
}

/// What making a checkout is answered with.
#[derive(Serialize)]
pub(super) struct CreatedView {
    checkout_id: String,
    status: CheckoutStatus,
    currency: Currency,
    total: String,
    path: String,
    #[serde(flatten)]
    way: WayView,
}

/// How the browser goes on: by a form, or to PayPal's page.
#[derive(Serialize)]
#[serde(untagged)]
enum WayView {
    Form {
        action: String,
        fields: Vec<(String, String)>,
    },
    Server {
        api: Api,
        approval_url: Option<String>,
    },
}

/// Where the buyer may still agree.
pub(super) fn way_back(checkout: &Checkout) -> Option<String> {
    let open = checkout.status.can_be_approved();
    checkout.approval_url.clone().filter(|_| open)
}

impl From<Checkout> for CreatedView {
    fn from(checkout: Checkout) -> Self {
        let approval_url = way_back(&checkout);
        Self {
            checkout_id: checkout.id.into(),
            status: checkout.status,
            currency: checkout.total.currency(),
            total: checkout.total.to_string(),
            way: match checkout.api {
                Some(api) => WayView::Server { api, approval_url },
                None => WayView::Form {
                    action: checkout.action,
                    fields: checkout.fields,
                },
            },
            path: checkout.path,
        }
    }
}

impl CheckoutView {
    /// With PayPal's fee, for the shop.
    pub(super) fn for_shop(checkout: Checkout) -> Self {
        let fee = checkout.payment.as_ref().and_then(|payment| payment.fee);
        let mut view = Self::from(checkout);
        if let Some(payment) = &mut view.payment {
            payment.fee = Some(fee.map(|fee| fee.to_string()));
        }
        view
    }
}

impl From<Checkout> for CheckoutView {
    fn from(checkout: Checkout) -> Self {
        let approval_url = way_back(&checkout);
        Self {
            path: checkout.path,
            api: checkout.api,
            approval_url,
            checkout_id: checkout.id.into(),
            status: checkout.status,
            reason: checkout.reason,
            currency: checkout.total.currency(),
            total: checkout.total.to_string(),
            lines: checkout.lines.into_iter().map(LineView::from).collect(),
            payment: checkout.payment.map(PaymentView::from),
            created_at: Timestamp::from_millisecond(checkout.created_at).ok(),
            updated_at: Timestamp::from_millisecond(checkout.updated_at).ok(),
        }
    }
}

impl From<CheckoutLine> for LineView {
    fn from(line: CheckoutLine) -> Self {
        Self {
            sku: line.sku.into(),
            name: line.name,
            quantity: line.quantity,
            options: line.options,
            price: line.price.to_string(),
        }
    }
}

impl From<PaymentSummary> for PaymentView {
    fn from(payment: PaymentSummary) -> Self {
        Self {
            txn_id: payment.txn_id.into(),
            currency: payment.gross.currency(),
            gross: payment.gross.to_string(),
            fee: None,
        }
    }
}
