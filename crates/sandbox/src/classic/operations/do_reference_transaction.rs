//! `DoReferenceTransaction`.

use jiff::Timestamp;

use super::billing_agreements::find_agreement;
use super::payment_details::{PaymentDetails, read_payments};
use super::payment_info;
use super::transaction_details::find;
use crate::classic::answer::Answer;
use crate::classic::call::Call;
use crate::classic::errors::{CallResult, ClassicError, refused};
use crate::classic::fields::Fields;
use crate::classic::operation::{Operation, Reply, code_of_amount};
use crate::store::order::OrderKind;
use crate::store::payments::Payment;

/// Charges the buyer of a billing agreement.
#[derive(Debug)]
pub(super) struct DoReferenceTransaction {
    reference: String,
    payment: PaymentDetails,
    message_id: Option<String>,
    test_code: Option<u32>,
}

/// The payment that was made.
pub(super) struct ReferencePayment {
    agreement: String,
    payment: Payment,
    message_id: Option<String>,
    now: Timestamp,
}

impl Operation for DoReferenceTransaction {
    const NAME: &'static str = "DoReferenceTransaction";
    type Reply = ReferencePayment;

    fn read(fields: &Fields<'_>) -> CallResult<Self> {
        let fields = &fields.within("DoReferenceTransactionRequestDetails");
        let Some(reference) = fields.text("REFERENCEID", "ReferenceID") else {
            return refused(11451);
        };
        let mut payments = read_payments(fields)?.into_iter();
        let (Some(payment), None) = (payments.next(), payments.next()) else {
            return refused(10401);
        };
        let amounts = fields.payments();
        let amount = amounts
            .iter()
            .find_map(|payment| payment.amount("AMT", "OrderTotal"));
        Ok(Self {
            reference,
            payment,
            message_id: fields.text("MSGSUBID", "MsgSubID"),
            test_code: amount.as_ref().and_then(code_of_amount),
        })
    }

    fn write_refused(answer: &mut Answer) {
        answer.group("ebl:DoReferenceTransactionResponseDetails", |_| {});
    }

    fn message_id(&self) -> Option<&str> {
        self.message_id.as_deref()
    }

    fn test_codes(&self) -> Vec<u32> {
        self.test_code.into_iter().collect()
    }

    fn run(&self, call: &mut Call<'_>) -> CallResult<ReferencePayment> {
        let agreement = find_agreement(call, &self.reference)?.clone();
        if !agreement.is_active {
            return refused(10201);
        }
        let mut payment = self.payment.resolve(call)?;
        if payment.order.kind == OrderKind::Express {
            payment.order.kind = OrderKind::Reference;
        }
        let now = call.now;
        let made = call.store.charge_agreement(&agreement, payment, now)?;
        let payment = find(call, &made, || ClassicError::of(10001))?.clone();
        Ok(ReferencePayment {
            agreement: agreement.id,
            payment,
            message_id: self.message_id.clone(),
            now,
        })
    }
}

impl Reply for ReferencePayment {
    fn write(&self, answer: &mut Answer) {
        answer.group("ebl:DoReferenceTransactionResponseDetails", |answer| {
            answer.text("BILLINGAGREEMENTID", "BillingAgreementID", &self.agreement);
            answer.group("PaymentInfo", |answer| {
                payment_info::write(answer, &self.payment, None, self.now);
            });
            answer.optional("MSGSUBID", "MsgSubID", self.message_id.as_deref());
        });
    }
}
