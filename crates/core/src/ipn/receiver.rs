//! The account that is paid, by the names that PayPal tells of it.

/// Verdict on the account that PayPal names: the shop's own, or another.
///
/// `own` are the shop's names: account ids, and e-mail addresses (with `@`).
/// Each name that PayPal tells must be one of the shop's of the same sort; a
/// sort of which the shop has set no name cannot be compared. At least one
/// name must have been compared, so no name told never fits.
#[must_use]
pub fn is_own_account(own: &[String], account_id: Option<&str>, email: Option<&str>) -> bool {
    let plain = |name: &str| name.trim().to_lowercase();
    let told = [(account_id, false), (email, true)];
    let mut compared = false;
    for (told, is_email) in told {
        let Some(told) = told.map(plain).filter(|told| !told.is_empty()) else {
            continue;
        };
        let mut known = own
            .iter()
            .map(|own| plain(own))
            .filter(|own| own.contains('@') == is_email)
            .peekable();
        if known.peek().is_none() {
            continue;
        }
        if !known.any(|own| own == told) {
            return false;
        }
        compared = true;
    }
    compared
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_a_known_sort_must_fit() {
        let email = || "shop@example.com".to_owned();
        let id = || "SELLERRD22222".to_owned();
        for (own, account_id, told, fits) in [
            (
                vec![email()],
                Some("SELLERRD22222"),
                Some(" Shop@Example.com"),
                true,
            ),
            (vec![email()], None, Some("shop@example.com"), true),
            (
                vec![id()],
                Some("sellerrd22222"),
                Some("any@example.com"),
                true,
            ),
            (
                vec![email(), id()],
                Some("SELLERRD22222"),
                Some("shop@example.com"),
                true,
            ),
            (vec![email(), id()], Some("SELLERRD22222"), None, true),
            (
                vec![email(), id()],
                Some("THEFTHEFTHEF2"),
                Some("shop@example.com"),
                false,
            ),
            (
                vec![email(), id()],
                Some("SELLERRD22222"),
                Some("thief@example.com"),
                false,
            ),
            (
                vec![email()],
                Some("SELLERRD22222"),
                Some("thief@example.com"),
                false,
            ),
            // Nothing that could be compared.
            (vec![email()], Some("SELLERRD22222"), None, false),
            (vec![email(), id()], None, None, false),
            (vec![email(), id()], Some(" "), Some(""), false),
            (
                vec![],
                Some("SELLERRD22222"),
                Some("shop@example.com"),
                false,
            ),
        ] {
            assert_eq!(
                is_own_account(&own, account_id, told),
                fits,
                "{own:?} {account_id:?} {told:?}"
            );
        }
    }
}
