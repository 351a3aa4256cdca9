//! Certificate of an API user.

use axum::http::StatusCode;

use super::find_account::find_id;
use crate::authority::{UserCertificate, authority};
use crate::response::Problem;
use crate::store::Store;
use crate::store::accounts::AccountId;

/// The account's certificate, made if there is none, or anew.
pub(super) fn certificate(
    store: &mut Store,
    name: &str,
    anew: bool,
) -> Result<(AccountId, UserCertificate), Problem> {
    let id = find_id(store, name)?;
    let account = store.accounts.get_mut(&id);
    let Some((account, user)) = account.and_then(|account| {
        let user = account.classic.as_ref()?.user.clone();
        Some((account, user))
    }) else {
        return Err(no_access());
    };
    if let Some(own) = account.certificate.as_ref().filter(|_| !anew) {
        return Ok((id, own.clone()));
    }
    let authority = authority().map_err(|error| not_made(&error))?;
    let own = authority.issue_to_user(&user);
    let own = own.map_err(|error| not_made(&error))?;
    account.certificate = Some(own.clone());
    Ok((id, own))
}

pub(super) fn no_access() -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "api_access_missing",
        "This cannot be done",
        "Only business and premier accounts have API access.",
    )
}

pub(super) fn not_made(error: &impl std::fmt::Display) -> Problem {
    Problem::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "certificate",
        "No certificate could be made",
        error.to_string(),
    )
}
