//! Mails about recurring payments profiles and subscriptions.

use jiff::Timestamp;
use leptos_paypal_core::Money;

use super::{amount, facts};
use crate::store::Store;
use crate::store::accounts::Account;
use crate::store::recurring_profiles::{ProfileStatus, RecurringProfile};
use crate::views;

/// News that both sides are told.
enum News {
    Begun,
    Changed,
    Suspended,
    Reactivated,
    Cancelled,
    Ended,
    Failed(Money),
}

impl News {
    /// Of a message's `txn_type`.
    fn of(txn_type: &str, failed: Option<Money>) -> Option<Self> {
        Some(match txn_type {
            "recurring_payment_profile_created" | "subscr_signup" => Self::Begun,
            "subscr_modify" => Self::Changed,
            "recurring_payment_suspended"
            | "recurring_payment_suspended_due_to_max_failed_payment" => Self::Suspended,
            "recurring_payment_profile_reactivated" => Self::Reactivated,
            "recurring_payment_profile_cancel" | "subscr_cancel" => Self::Cancelled,
            "recurring_payment_expired" | "subscr_eot" => Self::Ended,
            "recurring_payment_failed" | "subscr_failed" => Self::Failed(failed?),
            _ => return None,
        })
    }

    /// Subject and first sentence for the buyer.
    fn to_payer(&self, payee: &str) -> (String, String) {
        match self {
            Self::Begun => (
                format!("You set up automatic payments to {payee}"),
                format!("{payee} may charge you as below."),
            ),
            Self::Changed => (
                format!("Your automatic payments to {payee} were changed"),
                "From the next payment on they are as below.".to_owned(),
            ),
            Self::Suspended => (
                format!("Your automatic payments to {payee} were suspended"),
                format!("{payee} does not charge you until they go on."),
            ),
            Self::Reactivated => (
                format!("Your automatic payments to {payee} go on"),
                format!("{payee} may charge you as below."),
            ),
            Self::Cancelled => (
                format!("Your automatic payments to {payee} were cancelled"),
                format!("{payee} does not charge you any more."),
            ),
            Self::Ended => (
                format!("Your automatic payments to {payee} have ended"),
                format!("{payee} does not charge you any more."),
            ),
            Self::Failed(money) => (
                format!("An automatic payment to {payee} failed"),
                format!(
                    "{} could not be charged. Add money or a card to your account.",
                    amount(*money)
                ),
            ),
        }
    }

    /// Subject and first sentence for the merchant.
    fn to_payee(&self, payer: &str) -> (String, String) {
        match self {
            Self::Begun => (
                format!("{payer} set up automatic payments"),
                format!("You may charge {payer} as below."),
            ),
            Self::Changed => (
                format!("You changed automatic payments of {payer}"),
                "From the next payment on they are as below.".to_owned(),
            ),
            Self::Suspended => (
                format!("Automatic payments of {payer} were suspended"),
                format!("{payer} is not charged until they go on."),
            ),
            Self::Reactivated => (
                format!("Automatic payments of {payer} go on"),
                format!("You may charge {payer} as below."),
            ),
            Self::Cancelled => (
                format!("Automatic payments of {payer} were cancelled"),
                format!("{payer} is not charged any more."),
            ),
            Self::Ended => (
                format!("Automatic payments of {payer} have ended"),
                format!("{payer} is not charged any more."),
            ),
            Self::Failed(money) => (
                format!("An automatic payment of {payer} failed"),
                format!("{} could not be charged.", amount(*money)),
            ),
        }
    }
}

/// Mails buyer and merchant of a profile.
pub(super) fn profile_updated(
    store: &mut Store,
    profile: &RecurringProfile,
    (txn_type, failed): (&str, Option<Money>),
    now: Timestamp,
) {
    let Some(news) = News::of(txn_type, failed) else {
        return;
    };
    let name = |id, of: fn(&Account) -> String| store.accounts.get(id).map(of);
    let payee = name(&profile.merchant, Account::display_name).unwrap_or_default();
    let payer = name(&profile.buyer, Account::full_name).unwrap_or_default();
    let is_over = matches!(
        profile.status,
        ProfileStatus::Cancelled | ProfileStatus::Expired
    );
    let next = profile.next.filter(|_| !is_over);
    // Before its first payment, which may be on this very day.
    let (first, later) = match news {
        News::Begun => (next, None),
        _ => (None, next),
    };
    let date = |at: Option<Timestamp>| at.map(views::date).unwrap_or_default();
    let retry = profile.retry_at().filter(|_| later.is_some());
    let about = facts(&[
        ("Profile", profile.id.clone()),
        ("For", profile.terms.description.clone()),
        ("Terms", views::plan(&profile.terms).join(". ")),
        ("First payment", date(first)),
        ("Tried again", date(retry)),
        ("Next payment", date(later.filter(|_| retry.is_none()))),
        ("Paid until", date(profile.term_end)),
    ]);
    for (account, (subject, first)) in [
        (&profile.buyer, news.to_payer(&payee)),
        (&profile.merchant, news.to_payee(&payer)),
    ] {
        store.deliver_mail(account, subject, format!("{first}\n\n{about}"), now);
    }
}
