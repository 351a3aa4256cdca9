//! Details of the events that tell a page of a checkout.

use serde::Serialize;

/// Detail of the event `checkout`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckoutDetail {
    /// Id of the checkout.
    pub checkout_id: String,
    /// Total, a decimal string; `None` where the page does not know it: for a
    /// donation whose amount is typed at PayPal, or a button saved there.
    pub total: Option<String>,
    /// Its currency.
    pub currency: String,
    /// Address that the browser goes to, or posts the form to.
    pub action: String,
    /// Variables of the form, in order; none on the other paths.
    pub fields: Vec<Field>,
    /// Address where the buyer agrees, on the server path and the client path.
    pub approval_url: Option<String>,
}

/// Variable of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// Detail of the event `checkout-status`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusDetail {
    /// Id of the checkout; empty when none is known.
    pub checkout_id: String,
    /// Name of its status.
    pub status: String,
    /// Reason that the server gives.
    pub reason: Option<String>,
}

/// Detail of the event `checkout-error`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ErrorDetail {
    /// Stable code.
    pub code: String,
    /// Text for the buyer.
    pub message: String,
}
