//! Finds the account that a path names.

use axum::http::StatusCode;

use crate::response::Problem;
use crate::store::Store;
use crate::store::accounts::{Account, AccountId};

/// The account with this id or e-mail address.
pub(super) fn find<'s>(store: &'s Store, name: &str) -> Result<&'s Account, Problem> {
    let found = store.accounts.named(name);
    found.ok_or_else(|| {
        Problem::new(
            StatusCode::NOT_FOUND,
            "account_unknown",
            "No such account",
            "No account of this sandbox has this id or e-mail address.",
        )
    })
}

/// Its id, for those who change it.
pub(super) fn find_id(store: &Store, name: &str) -> Result<AccountId, Problem> {
    find(store, name).map(|account| account.id.clone())
}
