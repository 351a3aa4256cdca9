//! Subscriptions in words.

use super::date;
use crate::pages::SubscriptionView;
use crate::store::Store;
use crate::store::accounts::Account;
use crate::store::billing_period::{BillingPeriod, PeriodUnit};
use crate::store::recurring_profiles::{ProfileStatus, ProfileTerms, RecurringProfile};

/// The terms in words, a line for each period.
pub(crate) fn plan(terms: &ProfileTerms) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for trial in &terms.trials {
        let price = if trial.amount.is_zero() {
            "Free".to_owned()
        } else {
            price(trial)
        };
        let span = span(trial);
        lines.push(match lines.is_empty() {
            true if trial.frequency == 1 => format!("{price} for the first {}", unit(trial)),
            true => format!("{price} for the first {span}"),
            false => format!("Then {} for {span}", uncapitalized(&price)),
        });
    }
    let regular = &terms.regular;
    let (price, span) = (price(regular), span(regular));
    let every = match regular.frequency {
        1 => unit(regular).to_owned(),
        _ => span.clone(),
    };
    let text = match regular.cycles {
        Some(1) => format!("{price} for {span}, once"),
        Some(times) => format!("{price} every {every}, {times} times"),
        None => format!("{price} every {every} until you cancel"),
    };
    lines.push(if lines.is_empty() {
        text
    } else {
        format!("Then {text}")
    });
    lines
}

fn uncapitalized(price: &str) -> &str {
    if price == "Free" { "free" } else { price }
}

fn price(period: &BillingPeriod) -> String {
    format!("{} {}", period.amount, period.amount.currency())
}

fn unit(period: &BillingPeriod) -> &'static str {
    match period.unit {
        PeriodUnit::Day => "day",
        PeriodUnit::Week => "week",
        PeriodUnit::SemiMonth => "half month",
        PeriodUnit::Month => "month",
        PeriodUnit::Year => "year",
    }
}

/// `1 month`, `2 weeks`.
fn span(period: &BillingPeriod) -> String {
    let plural = if period.frequency == 1 { "" } else { "s" };
    format!("{} {}{plural}", period.frequency, unit(period))
}

/// A subscription as its buyer and its merchant see it.
pub(crate) fn subscription(store: &Store, profile: &RecurringProfile) -> SubscriptionView {
    let merchant = store.accounts.get(&profile.merchant);
    let buyer = store.accounts.get(&profile.buyer);
    let subscription = profile.subscription.as_ref();
    let login = subscription.and_then(|own| own.login.as_ref());
    let is_open = matches!(
        profile.status,
        ProfileStatus::Active | ProfileStatus::Suspended
    );
    SubscriptionView {
        id: profile.id.clone(),
        name: profile.terms.description.clone(),
        payee: merchant.map(Account::display_name).unwrap_or_default(),
        buyer_email: buyer.map(|buyer| buyer.email.clone()).unwrap_or_default(),
        status: profile.status.into_str().to_owned(),
        plan: plan(&profile.terms),
        started: date(profile.terms.start),
        next: profile.next.map(date),
        ends: profile.term_end.map(date),
        login: login.map(|login| (login.username.clone(), login.password.clone())),
        can_cancel: is_open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leptos_paypal_core::{Currency, Money};

    fn period(unit: PeriodUnit, frequency: u32, cycles: Option<u32>, text: &str) -> BillingPeriod {
        BillingPeriod {
            unit,
            frequency,
            cycles,
            amount: Money::parse(text, Currency::EUR).unwrap(),
            shipping: Money::zero(Currency::EUR),
            tax: Money::zero(Currency::EUR),
        }
    }

    fn words(trials: Vec<BillingPeriod>, regular: BillingPeriod) -> Vec<String> {
        plan(&ProfileTerms {
            description: String::new(),
            reference: None,
            subscriber: None,
            start: jiff::Timestamp::UNIX_EPOCH,
            trials,
            regular,
            max_failed: None,
            adds_outstanding: false,
            initial: None,
        })
    }

    #[test]
    fn plans_are_told_in_words() {
        use PeriodUnit::{Day, Month, Week, Year};
        assert_eq!(
            words(
                vec![
                    period(Day, 7, Some(1), "0.00"),
                    period(Month, 1, Some(1), "5.00")
                ],
                period(Month, 1, Some(36), "9.00"),
            ),
            [
                "Free for the first 7 days",
                "Then 5.00 EUR for 1 month",
                "Then 9.00 EUR every month, 36 times",
            ]
        );
        assert_eq!(
            words(
                vec![
                    period(Week, 1, Some(1), "1.00"),
                    period(Week, 2, Some(1), "0.00")
                ],
                period(Year, 2, None, "90.00"),
            ),
            [
                "1.00 EUR for the first week",
                "Then free for 2 weeks",
                "Then 90.00 EUR every 2 years until you cancel",
            ]
        );
        assert_eq!(
            words(Vec::new(), period(Month, 3, Some(1), "9.00")),
            ["9.00 EUR for 3 months, once"]
        );
    }
}
