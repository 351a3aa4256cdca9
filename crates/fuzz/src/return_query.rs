//! The query that a buyer comes back with. Reading never fails; it is a hint.

use leptos_paypal_core::ReturnQuery;

/// Reads a query.
pub fn run(data: &[u8]) {
    let query = String::from_utf8_lossy(data);
    let back = ReturnQuery::parse(&query);
    // One mark begins a query; a second one belongs to a name.
    if let Some(bare) = query
        .strip_prefix('?')
        .filter(|rest| !rest.starts_with('?'))
    {
        assert_eq!(back, ReturnQuery::parse(bare));
    }
    let pdt = back.pdt.as_ref();
    let values = [&back.token, &back.payer_id, &back.payment_id];
    let texts = values.into_iter().flatten();
    for text in texts.chain(pdt.map(|pdt| &pdt.tx)) {
        assert!(text.chars().count() <= 256, "a value of any length is kept");
        assert!(!text.chars().any(char::is_control), "{text:?} is kept");
    }
}
