//! Source of the ids of checkouts.

use std::fmt;
use std::sync::Arc;

use leptos_paypal_core::CheckoutId;

type Source = dyn Fn() -> Result<[u8; 10], getrandom::Error> + Send + Sync;

/// Source of 80 random bits: the system, or a test.
#[derive(Clone)]
pub struct Ids(Arc<Source>);

impl Ids {
    /// The system's randomness.
    #[must_use]
    pub fn random() -> Self {
        Self(Arc::new(|| {
            let mut bytes = [0; 10];
            getrandom::fill(&mut bytes)?;
            Ok(bytes)
        }))
    }

    /// Bytes of one's own.
    pub fn new(bytes: impl Fn() -> [u8; 10] + Send + Sync + 'static) -> Self {
        Self(Arc::new(move || Ok(bytes())))
    }

    /// An id of this time, in milliseconds since 1970.
    ///
    /// # Errors
    /// An error when the system has no randomness.
    pub fn next(&self, now: i64) -> Result<CheckoutId, getrandom::Error> {
        let time = now.try_into().unwrap_or_default();
        (self.0)().map(|random| CheckoutId::from_time(time, random))
    }
}

impl fmt::Debug for Ids {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ids")
    }
}
