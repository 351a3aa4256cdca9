//! `CreateRecurringPaymentsProfile`, `GetRecurringPaymentsProfileDetails`,
//! `ManageRecurringPaymentsProfileStatus`, `UpdateRecurringPaymentsProfile` and
//! `BillOutstandingAmount`.

use leptos_paypal_core::Money;

use super::get_express_checkout_details::find as find_checkout;
use super::recurring_details::ProfileDetails;
use super::recurring_terms::{TermsChange, read, read_change};
use crate::classic::amounts::{currency, unsigned};
use crate::classic::answer::Answer;
use crate::classic::call::Call;
use crate::classic::errors::{CallResult, ClassicError, refused};
use crate::classic::fields::Fields;
use crate::classic::operation::{Operation, Reply};
use crate::store::recurring_profiles::{ProfileStatus, ProfileTerms, RecurringProfile};
use crate::store::subscriptions::SubscriptionChange;

/// Starts a profile to which a buyer agreed.
#[derive(Debug)]
pub(super) struct CreateProfile {
    token: String,
    terms: ProfileTerms,
}

/// A profile that was started.
pub(super) struct CreatedProfile {
    id: String,
    initial: Option<String>,
}

impl Operation for CreateProfile {
    const NAME: &'static str = "CreateRecurringPaymentsProfile";
    type Reply = CreatedProfile;

    fn read(fields: &Fields<'_>) -> CallResult<Self> {
        let fields = &fields.within("CreateRecurringPaymentsProfileRequestDetails");
        let Some(token) = fields.text("TOKEN", "Token") else {
            let error = ClassicError::of(11502);
            return Err(error
                .saying("A token is needed: there are no cards here")
                .into());
        };
        Ok(Self {
            token,
            terms: read(fields)?,
        })
    }

    fn write_refused(answer: &mut Answer) {
        answer.group(
            "ebl:CreateRecurringPaymentsProfileResponseDetails",
            |answer| {
                answer.text("", "ProfileID", "");
            },
        );
    }

    fn run(&self, call: &mut Call<'_>) -> CallResult<CreatedProfile> {
        let (express, _) = find_checkout(call, &self.token)?;
        let asked = express.agreements.iter().filter(|asked| asked.is_recurring);
        let asked: Vec<&str> = asked.map(|asked| asked.description.as_str()).collect();
        if asked.is_empty() {
            return refused(11502);
        }
        let description = self.terms.description.as_str();
        let agreed = asked.iter().filter(|asked| **asked == description).count();
        if agreed == 0 {
            return refused(11581);
        }
        // Each agreement is for one profile.
        if call.store.profiles.of_checkout(&self.token, description) >= agreed {
            return refused(11502);
        }
        if self.terms.start.to_zoned(jiff::tz::TimeZone::UTC).date()
            < call.now.to_zoned(jiff::tz::TimeZone::UTC).date()
        {
            return refused(11545);
        }
        let (terms, now) = (self.terms.clone(), call.now);
        let (id, initial) = call.store.create_profile(&self.token, terms, now)?;
        Ok(CreatedProfile { id, initial })
    }
}

impl Reply for CreatedProfile {
    fn write(&self, answer: &mut Answer) {
        answer.group(
            "ebl:CreateRecurringPaymentsProfileResponseDetails",
            |answer| {
                answer.text("PROFILEID", "ProfileID", &self.id);
                answer.text("PROFILESTATUS", "ProfileStatus", "ActiveProfile");
                answer.optional("TRANSACTIONID", "TransactionID", self.initial.as_deref());
            },
        );
    }
}

/// The profile of an id that this merchant has.
fn find<'c>(call: &'c Call<'_>, id: &str) -> CallResult<&'c RecurringProfile> {
    let found = call.store.profiles.get(id);
    let own = found.filter(|profile| profile.merchant == call.account);
    own.ok_or_else(|| ClassicError::of(11552).into())
}

fn read_id(fields: &Fields<'_>) -> CallResult<String> {
    match fields.text("PROFILEID", "ProfileID") {
        Some(id) => Ok(id),
        None => refused(11551),
    }
}

/// Tells of a profile.
#[derive(Debug)]
pub(super) struct GetProfile {
    id: String,
}

impl Operation for GetProfile {
    const NAME: &'static str = "GetRecurringPaymentsProfileDetails";
    type Reply = ProfileDetails;

    fn read(fields: &Fields<'_>) -> CallResult<Self> {
        Ok(Self {
            id: read_id(fields)?,
        })
    }

    fn write_refused(answer: &mut Answer) {
        ProfileDetails::write_refused(answer);
    }

    fn run(&self, call: &mut Call<'_>) -> CallResult<ProfileDetails> {
        find(call, &self.id).cloned().map(ProfileDetails)
    }
}

/// Action of a merchant on a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString)]
#[strum(ascii_case_insensitive)]
enum Action {
    Cancel,
    Suspend,
    Reactivate,
}

/// Ends, stops or goes on with a profile.
#[derive(Debug)]
pub(super) struct ManageProfile {
    id: String,
    action: Action,
}

/// The id of a profile that was changed.
pub(super) struct ChangedProfile {
    id: String,
    group: &'static str,
}

impl Operation for ManageProfile {
    const NAME: &'static str = "ManageRecurringPaymentsProfileStatus";
    type Reply = ChangedProfile;

    fn read(fields: &Fields<'_>) -> CallResult<Self> {
        let fields = &fields.within("ManageRecurringPaymentsProfileStatusRequestDetails");
        let id = read_id(fields)?;
        let action = fields.text("ACTION", "Action");
        let Ok(action) = action.unwrap_or_default().parse() else {
            return Err(ClassicError::field("ACTION", "The action is invalid").into());
        };
        Ok(Self { id, action })
    }

    fn write_refused(answer: &mut Answer) {
        write_id(answer, "", MANAGED);
    }

    fn run(&self, call: &mut Call<'_>) -> CallResult<ChangedProfile> {
        use ProfileStatus::{Active, Cancelled, Suspended};
        let profile = find(call, &self.id)?;
        let (status, event) = match (self.action, profile.status) {
            (Action::Cancel, Active | Suspended) => (Cancelled, "recurring_payment_profile_cancel"),
            (Action::Cancel, _) => return refused(11556),
            (Action::Suspend, Active) => (Suspended, "recurring_payment_suspended"),
            (Action::Suspend, _) => return refused(11557),
            (Action::Reactivate, Suspended) => (Active, "recurring_payment_profile_reactivated"),
            (Action::Reactivate, _) => return refused(11558),
        };
        let now = call.now;
        if status == Cancelled && profile.subscription.is_some() {
            call.store.cancel_subscription(&self.id, now)?;
        } else if let Some(profile) = call.store.profiles.get_mut(&self.id) {
            profile.set_status(status, now);
            let profile = profile.clone();
            call.store.emit_profile(&profile, event, now);
        }
        Ok(ChangedProfile {
            id: self.id.clone(),
            group: MANAGED,
        })
    }
}

const MANAGED: &str = "ebl:ManageRecurringPaymentsProfileStatusResponseDetails";
const UPDATED: &str = "ebl:UpdateRecurringPaymentsProfileResponseDetails";
const BILLED: &str = "ebl:BillOutstandingAmountResponseDetails";

fn write_id(answer: &mut Answer, id: &str, group: &str) {
    let nvp = if id.is_empty() { "" } else { "PROFILEID" };
    answer.group(group, |answer| answer.text(nvp, "ProfileID", id));
}

impl Reply for ChangedProfile {
    fn write(&self, answer: &mut Answer) {
        write_id(answer, &self.id, self.group);
    }
}

/// Changes the terms of a profile.
#[derive(Debug)]
pub(super) struct UpdateProfile {
    id: String,
    change: TermsChange,
}

impl Operation for UpdateProfile {
    const NAME: &'static str = "UpdateRecurringPaymentsProfile";
    type Reply = ChangedProfile;

    fn read(fields: &Fields<'_>) -> CallResult<Self> {
        let fields = &fields.within("UpdateRecurringPaymentsProfileRequestDetails");
        Ok(Self {
            id: read_id(fields)?,
            change: read_change(fields)?,
        })
    }

    fn write_refused(answer: &mut Answer) {
        write_id(answer, "", UPDATED);
    }

    fn run(&self, call: &mut Call<'_>) -> CallResult<ChangedProfile> {
        let mut profile = find(call, &self.id)?.clone();
        if !matches!(
            profile.status,
            ProfileStatus::Active | ProfileStatus::Suspended
        ) {
            return refused(11556);
        }
        let times = profile.terms.regular.cycles;
        self.change.apply(&mut profile)?;
        if profile.subscription.is_some() {
            // The price and the number of payments are what can change of it.
            let change = SubscriptionChange {
                amount: self.change.amount,
                times: Some(profile.terms.regular.cycles)
                    .filter(|changed| *changed != times)
                    .flatten(),
            };
            let now = call.now;
            call.store.modify_subscription(&self.id, change, now)?;
        } else if let Some(kept) = call.store.profiles.get_mut(&self.id) {
            *kept = profile;
        }
        Ok(ChangedProfile {
            id: self.id.clone(),
            group: UPDATED,
        })
    }
}

/// Charges what could not be charged before.
#[derive(Debug)]
pub(super) struct BillOutstandingAmount {
    id: String,
    amount: Option<Money>,
}

impl Operation for BillOutstandingAmount {
    const NAME: &'static str = "BillOutstandingAmount";
    type Reply = ChangedProfile;

    fn read(fields: &Fields<'_>) -> CallResult<Self> {
        let fields = &fields.within("BillOutstandingAmountRequestDetails");
        let written = fields.amount("AMT", "Amount");
        let currency = currency(fields, written.as_ref())?;
        Ok(Self {
            id: read_id(fields)?,
            amount: written
                .map(|written| unsigned(&written, currency, 11519))
                .transpose()?,
        })
    }

    fn write_refused(answer: &mut Answer) {
        write_id(answer, "", BILLED);
    }

    fn run(&self, call: &mut Call<'_>) -> CallResult<ChangedProfile> {
        let profile = find(call, &self.id)?;
        let owed = profile.outstanding;
        let amount = self.amount.unwrap_or(owed);
        if amount.currency() != owed.currency() || !amount.is_positive() || amount > owed {
            return refused(11519);
        }
        let now = call.now;
        call.store.charge_outstanding(&self.id, amount, now)?;
        Ok(ChangedProfile {
            id: self.id.clone(),
            group: BILLED,
        })
    }
}
