//! Checkout as clients see it.

use jiff::Timestamp;
use leptos_paypal_core::{CheckoutStatus, ChosenOption, Currency, ReviewReason, Totals};
use serde::Serialize;
use utoipa::ToSchema;

use super::subscription_view::{DonationView, SubscriptionView};
use crate::ledger::{Checkout, CheckoutLine, PaymentSummary};
use crate::server_path::Api;

/// Checkout with its status.
#[derive(Serialize, ToSchema)]
#[schema(as = Checkout)]
pub(super) struct CheckoutView {
    checkout_id: String,
    status: CheckoutStatus,
    #[schema(required)]
    reason: Option<ReviewReason>,
    path: String,
    #[schema(required)]
    api: Option<Api>,
    /// PayPal's approval page, while the buyer can still approve.
    #[schema(required)]
    approval_url: Option<String>,
    currency: Currency,
    total: String,
    lines: Vec<LineView>,
    #[schema(required)]
    payment: Option<PaymentView>,
    /// Subscription, in place of lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    subscription: Option<SubscriptionView>,
    /// Donation, in place of lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    donation: Option<DonationView>,
    /// The shop's own note of the checkout.
    #[serde(skip_serializing_if = "Option::is_none")]
    custom: Option<String>,
    #[schema(required)]
    created_at: Option<Timestamp>,
    #[schema(required)]
    updated_at: Option<Timestamp>,
}

/// Line of a checkout.
#[derive(Serialize, ToSchema)]
#[schema(as = CheckoutLine)]
struct LineView {
    sku: String,
    name: String,
    quantity: u32,
    options: Vec<ChosenOption>,
    price: String,
}

/// Payment of a checkout.
#[derive(Serialize, ToSchema)]
#[schema(as = Payment)]
struct PaymentView {
    txn_id: String,
    gross: String,
    /// PayPal's fee, where PayPal has told it; only below `/api/admin`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    fee: Option<Option<String>>,
    currency: Currency,
}

/// Checkout that was made, with the way to PayPal.
#[derive(Serialize, ToSchema)]
#[schema(as = CreatedCheckout)]
pub(super) struct CreatedView {
    checkout_id: String,
    status: CheckoutStatus,
    currency: Currency,
    total: String,
    path: String,
    #[serde(flatten)]
    way: WayView,
}

/// Way to PayPal: a form to post, or the approval page.
#[derive(Serialize, ToSchema)]
#[schema(as = WayToPayPal)]
#[serde(untagged)]
enum WayView {
    Form {
        /// Address that the form is posted to.
        action: String,
        /// Names and values of the form's fields, in their order.
        fields: Vec<(String, String)>,
    },
    Server {
        api: Api,
        #[schema(required)]
        approval_url: Option<String>,
    },
}

/// Totals of a cart, in one currency.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Totals)]
pub(super) struct TotalsView {
    currency: Currency,
    items: String,
    discount: String,
    shipping: String,
    handling: String,
    tax: String,
    total: String,
}

impl From<&Totals> for TotalsView {
    fn from(totals: &Totals) -> Self {
        Self {
            currency: totals.currency,
            items: totals.items.to_string(),
            discount: totals.discount.to_string(),
            shipping: totals.shipping.to_string(),
            handling: totals.handling.to_string(),
            tax: totals.tax.to_string(),
            total: totals.total.to_string(),
        }
    }
}

/// Approval page of a checkout that the buyer may still approve.
pub(super) fn approval_url(checkout: &Checkout) -> Option<String> {
    let open = checkout.status.can_be_approved();
    checkout.approval_url.clone().filter(|_| open)
}

impl From<Checkout> for CreatedView {
    fn from(checkout: Checkout) -> Self {
        let approval_url = approval_url(&checkout);
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
        let approval_url = approval_url(&checkout);
        let total = checkout.amount();
        Self {
            path: checkout.path,
            api: checkout.api,
            approval_url,
            checkout_id: checkout.id.into(),
            status: checkout.status,
            reason: checkout.reason,
            currency: total.currency(),
            total: total.to_string(),
            donation: checkout.donation.map(|donation| {
                let paid = checkout.payment.as_ref().map(|payment| payment.gross);
                DonationView::new(donation, checkout.total, paid)
            }),
            subscription: checkout.subscription.map(SubscriptionView::from),
            custom: checkout.custom,
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
