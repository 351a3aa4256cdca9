//! Terms of a recurring payments profile in a request.

use std::str::FromStr;

use jiff::Timestamp;
use leptos_paypal_core::{Currency, Money};

use super::transaction_search::read_time;
use crate::classic::amounts::{currency, unsigned};
use crate::classic::errors::{CallResult, ClassicError, refused};
use crate::classic::fields::Fields;
use crate::store::billing_period::{BillingPeriod, PeriodUnit};
use crate::store::recurring_profiles::{ProfileTerms, RecurringProfile};

/// Reads the terms of a new profile.
pub(super) fn read(fields: &Fields<'_>) -> CallResult<ProfileTerms> {
    let schedule = &fields.within("ScheduleDetails");
    let profile = &fields.within("RecurringPaymentsProfileDetails");
    let Some(description) = schedule.text("DESC", "Description") else {
        return refused(11582);
    };
    if description.chars().count() > 127 {
        return refused(11581);
    }
    let Some(start) = read_time(profile, "PROFILESTARTDATE", "BillingStartDate")? else {
        return refused(11549);
    };
    let currency = currency(fields, schedule.amount("", "PaymentPeriod/Amount").as_ref())?;
    let Some(regular) = read_period(schedule, "", "PaymentPeriod", currency)? else {
        return refused(11518);
    };
    let initial = schedule.amount("INITAMT", "ActivationDetails/InitialAmount");
    let initial = initial
        .map(|written| unsigned(&written, currency, 11519))
        .transpose()?;
    Ok(ProfileTerms {
        description,
        reference: profile.text("PROFILEREFERENCE", "ProfileReference"),
        subscriber: profile.text("SUBSCRIBERNAME", "SubscriberName"),
        start,
        trials: read_period(schedule, "TRIAL", "TrialPeriod", currency)?
            .into_iter()
            .collect(),
        regular,
        max_failed: number(schedule, "MAXFAILEDPAYMENTS", "MaxFailedPayments")?
            .filter(|most| *most > 0),
        adds_outstanding: reads_auto_bill(schedule),
        initial: initial.filter(|initial| initial.is_positive()),
    })
}

fn reads_auto_bill(fields: &Fields<'_>) -> bool {
    let word = fields.text("AUTOBILLOUTAMT", "AutoBillOutstandingAmount");
    word.as_deref() == Some("AddToNextBilling")
}

/// Reads a whole number.
pub(super) fn number(fields: &Fields<'_>, nvp: &str, soap: &str) -> CallResult<Option<u32>> {
    let Some(text) = fields.text(nvp, soap) else {
        return Ok(None);
    };
    let number = text.parse();
    number
        .map(Some)
        .map_err(|_| ClassicError::field(nvp, "The number is invalid").into())
}

fn read_period(
    fields: &Fields<'_>,
    prefix: &str,
    soap: &str,
    currency: Currency,
) -> CallResult<Option<BillingPeriod>> {
    let nvp = |name: &str| format!("{prefix}{name}");
    let inner = |name: &str| format!("{soap}/{name}");
    let amount = |name: &str, element: &str| -> CallResult<Option<Money>> {
        let written = fields.amount(&nvp(name), &inner(element));
        written
            .map(|written| unsigned(&written, currency, 11519))
            .transpose()
    };
    let unit = fields.text(&nvp("BILLINGPERIOD"), &inner("BillingPeriod"));
    let Some(unit) = unit else {
        // A profile has a trial only where there is a period for it.
        return if prefix.is_empty() {
            refused(11518)
        } else {
            Ok(None)
        };
    };
    let Ok(unit) = PeriodUnit::from_str(&unit) else {
        return refused(11518);
    };
    let frequency = number(fields, &nvp("BILLINGFREQUENCY"), &inner("BillingFrequency"))?;
    let most = match unit {
        PeriodUnit::Day => 365,
        PeriodUnit::Week => 52,
        PeriodUnit::Month => 12,
        PeriodUnit::SemiMonth | PeriodUnit::Year => 1,
    };
    let Some(frequency) = frequency.filter(|frequency| (1..=most).contains(frequency)) else {
        return refused(11516);
    };
    let cycles = number(
        fields,
        &nvp("TOTALBILLINGCYCLES"),
        &inner("TotalBillingCycles"),
    )?;
    let none = Money::zero(currency);
    let Some(charge) = amount("AMT", "Amount")? else {
        return refused(11519);
    };
    let cycles = cycles.filter(|cycles| *cycles > 0);
    if cycles.is_none() && !prefix.is_empty() {
        let long = "A trial needs the number of its cycles";
        return Err(ClassicError::field("TRIALTOTALBILLINGCYCLES", long).into());
    }
    let shipping = amount("SHIPPINGAMT", "ShippingAmount")?;
    let tax = amount("TAXAMT", "TaxAmount")?;
    let period = BillingPeriod {
        unit,
        frequency,
        cycles,
        amount: charge,
        shipping: shipping.unwrap_or(none),
        tax: tax.unwrap_or(none),
    };
    // A trial may be free.
    let is_free = !prefix.is_empty();
    if period.total().is_err() || !(is_free || period.amount.is_positive()) {
        return refused(11519);
    }
    Ok(Some(period))
}

/// Changes of a profile; what is left out stays.
#[derive(Debug)]
pub(super) struct TermsChange {
    pub(super) description: Option<String>,
    pub(super) reference: Option<String>,
    pub(super) subscriber: Option<String>,
    pub(super) additional_cycles: Option<u32>,
    pub(super) amount: Option<Money>,
    pub(super) shipping: Option<Money>,
    pub(super) tax: Option<Money>,
    pub(super) outstanding: Option<Money>,
    pub(super) adds_outstanding: Option<bool>,
    pub(super) max_failed: Option<u32>,
    pub(super) start: Option<Timestamp>,
}

/// Reads the changes of a profile.
pub(super) fn read_change(fields: &Fields<'_>) -> CallResult<TermsChange> {
    let currency = currency(fields, fields.amount("AMT", "Amount").as_ref())?;
    let amount = |nvp: &str, soap: &str| -> CallResult<Option<Money>> {
        let written = fields.amount(nvp, soap);
        written
            .map(|written| unsigned(&written, currency, 11519))
            .transpose()
    };
    let auto_bill = fields.text("AUTOBILLOUTAMT", "AutoBillOutstandingAmount");
    Ok(TermsChange {
        description: fields.text("DESC", "Description"),
        reference: fields.text("PROFILEREFERENCE", "ProfileReference"),
        subscriber: fields.text("SUBSCRIBERNAME", "SubscriberName"),
        additional_cycles: number(fields, "ADDITIONALBILLINGCYCLES", "AdditionalBillingCycles")?,
        amount: amount("AMT", "Amount")?,
        shipping: amount("SHIPPINGAMT", "ShippingAmount")?,
        tax: amount("TAXAMT", "TaxAmount")?,
        outstanding: amount("OUTSTANDINGAMT", "OutstandingBalance")?,
        adds_outstanding: auto_bill.map(|word| word == "AddToNextBilling"),
        max_failed: number(fields, "MAXFAILEDPAYMENTS", "MaxFailedPayments")?,
        start: read_time(fields, "PROFILESTARTDATE", "BillingStartDate")?,
    })
}

impl TermsChange {
    /// Puts the changes into a profile.
    pub(super) fn apply(&self, profile: &mut RecurringProfile) -> CallResult<()> {
        let currency = profile.outstanding.currency();
        let amounts = [self.amount, self.shipping, self.tax, self.outstanding];
        if amounts
            .iter()
            .flatten()
            .any(|amount| amount.currency() != currency)
        {
            return refused(10444);
        }
        // More than is owed cannot be asked for.
        if self
            .outstanding
            .is_some_and(|owed| owed > profile.outstanding)
        {
            return refused(11519);
        }
        if self.start.is_some() {
            let long = "The start of a profile that has begun stays";
            return Err(ClassicError::field("PROFILESTARTDATE", long).into());
        }
        let terms = &mut profile.terms;
        let regular = &mut terms.regular;
        regular.amount = self.amount.unwrap_or(regular.amount);
        regular.shipping = self.shipping.unwrap_or(regular.shipping);
        regular.tax = self.tax.unwrap_or(regular.tax);
        if regular.total().is_err() || !regular.amount.is_positive() {
            return refused(11519);
        }
        if let (Some(cycles), Some(more)) = (regular.cycles, self.additional_cycles) {
            regular.cycles = Some(cycles.saturating_add(more));
        }
        if let Some(description) = &self.description {
            terms.description.clone_from(description);
        }
        terms.reference = self.reference.clone().or(terms.reference.take());
        terms.subscriber = self.subscriber.clone().or(terms.subscriber.take());
        terms.adds_outstanding = self.adds_outstanding.unwrap_or(terms.adds_outstanding);
        terms.max_failed = match self.max_failed {
            Some(most) => Some(most).filter(|most| *most > 0),
            None => terms.max_failed,
        };
        profile.outstanding = self.outstanding.unwrap_or(profile.outstanding);
        Ok(())
    }
}
