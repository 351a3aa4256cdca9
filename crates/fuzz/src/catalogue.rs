//! The merchant's catalogue.

use paypal_merchant::Catalogue;

/// Reads a catalogue.
pub fn run(data: &[u8]) {
    let Ok(json) = std::str::from_utf8(data) else {
        return;
    };
    if let Err(problem) = Catalogue::parse(json) {
        assert!(!problem.to_string().is_empty());
    }
}
