//! Time as the browser has it.

use super::page;
use super::task::answer;

/// Whole minutes since 1970.
pub(crate) fn now_minutes() -> u32 {
    page::minutes()
}

/// Waits at least that long.
pub(crate) async fn sleep(milliseconds: u32) {
    answer(|then| page::sleep(milliseconds, then)).await;
}
