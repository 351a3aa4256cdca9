//! PayPal-shaped ids, from one seed.

use fastrand::Rng;

const UPPER_AND_DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const LOWER_HEX: &[u8] = b"0123456789abcdef";
const SIGNATURE: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-";
const TOKEN: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// The alphabet of account ids in PayPal's REST schema: no 0, 1, I or O.
const ACCOUNT: &[u8] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// Makes ids; the same seed makes the same ids in the same order.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(from = "u64", into = "u64")]
pub(crate) struct Ids(Rng);

impl From<u64> for Ids {
    fn from(seed: u64) -> Self {
        Self(Rng::with_seed(seed))
    }
}

/// The seed from which it goes on.
impl From<Ids> for u64 {
    fn from(ids: Ids) -> Self {
        ids.0.get_seed()
    }
}

impl Ids {
    /// From a seed, or different every time without one, so that a shop's
    /// ledger from an earlier run does not meet its old transaction ids again.
    pub(crate) fn new(seed: Option<u64>) -> Self {
        Self(seed.map_or_else(Rng::new, Rng::with_seed))
    }

    /// A transaction id: 17 characters of `0-9A-Z`.
    pub(crate) fn transaction(&mut self) -> String {
        self.take(UPPER_AND_DIGITS, 17)
    }

    /// A checkout token: `EC-` and 17 characters.
    pub(crate) fn token(&mut self) -> String {
        format!("EC-{}", self.take(UPPER_AND_DIGITS, 17))
    }

    /// A billing agreement: `B-` and 17 characters.
    pub(crate) fn billing_agreement(&mut self) -> String {
        format!("B-{}", self.take(UPPER_AND_DIGITS, 17))
    }

    /// A recurring payments profile: `I-` and 12 characters.
    pub(crate) fn profile(&mut self) -> String {
        format!("I-{}", self.take(UPPER_AND_DIGITS, 12))
    }
    /// `cert_id` of an uploaded certificate: 13 characters.
    pub(crate) fn certificate(&mut self) -> String {
        self.take(UPPER_AND_DIGITS, 13)
    }

    /// `username` of a subscriber: `pp-` and 12 characters.
    pub(crate) fn username(&mut self) -> String {
        format!("pp-{}", self.take(LOWER_HEX, 12))
    }

    /// `password` of a subscriber: 13 characters.
    pub(crate) fn password(&mut self) -> String {
        self.take(ACCOUNT, 13)
    }

    /// A hosted button: 13 characters.
    pub(crate) fn button(&mut self) -> String {
        self.take(UPPER_AND_DIGITS, 13)
    }
    /// A Payments v1 payment: `PAYID-` and 24 characters.
    pub(crate) fn payment(&mut self) -> String {
        format!("PAYID-{}", self.take(UPPER_AND_DIGITS, 24))
    }
    /// A webhook event: `WH-` and twice 17 characters.
    pub(crate) fn event(&mut self) -> String {
        let (first, second) = (self.transaction(), self.transaction());
        format!("WH-{first}-{second}")
    }
    /// A transmission: the form of a UUID.
    pub(crate) fn uuid(&mut self) -> String {
        let parts = [8, 4, 4, 4, 12].map(|length| self.take(LOWER_HEX, length));
        parts.join("-")
    }
    /// An access token: `A21AA` and 92 characters.
    pub(crate) fn access_token(&mut self) -> String {
        format!("A21AA{}", self.take(TOKEN, 92))
    }
    /// A case: `PP-D-` and 12 digits.
    pub(crate) fn dispute(&mut self) -> String {
        format!("PP-D-{}", self.take(b"0123456789", 12))
    }
    /// A client id of a REST app: `A` and 79 characters.
    pub(crate) fn client_id(&mut self) -> String {
        format!("A{}", self.take(TOKEN, 79))
    }
    /// A secret of a REST app: `E` and 79 characters.
    pub(crate) fn client_secret(&mut self) -> String {
        format!("E{}", self.take(TOKEN, 79))
    }
    /// An API password: 16 characters of `0-9A-Z`.
    pub(crate) fn api_password(&mut self) -> String {
        self.take(UPPER_AND_DIGITS, 16)
    }
    /// A PDT identity token: 59 characters.
    pub(crate) fn pdt_token(&mut self) -> String {
        self.take(TOKEN, 59)
    }
    /// `ipn_track_id`, or a debug id: 13 lower-case hex digits.
    pub(crate) fn track(&mut self) -> String {
        self.take(LOWER_HEX, 13)
    }
    /// `verify_sign` or `sig`: 56 characters that nobody can check.
    pub(crate) fn signature(&mut self) -> String {
        format!("A{}", self.take(SIGNATURE, 55))
    }
    /// A secret for forms and cookies: 32 lower-case hex digits.
    pub(crate) fn secret(&mut self) -> String {
        self.take(LOWER_HEX, 32)
    }
    fn take(&mut self, alphabet: &[u8], length: usize) -> String {
        (0..length)
            .filter_map(|_| self.0.choice(alphabet))
            .map(|byte| char::from(*byte))
            .collect()
    }
}
/// An account id for an e-mail address that the configuration gives none:
/// always the same for the same address.
pub(crate) fn account_id(email: &str) -> String {
    from_text(email).take(ACCOUNT, 13)
}
/// The API signature of an e-mail address that the configuration gives none.
pub(crate) fn api_signature(email: &str) -> String {
    from_text(email).signature()
}
/// Ids that are always the same for the same text.
fn from_text(text: &str) -> Ids {
    // FNV-1a: spreads short texts over all bits, which is all that is asked.
    let seed = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    Ids::new(Some(seed))
}
/// The app id of an account: 17 characters, always the same.
pub(crate) fn app_id(account: &str) -> String {
    let seed = account
        .bytes()
        .fold(1_u64, |hash, byte| hash.wrapping_mul(131) ^ u64::from(byte));
    Ids::new(Some(seed)).take(UPPER_AND_DIGITS, 17)
}
/// Returns whether `text` has the form of an account id (13 of `2-9A-HJ-NP-Z`).
pub(crate) fn is_account_id(text: &str) -> bool {
    text.len() == 13 && text.bytes().all(|byte| ACCOUNT.contains(&byte))
}
#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn ids_have_paypals_shapes_and_repeat_with_the_seed() {
        let mut ids = Ids::new(Some(7));
        let (transaction, token, track, signature) =
            (ids.transaction(), ids.token(), ids.track(), ids.signature());
        assert_eq!(transaction.len(), 17);
        assert!(token.starts_with("EC-") && token.len() == 20);
        assert!(track.len() == 13 && track.bytes().all(|b| b.is_ascii_hexdigit()));
        assert_eq!(signature.len(), 56);
        assert_eq!(Ids::new(Some(7)).transaction(), transaction);
        assert_ne!(Ids::new(Some(8)).transaction(), transaction);
    }
    #[test]
    fn account_ids_are_stable_and_valid() {
        let id = account_id("shop@example.com");
        assert!(is_account_id(&id), "{id}");
        assert_eq!(id, account_id("shop@example.com"));
        assert_ne!(id, account_id("buyer@example.com"));
        for wrong in [
            "",
            "MERCHANT2345",
            "merchant23456",
            "MERCHANT2345O",
            "MERCHANT23450",
        ] {
            assert!(!is_account_id(wrong), "{wrong}");
        }
    }
}
