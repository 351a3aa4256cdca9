//! Checkouts of subscriptions, as they are asked for.

use std::sync::Arc;

use paypal_merchant::{EncryptedForms, KeyPair};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::{edited, fresh_key};
use crate::subscriptions::paypal::{Club, field, subscription};

#[tokio::test]
async fn the_form_is_that_of_the_plan() {
    let club = Club::open().await;
    let request = subscription("TRIAL");
    let created = club.shop.create(&request).await;
    let id = created["checkout_id"].as_str().unwrap();
    assert_eq!(created["total"], "0.00");
    for (name, value) in [
        ("cmd", "_xclick-subscriptions"),
        ("business", "merchant@example.com"),
        ("item_number", "TRIAL"),
        ("a1", "0.00"),
        ("p1", "2"),
        ("t1", "W"),
        ("a2", "5.00"),
        ("a3", "9.00"),
        ("p3", "1"),
        ("t3", "M"),
        ("src", "1"),
        ("custom", id),
        ("invoice", id),
    ] {
        assert_eq!(field(&created, name).as_deref(), Some(value), "{name}");
    }
    assert_eq!(field(&created, "srt"), None);
    assert!(
        field(&created, "notify_url")
            .unwrap()
            .ends_with("/paypal/ipn")
    );
    let gold = club.shop.create(&subscription("GOLD")).await;
    for (name, value) in [("srt", "36"), ("sra", "1"), ("modify", "0")] {
        assert_eq!(field(&gold, name).as_deref(), Some(value), "{name}");
    }
    // The same key is the same checkout.
    let (status, again) = club
        .shop
        .call(Method::POST, "/api/checkouts", Some(&request))
        .await;
    assert_eq!((status, &again), (StatusCode::OK, &created));
    let shown = club.shop.checkout(id).await;
    assert_eq!(shown["lines"], json!([]));
    let told = &shown["subscription"];
    assert_eq!(told["status"], "created");
    assert_eq!(
        told["plan"]["regular"],
        json!({"amount": "9.00", "period": "1 M"})
    );
    assert_eq!(told["plan"]["recurrences"], Value::Null);
    assert_eq!(
        (&told["paid"], &told["payments"]),
        (&json!("0.00"), &json!(0))
    );
    assert_eq!(told["next_payment"], Value::Null);
}

#[tokio::test]
async fn the_catalogue_tells_what_is_offered() {
    let club = Club::open().await;
    let (_, usd) = club.shop.call(Method::GET, "/api/catalogue", None).await;
    assert_eq!(usd["subscriptions"][0]["id"], "GOLD");
    assert_eq!(usd["subscriptions"][0]["recurrences"], 36);
    assert_eq!(usd["subscriptions"][1]["trial"]["amount"], "0.00");
    assert_eq!(usd["donations"][0]["least"], "5.00");
    let (_, jpy) = club
        .shop
        .call(Method::GET, "/api/catalogue?currency=JPY", None)
        .await;
    assert_eq!(jpy["donations"][1]["fixed"], "750");
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_its_reason() {
    let club = Club::open().await;
    let gold = json!({"id": "GOLD"});
    let mug = json!([{"sku": "MUG", "quantity": 1}]);
    let roof = |amount: &str| json!({"id": "ROOF", "amount": amount});
    for (more, code) in [
        (
            json!({"subscription": {"id": "LEAD"}}),
            "subscription_unknown",
        ),
        (json!({"donation": {"id": "GOLD"}}), "donation_unknown"),
        (
            json!({"subscription": gold, "lines": mug}),
            "order_ambiguous",
        ),
        (
            json!({"subscription": gold, "donation": roof("9")}),
            "order_ambiguous",
        ),
        (json!({}), "cart_empty"),
        (
            json!({"subscription": gold, "path": "server"}),
            "path_unsupported",
        ),
        (
            json!({"subscription": gold, "path": "server", "api": "soap"}),
            "path_unsupported",
        ),
        (
            json!({"donation": roof("9"), "path": "server", "api": "nvp"}),
            "path_unsupported",
        ),
        (
            json!({"subscription": gold, "expected_total": "8.00"}),
            "total_changed",
        ),
        (json!({"donation": roof("4.99")}), "donation_amount"),
        (json!({"donation": roof("500.01")}), "donation_amount"),
        (json!({"donation": roof("-9.00")}), "amount_unreadable"),
        (
            json!({"donation": {"id": "MEAL", "amount": "7.00"}}),
            "donation_amount",
        ),
        (
            json!({"donation": {"id": "BELL", "amount": "0.00"}}),
            "donation_amount",
        ),
        (
            json!({"subscription": gold, "custom": ""}),
            "custom_unusable",
        ),
        (
            json!({"subscription": gold, "custom": "a\nb"}),
            "custom_unusable",
        ),
        (
            json!({"subscription": gold, "custom": "x".repeat(227)}),
            "custom_unusable",
        ),
    ] {
        let mut request = json!({"idempotency_key": fresh_key(), "currency": "USD"});
        let members = request.as_object_mut().unwrap();
        members.extend(more.as_object().unwrap().clone());
        let (status, problem) = club
            .shop
            .call(Method::POST, "/api/checkouts", Some(&request))
            .await;
        assert!(status.is_client_error(), "{more}: {problem}");
        assert_eq!(problem["code"], code, "{more}: {problem}");
    }
}

#[tokio::test]
async fn nobody_subscribes_on_other_terms_than_were_shown() {
    let club = Club::open().await;
    let (_, catalogue) = club.shop.call(Method::GET, "/api/catalogue", None).await;
    let plan = |id: &str| {
        let mut offers = catalogue["subscriptions"].as_array().unwrap().iter();
        let mut offer = offers.find(|offer| offer["id"] == id).unwrap().clone();
        let members = offer.as_object_mut().unwrap();
        members.retain(|name, _| name != "id" && name != "name");
        offer
    };
    let ask = async |id: &str, plan: &Value| {
        let mut request = subscription(id);
        request["subscription"]["expected_plan"] = plan.clone();
        request["idempotency_key"] = json!(fresh_key());
        club.shop
            .call(Method::POST, "/api/checkouts", Some(&request))
            .await
    };
    for id in ["GOLD", "TRIAL"] {
        let (status, created) = ask(id, &plan(id)).await;
        assert_eq!(status, StatusCode::CREATED, "{created}");
    }
    // Each of them begins as the offer does, and goes on at another price, for
    // another time, or without an end.
    let trial = plan("TRIAL");
    for (place, value) in [
        ("/regular/amount", json!("8.99")),
        ("/regular/period", json!("1 W")),
        ("/trial/period", json!("4 W")),
        ("/second_trial", Value::Null),
        ("/second_trial/amount", json!("4.00")),
        ("/recurrences", json!(12)),
    ] {
        let mut shown = trial.clone();
        *shown.pointer_mut(place).unwrap() = value;
        let (status, problem) = ask("TRIAL", &shown).await;
        assert_eq!(status, StatusCode::CONFLICT, "{place}: {problem}");
        assert_eq!(problem["code"], "plan_changed", "{place}");
        assert_eq!(
            [&problem["plan"], &problem["currency"], &problem["total"]],
            [&trial, &json!("USD"), &json!("0.00")]
        );
    }
    for (place, value, code) in [
        ("/regular/amount", "9", None),
        ("/regular/period", "1M", None),
        ("/regular/amount", "nine", Some("amount_unreadable")),
        ("/regular/period", "1 X", Some("variable_invalid")),
        ("/trial/period", "91 D", Some("variable_out_of_range")),
    ] {
        let mut shown = trial.clone();
        *shown.pointer_mut(place).unwrap() = json!(value);
        let (status, answer) = ask("TRIAL", &shown).await;
        match code {
            None => assert_eq!(status, StatusCode::CREATED, "{value}: {answer}"),
            Some(code) => assert_eq!(answer["code"], code, "{value}: {answer}"),
        }
    }
}

#[tokio::test]
async fn the_form_is_encrypted_where_forms_are() {
    let now = jiff::Timestamp::now();
    let shop = KeyPair::generate("Shop", 30, now).unwrap();
    let paypal = KeyPair::generate("PayPal", 30, now).unwrap();
    let (key, certificate) = (&shop.key, &shop.certificate);
    let forms = EncryptedForms::new("ABCDEFGHJKLMN", key, certificate, &paypal.certificate);
    let forms = Arc::new(forms.unwrap());
    let club = Club::changed(move |config| config.encrypted_forms = Some((*forms).clone())).await;
    let donation = json!({
        "idempotency_key": fresh_key(), "currency": "USD", "donation": {"id": "ROOF"},
    });
    for request in [subscription("GOLD"), donation] {
        let fields = edited(&club.shop.create(&request).await, &[]);
        let names: Vec<_> = fields.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["cmd", "encrypted"]);
    }
}
