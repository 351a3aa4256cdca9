//! The shop's own note of a checkout.

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::harness::buyer::{APIS, server_order, token_of};
use crate::harness::{World, id_of, order};

const NOTE: &str = "Order 4711 <b> 茶; co_bbbbbbbbbbbbbbbbbbbbbbbbbb";

#[tokio::test]
async fn it_comes_back_by_whichever_api_and_is_no_checkout_id() {
    for api in APIS {
        let world = World::start().await;
        let mut request = server_order(api);
        request["custom"] = NOTE.into();
        let created = world.shop.create(&request).await;
        let id = id_of(&created);
        let query = world.click(&token_of(&created), "approve").await;
        let told = world.shop.complete(&id, &query).await;
        assert_eq!(told["status"], "paid", "{api}: {told}");
        assert_eq!(told["custom"], NOTE);
        // PayPal knows the checkout's id alone.
        assert_eq!(world.payment(&id).await["custom"], id);
        let history = world.shop.history(&id).await;
        assert_eq!(history[0].detail.as_deref(), Some(NOTE));
        let (_, listed) = world.shop.admin(Method::GET, "/checkouts", None).await;
        assert_eq!(listed[0]["custom"], NOTE);
        // Another note is another request.
        request["custom"] = "4712".into();
        let (status, problem) = world
            .shop
            .call(Method::POST, "/api/checkouts", Some(&request))
            .await;
        assert_eq!(status, StatusCode::CONFLICT);
        assert_eq!(problem["code"], "idempotency_key_reused");
    }
}

#[tokio::test]
async fn forms_have_it_too() {
    let world = World::start().await;
    let mut request = order("USD");
    request["custom"] = json!("x".repeat(226));
    let created = world.shop.create(&request).await;
    let id = id_of(&created);
    assert!(!created["fields"].to_string().contains("xxx"));
    assert_eq!(world.shop.checkout(&id).await["custom"], request["custom"]);
}
