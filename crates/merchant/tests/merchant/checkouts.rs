//! Making checkouts: prices, keys, and what is refused.

use crate::harness::{self, Shop, World, edited, fresh_key, id_of, order};
use reqwest::header::CONTENT_TYPE;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

/// No PayPal is asked in these tests.
const NOWHERE: &str = "http://127.0.0.1:9";

async fn post(shop: &Shop, body: &Value) -> (StatusCode, Value) {
    shop.call(Method::POST, "/api/checkouts", Some(body)).await
}

#[tokio::test]
async fn the_form_has_everything_that_paypal_needs() {
    let shop = Shop::open(NOWHERE).await;
    let created = shop.create(&order("USD")).await;
    let id = id_of(&created);
    assert!(id.starts_with("co_") && id.len() == 29);
    assert_eq!(created["status"], "created");
    assert_eq!(created["action"], format!("{NOWHERE}/cgi-bin/webscr"));
    let fields = edited(&created, &[]);
    assert_eq!(fields[0], ("cmd".to_owned(), "_cart".to_owned()));
    let url = shop.running.url();
    let get = |name: &str| {
        let mut found = fields.iter().filter(|(field, _)| field == name);
        let value = found.next().map(|(_, value)| value.as_str());
        assert!(found.next().is_none(), "{name} is there twice");
        value
    };
    for (name, value) in [
        ("upload", "1".to_owned()),
        ("business", "merchant@example.com".to_owned()),
        ("currency_code", "USD".to_owned()),
        ("charset", "utf-8".to_owned()),
        ("item_name_1", "Mug \"O'Neill\" <b>& 茶 🍵".to_owned()),
        ("item_number_1", "MUG".to_owned()),
        ("amount_1", "24.00".to_owned()),
        ("quantity_1", "2".to_owned()),
        ("on0_1", "Size".to_owned()),
        ("os0_1", "Large".to_owned()),
        ("tax_cart", "4.78".to_owned()),
        ("custom", id.clone()),
        ("invoice", id.clone()),
        ("notify_url", format!("{url}/paypal/ipn")),
        ("return", format!("{url}/www/return.html?checkout={id}")),
        (
            "cancel_return",
            format!("{url}/www/return.html?checkout={id}&cancelled=1"),
        ),
    ] {
        assert_eq!(get(name), Some(value.as_str()), "{name}");
    }
}

#[tokio::test]
async fn one_key_is_one_checkout() {
    let shop = Shop::open(NOWHERE).await;
    let request = order("USD");
    let first = shop.create(&request).await;
    let (status, again) = post(&shop, &request).await;
    assert_eq!((status, &again), (StatusCode::OK, &first));
    let mut other = request.clone();
    other["lines"][0]["quantity"] = json!(3);
    let (status, problem) = post(&shop, &other).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert_eq!(problem["code"], "idempotency_key_reused");
    let mut fresh = request;
    fresh["idempotency_key"] = json!(fresh_key());
    assert_ne!(id_of(&shop.create(&fresh).await), id_of(&first));
}

#[tokio::test]
async fn many_clicks_at_once_are_one_checkout() {
    let shop = Shop::open(NOWHERE).await;
    let request = order("USD");
    let mut other = request.clone();
    other["currency"] = json!("EUR");
    let clicks: Vec<_> = (0..24)
        .map(|n| {
            let client = shop.client.clone();
            let url = format!("{}/api/checkouts", shop.running.url());
            let body = if n % 2 == 0 { &request } else { &other }.to_string();
            tokio::spawn(async move {
                let request = client.post(url).header(CONTENT_TYPE, "application/json");
                harness::read(request.body(body).send().await.unwrap()).await
            })
        })
        .collect();
    let (mut created, mut repeated, mut refused) = (0, 0, 0);
    let mut ids = std::collections::BTreeSet::new();
    for click in clicks {
        let (status, answer) = click.await.unwrap();
        match status {
            StatusCode::CREATED => created += 1,
            StatusCode::OK => repeated += 1,
            StatusCode::CONFLICT => {
                assert_eq!(answer["code"], "idempotency_key_reused");
                refused += 1;
                continue;
            }
            other => panic!("{other}: {answer}"),
        }
        ids.insert(id_of(&answer));
    }
    assert_eq!((created, repeated, refused), (1, 11, 12));
    assert_eq!(ids.len(), 1);
    assert_eq!(shop.ledger().checkouts(None, 10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_total_that_the_buyer_was_not_shown_is_refused() {
    let shop = Shop::open(NOWHERE).await;
    let mut request = order("USD");
    request["expected_total"] = json!("67.67");
    shop.create(&request).await;
    request["idempotency_key"] = json!(fresh_key());
    request["expected_total"] = json!("60.00");
    let (status, problem) = post(&shop, &request).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert_eq!(problem["code"], "total_changed");
    assert_eq!(
        (&problem["currency"], &problem["total"]),
        (&json!("USD"), &json!("67.67"))
    );
    assert_eq!(
        problem["totals"],
        json!({"currency": "USD", "items": "57.99", "discount": "0.00", "shipping": "4.90",
               "handling": "0.00", "tax": "4.78", "total": "67.67"})
    );
}

#[tokio::test]
async fn what_cannot_be_bought_is_refused_with_a_code() {
    let shop = Shop::open(NOWHERE).await;
    for (pointer, value, status, code) in [
        ("/currency", json!("GBP"), 400, "currency_not_offered"),
        ("/currency", json!("usd"), 400, "currency_not_offered"),
        ("/path", json!("sdk"), 400, "path_unsupported"),
        (
            "/idempotency_key",
            json!("short"),
            400,
            "idempotency_key_invalid",
        ),
        (
            "/idempotency_key",
            json!("with blanks in it"),
            400,
            "idempotency_key_invalid",
        ),
        ("/lines", json!([]), 400, "cart_empty"),
        ("/lines/0/sku", json!("NIX"), 400, "sku_unknown"),
        ("/lines/0/sku", json!(""), 400, "body_unreadable"),
        ("/lines/1/sku", json!("GONE"), 409, "sold_out"),
        ("/lines/0/quantity", json!(0), 400, "quantity_not_positive"),
        ("/lines/0/quantity", json!(10), 400, "quantity_above_limit"),
        ("/lines/0/quantity", json!(-1), 400, "body_unreadable"),
        ("/lines/0/quantity", json!(1.5), 400, "body_unreadable"),
        ("/lines/0/options", json!([]), 400, "option_unknown"),
        (
            "/lines/0/options/0/value",
            json!("Huge"),
            400,
            "option_unknown",
        ),
        ("/lines/0/price", json!("0.01"), 400, "body_unreadable"),
        ("/expected_total", json!("lots"), 400, "amount_unreadable"),
    ] {
        let mut request = order("USD");
        request["expected_total"] = json!("67.67");
        request["lines"][0]["price"] = Value::Null;
        *request.pointer_mut(pointer).unwrap() = value;
        if let Some(line) = request
            .pointer_mut("/lines/0")
            .and_then(Value::as_object_mut)
            && line["price"].is_null()
        {
            line.remove("price");
        }
        let (got, problem) = post(&shop, &request).await;
        assert_eq!(
            (got.as_u16(), &problem["code"]),
            (status, &json!(code)),
            "{pointer}: {problem}"
        );
        assert_eq!(problem["status"], status);
    }
    assert!(shop.ledger().checkouts(None, 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn bodies_are_json_and_not_too_large() {
    let shop = Shop::open(NOWHERE).await;
    let url = format!("{}/api/checkouts", shop.running.url());
    let send = async |kind: &'static str, body: String| {
        let request = shop.client.post(&url).header(CONTENT_TYPE, kind).body(body);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.headers()[CONTENT_TYPE], "application/problem+json");
        harness::read(answer).await
    };
    let (status, problem) = send("text/plain", order("USD").to_string()).await;
    assert_eq!(status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(problem["code"], "content_type_unsupported");
    let (status, problem) = send("application/json; charset=utf-8", "{".to_owned()).await;
    assert_eq!(
        (status, &problem["code"]),
        (StatusCode::BAD_REQUEST, &json!("body_unreadable"))
    );
    let (status, problem) = send("application/json", " ".repeat(70_000)).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(problem["code"], "body_too_large");
}

#[tokio::test]
async fn checkouts_that_are_not_there() {
    let shop = Shop::open(NOWHERE).await;
    for id in ["co_bbbbbbbbbbbbbbbbbbbbbbbbbb", "nix", "..%2F"] {
        let (status, problem) = shop
            .call(Method::GET, &format!("/api/checkouts/{id}"), None)
            .await;
        assert_eq!(
            (status, &problem["code"]),
            (StatusCode::NOT_FOUND, &json!("checkout_unknown"))
        );
        let (status, _) = shop
            .call(
                Method::POST,
                &format!("/api/checkouts/{id}/complete"),
                Some(&json!({"query": ""})),
            )
            .await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn the_catalogue_speaks_one_currency_at_a_time() {
    let shop = Shop::open(NOWHERE).await;
    let (status, first) = shop.call(Method::GET, "/api/catalogue", None).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(first["currency"], "USD");
    assert_eq!(first["currencies"], json!(["USD", "EUR", "JPY"]));
    assert_eq!(first["environment"], NOWHERE);
    assert_eq!(first["pricing"]["tax"]["rate"], "8.25");
    assert_eq!(first["weight_unit"], "lbs");
    let (_, yen) = shop
        .call(Method::GET, "/api/catalogue?currency=JPY", None)
        .await;
    assert_eq!(
        yen["products"][0]["price"],
        json!({"value": "2600", "currency": "JPY"})
    );
    assert_eq!(
        yen["products"][0]["options"][0]["choices"][1]["price"],
        json!({"value": "3400", "currency": "JPY"})
    );
    assert_eq!(yen["pricing"]["tax"], Value::Null);
    let (status, problem) = shop
        .call(Method::GET, "/api/catalogue?currency=GBP", None)
        .await;
    assert_eq!(
        (status, &problem["code"]),
        (StatusCode::BAD_REQUEST, &json!("currency_not_offered"))
    );
}

#[tokio::test]
async fn a_restart_forgets_nothing() {
    let mut world = World::start().await;
    let (id, _) = world.bought(&[]).await;
    let before = world.shop.until(&id, "paid").await;
    let request = order("USD");
    let created = world.shop.create(&request).await;
    let messages = world.shop.messages(&id).await;
    let history = world.shop.history(&id).await;
    world.shop = world.shop.restart().await;
    assert_eq!(world.shop.checkout(&id).await, before);
    assert_eq!(world.shop.messages(&id).await, messages);
    assert_eq!(world.shop.history(&id).await, history);
    let (status, again) = post(&world.shop, &request).await;
    assert_eq!((status, again), (StatusCode::OK, created));
    // The same bytes are nothing new.
    let raw = messages[0].raw.clone();
    assert_eq!(world.shop.notify(&raw).await, StatusCode::OK);
    assert_eq!(world.shop.messages(&id).await.len(), 1);
    assert_eq!(world.shop.steps(&id).await.len(), 2);
}

/// Weights come with their unit, which the catalogue chooses.
#[tokio::test]
async fn a_form_says_what_its_weights_are_in() {
    for (unit, expected) in [(None, "lbs"), (Some("kgs"), "kgs")] {
        let mut catalogue = json!({
            "currencies": ["USD"],
            "products": [{"sku": "MUG", "name": "Mug", "prices": {"USD": "18.00"}, "weight": "0.34"}],
        });
        if let Some(unit) = unit {
            catalogue["weight_unit"] = unit.into();
        }
        let world = World::changed(move |config| {
            config.catalogue = paypal_merchant::Catalogue::parse(&catalogue.to_string()).unwrap();
        })
        .await;
        let order = json!({
            "idempotency_key": harness::fresh_key(), "path": "form", "currency": "USD",
            "lines": [{"sku": "MUG", "quantity": 1}],
        });
        let created = world.shop.create(&order).await;
        let fields = created["fields"].as_array().unwrap();
        for pair in [
            json!(["weight_1", "0.34"]),
            json!(["weight_unit", expected]),
        ] {
            assert!(fields.contains(&pair), "{fields:?}");
        }
        world.pay(&harness::edited(&created, &[])).await;
        world.shop.until(&harness::id_of(&created), "paid").await;
    }
}
