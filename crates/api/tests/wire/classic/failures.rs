//! Failures, warnings, and answers that are none.

use leptos_paypal_api::ApiError;
use leptos_paypal_api::classic::{Ack, Encoding, ErrorCode, Severity};

use super::requests::{everything, token};
use super::{BOTH, answering, client, fixtures, text, txn};
use crate::server::{Server, answer};

async fn failing(encoding: Encoding, codes: &[&str]) -> ApiError {
    let messages: Vec<_> = codes
        .iter()
        .map(|code| (*code, "Short", "A long message.", "Error", "value"))
        .collect();
    let operation = "GetExpressCheckoutDetails";
    let body = fixtures::with_messages(operation, encoding, "Failure", &messages);
    let server = answering(body).await;
    let client = client(&server, encoding);
    client.express_checkout_details(&token()).await.unwrap_err()
}

#[tokio::test]
async fn every_message_is_kept() {
    let operation = "SetExpressCheckout";
    let messages = [
        (
            "10736",
            "Shipping Address Invalid City State Postal Code",
            "A match of the Shipping Address City, State, and Postal Code failed.",
            "Error",
            "MegaCity",
        ),
        (
            "99999",
            "New",
            "A code that nobody knows - 100%.",
            "Warning",
            "",
        ),
    ];
    for encoding in BOTH {
        let body = fixtures::with_messages(operation, encoding, "FailureWithWarning", &messages);
        let server = answering(body).await;
        let error = client(&server, encoding)
            .set_express_checkout(&everything())
            .await
            .unwrap_err();
        let failure = error.failure().unwrap();
        assert_eq!(failure.ack, Ack::FailureWithWarning);
        assert_eq!(failure.messages.len(), 2);
        assert_eq!(failure.code(), Some(&ErrorCode::AddressMismatch));
        let [first, second] = &failure.messages[..] else {
            panic!()
        };
        assert_eq!(first.long.as_deref(), Some(messages[0].2));
        assert_eq!(first.short.as_deref(), Some(messages[0].1));
        assert_eq!(first.severity, Severity::Error);
        assert_eq!(first.parameters.len(), 1);
        assert_eq!(first.parameters[0].id.as_deref(), Some("ParamID"));
        assert_eq!(first.parameters[0].value, "MegaCity");
        assert_eq!(second.code, ErrorCode::Other("99999".to_owned()));
        assert_eq!(second.severity, Severity::Warning);
        assert_eq!(second.parameters, []);
        assert_eq!(error.debug_id(), Some("b1d1f06c7246d"));
        assert_eq!(error.code(), "paypal_refused");
        let shown = error.to_string();
        assert!(
            shown.contains("10736") && shown.contains("b1d1f06c7246d"),
            "{shown}"
        );
    }
}

#[tokio::test]
async fn warnings_are_no_errors() {
    let warning = [(
        "10413",
        "Totals",
        "The totals of the cart item amounts do not match.",
        "Warning",
        "x",
    )];
    for encoding in BOTH {
        let operation = "SetExpressCheckout";
        let body = fixtures::with_messages(operation, encoding, "SuccessWithWarning", &warning);
        let server = answering(body).await;
        let answer = client(&server, encoding)
            .set_express_checkout(&everything())
            .await
            .unwrap();
        assert_eq!(answer.value, token());
        assert_eq!(answer.warnings.len(), 1);
        assert_eq!(answer.warnings[0].code, ErrorCode::TotalMismatch);
        assert_eq!(answer.warnings[0].severity, Severity::Warning);
    }
}

#[tokio::test]
async fn codes_say_what_to_do() {
    for encoding in BOTH {
        for (codes, name, returns, expired, done) in [
            (&["10486"][..], "paypal_declined", true, false, false),
            (&["10422"], "paypal_declined", true, false, false),
            (&["10411"], "paypal_refused", false, true, false),
            (&["10415"], "paypal_done_already", false, false, true),
            (&["11607"], "paypal_done_already", false, false, true),
            (&["10004", "10486"], "paypal_declined", true, false, false),
            (
                &["10002"],
                "paypal_credentials_refused",
                false,
                false,
                false,
            ),
            (&["10007"], "paypal_not_permitted", false, false, false),
            (&["10413"], "paypal_refused", false, false, false),
            (&[], "paypal_refused", false, false, false),
        ] {
            let error = failing(encoding, codes).await;
            let failure = error.failure().unwrap();
            assert_eq!(error.code(), name, "{codes:?}");
            assert_eq!(failure.buyer_must_return(), returns, "{codes:?}");
            assert_eq!(failure.token_expired(), expired, "{codes:?}");
            assert_eq!(failure.already_done(), done, "{codes:?}");
            assert!(
                !error.is_outcome_unknown() && !error.is_passing(),
                "{codes:?}"
            );
        }
        let error = failing(encoding, &["10001"]).await;
        assert!(error.is_outcome_unknown() && error.is_passing());
        assert_eq!(error.code(), "paypal_failed");
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_no_success() {
    let envelope = |body: &str| {
        format!(
            "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>{body}</e:Body></e:Envelope>"
        )
    };
    let operation = "GetTransactionDetails";
    let whole = fixtures::answer(operation, Encoding::Soap);
    let cases = [
        (Encoding::Nvp, String::new()),
        (Encoding::Nvp, "<html>Sorry</html>".to_owned()),
        (Encoding::Nvp, fixtures::nvp("Success", "")),
        (
            Encoding::Nvp,
            fixtures::nvp("Success&ACK=Failure", "&TRANSACTIONID=4RR959492F879224U"),
        ),
        (
            Encoding::Nvp,
            fixtures::nvp("PartialSuccess", "&TRANSACTIONID=4RR959492F879224U"),
        ),
        (
            Encoding::Nvp,
            fixtures::nvp("Success", "&TRANSACTIONID=not%20an%20id"),
        ),
        (Encoding::Soap, String::new()),
        (Encoding::Soap, "ACK=Success".to_owned()),
        (Encoding::Soap, "<html>Sorry</html>".to_owned()),
        (Encoding::Soap, envelope("")),
        (Encoding::Soap, fixtures::answer("DoVoid", Encoding::Soap)),
        (Encoding::Soap, whole.replace("</SOAP-ENV:Envelope>", "")),
        (
            Encoding::Soap,
            whole.replace("urn:ebay:api:PayPalAPI", "urn:other"),
        ),
        (
            Encoding::Soap,
            whole.replace("<TransactionID>", "<TransactionID xmlns=\"urn:other\">"),
        ),
        (
            Encoding::Soap,
            whole.replace(
                "schemas.xmlsoap.org/soap/envelope/",
                "www.w3.org/2003/05/soap-envelope",
            ),
        ),
        (Encoding::Soap, "<a>".repeat(100_000)),
    ];
    for (index, (encoding, body)) in cases.into_iter().enumerate() {
        let server = answering(body).await;
        let result = client(&server, encoding).transaction(&txn()).await;
        let error = result.expect_err(&format!("case {index}"));
        assert_eq!(error.code(), "paypal_answer_unreadable", "{index}: {error}");
        assert!(error.is_outcome_unknown());
        assert_eq!(server.calls().len(), 1, "it is not asked again");
    }
}

/// A document type could stand for a billion laughs.
#[tokio::test]
async fn entities_are_not_expanded() {
    let whole = fixtures::answer("GetPalDetails", Encoding::Soap);
    let typed = whole.replace(
        "<SOAP-ENV:Envelope",
        "<!DOCTYPE e [<!ENTITY pal \"ABCDEFGHJKLMN\">]><SOAP-ENV:Envelope",
    );
    let expanded = whole.replace("<Pal>ABCDEFGHJKLMN", "<Pal>&pal;");
    for body in [typed, expanded] {
        let server = answering(body).await;
        let client = client(&server, Encoding::Soap);
        let error = client.pal_details().await.unwrap_err();
        assert_eq!(error.code(), "paypal_answer_unreadable");
    }
}

#[tokio::test]
async fn a_fault_is_paypals_own_failure() {
    let fault = "<SOAP-ENV:Envelope xmlns:SOAP-ENV=\"http://schemas.xmlsoap.org/soap/envelope/\">\
        <SOAP-ENV:Body><SOAP-ENV:Fault><faultcode>SOAP-ENV:Server</faultcode>\
        <faultstring>Internal error</faultstring></SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>";
    for status in [200, 500] {
        let server = Server::start(move |_, _| Some(text(status, fault))).await;
        let error = client(&server, Encoding::Soap)
            .pal_details()
            .await
            .unwrap_err();
        let refusal = error.refusal().unwrap();
        assert_eq!(refusal.status, 500);
        assert_eq!(refusal.message.as_deref(), Some("Internal error"));
        assert!(error.is_passing() && error.is_outcome_unknown());
        assert_eq!(server.calls().len(), 3, "{status}");
    }
}

#[tokio::test]
async fn other_statuses_are_refusals() {
    for encoding in BOTH {
        for status in [302, 400, 403, 404] {
            let server = Server::start(move |_, _| Some(answer(status, "<html>"))).await;
            let error = client(&server, encoding).pal_details().await.unwrap_err();
            assert_eq!(error.refusal().unwrap().status, status);
            assert_eq!(server.calls().len(), 1);
        }
    }
}

#[tokio::test]
async fn long_answers_are_not_kept() {
    for encoding in BOTH {
        let server = answering("&A=1".repeat(300_000)).await;
        let error = client(&server, encoding).pal_details().await.unwrap_err();
        assert_eq!(error.code(), "paypal_answer_too_long");
    }
}
