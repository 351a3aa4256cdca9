//! Requests for a checkout at the merchant server.

use axum::http::{Request, StatusCode};
use paypal_merchant::ledger::Database;
use paypal_merchant::{Catalogue, Config, Merchant};
use serde_json::Value;
use tempfile::TempDir;

use crate::server::Server;

const CATALOGUE: &str = r#"{
    "currencies": ["USD", "JPY"],
    "pricing": {"USD": {"tax": {"rate": "8.25"}}},
    "products": [
        {"sku": "MUG", "name": "Mug", "prices": {"USD": "18.00", "JPY": "2600"}, "max_quantity": 9,
         "options": [{"name": "Size", "choices": [{"value": "Small"},
            {"value": "Large", "prices": {"USD": "24.00", "JPY": "3400"}}]}]}
    ]
}"#;

/// Every price of the catalogue.
const PRICES: [&str; 4] = ["18.00", "24.00", "2600", "3400"];

thread_local! {
    static MERCHANT: (Server, TempDir) = start();
}

fn start() -> (Server, TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let database = Database::file(folder.path().join("ledger.db"));
    let server = Server::start(async || {
        let catalogue = Catalogue::parse(CATALOGUE).expect("a catalogue");
        // No PayPal is asked: only forms are made.
        let environment = "http://127.0.0.1:9".parse().expect("an address");
        let business = "merchant@example.com".parse().expect("a payee");
        let mut config = Config::new(environment, business, catalogue, database);
        config.requests_per_minute = u32::MAX;
        let shop = Merchant::open(config, "http://127.0.0.1").await;
        shop.expect("a shop").router()
    });
    (server, folder)
}

/// `amount_1`, `amount_2`, ….
fn is_price(name: &Value) -> bool {
    name.as_str()
        .is_some_and(|name| name.starts_with("amount_"))
}

/// Posts a request: it makes a checkout with prices of the catalogue, or
/// is refused by problem details.
pub fn run(data: &[u8]) {
    MERCHANT.with(|(merchant, _)| {
        let request = Request::post("/api/checkouts").header("content-type", "application/json");
        let request = request.body(data.to_vec().into()).expect("a request");
        let (status, body): (StatusCode, _) = merchant.send(request);
        let body: Value = serde_json::from_slice(&body).expect("every answer is JSON");
        if status.is_success() {
            assert!(body["checkout_id"].is_string(), "{status}: {body}");
            let fields = body["fields"].as_array().expect("the form's variables");
            let mut prices = fields.iter().filter(|field| is_price(&field[0]));
            assert!(prices.clone().count() > 0, "no price: {body}");
            assert!(
                prices.all(|price| PRICES.iter().any(|own| price[1] == *own)),
                "a price that the catalogue does not have: {body}"
            );
        } else {
            assert!(status.is_client_error(), "{status}: {body}");
            assert!(body["code"].is_string(), "{status}: {body}");
        }
    });
}
