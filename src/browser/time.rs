//! Time as the browser has it.

use super::page;
use super::task::{Answered, answered};

/// Whole minutes since 1970.
pub(crate) fn now_minutes() -> u32 {
    page::minutes()
}

/// Waits at least that long.
pub(crate) fn sleep(milliseconds: u32) -> Answered {
    let (then, answered) = answered();
    page::sleep(milliseconds, then);
    answered
}
