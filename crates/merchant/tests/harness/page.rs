//! A page that makes its payments by itself, with a client id alone.

use std::sync::Arc;

use leptos_paypal_core::paypal::Purchase;
use leptos_paypal_core::paypal::v1::NewPayment;
use leptos_paypal_core::paypal::v2::NewOrder;
use leptos_paypal_core::{
    Cart, CartAction, CheckoutId, ChosenOption, Currency, PricingRules, Totals,
};
use paypal_merchant::Catalogue;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::{CATALOGUE, Shop, World, read};

/// The APIs that a page makes payments by.
pub const PAGE_APIS: [&str; 2] = ["payments_v1", "orders_v2"];

/// Payment that a page has made.
pub struct PagePayment {
    pub api: &'static str,
    /// The checkout id that the page chose.
    pub checkout: String,
    /// PayPal's id of the order or payment.
    pub paypal_id: String,
    /// Id by which PayPal's page knows it.
    token: String,
    /// The browser's access token.
    bearer: String,
}

/// Articles of a page's cart: number, size, quantity.
pub type Article = (&'static str, Option<&'static str>, u32);

/// Two large mugs and a tea.
pub const ARTICLES: [Article; 2] = [("MUG", Some("Large"), 2), ("TEA", None, 1)];

pub fn fresh_id() -> CheckoutId {
    CheckoutId::from_random(fastrand::u128(..).to_be_bytes())
}

/// The request that the page's code makes of a cart of the shop's articles.
pub fn request(api: &str, id: &CheckoutId, currency: Currency, articles: &[Article]) -> Value {
    let catalogue = Catalogue::parse(CATALOGUE).unwrap();
    let section = catalogue.section(currency).unwrap();
    let mut cart = Cart::new(currency);
    for (sku, size, quantity) in articles {
        let product = section.product(&sku.parse().unwrap()).unwrap();
        let chosen: Vec<_> = size
            .iter()
            .map(|size| ChosenOption {
                name: "Size".to_owned(),
                value: (*size).to_owned(),
            })
            .collect();
        let mut item = product.item(&chosen).unwrap();
        // A page's own limits are its own.
        item.max_quantity = None;
        cart = cart
            .reduce(CartAction::Add {
                item: Arc::new(item),
                quantity: *quantity,
            })
            .unwrap();
    }
    request_of(api, id, &cart, &section.rules)
}

pub fn request_of(api: &str, id: &CheckoutId, cart: &Cart, rules: &PricingRules) -> Value {
    let totals = Totals::of(cart, rules).unwrap();
    let back = "https://shop.example/thanks.html";
    let purchase = Purchase::new(id, cart, &totals, back, back);
    if api == "payments_v1" {
        serde_json::to_value(NewPayment::of(&purchase).unwrap()).unwrap()
    } else {
        let order = NewOrder::of(&purchase).unwrap();
        serde_json::to_value(order.without_payment_source()).unwrap()
    }
}

impl World {
    /// A call of the page to PayPal.
    async fn page_call(&self, method: Method, bearer: &str, path: &str, body: &Value) -> Value {
        let call = self
            .shop
            .client
            .request(method, format!("{}{path}", self.sandbox.url()))
            .bearer_auth(bearer)
            .header("content-type", "application/json")
            .header("prefer", "return=representation");
        let call = match body {
            Value::Null => call,
            body => call.body(body.to_string()),
        };
        let (status, answer) = read(call.send().await.unwrap()).await;
        assert!(status.is_success(), "{path}: {answer}");
        answer
    }

    /// Makes a payment as a page does.
    pub async fn page_makes(&self, api: &'static str, request: &Value) -> PagePayment {
        let token = self
            .shop
            .client
            .post(format!("{}/v1/oauth2/token", self.sandbox.url()))
            .basic_auth("sandbox-client", Some(""))
            .header("content-type", "application/x-www-form-urlencoded")
            .body("grant_type=client_credentials");
        let (_, token) = read(token.send().await.unwrap()).await;
        let bearer = token["access_token"].as_str().unwrap().to_owned();
        let is_v1 = api == "payments_v1";
        let path = if is_v1 {
            "/v1/payments/payment"
        } else {
            "/v2/checkout/orders"
        };
        let made = self.page_call(Method::POST, &bearer, path, request).await;
        let paypal_id = made["id"].as_str().unwrap().to_owned();
        let (custom, token) = if is_v1 {
            let links = made["links"].as_array().unwrap();
            let link = links.iter().find(|link| link["rel"] == "approval_url");
            let url = link.unwrap()["href"].as_str().unwrap();
            let token = url.split_once("token=").unwrap().1.to_owned();
            (&request["transactions"][0]["custom"], token)
        } else {
            (
                &request["purchase_units"][0]["custom_id"],
                paypal_id.clone(),
            )
        };
        PagePayment {
            api,
            checkout: custom.as_str().unwrap_or_default().to_owned(),
            paypal_id,
            token,
            bearer,
        }
    }

    /// The buyer agrees, and the page completes the payment.
    pub async fn page_completes(&self, payment: &PagePayment) -> Value {
        let query = self.click(&payment.token, "approve").await;
        let id = &payment.paypal_id;
        let (path, body) = if payment.api == "payments_v1" {
            let payer = form_urlencoded::parse(query.as_bytes())
                .find(|(name, _)| name == "PayerID")
                .map(|(_, value)| value.into_owned())
                .unwrap();
            (
                format!("/v1/payments/payment/{id}/execute"),
                json!({"payer_id": payer}),
            )
        } else {
            (format!("/v2/checkout/orders/{id}/capture"), json!({}))
        };
        self.page_call(Method::POST, &payment.bearer, &path, &body)
            .await
    }

    /// The buyer agrees, and the page has the money reserved.
    pub async fn page_authorizes(&self, payment: &PagePayment) -> Value {
        if payment.api == "payments_v1" {
            return self.page_completes(payment).await;
        }
        self.click(&payment.token, "approve").await;
        let path = format!("/v2/checkout/orders/{}/authorize", payment.paypal_id);
        self.page_call(Method::POST, &payment.bearer, &path, &json!({}))
            .await
    }

    /// A payment of two large mugs and a tea, changed and paid for.
    pub async fn page_pays(
        &self,
        api: &'static str,
        change: impl FnOnce(&mut Value),
    ) -> PagePayment {
        let mut new = request(api, &fresh_id(), Currency::USD, &ARTICLES);
        change(&mut new);
        let payment = self.page_makes(api, &new).await;
        self.page_completes(&payment).await;
        payment
    }
}

impl Shop {
    /// Request of the page to the shop's server.
    pub async fn adopt(&self, paypal_id: &str) -> (StatusCode, Value) {
        let body = json!({"paypal_id": paypal_id});
        self.call(Method::POST, "/api/checkouts/adopt", Some(&body))
            .await
    }
}
