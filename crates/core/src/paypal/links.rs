//! Links of an answer.

/// The `rel` of the link to PayPal's approval page: Payments v1, Orders v2
/// without and with `payment_source`, and errors of either.
pub const APPROVAL_RELS: [&str; 4] = ["approval_url", "approve", "payer-action", "redirect"];

/// The address of PayPal's approval page; `find` gives the address of a `rel`.
/// Not checked: see [`Environment::allows`](crate::Environment::allows).
pub fn approval_link<T>(find: impl FnMut(&str) -> Option<T>) -> Option<T> {
    APPROVAL_RELS.into_iter().find_map(find)
}
