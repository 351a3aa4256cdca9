//! `DoCapture`.

use jiff::Timestamp;

use super::authorizations::{RequestedAmount, find_open, of_authorization, read_amount, read_id};
use super::payment_info;
use super::transaction_details::find;
use crate::classic::answer::Answer;
use crate::classic::call::Call;
use crate::classic::errors::{CallResult, ClassicError, refused};
use crate::classic::fields::Fields;
use crate::classic::operation::{Operation, Reply};
use crate::store::order::PaymentAction;
use crate::store::payments::Payment;

/// Takes money that was set aside.
#[derive(Debug)]
pub(super) struct DoCapture {
    authorization_id: String,
    amount: RequestedAmount,
    is_complete: bool,
    invoice: Option<String>,
    message_id: Option<String>,
}

/// A capture that was made.
pub(super) struct MadeCapture {
    authorization_id: String,
    payment: Payment,
    message_id: Option<String>,
    now: Timestamp,
}

impl Operation for DoCapture {
    const NAME: &'static str = "DoCapture";
    type Reply = MadeCapture;

    fn read(fields: &Fields<'_>) -> CallResult<Self> {
        let kind = fields.text("COMPLETETYPE", "CompleteType");
        let kind = kind.unwrap_or_default().to_ascii_lowercase();
        let is_complete = match kind.as_str() {
            "complete" => true,
            "notcomplete" => false,
            _ => {
                let long = "CompleteType must be Complete or NotComplete";
                return Err(ClassicError::field("COMPLETETYPE", long).into());
            }
        };
        let invoice = fields.text("INVNUM", "InvoiceID");
        if invoice
            .as_ref()
            .is_some_and(|invoice| invoice.chars().count() > 127)
        {
            return refused(10432);
        }
        Ok(Self {
            authorization_id: read_id(fields, "AUTHORIZATIONID", "AuthorizationID")?,
            amount: read_amount(fields)?,
            is_complete,
            invoice,
            message_id: fields.text("MSGSUBID", "MsgSubID"),
        })
    }

    fn message_id(&self) -> Option<&str> {
        self.message_id.as_deref()
    }

    fn test_codes(&self) -> Vec<u32> {
        self.amount.test_code.into_iter().collect()
    }

    fn run(&self, call: &mut Call<'_>) -> CallResult<MadeCapture> {
        let parent = find_open(call, &self.authorization_id, |action| {
            action != PaymentAction::Sale
        })?;
        let amount = self.amount.amount;
        if amount.currency() != parent.currency() {
            return refused(10613);
        }
        let (parent, now) = (parent.txn_id.clone(), call.now);
        let (invoice, is_complete) = (self.invoice.clone(), self.is_complete);
        let made = call
            .store
            .capture_as(&parent, Some(amount), is_complete, invoice, now)
            .map_err(|error| of_authorization(&error))?;
        let payment = find(call, &made, || ClassicError::of(10001))?.clone();
        Ok(MadeCapture {
            authorization_id: self.authorization_id.clone(),
            payment,
            message_id: self.message_id.clone(),
            now,
        })
    }
}

impl Reply for MadeCapture {
    fn write(&self, answer: &mut Answer) {
        answer.group("ebl:DoCaptureResponseDetails", |answer| {
            answer.text("AUTHORIZATIONID", "AuthorizationID", &self.authorization_id);
            answer.group("PaymentInfo", |answer| {
                payment_info::write(answer, &self.payment, None, self.now);
            });
            answer.optional("MSGSUBID", "MsgSubID", self.message_id.as_deref());
        });
    }
}
