//! The sandbox's answers against PayPal's own OpenAPI descriptions, where they
//! are at hand: in the directory that `PAYPAL_OPENAPI` names, or in
//! `../shared/openapi` seen from the project's root. They are not part of this
//! repository.

use crate::missing;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::harness::rest::{Answer, Rest, link, order, payment, query_of, value};
use crate::harness::text;
use jsonschema::{Draft, Validator};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

const OPENAPI: &str = "get it from paypal/paypal-rest-api-specifications, folder openapi, and set PAYPAL_OPENAPI to its directory";

/// Calls, each answer of which is held against one API's description.
struct Described {
    rest: Rest,
    api: Value,
    validators: RefCell<BTreeMap<String, Validator>>,
}

impl Described {
    /// Nothing where there is no description.
    async fn by(file: &str) -> Option<Self> {
        let near = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/openapi");
        let directory =
            std::env::var_os("PAYPAL_OPENAPI").map_or_else(|| PathBuf::from(near), PathBuf::from);
        let Ok(text) = std::fs::read_to_string(directory.join(file)) else {
            missing::skip(file, OPENAPI, std::env::var_os("PAYPAL_OPENAPI").is_some());
            return None;
        };
        let mut api = serde_json::from_str(&text).unwrap();
        loosen(&mut api);
        Some(Self {
            rest: Rest::start().await,
            api,
            validators: RefCell::default(),
        })
    }

    /// The path as the description has it.
    fn template(&self, path: &str) -> &str {
        let asked: Vec<&str> = path.split('?').next().unwrap().split('/').collect();
        let fits = |template: &&String| {
            let template: Vec<&str> = template.split('/').collect();
            let mut pairs = template.iter().zip(&asked);
            template.len() == asked.len()
                && pairs.all(|(known, asked)| known == asked || known.starts_with('{'))
        };
        let paths = self.api["paths"].as_object().unwrap();
        paths.keys().find(fits).unwrap()
    }

    /// A validator of an answer, or `None` where it has no body.
    fn response(&self, template: &str, method: &Method, status: StatusCode) -> Option<Value> {
        let operation = &self.api["paths"][template][method.as_str().to_lowercase()];
        let responses = operation["responses"].as_object().unwrap();
        let response = match responses.get(status.as_str()) {
            Some(response) => response,
            None if status.is_client_error() => &responses["default"],
            None => panic!("{method} {template} is not answered with {status}"),
        };
        let response = match response["$ref"].as_str() {
            Some(reference) => self.api.pointer(reference.trim_start_matches('#')).unwrap(),
            None => response,
        };
        let content = response.get("content")?;
        Some(content["application/json"]["schema"].clone())
    }

    async fn send(&self, method: Method, path: &str, whole: bool, body: Value) -> Value {
        let prefer = if whole { "representation" } else { "minimal" };
        let headers = [("prefer", &*format!("return={prefer}"))];
        let body = (method != Method::GET && method != Method::DELETE).then(|| body.to_string());
        let harness = &self.rest.harness;
        let answer = harness
            .call(
                &self.rest.token,
                method.clone(),
                path,
                &headers,
                body.as_deref(),
            )
            .await;
        self.check(&method, path, answer)
    }

    fn check(&self, method: &Method, path: &str, answer: Answer) -> Value {
        let Answer { status, body, .. } = answer;
        let template = self.template(path).to_owned();
        let Some(schema) = self.response(&template, method, status) else {
            assert_eq!(body, Value::Null, "{method} {path}");
            return body;
        };
        let mut validators = self.validators.borrow_mut();
        let key = format!("{method} {template} {status}");
        let validator = validators.entry(key).or_insert_with(|| {
            // References lead from the root.
            let mut root = self.api.clone();
            root["allOf"] = json!([schema]);
            let options = jsonschema::options().with_draft(Draft::Draft4);
            options.build(&root).unwrap()
        });
        let problems: Vec<_> = validator
            .iter_errors(&body)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(
            problems.is_empty(),
            "{method} {path} {status}: {problems:#?}\n{body:#}"
        );
        body
    }

    async fn get(&self, path: &str) -> Value {
        self.send(Method::GET, path, true, Value::Null).await
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        self.send(Method::POST, path, true, body).await
    }

    async fn patch(&self, path: &str, body: Value) -> Value {
        self.send(Method::PATCH, path, true, body).await
    }
}

/// The descriptions are stricter than PayPal in two places: its APIs answer
/// links of the method `REDIRECT`, and the sentences that explain an error
/// differ between operations.
fn loosen(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            for words in ["description", "message"] {
                if let Some(sentence) = map.get_mut(words).and_then(Value::as_object_mut) {
                    sentence.remove("enum");
                }
            }
            if let Some(methods) = map.get_mut("enum").and_then(Value::as_array_mut)
                && methods.iter().any(|method| method == "CONNECT")
            {
                methods.push("REDIRECT".into());
            }
            map.values_mut().for_each(loosen);
        }
        Value::Array(list) => list.iter_mut().for_each(loosen),
        _ => {}
    }
}

fn id(body: &Value) -> String {
    text(&body["id"]).to_owned()
}

impl Described {
    /// A payment of Payments v1 that the buyer agreed to and that is executed.
    async fn executed(&self, intent: &str) -> Value {
        let mut asked = payment(intent, "USD", "10.00");
        asked["transactions"][0]["item_list"] = json!({
            "items": [{"name": "Mug", "sku": "MUG", "price": "5.00", "currency": "USD", "quantity": 2}],
        });
        asked["transactions"][0]["custom"] = "order-1".into();
        let made = self.post("/v1/payments/payment", asked).await;
        let path = format!("/v1/payments/payment/{}", id(&made));
        self.get(&path).await;
        let amount = json!({"total": "12.00", "currency": "USD", "details": {"subtotal": "10.00", "shipping": "2.00"}});
        let change = json!([{"op": "replace", "path": "/transactions/0/amount", "value": amount}]);
        self.patch(&path, change).await;
        let execute = format!("{path}/execute");
        let early = self.post(&execute, json!({"payer_id": "BUYER23456789"}));
        assert_eq!(early.await["name"], "PAYMENT_NOT_APPROVED_FOR_EXECUTION");
        let token = query_of(link(&made, "approval_url"));
        let back = self.rest.approve(value(&token, "token")).await;
        let payer = json!({"payer_id": value(&back, "PayerID")});
        let done = self.post(&execute, payer).await;
        assert_eq!(done["state"], "approved");
        self.get(&path).await;
        done["transactions"][0]["related_resources"][0].clone()
    }
}

fn v1_amount(total: &str) -> Value {
    json!({"total": total, "currency": "USD"})
}

#[tokio::test]
async fn payments_v1() {
    let Some(api) = Described::by("payments_payment_v1.json").await else {
        return;
    };
    let sale = id(&api.executed("sale").await["sale"]);
    let sale = format!("/v1/payments/sale/{sale}");
    api.get(&sale).await;
    let refund = format!("{sale}/refund");
    let part = api
        .post(&refund, json!({"amount": v1_amount("2.00")}))
        .await;
    api.post(&refund, json!({"amount": v1_amount("200.00")}))
        .await;
    api.get(&format!("/v1/payments/refund/{}", id(&part))).await;
    api.get(&sale).await;
    api.post(&refund, json!({})).await;
    api.get(&sale).await;

    let held = id(&api.executed("authorize").await["authorization"]);
    let held = format!("/v1/payments/authorization/{held}");
    api.get(&held).await;
    let amount = json!({"amount": v1_amount("4.00"), "is_final_capture": false});
    let taken = api.post(&format!("{held}/capture"), amount).await;
    let taken = format!("/v1/payments/capture/{}", id(&taken));
    api.get(&taken).await;
    let back = json!({"amount": v1_amount("1.00")});
    api.post(&format!("{taken}/refund"), back).await;
    api.get(&taken).await;
    api.post(&format!("{held}/void"), json!({})).await;
    api.post(&format!("{held}/void"), json!({})).await;
    let held = id(&api.executed("authorize").await["authorization"]);
    let again = json!({"amount": v1_amount("4.00")});
    api.post(
        &format!("/v1/payments/authorization/{held}/reauthorize"),
        again,
    )
    .await;

    let placed = id(&api.executed("order").await["order"]);
    let placed = format!("/v1/payments/orders/{placed}");
    api.get(&placed).await;
    let amount = json!({"amount": v1_amount("4.00")});
    api.post(&format!("{placed}/authorize"), amount).await;
    let amount = json!({"amount": v1_amount("3.00"), "is_final_capture": false});
    api.post(&format!("{placed}/capture"), amount).await;
    let placed = id(&api.executed("order").await["order"]);
    api.post(&format!("/v1/payments/orders/{placed}/do-void"), json!({}))
        .await;

    api.get("/v1/payments/payment?count=2").await;
    api.get("/v1/payments/payment?count=99").await;
    api.get("/v1/payments/payment/PAYID-UNKNOWN").await;
    let wrong = api
        .post("/v1/payments/payment", json!({"intent": "sale"}))
        .await;
    assert_eq!(wrong["name"], "VALIDATION_ERROR");
}

#[tokio::test]
async fn orders_v2() {
    let Some(api) = Described::by("checkout_orders_v2.json").await else {
        return;
    };
    let orders = "/v2/checkout/orders";
    for whole in [false, true] {
        for (intent, step) in [("CAPTURE", "capture"), ("AUTHORIZE", "authorize")] {
            let asked = order(intent, "USD", "10.00");
            let made = api.send(Method::POST, orders, whole, asked).await;
            let path = format!("{orders}/{}", id(&made));
            api.get(&path).await;
            let amount = json!({"currency_code": "USD", "value": "12.00"});
            let place = "/purchase_units/@reference_id=='default'/amount";
            let change = json!([{"op": "replace", "path": place, "value": amount}]);
            api.patch(&path, change).await;
            let nowhere = json!([{"op": "replace", "path": "/status", "value": "COMPLETED"}]);
            let refused = api.patch(&path, nowhere).await;
            assert_eq!(refused["details"][0]["issue"], "NOT_PATCHABLE");
            let step = format!("{path}/{step}");
            let early = api.post(&step, json!({})).await;
            assert_eq!(early["details"][0]["issue"], "ORDER_NOT_APPROVED");
            api.rest.approve(&id(&made)).await;
            api.get(&path).await;
            let done = api.send(Method::POST, &step, whole, json!({})).await;
            assert_eq!(done["status"], "COMPLETED");
            api.get(&path).await;
            api.post(&step, json!({})).await;
        }
    }
    let mut asked = order("CAPTURE", "USD", "10.00");
    asked["payment_source"] = json!({"paypal": {"experience_context": {
        "return_url": "http://shop.test/r", "cancel_url": "http://shop.test/c",
    }}});
    let unnamed = api.post(orders, asked.clone()).await;
    assert_eq!(unnamed["details"][0]["issue"], "PAYPAL_REQUEST_ID_REQUIRED");
    let named = [("paypal-request-id", "order-1")];
    let made = api.rest.post_with(orders, &named, asked).await;
    let made = api.check(&Method::POST, orders, made);
    assert_eq!(made["status"], "PAYER_ACTION_REQUIRED");
    api.get(&format!("{orders}/{}", id(&made))).await;
    let made = api.post(orders, order("CAPTURE", "USD", "10.00")).await;
    let confirm = format!("{orders}/{}/confirm-payment-source", id(&made));
    api.post(&confirm, json!({"payment_source": {"paypal": {}}}))
        .await;
    api.post(&confirm, json!({})).await;

    api.get(&format!("{orders}/UNKNOWN")).await;
    api.post(orders, json!({})).await;
    let wrong = api.post(orders, order("CAPTURE", "USD", "1.005")).await;
    assert_eq!(wrong["details"][0]["issue"], "DECIMAL_PRECISION");
    let harness = &api.rest.harness;
    let path = format!("{orders}/X");
    let stranger = harness.call("nobody", Method::GET, &path, &[], None);
    api.check(&Method::GET, &path, stranger.await);
}

#[tokio::test]
async fn payments_v2() {
    let Some(api) = Described::by("payments_payment_v2.json").await else {
        return;
    };
    let rest = &api.rest;
    let taken = async |intent: &str, step: &str, kind: &str| {
        let asked = order(intent, "USD", "10.00");
        let made = id(&rest.post("/v2/checkout/orders", asked).await.expect(201));
        rest.approve(&made).await;
        let step = format!("/v2/checkout/orders/{made}/{step}");
        let done = rest.post(&step, json!({})).await.expect(201);
        id(&done["purchase_units"][0]["payments"][kind][0])
    };
    let usd = |value: &str| json!({"amount": {"currency_code": "USD", "value": value}});
    for whole in [false, true] {
        let capture = taken("CAPTURE", "capture", "captures").await;
        let capture = format!("/v2/payments/captures/{capture}");
        api.get(&capture).await;
        let refund = format!("{capture}/refund");
        let part = api.send(Method::POST, &refund, whole, usd("2.00")).await;
        api.get(&format!("/v2/payments/refunds/{}", id(&part)))
            .await;
        let over = api.send(Method::POST, &refund, whole, usd("9.00")).await;
        assert_eq!(over["details"][0]["issue"], "REFUND_AMOUNT_EXCEEDED");
        api.get(&capture).await;
        api.send(Method::POST, &refund, whole, json!({})).await;
        api.post(&refund, json!({})).await;
        api.get(&capture).await;

        let held = taken("AUTHORIZE", "authorize", "authorizations").await;
        let held = format!("/v2/payments/authorizations/{held}");
        api.get(&held).await;
        let capture = format!("{held}/capture");
        let some = api.send(Method::POST, &capture, whole, usd("4.00")).await;
        api.get(&format!("/v2/payments/captures/{}", id(&some)))
            .await;
        api.post(&capture, usd("400.00")).await;
        let void = format!("{held}/void");
        api.send(Method::POST, &void, whole, json!({})).await;
        api.send(Method::POST, &void, whole, json!({})).await;
        api.get(&held).await;
        let held = taken("AUTHORIZE", "authorize", "authorizations").await;
        let again = format!("/v2/payments/authorizations/{held}/reauthorize");
        api.send(Method::POST, &again, whole, usd("4.00")).await;
    }
    for kind in ["authorizations", "captures", "refunds"] {
        api.get(&format!("/v2/payments/{kind}/UNKNOWN")).await;
    }
}

#[tokio::test]
async fn webhooks_v1() {
    let Some(api) = Described::by("notifications_webhooks_v1.json").await else {
        return;
    };
    let webhooks = "/v1/notifications/webhooks";
    let types = json!([{"name": "PAYMENT.SALE.COMPLETED"}]);
    let asked = json!({"url": "http://127.0.0.1:9/hook", "event_types": types});
    let made = api.post(webhooks, asked.clone()).await;
    let path = format!("{webhooks}/{}", id(&made));
    api.post(webhooks, asked).await;
    api.get(webhooks).await;
    api.get(&path).await;
    let types = json!([{"name": "PAYMENT.CAPTURE.COMPLETED"}]);
    let change = json!([{"op": "replace", "path": "/event_types", "value": types}]);
    api.patch(&path, change).await;
    api.get(&format!("{path}/event-types")).await;
    api.get("/v1/notifications/webhooks-event-types").await;
    let simulated = json!({"webhook_id": id(&made), "event_type": "PAYMENT.CAPTURE.COMPLETED"});
    let event = api
        .post("/v1/notifications/simulate-event", simulated)
        .await;
    api.get("/v1/notifications/webhooks-events").await;
    api.get(&format!("/v1/notifications/webhooks-events/{}", id(&event)))
        .await;
    let question = json!({
        "auth_algo": "SHA256withRSA", "cert_url": "http://127.0.0.1:9/cert", "transmission_id": "1",
        "transmission_sig": "AAAA", "transmission_time": "2026-11-21T12:00:00Z",
        "webhook_id": id(&made), "webhook_event": event,
    });
    let said = api
        .post("/v1/notifications/verify-webhook-signature", question)
        .await;
    assert_eq!(said["verification_status"], "FAILURE");
    api.send(Method::DELETE, &path, true, Value::Null).await;
    api.get(&path).await;
}
