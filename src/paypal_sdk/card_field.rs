//! Fields of a card, and the end of an attempt to pay with them.

/// One of the fields of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CardField {
    /// Number of the card.
    Number,
    /// Month and year until which it is good.
    Expiry,
    /// Its security code.
    Code,
    /// Name on it.
    Name,
}

impl CardField {
    /// Every field, in the order of the form.
    pub(crate) const ALL: [Self; 4] = [Self::Number, Self::Expiry, Self::Code, Self::Name];
}

/// End of an attempt to pay with a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CardOutcome {
    /// The order is agreed to; the browser leaves for the return page.
    Agreed,
    /// These fields are to be corrected. Nothing was asked for.
    Invalid(Vec<CardField>),
    /// PayPal does not take the card.
    Refused,
    /// There is no order, which the buyer has been told.
    Stopped,
}
