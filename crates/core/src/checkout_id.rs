//! Our own checkout id.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::CoreError;

/// Minutes within which a browser that starts the same order again gets the
/// same checkout: PayPal pays an invoice once. Longer, and a buyer who paid but
/// never came back could not buy the same again.
pub const SAME_CHECKOUT_MINUTES: u32 = 180;

/// Checkouts that a browser remembers; the oldest goes first.
pub const REMEMBERED_CHECKOUTS: usize = 12;

/// The id that travels from the click through create, `invoice` and `custom`,
/// the return, IPN and the clearing of the cart: `co_` and 128 bits, of which
/// at least 80 are random, so that it cannot be guessed. Ids sort as their bits
/// do.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CheckoutId(String);

impl CheckoutId {
    /// The first characters.
    pub const PREFIX: &'static str = "co_";
    /// The characters after the prefix: those of lower-case base32, in the
    /// order in which they sort.
    pub const ALPHABET: &'static str = "234567abcdefghijklmnopqrstuvwxyz";
    /// Characters after the prefix.
    pub const LENGTH: usize = 26;

    /// An id from 16 random bytes; the caller brings the randomness.
    ///
    /// ```
    /// # use leptos_paypal_core::CheckoutId;
    /// let id = CheckoutId::from_random([0; 16]);
    /// assert_eq!(id.as_str(), "co_22222222222222222222222222");
    /// ```
    #[must_use]
    pub fn from_random(bytes: [u8; 16]) -> Self {
        Self::from_bits(u128::from_be_bytes(bytes))
    }

    /// An id from a time in milliseconds and 10 random bytes, as UUIDs of
    /// version 7 are made ([RFC 9562](https://www.rfc-editor.org/rfc/rfc9562#section-5.7)):
    /// rows of checkouts that were made one after the other lie side by side
    /// in every index.
    ///
    /// ```
    /// # use leptos_paypal_core::CheckoutId;
    /// let earlier = CheckoutId::from_time(1_767_225_600_000, [255; 10]);
    /// let later = CheckoutId::from_time(1_767_225_600_001, [0; 10]);
    /// assert!(earlier < later);
    /// ```
    #[must_use]
    pub fn from_time(milliseconds: u64, random: [u8; 10]) -> Self {
        let random = random
            .into_iter()
            .fold(0, |bits, byte| bits << 8 | u128::from(byte));
        Self::from_bits(u128::from(milliseconds) << 80 | random)
    }

    fn from_bits(mut bits: u128) -> Self {
        let mut text = ['a'; Self::LENGTH];
        for place in text.iter_mut().rev() {
            // The mask keeps the index below 32.
            *place = Self::ALPHABET.as_bytes()[(bits & 31) as usize].into();
            bits >>= 5;
        }
        Self(Self::PREFIX.chars().chain(text).collect())
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for CheckoutId {
    type Error = CoreError;

    fn try_from(text: String) -> Result<Self, CoreError> {
        let reads = text.strip_prefix(Self::PREFIX).is_some_and(|rest| {
            rest.len() == Self::LENGTH && rest.chars().all(|c| Self::ALPHABET.contains(c))
        });
        if reads {
            Ok(Self(text))
        } else {
            Err(CoreError::CheckoutIdUnreadable { value: text })
        }
    }
}

impl FromStr for CheckoutId {
    type Err = CoreError;

    fn from_str(text: &str) -> Result<Self, CoreError> {
        Self::try_from(text.to_owned())
    }
}

impl From<CheckoutId> for String {
    fn from(id: CheckoutId) -> Self {
        id.0
    }
}

impl fmt::Display for CheckoutId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_id_reads_back(bytes in any::<[u8; 16]>()) {
            let id = CheckoutId::from_random(bytes);
            prop_assert_eq!(id.as_str().parse::<CheckoutId>().unwrap(), id);
        }

        #[test]
        fn different_bytes_are_different_ids(a in any::<[u8; 16]>(), b in any::<[u8; 16]>()) {
            prop_assume!(a != b);
            prop_assert_ne!(CheckoutId::from_random(a), CheckoutId::from_random(b));
        }

        #[test]
        fn ids_sort_as_their_bytes_do(a in any::<[u8; 16]>(), b in any::<[u8; 16]>()) {
            let ids = CheckoutId::from_random(a).cmp(&CheckoutId::from_random(b));
            prop_assert_eq!(ids, a.cmp(&b));
        }

        #[test]
        fn all_random_bits_are_in_the_id(
            time in 0_u64..1 << 48,
            a in any::<[u8; 10]>(),
            b in any::<[u8; 10]>(),
        ) {
            prop_assume!(a != b);
            prop_assert_ne!(CheckoutId::from_time(time, a), CheckoutId::from_time(time, b));
        }
    }

    #[test]
    fn other_text_is_refused() {
        for text in [
            "",
            "co_",
            "co_AAAAAAAAAAAAAAAAAAAAAAAAAA",
            "xx_aaaaaaaaaaaaaaaaaaaaaaaaaa",
        ] {
            assert!(text.parse::<CheckoutId>().is_err(), "{text:?}");
        }
    }
}
