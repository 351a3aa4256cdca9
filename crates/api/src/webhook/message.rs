//! Signed message of a webhook.

use super::{Transmission, WebhookId};

/// `transmission_id|transmission_time|webhook_id|crc32`, the checksum of the
/// raw body in decimal.
pub(super) fn signed_message(
    transmission: &Transmission,
    webhook_id: &WebhookId,
    raw: &[u8],
) -> String {
    format!(
        "{}|{}|{}|{}",
        transmission.transmission_id,
        transmission.transmission_time,
        webhook_id.as_str(),
        crc32fast::hash(raw)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_unsigned_and_decimal() {
        let transmission = Transmission {
            transmission_id: "a1".to_owned(),
            transmission_time: "2026-11-21T12:00:00Z".to_owned(),
            transmission_sig: String::new(),
            cert_url: String::new(),
            auth_algo: String::new(),
        };
        let id = "1JE4291016473214C".parse().unwrap();
        // The check value of CRC-32/ISO-HDLC is cbf43926, above i32::MAX.
        assert_eq!(
            signed_message(&transmission, &id, b"123456789"),
            "a1|2026-11-21T12:00:00Z|1JE4291016473214C|3421780262"
        );
    }
}
