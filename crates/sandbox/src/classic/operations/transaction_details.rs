//! `GetTransactionDetails`, and transactions by their ids.

use jiff::Timestamp;

use super::money_back::{MoneyBack, money_back};
use super::payment_info;
use super::requested_payment::write_address;
use crate::classic::answer::Answer;
use crate::classic::call::Call;
use crate::classic::errors::{CallResult, ClassicError, Refusal};
use crate::classic::fields::Fields;
use crate::classic::operation::{Operation, Reply, code_of_text};
use crate::classic::words;
use crate::store::express_checkouts::ShipTo;
use crate::store::order::Line;
use crate::store::payments::Payment;

/// Tells everything of a transaction.
#[derive(Debug)]
pub(super) struct GetTransactionDetails {
    transaction_id: String,
}

/// A transaction: a payment, or one that moved its money back.
pub(super) struct TransactionDetails {
    payment: Payment,
    back: Option<MoneyBack>,
    now: Timestamp,
}

/// Finds a payment to, from or through the account of the call.
pub(super) fn find<'c>(
    call: &'c Call<'_>,
    id: &str,
    unknown: impl FnOnce() -> ClassicError,
) -> CallResult<&'c Payment> {
    let id = call.store.reauthorized(id).unwrap_or(id);
    let payment = call
        .store
        .payment(id)
        .ok_or_else(|| Refusal::from(unknown()))?;
    check_owner(call, payment)?;
    Ok(payment)
}

fn check_owner(call: &Call<'_>, payment: &Payment) -> CallResult<()> {
    if payment.is_of(&call.account) || payment.payer.id == call.account {
        return Ok(());
    }
    let error = ClassicError::of(10007);
    Err(error
        .saying("You do not have permission to get the details of this transaction")
        .into())
}

impl Operation for GetTransactionDetails {
    const NAME: &'static str = "GetTransactionDetails";
    type Reply = TransactionDetails;

    fn read(fields: &Fields<'_>) -> CallResult<Self> {
        let Some(transaction_id) = fields.text("TRANSACTIONID", "TransactionID") else {
            return Err(ClassicError::argument("A transaction id is required").into());
        };
        Ok(Self { transaction_id })
    }

    fn test_codes(&self) -> Vec<u32> {
        code_of_text(&self.transaction_id).into_iter().collect()
    }

    fn write_refused(answer: &mut Answer) {
        answer.group("ebl:PaymentTransactionDetails", |answer| {
            answer.group("ReceiverInfo", |answer| {
                for name in ["Business", "Receiver", "ReceiverID"] {
                    answer.text("", name, "");
                }
            });
            answer.group("PayerInfo", |answer| answer.group("PayerName", |_| {}));
            payment_info::write_refused(answer);
        });
        answer.group("ebl:ThreeDSecureDetails", |_| {});
    }

    fn run(&self, call: &mut Call<'_>) -> CallResult<TransactionDetails> {
        let now = call.now;
        let all = call.store.payments.iter();
        let mut back = all.flat_map(|payment| money_back(payment).map(move |back| (payment, back)));
        if let Some((payment, back)) = back.find(|(_, back)| back.txn_id == self.transaction_id) {
            check_owner(call, payment)?;
            return Ok(TransactionDetails {
                payment: payment.clone(),
                back: Some(back),
                now,
            });
        }
        let unknown = || ClassicError::argument("The transaction id is not valid");
        let payment = find(call, &self.transaction_id, unknown)?.clone();
        Ok(TransactionDetails {
            payment,
            back: None,
            now,
        })
    }
}

impl TransactionDetails {
    fn write_receiver(&self, answer: &mut Answer) {
        let payment = &self.payment;
        answer.group("ReceiverInfo", |answer| {
            answer.text("RECEIVERBUSINESS", "Business", &payment.payee_email);
            answer.text("RECEIVEREMAIL", "Receiver", &payment.payee_email);
            answer.text("RECEIVERID", "ReceiverID", &payment.payee.0);
        });
    }

    fn write_payer(&self, answer: &mut Answer) {
        let payer = &self.payment.payer;
        answer.group("PayerInfo", |answer| {
            answer.text("EMAIL", "Payer", &payer.email);
            answer.text("PAYERID", "PayerID", &payer.id.0);
            answer.text("PAYERSTATUS", "PayerStatus", "verified");
            answer.group("PayerName", |answer| {
                answer.optional("FIRSTNAME", "FirstName", Some(&payer.first_name));
                answer.optional("LASTNAME", "LastName", Some(&payer.last_name));
            });
            answer.optional("COUNTRYCODE", "PayerCountry", payer.country.as_deref());
            if let Some(address) = &payer.ship_to {
                let own = payer.full_name();
                let ship_to = ShipTo {
                    name: payer.recipient.clone().unwrap_or(own),
                    address: address.clone(),
                    phone: payer.phone.clone().unwrap_or_default(),
                };
                answer.group("Address", |answer| write_address(answer, &ship_to));
            }
        });
    }

    fn write_items(&self, answer: &mut Answer) {
        let (order, payer) = (&self.payment.order, &self.payment.payer);
        answer.group("PaymentItemInfo", |answer| {
            answer.optional("INVNUM", "InvoiceID", order.invoice.as_deref());
            answer.optional("CUSTOM", "Custom", Some(&order.custom));
            answer.optional("NOTE", "Memo", payer.memo.as_deref());
            answer.text("SALESTAX", "SalesTax", order.tax.to_string());
            answer.text("SHIPPINGAMT", "", order.shipping.to_string());
            answer.text("HANDLINGAMT", "", order.handling.to_string());
            answer.list("PaymentItem", &order.lines, write_item);
        });
    }

    fn write_back(&self, answer: &mut Answer, back: &MoneyBack) {
        let payment = &self.payment;
        answer.group("PaymentInfo", |answer| {
            answer.text("TRANSACTIONID", "TransactionID", &back.txn_id);
            answer.text(
                "PARENTTRANSACTIONID",
                "ParentTransactionID",
                &payment.txn_id,
            );
            answer.words(
                "TRANSACTIONTYPE",
                "TransactionType",
                words::transaction_type(payment),
            );
            answer.text("PAYMENTTYPE", "PaymentType", words::payment_type(payment));
            answer.time("ORDERTIME", "PaymentDate", back.at);
            answer.amount("AMT", "GrossAmount", back.gross);
            // As the amount: what the payee paid is positive.
            answer.amount("FEEAMT", "FeeAmount", back.fee.negated());
            answer.text("CURRENCYCODE", "", payment.currency().code());
            let status = back.kind.payment_status();
            answer.words("PAYMENTSTATUS", "PaymentStatus", status);
            answer.words("PENDINGREASON", "PendingReason", ("None", "none"));
            answer.words("REASONCODE", "ReasonCode", back.reason);
        });
    }
}

impl Reply for TransactionDetails {
    fn write(&self, answer: &mut Answer) {
        answer.group("ebl:PaymentTransactionDetails", |answer| {
            self.write_receiver(answer);
            self.write_payer(answer);
            match &self.back {
                Some(back) => self.write_back(answer, back),
                None => answer.group("PaymentInfo", |answer| {
                    payment_info::write(answer, &self.payment, None, self.now);
                }),
            }
            self.write_items(answer);
        });
        answer.group("ebl:ThreeDSecureDetails", |_| {});
    }
}

fn write_item(answer: &mut Answer, line: &Line) {
    answer.optional("NAME", "Name", Some(&line.name));
    answer.optional("NUMBER", "Number", Some(&line.number));
    answer.text("QTY", "Quantity", line.quantity.to_string());
    answer.text("TAXAMT", "SalesTax", line.tax.to_string());
    answer.optional("DESC", "", Some(&line.description));
    answer.amount("AMT", "Amount", line.unit_price);
    answer.text("CURRENCYCODE", "", line.unit_price.currency().code());
}
