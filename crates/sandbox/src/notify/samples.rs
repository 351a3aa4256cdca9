//! Sample messages of every type, for the simulator.

use jiff::Timestamp;

use super::encode::Fields;
use super::fields::pacific;
use super::sample_fields::{CART, ITEM, PAID, PARTIES, PROFILE, SUBSCRIPTION, TERMS};

/// Kind of fields that a type has besides those of every message.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    /// A payment with this `payment_status`.
    Payment(&'static str),
    /// Money that went back, with `payment_status` and `reason_code`.
    Back(&'static str, &'static str),
    /// A subscription of a form.
    Subscription,
    /// The same, with a payment.
    SubscriptionPayment,
    /// A recurring payments profile.
    Profile,
    /// The same, with a payment.
    ProfilePayment,
    /// A billing agreement.
    Agreement,
    /// A case about a payment.
    Case,
}

/// A type of message as the simulator offers it.
pub(crate) struct Sample {
    /// Name in addresses and JSON.
    pub(crate) name: &'static str,
    /// Words on the page.
    pub(crate) label: &'static str,
    /// `txn_type`; none where messages have none.
    txn_type: Option<&'static str>,
    family: Family,
}

const fn sample(
    name: &'static str,
    label: &'static str,
    txn_type: &'static str,
    family: Family,
) -> Sample {
    Sample {
        name,
        label,
        txn_type: Some(txn_type),
        family,
    }
}

const fn untyped(name: &'static str, label: &'static str, family: Family) -> Sample {
    Sample {
        name,
        label,
        txn_type: None,
        family,
    }
}

use Family::{Agreement, Back, Case, Payment, Profile, ProfilePayment};
use Family::{Subscription, SubscriptionPayment};

/// Every type, in the order of the page.
pub(crate) const SAMPLES: &[Sample] = &[
    sample(
        "web_accept",
        "Buy Now or donation",
        "web_accept",
        Payment("Completed"),
    ),
    sample("cart", "Cart", "cart", Payment("Completed")),
    sample(
        "express_checkout",
        "Express Checkout",
        "express_checkout",
        Payment("Completed"),
    ),
    sample(
        "send_money",
        "Money sent",
        "send_money",
        Payment("Completed"),
    ),
    sample(
        "virtual_terminal",
        "Virtual Terminal",
        "virtual_terminal",
        Payment("Completed"),
    ),
    sample(
        "merch_pmt",
        "Reference transaction",
        "merch_pmt",
        Payment("Completed"),
    ),
    sample(
        "pending",
        "Payment pending (e-cheque)",
        "web_accept",
        Payment("Pending"),
    ),
    sample("denied", "Payment denied", "web_accept", Payment("Denied")),
    sample("failed", "Payment failed", "web_accept", Payment("Failed")),
    sample(
        "voided",
        "Authorization voided",
        "web_accept",
        Payment("Voided"),
    ),
    sample(
        "expired",
        "Authorization expired",
        "web_accept",
        Payment("Expired"),
    ),
    untyped("refund", "Refund", Back("Refunded", "refund")),
    untyped("reversal", "Reversal", Back("Reversed", "buyer_complaint")),
    untyped("chargeback", "Chargeback", Back("Reversed", "chargeback")),
    untyped(
        "canceled_reversal",
        "Canceled reversal",
        Back("Canceled_Reversal", "other"),
    ),
    sample(
        "subscr_signup",
        "Subscription signs up",
        "subscr_signup",
        Subscription,
    ),
    sample(
        "subscr_payment",
        "Subscription payment",
        "subscr_payment",
        SubscriptionPayment,
    ),
    sample(
        "subscr_modify",
        "Subscription changed",
        "subscr_modify",
        Subscription,
    ),
    sample(
        "subscr_failed",
        "Subscription payment failed",
        "subscr_failed",
        Subscription,
    ),
    sample(
        "subscr_cancel",
        "Subscription cancelled",
        "subscr_cancel",
        Subscription,
    ),
    sample(
        "subscr_eot",
        "Subscription ended",
        "subscr_eot",
        Subscription,
    ),
    sample(
        "recurring_payment",
        "Recurring payment",
        "recurring_payment",
        ProfilePayment,
    ),
    sample(
        "profile_created",
        "Profile created",
        "recurring_payment_profile_created",
        Profile,
    ),
    sample(
        "profile_cancel",
        "Profile cancelled",
        "recurring_payment_profile_cancel",
        Profile,
    ),
    sample(
        "recurring_payment_skipped",
        "Recurring payment skipped",
        "recurring_payment_skipped",
        Profile,
    ),
    sample(
        "recurring_payment_failed",
        "Recurring payment failed",
        "recurring_payment_failed",
        Profile,
    ),
    sample(
        "recurring_payment_suspended",
        "Profile suspended",
        "recurring_payment_suspended",
        Profile,
    ),
    sample(
        "recurring_payment_expired",
        "Profile expired",
        "recurring_payment_expired",
        Profile,
    ),
    sample(
        "mp_signup",
        "Billing agreement signed",
        "mp_signup",
        Agreement,
    ),
    sample(
        "mp_cancel",
        "Billing agreement cancelled",
        "mp_cancel",
        Agreement,
    ),
    sample("new_case", "Dispute opened", "new_case", Case),
    sample("adjustment", "Dispute adjusted", "adjustment", Case),
];

impl Sample {
    /// The type of this name.
    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        SAMPLES.iter().find(|sample| sample.name == name)
    }

    /// The variables of such a message.
    pub(crate) fn fields(&self, now: Timestamp) -> Fields {
        let date = pacific(now);
        let mut fields: Vec<(&str, &str)> = Vec::new();
        if let Some(txn_type) = self.txn_type {
            fields.push(("txn_type", txn_type));
        }
        match self.family {
            Payment(status) => {
                fields.extend([("txn_id", "61E67681CH3238416"), ("payment_status", status)]);
                if status == "Pending" {
                    fields.extend([("pending_reason", "echeck"), ("payment_type", "echeck")]);
                } else {
                    fields.extend([("payment_type", "instant"), ("mc_fee", "0.59")]);
                }
                fields.extend([("mc_gross", "10.00"), ("payment_date", &date)]);
                fields.extend(if self.name == "cart" { CART } else { ITEM });
            }
            Back(status, reason) => {
                let sign = if status == "Canceled_Reversal" {
                    ""
                } else {
                    "-"
                };
                let (gross, fee) = if sign.is_empty() {
                    ("10.00", "0.59")
                } else {
                    ("-10.00", "-0.59")
                };
                fields.extend([
                    ("txn_id", "3KJ22049TY771530R"),
                    ("parent_txn_id", "61E67681CH3238416"),
                    ("payment_status", status),
                    ("reason_code", reason),
                    ("payment_type", "instant"),
                    ("mc_gross", gross),
                    ("mc_fee", fee),
                    ("payment_date", &date),
                ]);
                if reason == "chargeback" {
                    fields.extend([
                        ("case_type", "chargeback"),
                        ("case_id", "PP-001-234-567-890"),
                    ]);
                }
                fields.extend(ITEM);
            }
            Subscription | SubscriptionPayment => {
                fields.extend(SUBSCRIPTION);
                if self.family == SubscriptionPayment {
                    fields.extend(PAID);
                    fields.push(("payment_date", &date));
                } else {
                    fields.extend(TERMS);
                    fields.push(("subscr_date", &date));
                }
            }
            Profile | ProfilePayment => {
                fields.extend(PROFILE);
                fields.extend([
                    ("time_created", date.as_str()),
                    ("next_payment_date", &date),
                ]);
                if self.family == ProfilePayment {
                    fields.extend(PAID);
                    fields.push(("payment_date", &date));
                }
            }
            Agreement => {
                let status = if self.name == "mp_cancel" { "1" } else { "0" };
                fields.extend([
                    ("mp_id", "B-4JE80221LF518735A"),
                    ("mp_status", status),
                    ("mp_desc", "Sample agreement"),
                    ("mp_currency", "USD"),
                    ("reason_code", ""),
                ]);
            }
            Case => fields.extend([
                ("txn_id", "61E67681CH3238416"),
                ("case_id", "PP-001-234-567-890"),
                ("case_type", "complaint"),
                ("case_creation_date", &date),
                ("reason_code", "non_receipt"),
            ]),
        }
        fields.extend(PARTIES);
        let fields = fields.into_iter();
        fields
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_type_has_one_name_and_no_variable_twice() {
        let names: HashSet<&str> = SAMPLES.iter().map(|sample| sample.name).collect();
        assert_eq!(names.len(), SAMPLES.len());
        for sample in SAMPLES {
            let fields = sample.fields(Timestamp::UNIX_EPOCH);
            let unique: HashSet<&String> = fields.iter().map(|(name, _)| name).collect();
            assert_eq!(unique.len(), fields.len(), "{}", sample.name);
        }
    }
}
