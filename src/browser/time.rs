//! Time as the browser has it.

use super::page;
use super::task::{Answered, answered};

/// Waits at least that long.
pub(crate) fn sleep(milliseconds: u32) -> Answered {
    let (then, answered) = answered();
    page::sleep(milliseconds, then);
    answered
}
