use super::*;
use proptest::prelude::*;
use serde_json::{Value, json};

fn body(json: &Value) -> PayPalBody {
    serde_json::from_value(json.clone()).unwrap()
}

fn answer(json: &Value) -> Option<PayPalAnswer> {
    PayPalAnswer::from_body(&body(json))
}

fn v1(state: &str, resources: Value) -> Value {
    json!({
        "id": "PAYID-MNEP6YI4D0859436W7083001", "intent": "sale", "state": state,
        "transactions": [{
            "amount": {"total": "30.11", "currency": "USD"},
            "related_resources": resources,
        }],
        "links": [
            {"href": "https://api.paypal.com/v1/payments/payment/X", "rel": "self", "method": "GET"},
            {"href": "https://www.paypal.com/cgi-bin/webscr?cmd=_express-checkout&token=EC-1", "rel": "approval_url", "method": "REDIRECT"},
            {"href": "https://api.paypal.com/v1/payments/payment/X/execute", "rel": "execute", "method": "POST"},
        ],
    })
}

fn v2(status: &str, payments: Value) -> Value {
    json!({
        "id": "5O190127TN364715T", "status": status,
        "purchase_units": [{"reference_id": "default", "payments": payments}],
        "links": [{"href": "https://www.paypal.com/checkoutnow?token=5O190127TN364715T", "rel": "payer-action", "method": "GET"}],
    })
}

fn refusal(json: &Value) -> Option<PayPalRefusal> {
    PayPalRefusal::from_body(&body(json))
}

fn status(json: &Value) -> &'static str {
    answer(json).unwrap().status.as_str()
}

#[test]
fn a_v1_payment_is_what_its_money_is() {
    for (state, resources, expected) in [
        ("created", json!([]), "created"),
        ("approved", json!([]), "approved"),
        ("failed", json!([]), "failed"),
        ("in_progress", json!([]), "pending"),
        (
            "approved",
            json!([{"sale": {"id": "1AB", "state": "completed"}}]),
            "paid",
        ),
        (
            "approved",
            json!([{"sale": {"id": "1AB", "state": "pending"}}]),
            "pending",
        ),
        (
            "approved",
            json!([{"sale": {"id": "1AB", "state": "denied"}}]),
            "failed",
        ),
        (
            "approved",
            json!([{"sale": {"id": "1AB", "state": "sparkling"}}]),
            "pending",
        ),
        (
            "approved",
            json!([{"sale": {"id": "1AB", "state": "partially_refunded"}}, {"refund": {"id": "2", "state": "completed"}}]),
            "partially_refunded",
        ),
        (
            "approved",
            json!([{"authorization": {"id": "1", "state": "authorized"}}]),
            "pending",
        ),
        (
            "approved",
            json!([{"order": {"id": "1", "state": "PENDING"}}]),
            "pending",
        ),
        (
            "approved",
            json!([{"authorization": {"id": "1", "state": "captured"}}, {"capture": {"id": "2", "state": "completed"}}]),
            "paid",
        ),
    ] {
        assert_eq!(
            status(&v1(state, resources.clone())),
            expected,
            "{state} {resources}"
        );
    }
    let read = answer(&v1(
        "approved",
        json!([{"sale": {"id": "61E67681CH3238416", "state": "completed"}}]),
    ))
    .unwrap();
    assert_eq!(read.transaction.as_deref(), Some("61E67681CH3238416"));
    assert_eq!(
        read.total.map(|total| total.to_string()).as_deref(),
        Some("30.11")
    );
    assert!(read.approval_url.unwrap().ends_with("token=EC-1"));
}

#[test]
fn a_v2_order_is_what_its_captures_are() {
    let capture = |status: &str| json!({"captures": [{"id": "3C679", "status": status, "amount": {"currency_code": "JPY", "value": "4120"}}]});
    for (order, payments, expected) in [
        ("CREATED", Value::Null, "created"),
        ("PAYER_ACTION_REQUIRED", Value::Null, "created"),
        ("APPROVED", Value::Null, "approved"),
        ("VOIDED", Value::Null, "expired"),
        // No proof of money.
        ("COMPLETED", Value::Null, "pending"),
        ("COMPLETED", json!({"captures": []}), "pending"),
        ("COMPLETED", capture("COMPLETED"), "paid"),
        ("COMPLETED", capture("PENDING"), "pending"),
        ("COMPLETED", capture("DECLINED"), "failed"),
        ("COMPLETED", capture("FAILED"), "failed"),
        ("COMPLETED", capture("REFUNDED"), "refunded"),
        (
            "COMPLETED",
            json!({"authorizations": [{"id": "1", "status": "CREATED"}]}),
            "pending",
        ),
        (
            "COMPLETED",
            json!({"authorizations": [{"id": "1", "status": "DENIED"}]}),
            "failed",
        ),
        (
            "COMPLETED",
            json!({"captures": [{"id": "1", "status": "DECLINED"}, {"id": "2", "status": "COMPLETED"}]}),
            "paid",
        ),
        (
            "COMPLETED",
            json!({"authorizations": [{"id": "1", "status": "CAPTURED"}], "captures": [{"id": "2", "status": "PENDING"}]}),
            "pending",
        ),
    ] {
        assert_eq!(
            status(&v2(order, payments.clone())),
            expected,
            "{order} {payments}"
        );
    }
    let read = answer(&v2("COMPLETED", capture("COMPLETED"))).unwrap();
    assert_eq!(
        read.total.map(|total| total.to_string()).as_deref(),
        Some("4120")
    );
    assert_eq!(read.transaction.as_deref(), Some("3C679"));
    assert!(read.approval_url.unwrap().contains("/checkoutnow?token="));
}

#[test]
fn old_answers_have_decimals_where_the_currency_has_none() {
    let amount = json!({"currency": "JPY", "total": "4120.00"});
    let payment = json!({"id": "PAY-1", "state": "created", "transactions": [{"amount": amount}]});
    let total = answer(&payment).unwrap().total.unwrap();
    assert_eq!(total.to_string(), "4120");
    let negative = json!({"currency": "USD", "total": "-1.00"});
    let payment =
        json!({"id": "PAY-1", "state": "created", "transactions": [{"amount": negative}]});
    assert_eq!(answer(&payment).unwrap().total, None);
}

#[test]
fn an_order_is_paid_when_each_part_of_it_is() {
    let unit = |status: &str| json!({"payments": {"captures": [{"id": "1", "status": status}]}});
    let order = |units: [&str; 2]| json!({"id": "5O1", "status": "COMPLETED", "purchase_units": units.map(unit)});
    assert_eq!(status(&order(["COMPLETED", "COMPLETED"])), "paid");
    assert_eq!(status(&order(["COMPLETED", "PENDING"])), "pending");
    assert_eq!(status(&order(["DECLINED", "COMPLETED"])), "failed");
}

#[test]
fn errors_are_read_by_issue_and_by_name() {
    let v2 = |issue: &str| json!({"name": "UNPROCESSABLE_ENTITY", "details": [{"issue": issue, "description": "…"}], "debug_id": "1"});
    for (error, meaning) in [
        (v2("INSTRUMENT_DECLINED"), PayPalRefusal::Declined),
        (v2("PAYER_ACTION_REQUIRED"), PayPalRefusal::Declined),
        (v2("ORDER_ALREADY_CAPTURED"), PayPalRefusal::AlreadyDone),
        (v2("ORDER_NOT_APPROVED"), PayPalRefusal::NotApproved),
        (v2("ORDER_COMPLETION_IN_PROGRESS"), PayPalRefusal::Passing),
        (v2("PAYEE_ACCOUNT_RESTRICTED"), PayPalRefusal::Refused),
        (v2("COMPLIANCE_VIOLATION"), PayPalRefusal::Refused),
        // A definite no counts before what else is said.
        (
            json!({"name": "UNPROCESSABLE_ENTITY", "details": [
                {"issue": "INSTRUMENT_DECLINED"}, {"issue": "PAYEE_BLOCKED_TRANSACTION"},
            ]}),
            PayPalRefusal::Refused,
        ),
        (
            json!({"name": "INSTRUMENT_DECLINED"}),
            PayPalRefusal::Declined,
        ),
        (
            json!({"name": "PAYMENT_ALREADY_DONE", "details": []}),
            PayPalRefusal::AlreadyDone,
        ),
        (
            json!({"name": "VALIDATION_ERROR", "details": [{"issue": "Total is wrong"}]}),
            PayPalRefusal::Refused,
        ),
        (
            json!({"name": "INTERNAL_SERVICE_ERROR"}),
            PayPalRefusal::Passing,
        ),
    ] {
        assert_eq!(refusal(&error), Some(meaning), "{error}");
    }
    for other in [
        json!({}),
        json!({"code": "sold_out"}),
        json!({"id": "1", "name": "order"}),
    ] {
        assert_eq!(refusal(&other), None, "{other}");
    }
}

#[test]
fn other_json_is_no_payment() {
    for other in [
        json!({}),
        json!({"status": "COMPLETED"}),
        json!({"id": "../x", "status": "COMPLETED"}),
        json!({"id": 5, "status": "COMPLETED"}),
    ] {
        assert_eq!(answer(&other), None, "{other}");
    }
}

proptest! {
    /// Only the very words of PayPal make money.
    #[test]
    fn unknown_words_are_never_paid(word in "[A-Za-z_]{0,24}") {
        prop_assume!(!["completed", "captured"].contains(&word.to_ascii_lowercase().as_str()));
        let answer = v2(&word, json!({"captures": [{"id": "1", "status": word}]}));
        prop_assert_ne!(status(&answer), "paid");
        prop_assert_ne!(status(&v1(&word, json!([]))), "paid");
        prop_assert_ne!(status(&v2(&word, Value::Null)), "paid");
    }
}
