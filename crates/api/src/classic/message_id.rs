//! `MSGSUBID`: the key that makes a call safe to repeat.

use sha2::{Digest, Sha256};

use crate::RequestId;

/// The most characters of a `MSGSUBID`.
const MAX_CHARS: usize = 38;

/// The `MSGSUBID` of a request: its id where that is short enough, else a
/// digest of it, so that the same id always is the same `MSGSUBID`.
pub(super) fn message_id(id: &RequestId) -> String {
    let id = id.as_str();
    if id.len() <= MAX_CHARS {
        return id.to_owned();
    }
    let digest = Sha256::digest(id.as_bytes());
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    hex[..MAX_CHARS].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_ids_are_shortened_alike() {
        let id = |text: &str| text.parse::<RequestId>().unwrap();
        assert_eq!(message_id(&id("co_1-pay-0")), "co_1-pay-0");
        let long = id(&"a".repeat(RequestId::MAX_CHARS));
        assert_eq!(message_id(&long).len(), MAX_CHARS);
        assert_eq!(message_id(&long), message_id(&long));
        assert_ne!(message_id(&long), message_id(&id(&"a".repeat(77))));
    }
}
