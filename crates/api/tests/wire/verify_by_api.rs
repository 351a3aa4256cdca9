//! Verification by PayPal, and what an event says.

use leptos_paypal_api::webhook::{
    Event, EventType, Resource, Transmission, VerificationStatus, WebhookProblem,
};
use leptos_paypal_core::Currency;
use serde_json::json;

use crate::fixtures::{captured_order, executed_payment, money};
use crate::server::{Server, TOKEN_PATH, answer};

/// Key order, number forms and escapes that no writer would repeat.
const RAW: &str = r#"{ "id":"WH-2WR32451HC0233532-67976317FL4543714", "z":1.00,
  "a":"\u00e4\/", "resource":{"amount":30.10e0}, "event_type":"X" }"#;

fn transmission() -> Transmission {
    Transmission {
        transmission_id: "69cd13f0-d67a-11e5-baa3-778b53f4ae55".to_owned(),
        transmission_time: "2026-11-21T12:00:00Z".to_owned(),
        transmission_sig: "c2ln".to_owned(),
        cert_url: "https://api.paypal.com/v1/notifications/certs/CERT-1".to_owned(),
        auth_algo: "SHA256withRSA".to_owned(),
    }
}

async fn verify(
    reply: &'static str,
    raw: &str,
) -> (Server, Result<VerificationStatus, WebhookProblem>) {
    let server = Server::start(move |request, before| {
        (request.path != TOKEN_PATH).then(|| match before {
            0 => answer(500, ""),
            _ => answer(200, reply),
        })
    })
    .await;
    let client = server.client();
    let id = "1JE4291016473214C".parse().unwrap();
    let result = client
        .webhooks()
        .verify(&transmission(), &id, raw.as_bytes())
        .await
        .map(|answer| answer.value);
    (server, result)
}

#[tokio::test]
async fn the_event_is_sent_as_it_came() {
    let (server, result) = verify(r#"{"verification_status":"SUCCESS"}"#, RAW).await;
    assert_eq!(result.unwrap(), VerificationStatus::Success);
    // A question may be asked again.
    assert_eq!(server.calls().len(), 2);
    let call = &server.calls()[1];
    assert_eq!(call.path, "/v1/notifications/verify-webhook-signature");
    let body = String::from_utf8(call.body.to_vec()).unwrap();
    assert!(body.contains(RAW), "{body}");
    let fields = call.json();
    assert_eq!(fields["webhook_id"], "1JE4291016473214C");
    assert_eq!(
        fields["transmission_id"],
        "69cd13f0-d67a-11e5-baa3-778b53f4ae55"
    );
    assert_eq!(fields.as_object().unwrap().len(), 7);
}

#[tokio::test]
async fn only_success_is_a_yes() {
    for (reply, status) in [
        (r#"{"verification_status":"FAILURE"}"#, "FAILURE"),
        (r#"{"verification_status":"MAYBE"}"#, "MAYBE"),
        (r#"{"verification_status":true}"#, ""),
        ("{}", ""),
    ] {
        let (_, result) = verify(reply, RAW).await;
        let verdict = result.unwrap();
        assert_ne!(verdict, VerificationStatus::Success);
        assert_eq!(verdict.as_str(), status, "{reply}");
    }
    let (_, result) = verify("", RAW).await;
    assert_eq!(result.unwrap_err().code(), "paypal_answer_unreadable");
}

#[tokio::test]
async fn a_refused_question_is_a_no_unless_it_is_about_who_asks() {
    for (status, is_verdict) in [
        (400, true),
        (404, true),
        (413, true),
        (422, true),
        (401, false),
        (403, false),
        (429, false),
        (500, false),
        (503, false),
    ] {
        let server = Server::start(move |request, _| {
            (request.path != TOKEN_PATH).then(|| answer(status, r#"{"name":"VALIDATION_ERROR"}"#))
        })
        .await;
        let client = server.client();
        let id = "1JE4291016473214C".parse().unwrap();
        let hooks = client.webhooks();
        let problem = hooks.verify(&transmission(), &id, b"{}").await.unwrap_err();
        assert_eq!(problem.is_verdict(), is_verdict, "{status}");
    }
}

#[test]
fn what_can_be_no_message_of_paypals_is_refused_unasked() {
    let good = transmission();
    for environment in ["live", "http://127.0.0.1:8081"] {
        good.check(&environment.parse().unwrap()).unwrap();
    }
    let invented = Transmission {
        cert_url: "https://invented.paypal.com/v1/notifications/certs/CERT-1".to_owned(),
        ..good.clone()
    };
    let weaker = Transmission {
        auth_algo: "SHA1withRSA".to_owned(),
        ..good
    };
    for (transmission, code) in [
        (invented, "webhook_certificate_url"),
        (weaker, "webhook_algorithm"),
    ] {
        for environment in ["live", "sandbox", "http://127.0.0.1:8081"] {
            let problem = transmission.check(&environment.parse().unwrap());
            assert_eq!(problem.unwrap_err().code(), code);
        }
    }
}

#[tokio::test]
async fn what_is_not_json_is_not_sent() {
    for raw in ["", "{", "{}}", "cmd=_notify-validate"] {
        let (server, result) = verify("{}", raw).await;
        assert_eq!(result.unwrap_err().code(), "webhook_body", "{raw:?}");
        assert!(server.calls().is_empty());
    }
}

#[test]
fn events_are_read_by_what_they_are_about() {
    let read = |kind: &str, name: &str, resource: serde_json::Value| {
        let event = json!({
            "id": "WH-1",
            "event_version": "1.0",
            "create_time": "2026-11-21T12:00:00Z",
            "resource_type": kind,
            "resource_version": "2.0",
            "event_type": name,
            "summary": "Something happened",
            "resource": resource,
            "links": [],
        });
        Event::parse(event.to_string().as_bytes()).unwrap()
    };
    let payment = executed_payment();
    let sale = payment["transactions"][0]["related_resources"][0]["sale"].clone();
    let order = captured_order();
    let capture = order["purchase_units"][0]["payments"]["captures"][0].clone();
    let thirty = Some(money("30.11", Currency::USD));

    let event = read("sale", "PAYMENT.SALE.COMPLETED", sale);
    assert_eq!(event.event_type, EventType::PaymentSaleCompleted);
    assert_eq!(event.id, "WH-1");
    assert!(matches!(event.resource, Resource::Sale(sale) if sale.amount == thirty));

    let event = read("capture", "PAYMENT.CAPTURE.COMPLETED", capture.clone());
    assert!(matches!(event.resource, Resource::Capture(capture) if capture.amount == thirty));

    let mut refund = capture;
    refund["seller_payable_breakdown"] = json!({
        "total_refunded_amount": {"currency_code": "USD", "value": "30.11"}
    });
    let event = read("refund", "PAYMENT.CAPTURE.REFUNDED", refund);
    assert!(matches!(event.resource, Resource::Refund(refund)
        if refund.seller_payable_breakdown.total_refunded_amount == thirty));

    let event = read("checkout-order", "CHECKOUT.ORDER.APPROVED", order);
    assert!(matches!(event.resource, Resource::Order(order) if order.captures().count() == 1));

    let event = read("payment", "PAYMENTS.PAYMENT.CREATED", payment);
    assert!(matches!(event.resource, Resource::Payment(_)));

    let old =
        json!({"id": "1", "state": "completed", "amount": {"total": "30.11", "currency": "USD"}});
    let event = read("capture", "PAYMENT.CAPTURE.COMPLETED", old.clone());
    assert!(matches!(event.resource, Resource::CaptureV1(capture) if capture.amount == thirty));
    let event = read("refund", "PAYMENT.SALE.REFUNDED", old.clone());
    assert!(matches!(event.resource, Resource::RefundV1(_)));
    let event = read("authorization", "PAYMENT.AUTHORIZATION.CREATED", old);
    assert!(matches!(event.resource, Resource::AuthorizationV1(_)));

    let event = read(
        "dispute",
        "CUSTOMER.DISPUTE.SOMETHING",
        json!({"dispute_id": "PP-D-1"}),
    );
    assert_eq!(event.event_type.as_str(), "CUSTOMER.DISPUTE.SOMETHING");
    assert!(matches!(event.resource, Resource::Other(other) if other["dispute_id"] == "PP-D-1"));
    // Ill-formed, but not lost.
    let event = read("sale", "PAYMENT.SALE.COMPLETED", json!("gone"));
    assert!(matches!(event.resource, Resource::Other(_)));
}

#[test]
fn an_event_needs_an_id_to_be_told_from_others() {
    for raw in [
        "",
        "[]",
        r#"["WH-1", "PAYMENT.SALE.COMPLETED", "sale", "1.0", "", "", {}]"#,
        r#" ["WH-1"]"#,
        r#""WH-1""#,
        "{}",
        r#"{"id": ""}"#,
        r#"{"id": 7}"#,
        "\u{feff}{}",
    ] {
        let problem = Event::parse(raw.as_bytes()).unwrap_err();
        assert_eq!(problem.code(), "webhook_body", "{raw:?}");
        assert!(!problem.is_passing());
    }
    let bare = Event::parse(br#"{"id": "WH-1"}"#).unwrap();
    assert_eq!(bare.event_type, EventType::Other(String::new()));
    let odd = br#"{"id": "WH-1", "resource_type": "sale", "resource": ["4RR959492F879224U"]}"#;
    let odd = Event::parse(odd).unwrap();
    assert!(matches!(odd.resource, Resource::Other(_)), "{odd:?}");
}
