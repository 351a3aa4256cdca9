//! Settings of a run, its seed above all.

use std::env;
use std::str::FromStr;
use std::time::Duration;

use fastrand::Rng;

/// Plan of a run. The seed settles what every buyer does and wants, which
/// troubles come and after how many answers; who is faster is up to the
/// machine.
#[derive(Clone, Debug)]
pub struct Plan {
    pub seed: u64,
    pub checkouts: u32,
    /// Number of buyers who are busy at a time.
    pub at_once: usize,
    /// Paid checkouts of a hundred that the shop refunds; half as many are
    /// refunded at PayPal's own site.
    pub refunds: u32,
    /// No new buyer comes after that time.
    pub limit: Option<Duration>,
    /// Troubles that come.
    pub troubles: Troubles,
}

/// Which troubles come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Troubles {
    /// All, at random, and the server is killed.
    All,
    /// This plan of PayPal's all the time, and nothing else.
    Only {
        faults: &'static str,
        /// Faults that have to strike before it ends.
        strikes: &'static [&'static str],
    },
    /// The server is killed, and nothing else.
    Kills,
    /// The server's disk fills up, and nothing else.
    FullDisks,
}

impl Plan {
    /// Everything at random; `PAYPAL_SOAK_SEED` chooses the seed.
    pub fn storm(checkouts: u32) -> Self {
        Self {
            seed: setting("PAYPAL_SOAK_SEED").unwrap_or_else(|| Rng::new().u64(..1 << 32)),
            checkouts,
            at_once: 32,
            refunds: 9,
            limit: None,
            troubles: Troubles::All,
        }
    }

    /// As `cargo xtask soak` sets it.
    pub fn of_environment() -> Self {
        Self {
            checkouts: setting("PAYPAL_SOAK_CHECKOUTS").unwrap_or(5000),
            at_once: setting("PAYPAL_SOAK_AT_ONCE").unwrap_or(32),
            limit: setting("PAYPAL_SOAK_MINUTES")
                .map(|minutes| Duration::from_secs(60 * u64::from(u32::max(minutes, 1)))),
            ..Self::storm(0)
        }
    }

    /// One kind of trouble for a few buyers.
    pub fn only(troubles: Troubles) -> Self {
        Self {
            seed: 1,
            checkouts: 14,
            at_once: 7,
            refunds: 50,
            limit: None,
            troubles,
        }
    }

    /// Chance for one part of the run, the same for the same seed.
    pub fn chance(&self, part: u64) -> Rng {
        let mut rng = Rng::with_seed(self.seed ^ part.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        rng.fork()
    }
}

fn setting<T: FromStr>(name: &str) -> Option<T> {
    let text = env::var(name).ok().filter(|text| !text.is_empty())?;
    match text.parse() {
        Ok(value) => Some(value),
        Err(_) => panic!("{name}={text} cannot be read"),
    }
}
