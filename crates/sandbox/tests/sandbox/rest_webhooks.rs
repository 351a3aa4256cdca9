//! Webhooks: registered, sent, signed, verified.

use crate::harness::rest::{self, Rest, order, payment, query_of, value};
use crate::harness::text;
use axum::Router;
use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::routing::post;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use x509_parser::pem::Pem;

type Delivery = (HeaderMap, Bytes);

/// A shop that takes events; its address and what comes.
async fn shop() -> (String, UnboundedReceiver<Delivery>) {
    let (sender, received) = unbounded_channel();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let take = move |headers: HeaderMap, body: Bytes| {
        sender.send((headers, body)).unwrap();
        async { axum::http::StatusCode::NO_CONTENT }
    };
    let routes = Router::new().route("/hook", post(take));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    (url, received)
}

async fn register(rest: &Rest, url: &str, types: &[&str]) -> String {
    let types: Vec<Value> = types.iter().map(|name| json!({"name": name})).collect();
    let body = json!({"url": url, "event_types": types});
    let made = rest
        .post("/v1/notifications/webhooks", body)
        .await
        .expect(201);
    text(&made["id"]).to_owned()
}

fn header<'a>(delivery: &'a Delivery, name: &str) -> &'a str {
    delivery.0[name].to_str().unwrap()
}

fn event(delivery: &Delivery) -> Value {
    serde_json::from_slice(&delivery.1).unwrap()
}

/// The question of the verification API, with the event's own bytes.
fn question(delivery: &Delivery, webhook: &str, event: &str) -> String {
    let fields = json!({
        "auth_algo": header(delivery, "paypal-auth-algo"),
        "cert_url": header(delivery, "paypal-cert-url"),
        "transmission_id": header(delivery, "paypal-transmission-id"),
        "transmission_sig": header(delivery, "paypal-transmission-sig"),
        "transmission_time": header(delivery, "paypal-transmission-time"),
        "webhook_id": webhook,
    });
    let fields = fields.to_string();
    format!(
        "{},\"webhook_event\":{event}}}",
        fields.trim_end_matches('}')
    )
}

async fn verdict(rest: &Rest, question: &str) -> String {
    let path = "/v1/notifications/verify-webhook-signature";
    let answer = rest
        .harness
        .call(&rest.token, Method::POST, path, &[], Some(question))
        .await;
    text(&answer.expect(200)["verification_status"]).to_owned()
}

#[tokio::test]
async fn an_order_tells_its_story_in_signed_events() {
    let rest = Rest::start().await;
    let (url, mut received) = shop().await;
    let webhook = register(&rest, &url, &["*"]).await;
    let created = rest
        .post("/v2/checkout/orders", order("CAPTURE", "USD", "12.00"))
        .await
        .expect(201);
    let id = text(&created["id"]);
    rest.approve(id).await;
    let approved = received.recv().await.unwrap();
    assert_eq!(event(&approved)["event_type"], "CHECKOUT.ORDER.APPROVED");
    assert_eq!(event(&approved)["resource"]["id"], id);

    rest.post(&format!("/v2/checkout/orders/{id}/capture"), json!({}))
        .await
        .expect(201);
    let mut seen = Vec::new();
    for _ in 0..2 {
        seen.push(received.recv().await.unwrap());
    }
    let kinds: Vec<String> = seen
        .iter()
        .map(|one| text(&event(one)["event_type"]).to_owned())
        .collect();
    assert!(
        kinds.contains(&"CHECKOUT.ORDER.COMPLETED".to_owned()),
        "{kinds:?}"
    );
    let captured = seen
        .iter()
        .find(|one| event(one)["event_type"] == "PAYMENT.CAPTURE.COMPLETED");
    let captured = captured.expect("the capture is told");
    let news = event(captured);
    assert_eq!(news["resource"]["amount"]["value"], "12.00");

    let raw = std::str::from_utf8(&captured.1).unwrap();
    assert_eq!(
        verdict(&rest, &question(captured, &webhook, raw)).await,
        "SUCCESS"
    );
    let rewritten = serde_json::to_string_pretty(&news).unwrap();
    assert_eq!(
        verdict(&rest, &question(captured, &webhook, &rewritten)).await,
        "SUCCESS"
    );
    let forged = raw.replace("12.00", "99.00");
    assert_eq!(
        verdict(&rest, &question(captured, &webhook, &forged)).await,
        "FAILURE"
    );
    assert_eq!(
        verdict(&rest, &question(captured, "ANOTHER", raw)).await,
        "FAILURE"
    );
    let about = header(captured, "paypal-transmission-id").to_owned();
    let told = rest
        .harness
        .notification(|one| one["transmission_id"] == about && one["state"] == "delivered")
        .await;
    assert_eq!(
        (&told["kind"], &told["verified"]),
        (&json!("webhook"), &json!(true))
    );

    let event_id = text(&news["id"]);
    let again = format!("/v1/notifications/webhooks-events/{event_id}/resend");
    rest.post(&again, json!({})).await.expect(202);
    let resent = received.recv().await.unwrap();
    assert_eq!(resent.1, captured.1, "a re-sent event keeps its body");
}

#[tokio::test]
async fn signatures_hold_against_the_certificate_that_is_served() {
    let rest = Rest::start().await;
    let (url, mut received) = shop().await;
    let webhook = register(
        &rest,
        &url,
        &["PAYMENT.SALE.COMPLETED", "PAYMENT.SALE.REFUNDED"],
    )
    .await;
    let created = rest
        .post("/v1/payments/payment", payment("sale", "EUR", "7.00"))
        .await
        .expect(201);
    let token = query_of(rest::link(&created, "approval_url"));
    let back = rest.approve(value(&token, "token")).await;
    let path = format!("/v1/payments/payment/{}/execute", text(&created["id"]));
    let done = rest
        .post(&path, json!({"payer_id": value(&back, "PayerID")}))
        .await
        .expect(200);
    let sale = &done["transactions"][0]["related_resources"][0]["sale"]["id"];
    let told = received.recv().await.unwrap();
    assert_eq!(
        (&event(&told)["event_type"], &event(&told)["resource"]["id"]),
        (&json!("PAYMENT.SALE.COMPLETED"), sale)
    );

    let pem = rest
        .harness
        .client
        .get(header(&told, "paypal-cert-url"))
        .send()
        .await
        .unwrap();
    let pem = pem.bytes().await.unwrap();
    let chain: Vec<Pem> = Pem::iter_from_buffer(&pem).map(Result::unwrap).collect();
    let [leaf, root] = &chain[..] else {
        panic!("a leaf and a root: {}", chain.len())
    };
    let (leaf, root) = (leaf.parse_x509().unwrap(), root.parse_x509().unwrap());
    let name = leaf
        .subject()
        .iter_common_name()
        .next()
        .unwrap()
        .as_str()
        .unwrap();
    assert!(name.ends_with(".paypal.com"), "{name}");
    leaf.verify_signature(Some(root.public_key()))
        .expect("the root signed the leaf");
    assert!(leaf.validity().is_valid() && root.is_ca());
    let message = format!(
        "{}|{}|{webhook}|{}",
        header(&told, "paypal-transmission-id"),
        header(&told, "paypal-transmission-time"),
        crc32fast::hash(&told.1),
    );
    let signature = STANDARD
        .decode(header(&told, "paypal-transmission-sig"))
        .unwrap();
    let key = ring::signature::UnparsedPublicKey::new(
        &ring::signature::RSA_PKCS1_2048_8192_SHA256,
        &leaf.public_key().subject_public_key.data,
    );
    key.verify(message.as_bytes(), &signature)
        .expect("the leaf signed the event");

    rest.harness
        .faults(json!({"ipn": {"tamper": {"summary": "more"}}}))
        .await;
    rest.post(
        &format!("/v1/payments/sale/{}/refund", text(sale)),
        json!({}),
    )
    .await
    .expect(201);
    let refunded = received.recv().await.unwrap();
    assert_eq!(
        (
            &event(&refunded)["event_type"],
            &event(&refunded)["summary"]
        ),
        (&json!("PAYMENT.SALE.REFUNDED"), &json!("more"))
    );
    let raw = std::str::from_utf8(&refunded.1).unwrap();
    assert_eq!(
        verdict(&rest, &question(&refunded, &webhook, raw)).await,
        "FAILURE"
    );
}

#[tokio::test]
async fn webhooks_are_managed_and_only_wanted_events_come() {
    let rest = Rest::start().await;
    let (url, mut received) = shop().await;
    let id = register(&rest, &url, &["PAYMENT.CAPTURE.REFUNDED"]).await;
    let path = format!("/v1/notifications/webhooks/{id}");
    let double = json!({"url": url, "event_types": [{"name": "*"}]});
    let refused = rest.post("/v1/notifications/webhooks", double).await;
    assert_eq!(
        refused.refused(),
        (400, "WEBHOOK_URL_ALREADY_EXISTS".to_owned())
    );
    for body in [
        json!({"url": "nowhere", "event_types": [{"name": "*"}]}),
        json!({"url": "http://shop.test/"}),
    ] {
        let refused = rest.post("/v1/notifications/webhooks", body).await;
        assert_eq!(refused.refused(), (400, "VALIDATION_ERROR".to_owned()));
    }
    let created = rest
        .post("/v2/checkout/orders", order("CAPTURE", "USD", "12.00"))
        .await
        .expect(201);
    let order_id = text(&created["id"]);
    rest.approve(order_id).await;
    let done = rest
        .post(
            &format!("/v2/checkout/orders/{order_id}/capture"),
            json!({}),
        )
        .await
        .expect(201);
    let capture = text(&done["purchase_units"][0]["payments"]["captures"][0]["id"]);
    rest.post(
        &format!("/v2/payments/captures/{capture}/refund"),
        json!({}),
    )
    .await
    .expect(201);
    let first = received.recv().await.unwrap();
    assert_eq!(event(&first)["event_type"], "PAYMENT.CAPTURE.REFUNDED");
    let listed = rest
        .get("/v1/notifications/webhooks-events")
        .await
        .expect(200);
    assert_eq!(listed["count"], 4, "all events are kept: {listed}");

    let change = json!([{"op": "replace", "path": "/event_types", "value": [{"name": "*"}]}]);
    let changed = rest.patch(&path, change).await.expect(200);
    assert_eq!(changed["event_types"][0]["name"], "*");
    assert_eq!(
        rest.get("/v1/notifications/webhooks").await.expect(200)["webhooks"][0],
        changed
    );
    let deleted = rest
        .harness
        .call(&rest.token, Method::DELETE, &path, &[], None)
        .await;
    assert_eq!((deleted.status.as_u16(), deleted.body), (204, Value::Null));
    assert_eq!(
        rest.get(&path).await.refused(),
        (404, "INVALID_RESOURCE_ID".to_owned())
    );
}

#[tokio::test]
async fn the_event_of_a_final_capture_says_what_the_answer_says() {
    let rest = Rest::start().await;
    let (url, mut received) = shop().await;
    register(&rest, &url, &["PAYMENT.CAPTURE.COMPLETED"]).await;
    let created = rest
        .post("/v2/checkout/orders", order("AUTHORIZE", "USD", "10.00"))
        .await
        .expect(201);
    let id = text(&created["id"]);
    rest.approve(id).await;
    let authorize = format!("/v2/checkout/orders/{id}/authorize");
    let done = rest.post(&authorize, json!({})).await.expect(201);
    let authorization = &done["purchase_units"][0]["payments"]["authorizations"][0];
    let path = format!("/v2/payments/authorizations/{}", text(&authorization["id"]));
    for (value, is_final) in [("4.00", false), ("6.00", true)] {
        let amount = json!({"currency_code": "USD", "value": value});
        let capture = format!("{path}/capture");
        let made = rest.post(&capture, json!({"amount": amount})).await;
        let made = made.expect(201);
        let told = event(&received.recv().await.unwrap());
        assert_eq!(told["resource"]["id"], made["id"]);
        assert_eq!(told["resource"]["final_capture"], is_final);
    }
}
