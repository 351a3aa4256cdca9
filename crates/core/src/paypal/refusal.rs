//! PayPal's own errors.

use super::PayPalBody;

/// PayPal's error by its meaning for the buyer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayPalRefusal {
    /// The payment method was declined. The buyer can choose another one at the
    /// approval page.
    Declined,
    /// The call was made before, with success; this answer does not have the
    /// outcome.
    AlreadyDone,
    /// The buyer has not approved the payment yet.
    NotApproved,
    /// PayPal is unavailable, or limits the rate of calls: the same call may work
    /// later.
    Passing,
    /// PayPal refuses the call. Of a payment that is a definite no: the same
    /// buyer, shop and order get the same answer, however often it is asked.
    Refused,
}

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
        let issues = body
            .details
            .iter()
            .filter_map(|detail| detail.issue.as_deref());
        Some(Self::of(name, issues))
    }

    /// The meaning of an error by its `name` and the `issue` of each of its
    /// details. A definite no counts before everything else that is said.
    ///
    /// ```
    /// use leptos_paypal_core::PayPalRefusal;
    /// let refusal = PayPalRefusal::of("UNPROCESSABLE_ENTITY", ["INSTRUMENT_DECLINED"]);
    /// assert_eq!(refusal, PayPalRefusal::Declined);
    /// ```
    #[must_use]
    pub fn of<'a>(name: &'a str, issues: impl IntoIterator<Item = &'a str>) -> Self {
        let mut meaning = None;
        // The issue is nearer to the matter: UNPROCESSABLE_ENTITY says little.
        for word in issues.into_iter().chain([name]) {
            match Self::from_name(word) {
                Some(Self::Refused) => return Self::Refused,
                known => meaning = meaning.or(known),
            }
        }
        meaning.unwrap_or(Self::Refused)
    }

    /// Returns true when one of the words, the `name` or an `issue`, is a
    /// definite no by itself, whatever HTTP status it comes with.
    ///
    /// ```
    /// use leptos_paypal_core::PayPalRefusal;
    /// assert!(PayPalRefusal::has_definite_word(["NOT_AUTHORIZED", "TRANSACTION_REFUSED"]));
    /// assert!(!PayPalRefusal::has_definite_word(["NOT_AUTHORIZED"]));
    /// ```
    #[must_use]
    pub fn has_definite_word<'a>(words: impl IntoIterator<Item = &'a str>) -> bool {
        words
            .into_iter()
            .any(|word| Self::from_name(word) == Some(Self::Refused))
    }

    /// The meaning of a name (v1) or an issue (v2), where it has one of its own.
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "INSTRUMENT_DECLINED"
            | "PAYER_ACTION_REQUIRED"
            | "REDIRECT_PAYER_FOR_ALTERNATE_FUNDING" => Self::Declined,
            "PAYMENT_ALREADY_DONE"
            | "ORDER_ALREADY_CAPTURED"
            | "ORDER_ALREADY_AUTHORIZED"
            | "AUTHORIZATION_ALREADY_CAPTURED"
            | "CAPTURE_FULLY_REFUNDED"
            | "TRANSACTION_ALREADY_REFUNDED"
            | "PREVIOUSLY_VOIDED" => Self::AlreadyDone,
            // Orders v2, "Capture payment for order", 422, and Payments v1,
            // `failure_reason`.
            "CANNOT_PAY_THIS_PAYEE"
            | "COMPLIANCE_VIOLATION"
            | "DECLINED_DUE_TO_RELATED_TXN"
            | "DOMESTIC_TRANSACTION_REQUIRED"
            | "MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED"
            | "PAYEE_ACCOUNT_LOCKED_OR_CLOSED"
            | "PAYEE_ACCOUNT_RESTRICTED"
            | "PAYEE_BLOCKED_TRANSACTION"
            | "PAYER_ACCOUNT_LOCKED_OR_CLOSED"
            | "PAYER_ACCOUNT_RESTRICTED"
            | "PAYER_CANNOT_PAY"
            | "TRANSACTION_BLOCKED_BY_PAYEE"
            | "TRANSACTION_LIMIT_EXCEEDED"
            | "TRANSACTION_RECEIVING_LIMIT_EXCEEDED"
            | "TRANSACTION_REFUSED" => Self::Refused,
            "ORDER_NOT_APPROVED" | "PAYMENT_NOT_APPROVED_FOR_EXECUTION" => Self::NotApproved,
            "ORDER_COMPLETION_IN_PROGRESS"
            | "PREVIOUS_REQUEST_IN_PROGRESS"
            | "INTERNAL_SERVER_ERROR"
            | "INTERNAL_SERVICE_ERROR"
            | "SERVICE_UNAVAILABLE"
            | "RATE_LIMIT_REACHED" => Self::Passing,
            _ => return None,
        })
    }
}
