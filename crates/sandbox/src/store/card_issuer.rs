//! The account that pays for every card, as the banks of the cards do.

use super::account::AccountId;

const ISSUER: &str = "CARDBANK23456";

/// Its id.
pub(super) fn issuer() -> AccountId {
    AccountId(ISSUER.to_owned())
}

/// Returns whether an account is that of the cards' banks.
pub(super) fn is_issuer(account: &AccountId) -> bool {
    account.0 == ISSUER
}
