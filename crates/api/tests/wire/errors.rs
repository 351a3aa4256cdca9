//! Errors in every shape they come in.

use leptos_paypal_api::{ApiError, ErrorName, Issue};
use serde_json::json;

use crate::server::{Server, TOKEN_PATH, answer, json_answer, order_id, request_id};

async fn refused(status: u16, body: String) -> ApiError {
    let server = Server::start(move |request, _| {
        (request.path != TOKEN_PATH).then(|| answer(status, body.clone()))
    })
    .await;
    let client = server.client();
    client
        .orders_v2()
        .capture(&order_id(), &request_id())
        .await
        .unwrap_err()
}

#[tokio::test]
async fn orders_v2_tells_name_issue_and_debug_id() {
    let body = json!({
        "name": "UNPROCESSABLE_ENTITY",
        "message": "The requested action could not be performed.",
        "debug_id": "90957fca61718",
        "details": [{
            "field": "/purchase_units/@reference_id=='default'",
            "value": "x",
            "location": "body",
            "issue": "INSTRUMENT_DECLINED",
            "description": "The instrument presented was declined.",
        }],
        "links": [{
            "href": "http://127.0.0.1/checkoutnow?token=5O190127TN364715T",
            "rel": "redirect",
            "method": "GET",
        }],
    });
    let error = refused(422, body.to_string()).await;
    let refusal = error.refusal().unwrap();
    assert_eq!(refusal.name, ErrorName::UnprocessableEntity);
    assert_eq!(refusal.details[0].issue, Issue::InstrumentDeclined);
    assert_eq!(refusal.details[0].location.as_deref(), Some("body"));
    assert_eq!(error.debug_id(), Some("90957fca61718"));
    assert_eq!(
        refusal.links.rel("redirect"),
        Some("http://127.0.0.1/checkoutnow?token=5O190127TN364715T")
    );
    assert!(refusal.wants_buyer());
    assert_eq!(error.code(), "paypal_declined");
    let text = error.to_string();
    for part in [
        "422",
        "UNPROCESSABLE_ENTITY",
        "INSTRUMENT_DECLINED",
        "90957fca61718",
    ] {
        assert!(text.contains(part), "{text}");
    }
}

#[tokio::test]
async fn payments_v1_tells_a_dotted_field_and_a_sentence() {
    let body = json!({
        "name": "VALIDATION_ERROR",
        "details": [{"field": "transactions[0].amount", "issue": "Transaction amount details must add up"}],
        "message": "Invalid request - see details",
        "information_link": "https://developer.paypal.com/webapps/developer/docs/api/#VALIDATION_ERROR",
        "debug_id": "fb61fe9c14b46",
    });
    let error = refused(400, body.to_string()).await;
    let refusal = error.refusal().unwrap();
    assert_eq!(refusal.name, ErrorName::ValidationError);
    assert_eq!(
        refusal.details[0].issue,
        Issue::Other("Transaction amount details must add up".to_owned())
    );
    assert_eq!(
        refusal.details[0].field.as_deref(),
        Some("transactions[0].amount")
    );
    assert_eq!(error.code(), "paypal_refused");
}

/// A broken rule comes with 400 or 422; PayPal's words for a definite no count
/// with every status of a refusal.
#[tokio::test]
async fn a_definite_no_is_told_by_its_words_and_else_by_the_status() {
    for (status, of_word, of_others) in [
        (400, true, true),
        (422, true, true),
        (402, true, false),
        (403, true, false),
        (404, true, false),
        (451, true, false),
        (503, false, false),
    ] {
        for (body, expected) in [
            (
                json!({"name": "NOT_AUTHORIZED", "details": [{"issue": "TRANSACTION_REFUSED"}]}),
                of_word,
            ),
            (json!({"name": "TRANSACTION_REFUSED"}), of_word),
            (json!({"name": "SOMETHING_ELSE"}), of_others),
            (json!({}), of_others),
            (json!({"name": "INSTRUMENT_DECLINED"}), false),
        ] {
            let error = refused(status, body.to_string()).await;
            let refusal = error.refusal().unwrap();
            assert_eq!(refusal.is_definite(), expected, "{status} {body}");
        }
    }
}

#[tokio::test]
async fn the_same_outcome_has_one_code_in_both_generations() {
    let v2 = |issue: &str| json!({"name": "UNPROCESSABLE_ENTITY", "details": [{"issue": issue}]});
    let v1 = |name: &str| json!({"name": name, "details": []});
    for (status, body, code) in [
        (422, v2("ORDER_ALREADY_CAPTURED"), "paypal_done_already"),
        (400, v1("PAYMENT_ALREADY_DONE"), "paypal_done_already"),
        (422, v2("CAPTURE_FULLY_REFUNDED"), "paypal_done_already"),
        (422, v2("ORDER_NOT_APPROVED"), "paypal_not_approved"),
        (
            400,
            v1("PAYMENT_NOT_APPROVED_FOR_EXECUTION"),
            "paypal_not_approved",
        ),
        (422, v2("PAYER_ACTION_REQUIRED"), "paypal_declined"),
        (400, v1("INSTRUMENT_DECLINED"), "paypal_declined"),
        (422, v2("SOMETHING_NEW"), "paypal_refused"),
        (404, v1("INVALID_RESOURCE_ID"), "paypal_not_found"),
        (403, v1("NOT_AUTHORIZED"), "paypal_not_permitted"),
    ] {
        let error = refused(status, body.to_string()).await;
        assert_eq!(error.code(), code, "{body}");
    }
}

#[tokio::test]
async fn odd_errors_keep_what_they_have() {
    for (body, name, message) in [
        ("", "", None),
        ("   ", "", None),
        ("[]", "", Some("[]")),
        ("null", "", Some("null")),
        (
            "<html>Bad Gateway</html>",
            "",
            Some("<html>Bad Gateway</html>"),
        ),
        ("{\"name\": \"CUT", "", Some("{\"name\": \"CUT")),
        ("{}", "", None),
        (r#"{"name": 7, "message": null}"#, "7", None),
        (r#"{"name": "NEW_NAME", "details": null}"#, "NEW_NAME", None),
        (r#"{"name": "X", "details": {"issue": "I"}}"#, "X", None),
        (
            r#"{"error": "invalid_token", "error_description": "Token signature verification failed"}"#,
            "invalid_token",
            Some("Token signature verification failed"),
        ),
    ] {
        let error = refused(409, body.to_owned()).await;
        let refusal = error.refusal().unwrap();
        assert_eq!(refusal.status, 409, "{body:?}");
        assert_eq!(refusal.name.as_str(), name, "{body:?}");
        assert_eq!(refusal.message.as_deref(), message, "{body:?}");
        assert_eq!(
            error.debug_id(),
            Some("b1d1f06c7246c"),
            "from the header where the body has none"
        );
    }
}

#[tokio::test]
async fn odd_details_keep_what_they_have() {
    let body = json!({
        "name": "INVALID_REQUEST",
        "debug_id": 12345,
        "details": [
            null,
            "text",
            {},
            {"issue": null, "field": "/a"},
            {"issue": "INVALID_PARAMETER_VALUE", "value": 1.5, "location": true},
        ],
        "links": "none",
    });
    let error = refused(400, body.to_string()).await;
    let refusal = error.refusal().unwrap();
    assert_eq!(error.debug_id(), Some("12345"));
    assert_eq!(refusal.details.len(), 3);
    assert_eq!(refusal.details[1].field.as_deref(), Some("/a"));
    assert!(refusal.has(&Issue::InvalidParameterValue));
    assert_eq!(refusal.details[2].value.as_deref(), Some("1.5"));
}

#[tokio::test]
async fn an_unreadable_success_is_not_a_failure_to_start_anew_from() {
    for body in [
        "",
        "<html>",
        "null",
        "[]",
        r#"["2026-11-21T12:00:00Z", "5O190127TN364715T", "COMPLETED"]"#,
        "{}",
        r#"{"status": "COMPLETED"}"#,
        r#"{"id": 7}"#,
        r#"{"id": "../../v1/x"}"#,
    ] {
        let error = refused(201, body.to_owned()).await;
        assert_eq!(error.code(), "paypal_answer_unreadable", "{body:?}");
        assert!(error.is_outcome_unknown());
        assert_eq!(error.debug_id(), Some("b1d1f06c7246c"));
        assert!(error.to_string().contains("201"), "{error}");
    }
}

#[tokio::test]
async fn no_answer_is_read_without_end() {
    let server = Server::start(|request, _| {
        (request.path != TOKEN_PATH).then(|| answer(200, vec![b' '; 9 * 1024 * 1024]))
    })
    .await;
    let client = server.client();
    let error = client.orders_v2().get(&order_id()).await.unwrap_err();
    assert_eq!(error.code(), "paypal_answer_too_long");
}

#[tokio::test]
async fn ids_that_came_through_a_browser_stay_in_their_place() {
    let server = Server::start(|request, _| {
        (request.path != TOKEN_PATH).then(|| json_answer(200, &json!({"id": "1"})))
    })
    .await;
    let client = server.client();
    // A transaction id may have any visible character.
    for text in ["..", "a/../../v2", "a?b", "a%2fb"] {
        let id = text.parse().unwrap();
        let error = client.payments_v2().capture(&id).await.unwrap_err();
        assert_eq!(error.code(), "paypal_id_unreadable", "{text}");
    }
    assert!(server.calls().is_empty());
}
