//! Checks of a message against the subscription it speaks of.

use super::check::{check, items_mismatch, order_mismatch, payee_mismatch};
use super::payment::amount;
use super::{Expected, IpnMessage, IpnProblem, MessageSource, Mismatch, Seen, TxnType, Verdict};
use crate::form::{BillingPeriod, PeriodUnit, Recurrence, SubscriptionPlan, SubscriptionTerm};
use crate::{CheckoutEvent, Currency, SubscriptionEvent, SubscriptionId, SubscriptionNotice};

/// Subscription as the server stored it.
#[derive(Clone, Copy, Debug)]
pub struct ExpectedSubscription<'a> {
    /// Its checkout. The amount of a payment is judged by
    /// [`SubscriptionState`](crate::SubscriptionState), not here.
    pub order: Expected<'a>,
    /// The plan that was offered.
    pub plan: &'a SubscriptionPlan,
    /// Subscriptions that PayPal has told of before, as the shop's: their end is
    /// the shop's too, whatever name the account has by now.
    pub agreements: &'a [SubscriptionId],
    /// Time of arrival, in milliseconds since 1970, for messages that tell none.
    pub received_at: i64,
}

/// Fields of one term: `a1`, `p1` and `t1` of the form.
struct TermFields {
    amount: [&'static str; 2],
    period: &'static str,
}

const TERMS: [TermFields; 3] = [
    TermFields {
        amount: ["mc_amount1", "amount1"],
        period: "period1",
    },
    TermFields {
        amount: ["mc_amount2", "amount2"],
        period: "period2",
    },
    TermFields {
        amount: ["mc_amount3", "amount3"],
        period: "period3",
    },
];

/// Compares a message that PayPal has verified with the subscription it names,
/// and with what was `seen` before of its transaction.
#[must_use]
pub fn check_subscription(
    message: &IpnMessage,
    expected: &ExpectedSubscription<'_>,
    seen: &[Seen],
) -> Verdict {
    match notice(message, expected) {
        Ok(Some((subscription, notice))) => {
            check_notice(message, expected, subscription, notice).unwrap_or_else(Verdict::from)
        }
        Ok(None) => of_payment(
            message,
            expected,
            check(message, Some(&expected.order), seen),
        ),
        Err(problem) => problem.into(),
    }
}

/// The notice of a message that moves no money; `None` for other messages.
fn notice(
    message: &IpnMessage,
    expected: &ExpectedSubscription<'_>,
) -> Result<Option<(SubscriptionId, SubscriptionNotice)>, IpnProblem> {
    let Some(kind) = message.txn_type().filter(TxnType::is_notice) else {
        return Ok(None);
    };
    if message.payment_status().is_some() {
        return Ok(None);
    }
    let date = |field| message.date(field).unwrap_or(expected.received_at);
    let name = |other: &str| {
        let name = message.ipn_track_id().or_else(|| message.get(other));
        name.unwrap_or_default().to_owned()
    };
    let notice = match kind {
        TxnType::SubscrSignup => SubscriptionNotice::SignedUp {
            at: date("subscr_date"),
        },
        TxnType::SubscrModify => SubscriptionNotice::Modified {
            name: name("subscr_effective"),
            at: date("subscr_effective"),
        },
        TxnType::SubscrFailed => SubscriptionNotice::PaymentFailed {
            name: name("retry_at"),
            // A message that is late is about the time before the next attempt.
            at: date("retry_at").min(expected.received_at),
        },
        TxnType::SubscrCancel => SubscriptionNotice::Cancelled {
            at: date("subscr_date"),
        },
        TxnType::SubscrEot => SubscriptionNotice::Ended {
            at: expected.received_at,
        },
        _ => return Ok(None),
    };
    let id = message.subscription_id()?;
    let id = id.ok_or(IpnProblem::FieldMissing { field: "subscr_id" })?;
    Ok(Some((id, notice)))
}

fn check_notice(
    message: &IpnMessage,
    expected: &ExpectedSubscription<'_>,
    subscription: SubscriptionId,
    notice: SubscriptionNotice,
) -> Result<Verdict, IpnProblem> {
    let order = &expected.order;
    if message.source() == MessageSource::Ipn && message.is_test() != order.test {
        return Ok(Verdict::EnvironmentMismatch {
            expected_test: order.test,
            found_test: message.is_test(),
        });
    }
    let mut mismatches = Vec::new();
    let has_terms = matches!(
        notice,
        SubscriptionNotice::SignedUp { .. } | SubscriptionNotice::Modified { .. }
    );
    if let Some(mismatch) = payee_mismatch(message, order)
        && (has_terms || !expected.agreements.contains(&subscription))
    {
        return Ok(Verdict::PayeeMismatch(mismatch));
    }
    if has_terms {
        mismatches = terms_mismatches(message, expected.plan)?;
        mismatches.extend(order_mismatch(message, order.id));
        let items = order.items;
        mismatches.extend(items.and_then(|ordered| items_mismatch(ordered, &message.items())));
    }
    Ok(Verdict::Subscription {
        event: SubscriptionEvent::Notice {
            subscription,
            notice,
        },
        mismatches,
    })
}

/// A verdict on a payment, with the subscription that it is for.
fn of_payment(
    message: &IpnMessage,
    expected: &ExpectedSubscription<'_>,
    verdict: Verdict,
) -> Verdict {
    let Verdict::Act { event, mismatches } = verdict else {
        return verdict;
    };
    let subscription = match message.subscription_id() {
        Ok(subscription) => subscription,
        Err(problem) => return problem.into(),
    };
    let event = match event {
        CheckoutEvent::Payment {
            txn_id,
            state,
            gross,
            mismatches,
        } => SubscriptionEvent::Payment {
            subscription,
            txn_id,
            state,
            gross,
            mismatches,
            at: message.date("payment_date").unwrap_or(expected.received_at),
        },
        event => event.into(),
    };
    Verdict::Subscription { event, mismatches }
}

/// Differences between the terms that the buyer agreed to and the plan.
fn terms_mismatches(
    message: &IpnMessage,
    plan: &SubscriptionPlan,
) -> Result<Vec<Mismatch>, IpnProblem> {
    let expected = plan.regular.amount.currency();
    let code = message.require("mc_currency")?;
    let found = Currency::from_code(code).ok_or_else(|| message.unreadable("mc_currency"))?;
    if found != expected {
        return Ok(vec![Mismatch::Currency { expected, found }]);
    }
    let mut mismatches = Vec::new();
    let terms = [plan.trial, plan.second_trial, Some(plan.regular)];
    for (expected, fields) in terms.into_iter().zip(&TERMS) {
        let found = term(message, fields, plan.regular.amount.currency())?;
        if !is_same_term(expected, found) {
            mismatches.push(Mismatch::Plan {
                field: fields.period,
                expected: told(expected),
                found: told(found),
            });
        }
    }
    let is_recurring = plan.recurrence != Recurrence::Once;
    let mut repetition = vec![("recurring", flag(is_recurring).to_owned())];
    match plan.recurrence {
        Recurrence::Once => {}
        Recurrence::UntilCancelled => repetition.push(("recur_times", "none".to_owned())),
        Recurrence::Times(times) => repetition.push(("recur_times", times.to_string())),
    }
    for (field, expected) in repetition {
        // What is not told cannot be compared; the number of payments is.
        if let Some(found) = message.get(field)
            && found.trim() != expected
        {
            mismatches.push(Mismatch::Plan {
                field,
                expected,
                found: found.to_owned(),
            });
        }
    }
    Ok(mismatches)
}

const fn flag(set: bool) -> &'static str {
    if set { "1" } else { "0" }
}

/// The term that a message tells; `None` where there is none.
fn term(
    message: &IpnMessage,
    fields: &TermFields,
    currency: Currency,
) -> Result<Option<SubscriptionTerm>, IpnProblem> {
    let price = fields
        .amount
        .into_iter()
        .find_map(|field| Some((field, message.get(field)?)));
    let price = price.map(|(field, text)| {
        let read = amount(text.trim(), currency);
        read.map_err(|_| message.unreadable(field))
    });
    match (price.transpose()?, message.get(fields.period)) {
        (None, None) => Ok(None),
        (Some(price), None) if price.is_zero() => Ok(None),
        (Some(_), None) => Err(IpnProblem::FieldMissing {
            field: fields.period,
        }),
        (None, Some(_)) => Err(IpnProblem::FieldMissing {
            field: fields.amount[0],
        }),
        (Some(amount), Some(period)) => Ok(Some(SubscriptionTerm {
            amount,
            period: BillingPeriod::parse(fields.period, period.trim())
                .map_err(|_| message.unreadable(fields.period))?,
        })),
    }
}

fn is_same_term(a: Option<SubscriptionTerm>, b: Option<SubscriptionTerm>) -> bool {
    // A year is twelve months, a week seven days.
    let length = |period: BillingPeriod| {
        let length = u32::from(period.length());
        match period.unit() {
            PeriodUnit::Day => (length, 0),
            PeriodUnit::Week => (7 * length, 0),
            PeriodUnit::Month => (0, length),
            PeriodUnit::Year => (0, 12 * length),
        }
    };
    let parts = |term: SubscriptionTerm| (term.amount, length(term.period));
    a.map(parts) == b.map(parts)
}

fn told(term: Option<SubscriptionTerm>) -> String {
    term.map_or_else(
        || "none".to_owned(),
        |term| {
            let currency = term.amount.currency();
            format!("{} {currency} for {}", term.amount, term.period)
        },
    )
}

impl IpnMessage {
    /// `subscr_id`; `None` when the message names no subscription.
    ///
    /// # Errors
    /// `field_unreadable`.
    pub fn subscription_id(&self) -> Result<Option<SubscriptionId>, IpnProblem> {
        self.get("subscr_id")
            .map(|id| id.trim().parse())
            .transpose()
            .map_err(|_| self.unreadable("subscr_id"))
    }

    /// A date, such as `payment_date` and `subscr_date`, in milliseconds since
    /// 1970; `None` when it is missing or cannot be read.
    #[must_use]
    pub fn date(&self, field: &str) -> Option<i64> {
        super::date::milliseconds(self.get(field)?)
    }
}

#[cfg(test)]
mod tests;
