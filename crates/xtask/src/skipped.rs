//! Rust tests that did not run.

use std::collections::BTreeSet;
use std::fmt;
use std::process::Command;

use anyhow::Result;

use crate::process;

/// Tells tests that what they need has to be there: one that cannot run fails
/// with the reason.
pub const REQUIRE_ALL: &str = "LEPTOS_PAYPAL_REQUIRE_ALL";

/// The tests that were skipped so far.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Skipped {
    count: u32,
    /// Why, for those that say so.
    reasons: BTreeSet<String>,
}

impl Skipped {
    /// Runs tests and counts those that are skipped.
    pub fn count_in(&mut self, tests: &mut Command) -> Result<()> {
        process::stream_lines(tests, |line| self.hear(line))
    }

    /// A line of what tests print: `test NAME ... ignored, REASON`, or
    /// `skipped: REASON` of a test that could not run.
    fn hear(&mut self, line: &str) {
        let ignored = line
            .strip_prefix("test ")
            .and_then(|line| line.split_once(" ... ignored"));
        let reason = match (ignored, line.strip_prefix("skipped: ")) {
            (Some((name, reason)), _) => format!("{name}{reason}"),
            (None, Some(reason)) => reason.to_owned(),
            (None, None) => return,
        };
        self.count += 1;
        self.reasons.insert(reason);
    }
}

/// Number of skipped tests, and reasons.
impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tests = if self.count == 1 { "test" } else { "tests" };
        write!(f, "{} Rust {tests} skipped", self.count)?;
        for reason in &self.reasons {
            write!(f, "\n  {reason}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_did_not_run_is_counted() {
        let mut skipped = Skipped::default();
        assert_eq!(skipped.to_string(), "0 Rust tests skipped");
        for line in [
            "test for_long ... ignored, it takes long: cargo xtask soak",
            "test for_long ... ignored, it takes long: cargo xtask soak",
            "test money::adds_up ... ok",
            "skipped: django-paypal is missing: set LEPTOS_PAYPAL_PYTHON",
            "test result: ok. 3 passed; 0 failed; 2 ignored; 0 measured; 0 filtered out",
        ] {
            skipped.hear(line);
        }
        assert_eq!(
            skipped.to_string(),
            "3 Rust tests skipped\n  django-paypal is missing: set LEPTOS_PAYPAL_PYTHON\n  \
             for_long, it takes long: cargo xtask soak"
        );
    }
}
