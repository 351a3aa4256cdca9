//! Carts in a browser's storage: what can be restored is stored as the same.

use leptos_paypal_core::{CartSnapshot, MAX_LINES, PricingRules, Totals};

/// Reads a stored cart and stores it again.
pub fn run(data: &[u8]) {
    let Ok(snapshot) = serde_json::from_slice::<CartSnapshot>(data) else {
        return;
    };
    let Ok(cart) = snapshot.restore() else { return };
    assert!(cart.lines().len() <= MAX_LINES);
    let again = CartSnapshot::of(&cart);
    let text = serde_json::to_vec(&again).expect("a cart can be stored");
    let restored = serde_json::from_slice::<CartSnapshot>(&text)
        .expect("a stored cart can be read")
        .restore();
    assert_eq!(restored.as_ref(), Ok(&cart));
    if let Ok(totals) = Totals::of(&cart, &PricingRules::none(cart.currency())) {
        assert_eq!(totals.items.currency(), cart.currency());
        assert!(!totals.total.is_negative());
    }
}
