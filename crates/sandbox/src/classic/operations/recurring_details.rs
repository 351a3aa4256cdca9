//! A recurring payments profile as it stands.

use leptos_paypal_core::Money;

use crate::classic::amounts::DEFAULT_CURRENCY;
use crate::classic::answer::Answer;
use crate::classic::operation::Reply;
use crate::store::billing_period::BillingPeriod;
use crate::store::recurring_profiles::{ProfileStatus, RecurringProfile};

/// A profile with its schedule.
pub(super) struct ProfileDetails(pub(super) RecurringProfile);

const GROUP: &str = "ebl:GetRecurringPaymentsProfileDetailsResponseDetails";

impl ProfileDetails {
    /// Writes what the schema wants where there is no profile.
    pub(super) fn write_refused(answer: &mut Answer) {
        answer.group(GROUP, |answer| {
            answer.text("", "ProfileID", "");
            answer.text("", "ProfileStatus", "CancelledProfile");
            answer.text("", "Description", "");
            answer.text("", "AutoBillOutstandingAmount", "NoAutoBill");
            answer.text("", "MaxFailedPayments", "0");
            answer.group("RecurringPaymentsProfileDetails", |answer| {
                answer.text("", "BillingStartDate", "1970-01-01T00:00:00Z");
            });
            answer.group("RecurringPaymentsSummary", |answer| {
                answer.text("", "NumberCyclesCompleted", "0");
                answer.text("", "NumberCyclesRemaining", "0");
                let none = Money::zero(DEFAULT_CURRENCY);
                answer.amount("", "OutstandingBalance", none);
                answer.text("", "FailedPaymentCount", "0");
            });
        });
    }

    fn status(&self) -> (&'static str, &'static str) {
        match self.0.status {
            ProfileStatus::Active => ("Active", "ActiveProfile"),
            ProfileStatus::Suspended => ("Suspended", "SuspendedProfile"),
            ProfileStatus::Cancelled => ("Cancelled", "CancelledProfile"),
            ProfileStatus::Expired => ("Expired", "ExpiredProfile"),
        }
    }

    fn write_summary(&self, answer: &mut Answer) {
        let profile = &self.0;
        answer.group("RecurringPaymentsSummary", |answer| {
            if let Some(next) = profile.next {
                answer.time("NEXTBILLINGDATE", "NextBillingDate", next);
            }
            let completed = profile.completed.to_string();
            answer.text("NUMCYCLESCOMPLETED", "NumberCyclesCompleted", completed);
            let remaining = profile.remaining().unwrap_or_default().to_string();
            answer.text("NUMCYCLESREMAINING", "NumberCyclesRemaining", remaining);
            answer.amount(
                "OUTSTANDINGBALANCE",
                "OutstandingBalance",
                profile.outstanding,
            );
            answer.text(
                "FAILEDPAYMENTCOUNT",
                "FailedPaymentCount",
                profile.failed.to_string(),
            );
            if let Some((at, amount)) = profile.last {
                answer.time("LASTPAYMENTDATE", "LastPaymentDate", at);
                answer.amount("LASTPAYMENTAMT", "LastPaymentAmount", amount);
            }
        });
    }
}

/// Writes a period; NVP puts `prefix` before the names.
fn write_period(answer: &mut Answer, soap: &str, prefix: &str, period: &BillingPeriod) {
    answer.named_group(soap, prefix, "", |answer| {
        answer.text("BILLINGPERIOD", "BillingPeriod", <&str>::from(period.unit));
        let frequency = period.frequency.to_string();
        answer.text("BILLINGFREQUENCY", "BillingFrequency", frequency);
        let cycles = period.cycles.unwrap_or_default().to_string();
        answer.text("TOTALBILLINGCYCLES", "TotalBillingCycles", cycles);
        answer.amount("AMT", "Amount", period.amount);
        answer.text("CURRENCYCODE", "", period.amount.currency().code());
        answer.amount("SHIPPINGAMT", "ShippingAmount", period.shipping);
        answer.amount("TAXAMT", "TaxAmount", period.tax);
    });
}

impl Reply for ProfileDetails {
    fn write(&self, answer: &mut Answer) {
        let (profile, terms) = (&self.0, &self.0.terms);
        answer.group(GROUP, |answer| {
            answer.text("PROFILEID", "ProfileID", &profile.id);
            answer.words("STATUS", "ProfileStatus", self.status());
            answer.text("DESC", "Description", &terms.description);
            let auto_bill = match terms.adds_outstanding {
                true => "AddToNextBilling",
                false => "NoAutoBill",
            };
            answer.text("AUTOBILLOUTAMT", "AutoBillOutstandingAmount", auto_bill);
            let most = terms.max_failed.unwrap_or_default().to_string();
            answer.text("MAXFAILEDPAYMENTS", "MaxFailedPayments", most);
            answer.group("RecurringPaymentsProfileDetails", |answer| {
                let subscriber = terms.subscriber.as_deref();
                answer.optional("SUBSCRIBERNAME", "SubscriberName", subscriber);
                answer.time("PROFILESTARTDATE", "BillingStartDate", terms.start);
                let reference = terms.reference.as_deref();
                answer.optional("PROFILEREFERENCE", "ProfileReference", reference);
            });
            write_period(
                answer,
                "CurrentRecurringPaymentsPeriod",
                "",
                profile.period(),
            );
            self.write_summary(answer);
            if let Some(trial) = terms.trials.first() {
                write_period(answer, "TrialRecurringPaymentsPeriod", "TRIAL", trial);
            }
            write_period(
                answer,
                "RegularRecurringPaymentsPeriod",
                "REGULAR",
                &terms.regular,
            );
            answer.amount("TRIALAMTPAID", "TrialAmountPaid", profile.trial_paid);
            answer.amount("REGULARAMTPAID", "RegularAmountPaid", profile.regular_paid);
            let all = profile.trial_paid.plus(profile.regular_paid);
            answer.optional_amount("AGGREGATEAMT", "AggregateAmount", all.ok());
        });
    }
}
