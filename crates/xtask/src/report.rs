//! Tests that did not run, and journeys that passed only when they were
//! repeated.

use std::collections::BTreeSet;
use std::fmt;
use std::process::Command;

use anyhow::Result;

use crate::process;
use crate::steps::count;

/// Tells tests that what they need has to be there: one that cannot run fails
/// with the reason.
pub const REQUIRE_ALL: &str = "LEPTOS_PAYPAL_REQUIRE_ALL";

/// Report on the tests so far.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct TestReport {
    skipped: usize,
    /// Reason, for those that tell one.
    reasons: BTreeSet<String>,
    /// Journeys that failed first and then passed.
    flaky: usize,
}

impl TestReport {
    /// Runs tests and listens to what they print.
    pub fn run(&mut self, tests: &mut Command) -> Result<()> {
        process::stream_lines(tests, |line| self.hear(line))
    }

    /// A line of what tests print: `test NAME ... ignored, REASON`,
    /// `skipped: REASON` of a test that could not run, or Playwright's `N flaky`.
    fn hear(&mut self, line: &str) {
        let flaky = line.trim().strip_suffix(" flaky").map(str::parse::<usize>);
        if let Some(Ok(count)) = flaky {
            self.flaky += count;
        }
        let ignored = line
            .strip_prefix("test ")
            .and_then(|line| line.split_once(" ... ignored"));
        let reason = match (ignored, line.strip_prefix("skipped: ")) {
            (Some((name, reason)), _) => format!("{name}{reason}"),
            (None, Some(reason)) => reason.to_owned(),
            (None, None) => return,
        };
        self.skipped += 1;
        self.reasons.insert(reason);
    }
}

/// Number of skipped tests with the reasons, and of flaky journeys.
impl fmt::Display for TestReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rust: {} skipped", count(self.skipped, "test"))?;
        for reason in &self.reasons {
            write!(f, "\n  {reason}")?;
        }
        if self.flaky > 0 {
            let journeys = count(self.flaky, "journey");
            write!(f, "\nFlaky, passed when repeated: {journeys}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_did_not_run_is_counted() {
        let mut report = TestReport::default();
        assert_eq!(report.to_string(), "Rust: 0 tests skipped");
        for line in [
            "test for_long ... ignored, it takes long: cargo xtask soak",
            "test for_long ... ignored, it takes long: cargo xtask soak",
            "test money::adds_up ... ok",
            "skipped: django-paypal is missing: set LEPTOS_PAYPAL_PYTHON",
            "test result: ok. 3 passed; 0 failed; 2 ignored; 0 measured; 0 filtered out",
            "  1 flaky",
        ] {
            report.hear(line);
        }
        assert_eq!(
            report.to_string(),
            "Rust: 3 tests skipped\n  django-paypal is missing: set LEPTOS_PAYPAL_PYTHON\n  \
             for_long, it takes long: cargo xtask soak\nFlaky, passed when repeated: 1 journey"
        );
    }
}
