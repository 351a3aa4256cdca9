//! The variables of what happens to a subscription. It is no payment, and has
//! no transaction id.

use jiff::Timestamp;
use leptos_paypal_core::{Currency, Money};

use super::encode::Fields;
use super::fields::{self, Collector, pacific};
use crate::store::accounts::Account;
use crate::store::billing_period::{BillingPeriod, PeriodUnit};
use crate::store::recurring_profiles::RecurringProfile;
use crate::store::subscription::Subscription;

/// The variables of a subscription as it stands, in a message of type
/// `txn_type` about something that happened `at` a time; `failed` is the amount
/// that could not be charged.
pub(crate) fn of_subscription(
    profile: &RecurringProfile,
    subscription: &Subscription,
    merchant: &Account,
    txn_type: &str,
    failed: Option<Money>,
    at: Timestamp,
) -> Fields {
    let mut fields = Collector(Vec::new());
    let order = &subscription.order;
    fields.add("txn_type", txn_type);
    fields.add("subscr_id", &profile.id);
    match txn_type {
        "subscr_failed" => {
            if let Some(amount) = failed {
                fields.add_money("mc_gross", amount);
                if amount.currency() == Currency::USD {
                    fields.add_money("payment_gross", amount);
                }
            }
            if let Some(retry) = profile.retry_at() {
                fields.add("retry_at", pacific(retry));
            }
        }
        "subscr_eot" => {}
        _ => terms(&mut fields, profile, subscription),
    }
    match txn_type {
        "subscr_signup" | "subscr_cancel" => fields.add("subscr_date", pacific(at)),
        "subscr_modify" => {
            fields.add("subscr_date", pacific(at));
            let effective = profile.next.map(pacific);
            fields.add("subscr_effective", effective.unwrap_or_default());
        }
        _ => {}
    }
    if let Some(login) = &subscription.login {
        fields.add("username", &login.username);
        fields.add("password", &login.password);
    }
    fields.add("business", &order.business);
    fields.add("receiver_email", &merchant.email);
    fields::buyer(&mut fields, &subscription.payer);
    if let Some(line) = order.lines.first() {
        fields::subscribed_item(&mut fields, line);
    }
    fields.add("mc_currency", order.currency.code());
    fields.add("custom", &order.custom);
    if let Some(invoice) = &order.invoice {
        fields.add("invoice", invoice);
    }
    fields.add("charset", subscription.charset.name());
    fields.0
}

/// Periods 1 and 2 are trials, 3 is the regular one. The plain amounts are the
/// copies that only USD has.
fn terms(fields: &mut Collector, profile: &RecurringProfile, subscription: &Subscription) {
    let terms = &profile.terms;
    let trials = terms.trials.iter().enumerate();
    let trials = trials.map(|(index, trial)| (index + 1, trial));
    for (number, period) in trials.chain([(3, &terms.regular)]) {
        fields.add(format!("period{number}"), period_text(period));
        if period.amount.currency() == Currency::USD {
            fields.add_money(format!("amount{number}"), period.amount);
        }
        fields.add_money(format!("mc_amount{number}"), period.amount);
    }
    let recurs = terms.regular.cycles != Some(1);
    let flag = |on: bool| if on { "1" } else { "0" };
    fields.add("recurring", flag(recurs));
    fields.add("reattempt", flag(subscription.reattempts));
    if let Some(times) = terms.regular.cycles.filter(|_| recurs) {
        fields.add("recur_times", times.to_string());
    }
}

/// `1 M` and the like.
fn period_text(period: &BillingPeriod) -> String {
    let unit = match period.unit {
        PeriodUnit::Day => "D",
        PeriodUnit::Week => "W",
        PeriodUnit::Month | PeriodUnit::SemiMonth => "M",
        PeriodUnit::Year => "Y",
    };
    format!("{} {unit}", period.frequency)
}
