//! Money that came without fitting: kept for a person, and never paid.

use leptos_paypal_core::Currency;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::open;
use crate::harness::World;
use crate::harness::page::{ARTICLES, Article, PAGE_APIS, fresh_id, request};

/// The first item and the amount of a request, of either API.
fn set_price(api: &str, new: &mut Value, price: &str, goods: &str, total: &str) {
    if api == "payments_v1" {
        let transaction = &mut new["transactions"][0];
        transaction["item_list"]["items"][0]["price"] = json!(price);
        transaction["amount"]["details"]["subtotal"] = json!(goods);
        transaction["amount"]["total"] = json!(total);
    } else {
        let unit = &mut new["purchase_units"][0];
        unit["items"][0]["unit_amount"]["value"] = json!(price);
        unit["amount"]["breakdown"]["item_total"]["value"] = json!(goods);
        unit["amount"]["value"] = json!(total);
    }
}

fn items_of<'a>(api: &str, new: &'a mut Value) -> &'a mut Value {
    if api == "payments_v1" {
        &mut new["transactions"][0]["item_list"]["items"]
    } else {
        &mut new["purchase_units"][0]["items"]
    }
}

type Change = fn(&mut Value);

/// Adopts a payment, and expects it in review for `reason`.
async fn is_in_review(world: &World, paypal_id: &str, reason: &str) -> Value {
    let (status, checkout) = world.shop.adopt(paypal_id).await;
    assert_eq!(status, StatusCode::CREATED, "{checkout}");
    assert_eq!(
        (&checkout["status"], &checkout["reason"]),
        (&json!("review"), &json!(reason)),
        "{checkout}"
    );
    checkout
}

#[tokio::test]
async fn a_price_of_the_pages_own_is_for_a_person() {
    let world = open().await;
    for api in PAGE_APIS {
        let payment = world
            .page_pays(api, |new| {
                // Two mugs for a cent each, with shipping and tax as they were.
                set_price(api, new, "0.01", "10.01", "19.69");
            })
            .await;
        let checkout = is_in_review(&world, &payment.paypal_id, "amount_mismatch").await;
        // Priced by the shop, whatever was paid.
        assert_eq!(checkout["total"], "67.67");
        assert_eq!(checkout["payment"]["gross"], "19.69");
        // The operator sees it with the values, and decides.
        let (_, listed) = world
            .shop
            .admin(Method::GET, "/checkouts?status=review", None)
            .await;
        let listed = listed[0]["reason_detail"].to_string();
        assert!(listed.contains("19.69"), "{listed}");
        let accept = json!({"idempotency_key": "accept-1", "decision": "accept", "note": "a gift"});
        let path = format!("/checkouts/{}/resolve", payment.checkout);
        let (status, answer) = world.shop.admin(Method::POST, &path, Some(&accept)).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        assert_eq!(
            world.shop.checkout(&payment.checkout).await["status"],
            "paid"
        );
    }
}

#[tokio::test]
async fn articles_that_the_shop_does_not_sell_so_are_for_a_person() {
    let world = open().await;
    let changes: [(&str, Change); 5] = [
        ("unknown article", |items| items[1]["sku"] = json!("GOLD")),
        ("no article number", |items| {
            items[1].as_object_mut().unwrap().remove("sku");
        }),
        ("sold out", |items| items[1]["sku"] = json!("GONE")),
        ("another choice", |items| {
            items[0]["description"] = json!("Size: Huge");
        }),
        ("no choice", |items| {
            items[0].as_object_mut().unwrap().remove("description");
        }),
    ];
    for (what, change) in changes {
        for api in PAGE_APIS {
            let payment = world.page_pays(api, |new| change(items_of(api, new))).await;
            let checkout = is_in_review(&world, &payment.paypal_id, "items_mismatch").await;
            assert_eq!(checkout["lines"], json!([]), "{what}");
            assert_eq!(checkout["total"], "67.67", "{what}");
        }
    }
}

#[tokio::test]
async fn more_than_the_limit_is_for_a_person() {
    let world = open().await;
    let articles: [Article; 1] = [("MUG", Some("Large"), 10)];
    for api in PAGE_APIS {
        for is_split in [false, true] {
            let mut new = request(api, &fresh_id(), Currency::USD, &articles);
            if is_split {
                let items = items_of(api, &mut new);
                let mut half = items[0].clone();
                half["quantity"] = json!("5");
                *items = json!([half, half]);
            }
            let payment = world.page_makes(api, &new).await;
            world.page_completes(&payment).await;
            is_in_review(&world, &payment.paypal_id, "items_mismatch").await;
        }
    }
}

#[tokio::test]
async fn fewer_articles_for_the_price_of_others_are_for_a_person() {
    let world = open().await;
    // A tea for the price of a tea, as another article that costs more.
    for api in PAGE_APIS {
        let mut new = request(api, &fresh_id(), Currency::USD, &ARTICLES[1..]);
        let item = &mut items_of(api, &mut new)[0];
        item["sku"] = json!("MUG");
        item["description"] = json!("Size: Large");
        let payment = world.page_makes(api, &new).await;
        world.page_completes(&payment).await;
        let checkout = is_in_review(&world, &payment.paypal_id, "amount_mismatch").await;
        assert_eq!(checkout["lines"][0]["sku"], "MUG");
    }
}

#[tokio::test]
async fn a_currency_that_the_shop_does_not_take_is_for_a_person() {
    let world = open().await;
    for api in PAGE_APIS {
        let new = request(api, &fresh_id(), Currency::EUR, &ARTICLES);
        let new = serde_json::from_str(&new.to_string().replace("EUR", "GBP")).unwrap();
        let payment = world.page_makes(api, &new).await;
        world.page_completes(&payment).await;
        let checkout = is_in_review(&world, &payment.paypal_id, "currency_mismatch").await;
        assert_eq!(checkout["currency"], "GBP");
    }
}

/// A misfit stays one, whichever source tells more of it.
#[tokio::test]
async fn reserved_money_that_does_not_fit_is_not_captured() {
    let world = open().await;
    for api in PAGE_APIS {
        let mut new = request(api, &fresh_id(), Currency::USD, &ARTICLES);
        items_of(api, &mut new)[1]["sku"] = json!("GOLD");
        new["intent"] = json!(if api == "payments_v1" {
            "authorize"
        } else {
            "AUTHORIZE"
        });
        let payment = world.page_makes(api, &new).await;
        let done = world.page_authorizes(&payment).await;
        let checkout = is_in_review(&world, &payment.paypal_id, "items_mismatch").await;
        assert_eq!(checkout["path"], "client");
        let body = json!({"idempotency_key": "capture-1"});
        let path = format!("/checkouts/{}/capture", payment.checkout);
        let (status, _) = world.shop.admin(Method::POST, &path, Some(&body)).await;
        assert_eq!(status, StatusCode::CONFLICT);
        // Captured in PayPal's own pages, it still is no payment that fits.
        let (pointer, capture, body) = if api == "payments_v1" {
            (
                "/transactions/0/related_resources/0/authorization/id",
                "/v1/payments/authorization",
                json!({"amount": {"total": "67.67", "currency": "USD"}, "is_final_capture": true}),
            )
        } else {
            (
                "/purchase_units/0/payments/authorizations/0/id",
                "/v2/payments/authorizations",
                json!({"final_capture": true}),
            )
        };
        let id = done.pointer(pointer).unwrap().as_str().unwrap();
        world.rest(&format!("{capture}/{id}/capture"), &body).await;
        let checkout = payment.checkout.parse().unwrap();
        let merchant = world.shop.running.merchant();
        merchant.reconcile(&checkout).await.unwrap();
        let checkout = world.shop.checkout(&payment.checkout).await;
        assert_eq!(
            (&checkout["status"], &checkout["reason"]),
            (&json!("review"), &json!("items_mismatch")),
            "{api}: {checkout}"
        );
    }
}
