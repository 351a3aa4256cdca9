//! Tests whose data or programs are not on every machine.

use std::io::Write;

/// Set by `cargo xtask test`: a test that cannot run is a failure.
const REQUIRE_ALL: &str = "LEPTOS_PAYPAL_REQUIRE_ALL";

/// Skips a test because `what` is missing, which a developer's machine may do,
/// and says so; `hint` is where to get it from. `required` is false for data
/// that no setup can fetch: then it is a skipped test everywhere, which is
/// counted.
///
/// # Panics
/// In a run where every test has to run: by `cargo xtask test`, and where `CI` is true.
pub fn skip(what: &str, hint: &str, required: bool) {
    let is_set = |name| std::env::var(name).is_ok_and(|value| value == "1" || value == "true");
    assert!(
        !required || (!is_set(REQUIRE_ALL) && !is_set("CI")),
        "{what} is missing, and every test has to run here: {hint}"
    );
    // Past the capture of a passing test's output.
    let _ = writeln!(std::io::stdout(), "\nskipped: {what} is missing: {hint}");
}
