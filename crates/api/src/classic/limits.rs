//! Lengths that the classic API takes.

use leptos_paypal_core::Money;

use crate::PurchaseProblem;

/// Checks a text against the most characters that its field takes.
pub(super) fn within(
    what: &'static str,
    limit: usize,
    text: Option<&str>,
) -> Result<(), PurchaseProblem> {
    let chars = text.map_or(0, |text| text.chars().count());
    if chars <= limit {
        Ok(())
    } else {
        Err(PurchaseProblem::TooLong { what, limit })
    }
}

/// Checks an amount that has to be more than nothing.
pub(super) fn positive(what: &'static str, amount: Money) -> Result<(), PurchaseProblem> {
    if amount.is_positive() {
        Ok(())
    } else {
        Err(PurchaseProblem::NotPositive { what, amount })
    }
}
