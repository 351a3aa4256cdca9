//! Class of the badge for a state.

/// The word itself says the same: colour is never alone.
pub(super) fn tone(state: &str) -> &'static str {
    match state.to_ascii_lowercase().as_str() {
        "completed" | "delivered" | "paid" | "canceled_reversal" => "good",
        "denied" | "failed" | "reversed" | "dropped" | "given up" | "declined" => "bad",
        "pending" | "waiting" | "held" | "refunded" | "partially_refunded" | "in-progress"
        | "open" => "waiting",
        _ => "",
    }
}
