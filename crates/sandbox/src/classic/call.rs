//! A call of the classic APIs at work.

use jiff::Timestamp;

use super::errors::{CallResult, ClassicError};
use crate::store::Store;
use crate::store::accounts::{Account, AccountId};

/// A call at work on the store.
pub(super) struct Call<'a> {
    pub(super) store: &'a mut Store,
    /// The account that the call acts for.
    pub(super) account: AccountId,
    pub(super) now: Timestamp,
    /// Payments are answered by flat names.
    pub(super) is_flat: bool,
    /// The address under which the client knows the sandbox.
    pub(super) base: String,
}

impl Call<'_> {
    /// The account that the call acts for.
    pub(super) fn account(&self) -> CallResult<&Account> {
        let found = self.store.accounts.get(&self.account);
        found.ok_or_else(|| ClassicError::of(10002).into())
    }
}
