//! `CreateBillingAgreement` and `BillAgreementUpdate`.

use super::get_express_checkout_details::{find, read_token};
use crate::classic::answer::Answer;
use crate::classic::call::Call;
use crate::classic::errors::{CallResult, ClassicError, refused};
use crate::classic::fields::Fields;
use crate::classic::operation::{Operation, Reply};
use crate::store::accounts::Account;
use crate::store::billing_agreements::BillingAgreement;

/// Keeps the agreement that a buyer gave in a checkout.
#[derive(Debug)]
pub(super) struct CreateBillingAgreement {
    token: String,
}

/// Id of an agreement.
pub(super) struct CreatedAgreement {
    id: String,
}

impl Operation for CreateBillingAgreement {
    const NAME: &'static str = "CreateBillingAgreement";
    type Reply = CreatedAgreement;

    fn read(fields: &Fields<'_>) -> CallResult<Self> {
        Ok(Self {
            token: read_token(fields)?,
        })
    }

    fn write_refused(answer: &mut Answer) {
        answer.text("", "BillingAgreementID", "");
    }

    fn run(&self, call: &mut Call<'_>) -> CallResult<CreatedAgreement> {
        find(call, &self.token)?;
        match call.store.create_agreement(&self.token)? {
            Some(id) => Ok(CreatedAgreement { id }),
            None => refused(11502),
        }
    }
}

impl Reply for CreatedAgreement {
    fn write(&self, answer: &mut Answer) {
        answer.text("BILLINGAGREEMENTID", "BillingAgreementID", &self.id);
    }
}

/// The agreement of an id that this merchant has.
pub(super) fn find_agreement<'c>(call: &'c Call<'_>, id: &str) -> CallResult<&'c BillingAgreement> {
    let found = call.store.agreements.get(id);
    let own = found.filter(|agreement| agreement.merchant == call.account);
    own.ok_or_else(|| ClassicError::of(11451).into())
}

/// Tells of an agreement, or ends it.
#[derive(Debug)]
pub(super) struct BillAgreementUpdate {
    reference: String,
    cancels: bool,
}

/// An agreement with its buyer.
pub(super) struct AgreementDetails {
    agreement: BillingAgreement,
    buyer: Option<Account>,
}

impl Operation for BillAgreementUpdate {
    const NAME: &'static str = "BillAgreementUpdate";
    const SOAP_NAME: &'static str = "BAUpdate";
    type Reply = AgreementDetails;

    fn read(fields: &Fields<'_>) -> CallResult<Self> {
        let Some(reference) = fields.text("REFERENCEID", "ReferenceID") else {
            return refused(11451);
        };
        let status = fields.text("BILLINGAGREEMENTSTATUS", "BillingAgreementStatus");
        let cancels = match status.as_deref() {
            None | Some("Active") => false,
            Some("Canceled" | "Cancelled") => true,
            Some(_) => {
                let long = "The agreement status is invalid";
                return Err(ClassicError::field("BILLINGAGREEMENTSTATUS", long).into());
            }
        };
        Ok(Self { reference, cancels })
    }

    fn write_refused(answer: &mut Answer) {
        answer.group("ebl:BAUpdateResponseDetails", |answer| {
            answer.text("", "BillingAgreementID", "");
            answer.text("", "BillingAgreementStatus", "Canceled");
            answer.group("PayerInfo", |answer| answer.group("PayerName", |_| {}));
        });
    }

    fn run(&self, call: &mut Call<'_>) -> CallResult<AgreementDetails> {
        if !find_agreement(call, &self.reference)?.is_active {
            return refused(10201);
        }
        if self.cancels {
            call.store.agreements.cancel(&self.reference);
        }
        let agreement = find_agreement(call, &self.reference)?.clone();
        let buyer = call.store.accounts.get(&agreement.buyer).cloned();
        Ok(AgreementDetails { agreement, buyer })
    }
}

impl Reply for AgreementDetails {
    fn write(&self, answer: &mut Answer) {
        let agreement = &self.agreement;
        answer.group("ebl:BAUpdateResponseDetails", |answer| {
            answer.text("BILLINGAGREEMENTID", "BillingAgreementID", &agreement.id);
            let (nvp, soap) = ("BILLINGAGREEMENTDESCRIPTION", "BillingAgreementDescription");
            answer.optional(nvp, soap, Some(&agreement.description));
            let status = if agreement.is_active {
                "Active"
            } else {
                "Canceled"
            };
            answer.text("BILLINGAGREEMENTSTATUS", "BillingAgreementStatus", status);
            answer.group("PayerInfo", |answer| {
                let buyer = self.buyer.as_ref();
                answer.optional("EMAIL", "Payer", buyer.map(|buyer| buyer.email.as_str()));
                answer.optional("PAYERID", "PayerID", buyer.map(|buyer| buyer.id.0.as_str()));
                answer.text("PAYERSTATUS", "PayerStatus", "verified");
                answer.group("PayerName", |answer| {
                    let name = buyer.map(|buyer| buyer.first_name.as_str());
                    answer.optional("FIRSTNAME", "FirstName", name);
                    let name = buyer.map(|buyer| buyer.last_name.as_str());
                    answer.optional("LASTNAME", "LastName", name);
                });
            });
        });
    }
}
