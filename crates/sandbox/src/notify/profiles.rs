//! The variables of a recurring payments profile.

use super::encode::Fields;
use super::fields::pacific;
use crate::store::accounts::Account;
use crate::store::recurring_profiles::{ProfileStatus, RecurringProfile};

/// The variables of a profile as it stands.
pub(super) fn of_profile(
    profile: &RecurringProfile,
    merchant: &Account,
    buyer: &Account,
    txn_type: &str,
) -> Fields {
    let (terms, period) = (&profile.terms, profile.period());
    let next = profile.next.map_or_else(|| "N/A".to_owned(), pacific);
    let total = period.total().unwrap_or(period.amount);
    let status = match profile.status {
        ProfileStatus::Active => "Active",
        ProfileStatus::Suspended => "Suspended",
        ProfileStatus::Cancelled => "Cancelled",
        ProfileStatus::Expired => "Expired",
    };
    let kind = if profile.is_in_trial() {
        " Trial"
    } else {
        " Regular"
    };
    let unit: &str = period.unit.into();
    let pairs = [
        ("txn_type", txn_type.to_owned()),
        ("recurring_payment_id", profile.id.clone()),
        ("profile_status", status.to_owned()),
        ("product_name", terms.description.clone()),
        ("product_type", "1".to_owned()),
        ("period_type", kind.to_owned()),
        ("payment_cycle", unit.to_owned()),
        ("next_payment_date", next),
        ("time_created", pacific(terms.start)),
        ("amount", total.to_string()),
        ("amount_per_cycle", period.amount.to_string()),
        ("shipping", period.shipping.to_string()),
        ("tax", period.tax.to_string()),
        ("outstanding_balance", profile.outstanding.to_string()),
        ("currency_code", total.currency().code().to_owned()),
        ("rp_invoice_id", terms.reference.clone().unwrap_or_default()),
        ("receiver_email", merchant.email.clone()),
        ("receiver_id", merchant.id.0.clone()),
        ("payer_email", buyer.email.clone()),
        ("payer_id", buyer.id.0.clone()),
        ("payer_status", "verified".to_owned()),
        ("first_name", buyer.first_name.clone()),
        ("last_name", buyer.last_name.clone()),
        (
            "residence_country",
            buyer.country.clone().unwrap_or_default(),
        ),
        ("charset", merchant.settings.charset.name().to_owned()),
    ];
    let pairs = pairs.into_iter().filter(|(_, value)| !value.is_empty());
    pairs
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
