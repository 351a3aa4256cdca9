//! `DoAuthorization`, `DoReauthorization` and `DoVoid`.

use leptos_paypal_core::Money;

use super::transaction_details::find;
use crate::classic::amounts::{currency, unsigned};
use crate::classic::answer::Answer;
use crate::classic::call::Call;
use crate::classic::errors::{CallResult, ClassicError, Refusal, of_store, refused};
use crate::classic::fields::Fields;
use crate::classic::operation::{Operation, Reply, code_of_amount, code_of_text};
use crate::classic::words;
use crate::store::error::StoreError;
use crate::store::order::PaymentAction;
use crate::store::payments::{Payment, PaymentStatus};

/// Amount of a request with the code that it asks for.
#[derive(Debug)]
pub(super) struct RequestedAmount {
    pub(super) amount: Money,
    pub(super) test_code: Option<u32>,
}

/// Reads the amount that these operations need.
pub(super) fn read_amount(fields: &Fields<'_>) -> CallResult<RequestedAmount> {
    let Some(written) = fields.amount("AMT", "Amount") else {
        return Err(ClassicError::field("AMT", "Amount is required").into());
    };
    let currency = currency(fields, Some(&written))?;
    let amount = unsigned(&written, currency, 10004)?;
    if amount.is_zero() {
        return refused(10525);
    }
    Ok(RequestedAmount {
        amount,
        test_code: code_of_amount(&written),
    })
}

/// Reads the id that these operations need.
pub(super) fn read_id(fields: &Fields<'_>, nvp: &str, soap: &str) -> CallResult<String> {
    let Some(id) = fields.text(nvp, soap) else {
        return Err(ClassicError::field(nvp, "Transaction id is required").into());
    };
    Ok(id)
}

/// Finds an authorisation or an order, of which money can be taken.
pub(super) fn find_open<'c>(
    call: &'c Call<'_>,
    id: &str,
    is_kind: impl Fn(PaymentAction) -> bool,
) -> CallResult<&'c Payment> {
    let payment = find(call, id, || ClassicError::of(10609))?;
    if !payment.is_of(&call.account) {
        return refused(10007);
    }
    if !is_kind(payment.order.action) {
        return refused(10609);
    }
    Ok(payment)
}

/// Maps a refusal about an authorisation or an order to its code.
pub(super) fn of_authorization(error: &StoreError) -> Refusal {
    let code = match error {
        StoreError::NotOpen {
            status: PaymentStatus::Voided,
        } => 10600,
        StoreError::NotOpen { .. } => 10602,
        StoreError::Declined | StoreError::InsufficientFunds { .. } => 10606,
        other => return of_store(other).into(),
    };
    ClassicError::of(code).into()
}

/// Sets aside money of an order.
#[derive(Debug)]
pub(super) struct DoAuthorization {
    transaction_id: String,
    amount: RequestedAmount,
    message_id: Option<String>,
}

/// An authorisation that was made.
pub(super) struct MadeAuthorization {
    payment: Payment,
    amount: Money,
    status: words::Word,
    message_id: Option<String>,
}

impl Operation for DoAuthorization {
    const NAME: &'static str = "DoAuthorization";
    type Reply = MadeAuthorization;

    fn read(fields: &Fields<'_>) -> CallResult<Self> {
        Ok(Self {
            transaction_id: read_id(fields, "TRANSACTIONID", "TransactionID")?,
            amount: read_amount(fields)?,
            message_id: fields.text("MSGSUBID", "MsgSubID"),
        })
    }

    fn message_id(&self) -> Option<&str> {
        self.message_id.as_deref()
    }

    fn test_codes(&self) -> Vec<u32> {
        self.amount.test_code.into_iter().collect()
    }

    fn run(&self, call: &mut Call<'_>) -> CallResult<MadeAuthorization> {
        let is_order = |action| action == PaymentAction::Order;
        let order = find_open(call, &self.transaction_id, is_order)?;
        let amount = self.amount.amount;
        if amount.currency() != order.currency() {
            return refused(10613);
        }
        let now = call.now;
        let made = call
            .store
            .authorize(&self.transaction_id, Some(amount), now)
            .map_err(|error| of_authorization(&error))?;
        let payment = find(call, &made, || ClassicError::of(10001))?.clone();
        Ok(MadeAuthorization {
            status: words::status(&payment, now),
            payment,
            amount,
            message_id: self.message_id.clone(),
        })
    }
}

fn write_info(answer: &mut Answer, payment: &Payment, status: words::Word) {
    answer.group("ebl:AuthorizationInfo", |answer| {
        answer.words("PAYMENTSTATUS", "PaymentStatus", status);
        answer.words(
            "PENDINGREASON",
            "PendingReason",
            words::pending_reason(payment),
        );
        answer.text("PROTECTIONELIGIBILITY", "ProtectionEligibility", "Eligible");
    });
}

impl Reply for MadeAuthorization {
    fn write(&self, answer: &mut Answer) {
        answer.text("TRANSACTIONID", "TransactionID", &self.payment.txn_id);
        answer.amount("AMT", "Amount", self.amount);
        answer.text("CURRENCYCODE", "", self.amount.currency().code());
        write_info(answer, &self.payment, self.status);
        answer.optional("MSGSUBID", "MsgSubID", self.message_id.as_deref());
    }
}

/// Gives an authorisation a fresh period.
#[derive(Debug)]
pub(super) struct DoReauthorization {
    authorization_id: String,
    amount: RequestedAmount,
    message_id: Option<String>,
}

/// An authorisation that was renewed, under a new id.
pub(super) struct RenewedAuthorization {
    id: String,
    payment: Payment,
    status: words::Word,
    message_id: Option<String>,
}

impl Operation for DoReauthorization {
    const NAME: &'static str = "DoReauthorization";
    type Reply = RenewedAuthorization;

    fn read(fields: &Fields<'_>) -> CallResult<Self> {
        Ok(Self {
            authorization_id: read_id(fields, "AUTHORIZATIONID", "AuthorizationID")?,
            amount: read_amount(fields)?,
            message_id: fields.text("MSGSUBID", "MsgSubID"),
        })
    }

    fn message_id(&self) -> Option<&str> {
        self.message_id.as_deref()
    }

    fn test_codes(&self) -> Vec<u32> {
        self.amount.test_code.into_iter().collect()
    }

    fn run(&self, call: &mut Call<'_>) -> CallResult<RenewedAuthorization> {
        if call.store.reauthorized(&self.authorization_id).is_some() {
            return refused(10615);
        }
        let is_authorization = |action| action == PaymentAction::Authorization;
        let payment = find_open(call, &self.authorization_id, is_authorization)?;
        let amount = self.amount.amount;
        if amount.currency() != payment.currency() {
            return refused(10613);
        }
        let now = call.now;
        let id = call
            .store
            .reauthorize_by_id(&self.authorization_id, Some(amount), now)
            .map_err(|error| of_authorization(&error))?;
        let payment = find(call, &id, || ClassicError::of(10001))?.clone();
        Ok(RenewedAuthorization {
            id,
            status: words::status(&payment, now),
            payment,
            message_id: self.message_id.clone(),
        })
    }
}

impl Reply for RenewedAuthorization {
    fn write(&self, answer: &mut Answer) {
        answer.text("AUTHORIZATIONID", "AuthorizationID", &self.id);
        write_info(answer, &self.payment, self.status);
        answer.optional("MSGSUBID", "MsgSubID", self.message_id.as_deref());
    }
}

/// Lets an authorisation or an order go.
#[derive(Debug)]
pub(super) struct DoVoid {
    authorization_id: String,
    message_id: Option<String>,
}

/// An authorisation that was let go.
pub(super) struct VoidedAuthorization {
    id: String,
    message_id: Option<String>,
}

impl Operation for DoVoid {
    const NAME: &'static str = "DoVoid";
    type Reply = VoidedAuthorization;

    fn read(fields: &Fields<'_>) -> CallResult<Self> {
        Ok(Self {
            authorization_id: read_id(fields, "AUTHORIZATIONID", "AuthorizationID")?,
            message_id: fields.text("MSGSUBID", "MsgSubID"),
        })
    }

    fn message_id(&self) -> Option<&str> {
        self.message_id.as_deref()
    }

    fn test_codes(&self) -> Vec<u32> {
        code_of_text(&self.authorization_id).into_iter().collect()
    }

    fn run(&self, call: &mut Call<'_>) -> CallResult<VoidedAuthorization> {
        if call.store.reauthorized(&self.authorization_id).is_some() {
            return refused(10614);
        }
        find_open(call, &self.authorization_id, |action| {
            action != PaymentAction::Sale
        })?;
        let now = call.now;
        call.store
            .void(&self.authorization_id, now)
            .map_err(|error| of_authorization(&error))?;
        Ok(VoidedAuthorization {
            id: self.authorization_id.clone(),
            message_id: self.message_id.clone(),
        })
    }
}

impl Reply for VoidedAuthorization {
    fn write(&self, answer: &mut Answer) {
        answer.text("AUTHORIZATIONID", "AuthorizationID", &self.id);
        answer.optional("MSGSUBID", "MsgSubID", self.message_id.as_deref());
    }
}
