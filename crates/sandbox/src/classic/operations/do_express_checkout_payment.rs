//! `DoExpressCheckoutPayment`.

use jiff::Timestamp;

use super::get_express_checkout_details::{check_open, find, read_token};
use super::payment_details::{PaymentDetails, read_payments};
use super::payment_info;
use crate::classic::answer::Answer;
use crate::classic::call::Call;
use crate::classic::errors::{CallResult, ClassicError, refused};
use crate::classic::fields::Fields;
use crate::classic::operation::{Operation, Reply, code_of_amount, code_of_text};
use crate::store::express_checkouts::RequestedPayment;
use crate::store::order::PaymentAction;
use crate::store::payments::Payment;

/// Moves the money that the buyer agreed to.
#[derive(Debug)]
pub(super) struct DoExpressCheckoutPayment {
    token: String,
    payer_id: String,
    payments: Vec<PaymentDetails>,
    message_id: Option<String>,
    test_codes: Vec<u32>,
}

/// The payments that were made.
pub(super) struct MadePayments {
    token: String,
    payments: Vec<(Payment, Option<String>)>,
    note: Option<String>,
    message_id: Option<String>,
    is_flat: bool,
    now: Timestamp,
}

impl Operation for DoExpressCheckoutPayment {
    const NAME: &'static str = "DoExpressCheckoutPayment";
    const HAS_PAYMENTS: bool = true;
    type Reply = MadePayments;

    fn read(fields: &Fields<'_>) -> CallResult<Self> {
        let fields = &fields.within("DoExpressCheckoutPaymentRequestDetails");
        let token = read_token(fields)?;
        let Some(payer_id) = fields.text("PAYERID", "PayerID") else {
            return refused(10419);
        };
        let amounts = fields.payments();
        let amounts = amounts
            .iter()
            .filter_map(|payment| payment.amount("AMT", "OrderTotal"));
        let test_codes = amounts.filter_map(|amount| code_of_amount(&amount));
        Ok(Self {
            payer_id,
            payments: read_payments(fields)?,
            message_id: fields.text("MSGSUBID", "MsgSubID"),
            test_codes: code_of_text(&token).into_iter().chain(test_codes).collect(),
            token,
        })
    }

    fn message_id(&self) -> Option<&str> {
        self.message_id.as_deref()
    }

    fn test_codes(&self) -> Vec<u32> {
        self.test_codes.clone()
    }

    fn run(&self, call: &mut Call<'_>) -> CallResult<MadePayments> {
        check_open(call, &self.token)?;
        let buyer = call.store.express_buyer(&self.token)?;
        if buyer.0 != self.payer_id {
            return refused(10406);
        }
        let payments = self.resolve(call)?;
        let now = call.now;
        let ids: Vec<Option<String>> = payments
            .iter()
            .map(|payment| payment.request_id.clone())
            .collect();
        let made = call
            .store
            .complete_express_checkout(&self.token, payments, now)?;
        let made = made.iter().filter_map(|txn_id| call.store.payment(txn_id));
        Ok(MadePayments {
            token: self.token.clone(),
            payments: made.cloned().zip(ids).collect(),
            note: find(call, &self.token)?.1.memo.clone(),
            message_id: self.message_id.clone(),
            is_flat: call.is_flat,
            now,
        })
    }
}

impl DoExpressCheckoutPayment {
    /// The payments by the rules between this request and the first one.
    fn resolve(&self, call: &Call<'_>) -> CallResult<Vec<RequestedPayment>> {
        let (express, checkout) = find(call, &self.token)?;
        if self.payments.len() != express.payments.len() {
            let error =
                ClassicError::argument("The number of payments is not that of the checkout");
            return Err(error.into());
        }
        if self.payments.iter().any(|payment| payment.total.is_zero()) {
            return refused(10525);
        }
        let agreed = express.action();
        let mut resolved = Vec::with_capacity(self.payments.len());
        for (payment, asked) in self.payments.iter().zip(&express.payments) {
            if payment.currency != checkout.details.order.currency {
                return refused(10444);
            }
            // Money that was to move at once cannot be set aside instead.
            if agreed == PaymentAction::Sale && payment.action != PaymentAction::Sale {
                return refused(10423);
            }
            if payment.request_id.is_some() && payment.request_id != asked.request_id {
                let error = ClassicError::field(
                    "PAYMENTREQUESTID",
                    "The payment request id is not that of the checkout",
                );
                return Err(error.into());
            }
            let mut payment = payment.resolve(call)?;
            if payment.seller.is_none() {
                payment.seller.clone_from(&asked.seller);
                payment.payee = asked.payee.clone();
                payment.order.business.clone_from(&asked.order.business);
            } else if payment.payee != asked.payee {
                let error = ClassicError::field(
                    "SELLERPAYPALACCOUNTID",
                    "The seller is not that of the checkout",
                );
                return Err(error.into());
            }
            payment.request_id = payment.request_id.or_else(|| asked.request_id.clone());
            resolved.push(payment);
        }
        Ok(resolved)
    }
}

impl Reply for MadePayments {
    fn write(&self, answer: &mut Answer) {
        answer.group("ebl:DoExpressCheckoutPaymentResponseDetails", |answer| {
            answer.text("TOKEN", "Token", &self.token);
            for (index, (payment, request_id)) in self.payments.iter().enumerate() {
                let write = |answer: &mut Answer| {
                    payment_info::write(answer, payment, request_id.as_deref(), self.now);
                    answer.text("ERRORCODE", "", "0");
                    answer.text("ACK", "", "Success");
                };
                if self.is_flat {
                    answer.group("PaymentInfo", |answer| {
                        payment_info::write(answer, payment, request_id.as_deref(), self.now);
                    });
                } else {
                    let prefix = format!("PAYMENTINFO_{index}_");
                    answer.named_group("PaymentInfo", &prefix, "", write);
                }
            }
            answer.optional("NOTE", "Note", self.note.as_deref());
            answer.optional("MSGSUBID", "MsgSubID", self.message_id.as_deref());
            answer.text(
                "SUCCESSPAGEREDIRECTREQUESTED",
                "SuccessPageRedirectRequested",
                "false",
            );
            answer.group("UserSelectedOptions", |answer| {
                answer.text("SHIPPINGCALCULATIONMODE", "", "Callback");
                answer.text(
                    "INSURANCEOPTIONSELECTED",
                    "InsuranceOptionSelected",
                    "false",
                );
                answer.text(
                    "SHIPPINGOPTIONISDEFAULT",
                    "ShippingOptionIsDefault",
                    "false",
                );
            });
        });
    }
}
