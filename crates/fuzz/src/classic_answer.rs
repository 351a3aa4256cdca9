//! Answers of PayPal's classic API: NVP and SOAP.

use leptos_paypal_api::classic::Encoding;
use leptos_paypal_api::{Answer, ApiError};
use leptos_paypal_core::ipn::PaymentStatus;

/// Reads a body as the answer to each question, in both encodings.
pub fn run(data: &[u8]) {
    for encoding in [Encoding::Nvp, Encoding::Soap] {
        hold(encoding.read_checkout_details(data));
        hold(encoding.read_search(data));
        let Some(transaction) = hold(encoding.read_transaction(data)) else {
            continue;
        };
        let payment = &transaction.payment;
        let status = payment.status.payment_status();
        assert!(
            !payment.is_authorization() || status == PaymentStatus::Pending,
            "reserved money is {status}"
        );
    }
}

/// An answer that is none has a reason with a name.
fn hold<T>(read: Result<Answer<T>, ApiError>) -> Option<T> {
    match read {
        Ok(answer) => Some(answer.value),
        Err(error) => {
            assert!(!error.code().is_empty());
            None
        }
    }
}
