//! Orders whose total PayPal changes by shipping and tax of the account's
//! profile.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{World, edited, id_of, order};

async fn settings(world: &World, patch: Value) {
    let path = "accounts/merchant@example.com";
    world.control(Method::PATCH, path, patch).await;
}

fn shipping(currency: &str, charge: &str) -> Value {
    let rate = json!({
        "basis": "quantity", "currency": currency, "tiers": [{"from": "1", "charge": charge}],
    });
    json!({"shipping": {"domestic": rate}})
}

/// The form has neither shipping nor tax in euros, and names no shipping of the
/// second line in dollars: what the profile adds is not what was ordered.
#[tokio::test]
async fn charges_of_the_profile_are_looked_at_by_a_person() {
    let taxed = json!({"sales_tax": [{"country": "US", "rate": "10"}]});
    for (currency, patch, gross) in [
        ("EUR", taxed, "58.85"),
        ("EUR", shipping("EUR", "3.50"), "57.00"),
        ("USD", shipping("USD", "3.50"), "71.17"),
    ] {
        let world = World::start().await;
        let created = world.shop.create(&order(currency)).await;
        settings(&world, patch.clone()).await;
        let id = id_of(&created);
        world.pay(&edited(&created, &[])).await;
        let found = world.shop.until(&id, "review").await;
        assert_eq!(found["reason"], "amount_mismatch", "{patch}: {found}");
        assert_eq!(world.payment(&id).await["gross"], gross, "{patch}");
    }
}

/// Tax that the form names goes before that of the profile.
#[tokio::test]
async fn the_forms_own_tax_leaves_the_order_as_it_is() {
    let world = World::start().await;
    let taxed = json!({"sales_tax": [{"country": "US", "rate": "50", "on_shipping": true}]});
    settings(&world, taxed).await;
    let created = world.shop.create(&order("USD")).await;
    world.pay(&edited(&created, &[])).await;
    let paid = world.shop.until(&id_of(&created), "paid").await;
    assert_eq!(paid["payment"]["gross"], created["total"]);
}
