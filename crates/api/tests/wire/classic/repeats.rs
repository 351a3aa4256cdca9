//! Retries and their keys.

use leptos_paypal_api::RequestId;
use leptos_paypal_api::classic::{Encoding, ExpressCheckoutPayment, RefundTransaction};

use super::requests::{everything, token};
use super::{BOTH, client, fixtures, text, txn};
use crate::server::{Server, answer};

/// Fails some times before it answers to `operation`.
async fn failing(times: usize, operation: &'static str, encoding: Encoding, by: &str) -> Server {
    let by = by.to_owned();
    Server::start(move |_, before| {
        Some(if before >= times {
            text(200, &fixtures::answer(operation, encoding))
        } else if by == "503" {
            answer(503, "")
        } else {
            let message = [(by.as_str(), "Internal Error", "Timeout", "Error", "")];
            let body = fixtures::with_messages(operation, encoding, "Failure", &message);
            text(200, &body)
        })
    })
    .await
}

#[tokio::test]
async fn sessions_and_questions_are_asked_again() {
    for encoding in BOTH {
        for by in ["503", "10001"] {
            let server = failing(2, "SetExpressCheckout", encoding, by).await;
            let client = client(&server, encoding);
            client.set_express_checkout(&everything()).await.unwrap();
            assert_eq!(server.calls().len(), 3, "{by}");
        }
        let server = failing(2, "GetTransactionDetails", encoding, "503").await;
        client(&server, encoding).transaction(&txn()).await.unwrap();
        assert_eq!(server.calls().len(), 3);
    }
}

#[tokio::test]
async fn a_payment_is_repeated_under_its_own_key() {
    let request = ExpressCheckoutPayment {
        token: token(),
        payer_id: "FWRVKNRRZ3WUC".to_owned(),
        payment: everything().payment,
        button_source: None,
    };
    let id: RequestId = "co_1-pay-0".parse().unwrap();
    for encoding in BOTH {
        for by in ["503", "10001"] {
            let server = failing(2, "DoExpressCheckoutPayment", encoding, by).await;
            client(&server, encoding)
                .do_express_checkout_payment(&request, &id)
                .await
                .unwrap();
            let calls = server.calls();
            assert_eq!(calls.len(), 3, "{by}");
            let key = match encoding {
                Encoding::Nvp => "&MSGSUBID=co_1-pay-0&",
                Encoding::Soap => "<ebl:MsgSubID>co_1-pay-0</ebl:MsgSubID>",
            };
            for call in &calls {
                assert_eq!(call.body, calls[0].body);
                assert!(String::from_utf8_lossy(&call.body).contains(key));
            }
        }
    }
}

#[tokio::test]
async fn a_no_is_not_asked_again_and_repetitions_end() {
    let id: RequestId = "co_1-refund-0".parse().unwrap();
    let refund = RefundTransaction::of(txn(), None);
    for encoding in BOTH {
        for (by, calls) in [("10009", 1), ("10486", 1), ("10001", 3), ("503", 3)] {
            let server = failing(usize::MAX, "RefundTransaction", encoding, by).await;
            let client = client(&server, encoding);
            let error = client.refund(&refund, &id).await.unwrap_err();
            assert_eq!(server.calls().len(), calls, "{by}");
            assert_eq!(error.is_outcome_unknown(), calls == 3, "{by}");
        }
    }
}
