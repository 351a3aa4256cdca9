//! PayPal's own errors.

use super::PayPalBody;

/// What PayPal's error means for the buyer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayPalRefusal {
    /// The way of paying was declined. The buyer can choose another one at the
    /// approval page.
    Declined,
    /// It was done before: a success whose outcome is not told again.
    AlreadyDone,
    /// The buyer has not agreed yet.
    NotApproved,
    /// PayPal is not well, or asked too often: the same call may work later.
    Passing,
    /// PayPal does not take it.
    Refused,
}

/// Names (v1) and issues (v2) with their meaning; what is not here is refused.
const MEANINGS: [(&str, PayPalRefusal); 14] = [
    ("INSTRUMENT_DECLINED", PayPalRefusal::Declined),
    ("PAYER_ACTION_REQUIRED", PayPalRefusal::Declined),
    (
        "REDIRECT_PAYER_FOR_ALTERNATE_FUNDING",
        PayPalRefusal::Declined,
    ),
    ("PAYMENT_ALREADY_DONE", PayPalRefusal::AlreadyDone),
    ("ORDER_ALREADY_CAPTURED", PayPalRefusal::AlreadyDone),
    ("ORDER_ALREADY_AUTHORIZED", PayPalRefusal::AlreadyDone),
    ("ORDER_NOT_APPROVED", PayPalRefusal::NotApproved),
    (
        "PAYMENT_NOT_APPROVED_FOR_EXECUTION",
        PayPalRefusal::NotApproved,
    ),
    ("ORDER_COMPLETION_IN_PROGRESS", PayPalRefusal::Passing),
    ("PREVIOUS_REQUEST_IN_PROGRESS", PayPalRefusal::Passing),
    ("INTERNAL_SERVER_ERROR", PayPalRefusal::Passing),
    ("INTERNAL_SERVICE_ERROR", PayPalRefusal::Passing),
    ("SERVICE_UNAVAILABLE", PayPalRefusal::Passing),
    ("RATE_LIMIT_REACHED", PayPalRefusal::Passing),
];

impl PayPalRefusal {
    /// The stable name of the problem; where the merchant server knows the
    /// same problem, its name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Declined => "instrument_declined",
            Self::AlreadyDone => "already_done",
            Self::NotApproved => "not_approved",
            Self::Passing => "paypal_unreachable",
            Self::Refused => "payment_refused",
        }
    }

    /// Reads an error of either API (`name`, and `details[].issue`). Nothing
    /// for JSON without `name`, and for a payment or an order.
    #[must_use]
    pub fn from_body(body: &PayPalBody) -> Option<Self> {
        let name = body.name.as_deref()?;
        if body.id.is_some() {
            return None;
        }
        // The issue is nearer to the matter: UNPROCESSABLE_ENTITY says little.
        let issues = body
            .details
            .iter()
            .filter_map(|detail| detail.issue.as_deref());
        let known = issues.chain([name]).find_map(|word| {
            let mut meanings = MEANINGS.iter();
            meanings.find(|(known, _)| *known == word)
        });
        Some(known.map_or(Self::Refused, |(_, meaning)| *meaning))
    }
}
