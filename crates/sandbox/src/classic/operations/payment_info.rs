//! A payment that was made, as `PAYMENTINFO_n_…` and `PaymentInfo`.

use jiff::Timestamp;
use leptos_paypal_core::Money;

use crate::classic::answer::Answer;
use crate::classic::words;
use crate::store::payments::{Payment, PaymentStatus};

/// Writes a payment in the order of `PaymentInfoType`.
pub(super) fn write(
    answer: &mut Answer,
    payment: &Payment,
    request_id: Option<&str>,
    now: Timestamp,
) {
    answer.text("TRANSACTIONID", "TransactionID", &payment.txn_id);
    answer.optional(
        "PARENTTRANSACTIONID",
        "ParentTransactionID",
        payment.parent.as_deref(),
    );
    answer.text("RECEIPTID", "ReceiptID", "");
    let kind = words::transaction_type(payment);
    answer.words("TRANSACTIONTYPE", "TransactionType", kind);
    answer.text("PAYMENTTYPE", "PaymentType", words::payment_type(payment));
    answer.time("ORDERTIME", "PaymentDate", payment.created);
    answer.amount("AMT", "GrossAmount", payment.gross);
    // While money has not moved there is no fee yet.
    if !matches!(payment.status, PaymentStatus::Pending(_)) && payment.is_sale() {
        answer.amount("FEEAMT", "FeeAmount", payment.fee);
    }
    answer.amount("TAXAMT", "TaxAmount", payment.order.tax);
    answer.text("CURRENCYCODE", "", payment.currency().code());
    answer.text("", "ExchangeRate", "");
    answer.words(
        "PAYMENTSTATUS",
        "PaymentStatus",
        words::status(payment, now),
    );
    answer.words(
        "PENDINGREASON",
        "PendingReason",
        words::pending_reason(payment),
    );
    answer.words("REASONCODE", "ReasonCode", reason(payment));
    let protection = if payment.payer.ship_to.is_some() {
        (
            "Eligible",
            "ItemNotReceivedEligible,UnauthorizedPaymentEligible",
        )
    } else {
        ("Ineligible", "None")
    };
    answer.text(
        "PROTECTIONELIGIBILITY",
        "ProtectionEligibility",
        protection.0,
    );
    answer.text(
        "PROTECTIONELIGIBILITYTYPE",
        "ProtectionEligibilityType",
        protection.1,
    );
    answer.group("SellerDetails", |answer| {
        answer.text(
            "SELLERPAYPALACCOUNTID",
            "PayPalAccountID",
            &payment.payee_email,
        );
        answer.text(
            "SECUREMERCHANTACCOUNTID",
            "SecureMerchantAccountID",
            &payment.payee.0,
        );
    });
    answer.optional("PAYMENTREQUESTID", "PaymentRequestID", request_id);
}

/// Writes what the schema wants where there is no payment.
pub(super) fn write_refused(answer: &mut Answer) {
    answer.group("PaymentInfo", |answer| {
        answer.text("", "TransactionType", "none");
        answer.text("", "PaymentStatus", "None");
    });
}

fn reason(payment: &Payment) -> (&'static str, &'static str) {
    if let Some(reversal) = payment.standing_reversal() {
        return words::reversal_reason(reversal.reason);
    }
    let is_refunded = payment.refunded() != Money::zero(payment.currency());
    if is_refunded {
        ("refund", "refund")
    } else {
        ("None", "none")
    }
}
