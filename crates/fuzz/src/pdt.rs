//! Answers to a Payment Data Transfer lookup.

use leptos_paypal_core::ipn::IpnMessage;

/// Reads an answer and checks it as a message.
pub fn run(data: &[u8]) {
    if let Ok(message) = IpnMessage::from_pdt(data) {
        assert!(data.trim_ascii_start().starts_with(b"SUCCESS"));
        crate::ipn::hold_against_order(&message);
    }
}
