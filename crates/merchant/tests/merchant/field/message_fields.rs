//! A shop with one open checkout, and messages about it.

use std::sync::Arc;

use paypal_merchant::{Catalogue, Ids};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::harness::verifier::Verifier;
use crate::harness::{Shop, fresh_key, id_of};

/// The transaction of [`Fields::completed`].
pub const TXN: &str = "1AB23456CD789012E";

/// A shop with one open checkout whose messages PayPal calls its own.
pub struct Listener {
    pub shop: Shop,
    pub paypal: Verifier,
    pub id: String,
}

impl Listener {
    pub async fn open(currency: &'static str, price: &'static str) -> Self {
        let paypal = Verifier::open().await;
        let catalogue = json!({
            "currencies": [currency],
            "products": [{"sku": "MUG", "name": "Mug", "prices": {currency: price}}],
        })
        .to_string();
        let change = move |config: &mut paypal_merchant::Config| {
            config.catalogue = Catalogue::parse(&catalogue).unwrap();
            config.ids = Ids::new(|| [7; 10]);
        };
        let shop = Shop::changed(&paypal.url, None, Arc::new(change)).await;
        let order = json!({
            "idempotency_key": fresh_key(), "path": "form", "currency": currency,
            "lines": [{"sku": "MUG", "quantity": 1}],
        });
        let id = id_of(&shop.create(&order).await);
        Self { shop, paypal, id }
    }

    /// With its order paid.
    pub async fn paid(currency: &'static str, price: &'static str) -> Self {
        let listener = Self::open(currency, price).await;
        let paid = Fields::completed(&listener.id, currency, price);
        assert_eq!(listener.hear(&paid).await["status"], "paid");
        listener
    }

    /// PayPal sends a message and calls it its own. The checkout afterwards.
    pub async fn hear(&self, fields: &Fields) -> Value {
        self.paypal.will(&[(200, "VERIFIED")]);
        let status = self.shop.notify(fields.body().as_bytes()).await;
        assert_eq!(status, StatusCode::OK, "{fields:?}");
        self.shop.checkout(&self.id).await
    }

    /// The verdict on the newest message about the checkout.
    pub async fn verdict(&self) -> String {
        let messages = self.shop.messages(&self.id).await;
        messages.last().unwrap().verdict.clone().unwrap()
    }
}

/// The fields of a message.
#[derive(Clone, Debug)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    pub fn new(fields: &[(&str, &str)]) -> Self {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Self(fields.iter().map(owned).collect())
    }

    /// A payment of one mug.
    pub fn completed(id: &str, currency: &str, gross: &str) -> Self {
        Self::new(&[
            ("mc_currency", currency),
            ("payment_status", "Completed"),
            ("payment_type", "instant"),
            ("txn_type", "web_accept"),
            ("txn_id", TXN),
            ("receiver_email", "merchant@example.com"),
            ("receiver_id", "MERCHANT23456"),
            ("business", "merchant@example.com"),
            ("payer_id", "BUYER23456789"),
            ("payer_email", "buyer@example.com"),
            ("first_name", "Ann"),
            ("item_name", "Mug"),
            ("item_number", "MUG"),
            ("quantity", "1"),
            ("custom", id),
            ("invoice", id),
            ("test_ipn", "1"),
            ("notify_version", "3.9"),
            ("payment_date", "01:02:03 Mar 04, 2026 PST"),
            ("mc_gross", gross),
        ])
    }

    /// With a field of another value; `None` leaves it out.
    pub fn with(mut self, name: &str, value: Option<&str>) -> Self {
        self.0.retain(|(known, _)| known != name);
        if let Some(value) = value {
            self.0.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    pub fn body(&self) -> String {
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&self.0)
            .finish()
    }
}
