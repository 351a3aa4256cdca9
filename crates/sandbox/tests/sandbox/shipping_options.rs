//! Shipping options of an order: the rules for them, and the buyer who chooses.

use crate::harness::rest::Rest;
use crate::harness::{encode, field, location, text};
use reqwest::StatusCode;
use serde_json::{Value, json};

fn usd(value: &str) -> Value {
    json!({"currency_code": "USD", "value": value})
}

fn option(id: &str, value: &str, is_selected: bool) -> Value {
    json!({"id": id, "label": format!("By {id}"), "type": "SHIPPING", "selected": is_selected, "amount": usd(value)})
}

/// An order of 20.00, with post for 5.00 and courier for 12.50.
fn order() -> Value {
    json!({
        "intent": "CAPTURE",
        "purchase_units": [{
            "amount": {
                "currency_code": "USD",
                "value": "25.00",
                "breakdown": {"item_total": usd("20.00"), "shipping": usd("5.00")},
            },
            "shipping": {"options": [option("post", "5.00", true), option("courier", "12.50", false)]},
        }],
        "application_context": {"return_url": "http://shop.test/return", "cancel_url": "http://shop.test/cancel"},
    })
}

const OPTIONS: &str = "/purchase_units/0/shipping/options";

/// A buyer who looks at an order.
struct Buyer {
    rest: Rest,
    id: String,
}

impl Buyer {
    async fn of(order: Value) -> Self {
        Self::in_window(order, "").await
    }

    async fn in_window(order: Value, query: &str) -> Self {
        let rest = Rest::start().await;
        let made = rest.post("/v2/checkout/orders", order).await.expect(201);
        let id = text(&made["id"]).to_owned();
        let buyer = Self { rest, id };
        let page = buyer.open(query).await;
        let (email, password) = (field(&page, "email"), field(&page, "password"));
        buyer
            .press(
                "login",
                &page,
                &[("email", &email), ("password", &password)],
            )
            .await;
        buyer
    }

    async fn open(&self, query: &str) -> String {
        let url = format!("/checkoutnow?token={}&{query}", self.id);
        let request = self.rest.harness.client.get(self.rest.harness.url(&url));
        request.send().await.unwrap().text().await.unwrap()
    }

    /// Presses a button of a page that was seen before.
    async fn press(&self, what: &str, page: &str, more: &[(&str, &str)]) -> (StatusCode, String) {
        let csrf = field(page, "csrf");
        let form = [
            &[("token", self.id.as_str()), ("csrf", csrf.as_str())],
            more,
        ]
        .concat();
        let path = format!("/checkoutnow/{what}");
        let answer = self.rest.harness.post(&path, encode(&form)).await;
        let status = answer.status();
        match status {
            StatusCode::SEE_OTHER => (status, location(&answer)),
            _ => (status, answer.text().await.unwrap()),
        }
    }

    /// Presses "Pay now" or another button of that form, with the total of the page.
    async fn pay(&self, page: &str, more: &[(&str, &str)]) -> (StatusCode, String) {
        let total = field(page, "total");
        self.press("pay", page, &[&[("total", total.as_str())], more].concat())
            .await
    }

    async fn order(&self) -> Value {
        let path = format!("/v2/checkout/orders/{}", self.id);
        self.rest.get(&path).await.expect(200)
    }

    /// Value and shipping of the order, and the ids that are selected.
    async fn sums(&self) -> (String, String, Vec<String>) {
        let order = self.order().await;
        let amount = &order["purchase_units"][0]["amount"];
        let options = order.pointer(OPTIONS).and_then(Value::as_array).unwrap();
        let selected = options.iter().filter(|option| option["selected"] == true);
        (
            text(&amount["value"]).to_owned(),
            amount["breakdown"]["shipping"]["value"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
            selected
                .map(|option| text(&option["id"]).to_owned())
                .collect(),
        )
    }

    async fn capture(&self) -> String {
        let path = format!("/v2/checkout/orders/{}/capture", self.id);
        let headers = [("prefer", "return=representation")];
        let taken = self.rest.post_with(&path, &headers, json!({})).await;
        let taken = taken.expect(201);
        let capture = taken.pointer("/purchase_units/0/payments/captures/0/amount/value");
        text(capture.unwrap()).to_owned()
    }
}

fn sums(value: &str, shipping: &str, selected: &str) -> (String, String, Vec<String>) {
    (value.into(), shipping.into(), vec![selected.into()])
}

#[tokio::test]
async fn a_chosen_option_changes_the_total_before_anything_is_paid() {
    let buyer = Buyer::of(order()).await;
    let page = buyer.open("").await;
    assert!(
        page.contains("By courier") && page.contains("12.50"),
        "{page}"
    );
    let chosen = [("shipping_option", "courier")];
    let (status, back) = buyer.pay(&page, &[chosen[0], ("action", "update")]).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(back.contains("/checkoutnow?token="), "{back}");
    assert_eq!(buyer.sums().await, sums("32.50", "12.50", "courier"));
    let page = buyer.open("").await;
    assert_eq!(field(&page, "total"), "32.50");
    let (_, back) = buyer.pay(&page, &chosen).await;
    assert!(back.starts_with("http://shop.test/return"), "{back}");
    assert_eq!(buyer.capture().await, "32.50");
    assert_eq!(buyer.sums().await, sums("32.50", "12.50", "courier"));
}

#[tokio::test]
async fn another_option_with_pay_now_shows_the_new_total_first() {
    let buyer = Buyer::of(order()).await;
    let page = buyer.open("").await;
    let (_, back) = buyer.pay(&page, &[("shipping_option", "courier")]).await;
    assert!(back.contains("/checkoutnow?token="), "{back}");
    assert_eq!(buyer.order().await["status"], "CREATED");
    // Back again is as it was, to the cent.
    let page = buyer.open("").await;
    buyer.pay(&page, &[("shipping_option", "post")]).await;
    assert_eq!(buyer.sums().await, sums("25.00", "5.00", "post"));
}

#[tokio::test]
async fn an_option_without_amount_is_free_and_an_order_without_breakdown_changes_by_the_difference()
{
    let mut free = order();
    free["purchase_units"][0]["shipping"]["options"][0] =
        json!({"id": "pick", "label": "Pick-up", "type": "PICKUP", "selected": true});
    free["purchase_units"][0]["amount"] = usd("20.00");
    let buyer = Buyer::of(free).await;
    let page = buyer.open("").await;
    buyer.pay(&page, &[("shipping_option", "courier")]).await;
    assert_eq!(buyer.sums().await, sums("32.50", "", "courier"));
    let page = buyer.open("").await;
    buyer.pay(&page, &[("shipping_option", "pick")]).await;
    assert_eq!(buyer.sums().await, sums("20.00", "", "pick"));
}

#[tokio::test]
async fn a_shop_that_patches_the_sums_has_the_last_word() {
    let buyer = Buyer::of(order()).await;
    let page = buyer.open("").await;
    // As a callback does while the buyer waits: with tax on the shipping.
    let amount = json!({
        "currency_code": "USD", "value": "33.75",
        "breakdown": {"item_total": usd("20.00"), "shipping": usd("12.50"), "tax_total": usd("1.25")},
    });
    let path = format!("/v2/checkout/orders/{}", buyer.id);
    let patch = json!([{"op": "replace", "path": "/purchase_units/@reference_id=='default'/amount", "value": amount}]);
    buyer.rest.patch(&path, patch).await.expect(204);
    // The page that was open before pays nothing.
    let (status, again) = buyer.pay(&page, &[("shipping_option", "post")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.contains("The shop has changed the total"), "{again}");
    assert_eq!(field(&again, "total"), "33.75");
    buyer
        .pay(
            &again,
            &[("shipping_option", "courier"), ("action", "update")],
        )
        .await;
    assert_eq!(buyer.sums().await, sums("33.75", "12.50", "courier"));
    let page = buyer.open("").await;
    buyer.pay(&page, &[("shipping_option", "courier")]).await;
    assert_eq!(buyer.capture().await, "33.75");
}

#[tokio::test]
async fn an_option_that_there_is_not_and_one_of_a_paid_order_change_nothing() {
    let buyer = Buyer::of(order()).await;
    let page = buyer.open("").await;
    for wrong in ["", "drone", "post\u{0}", "<script>", "Courier"] {
        let (status, again) = buyer.pay(&page, &[("shipping_option", wrong)]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(again.contains("cannot be chosen"), "{again}");
        assert_eq!(buyer.sums().await, sums("25.00", "5.00", "post"));
    }
    buyer.pay(&page, &[("shipping_option", "post")]).await;
    buyer.capture().await;
    buyer.pay(&page, &[("shipping_option", "courier")]).await;
    assert_eq!(buyer.sums().await, sums("25.00", "5.00", "post"));
}

#[tokio::test]
async fn orders_whose_options_do_not_fit_are_refused() {
    let rest = Rest::start().await;
    let with = |pointer: &str, value: Value| {
        let mut changed = order();
        *changed.pointer_mut(pointer).unwrap() = value;
        changed
    };
    let first = "/purchase_units/0/shipping/options/0";
    let nowhere = json!({"shipping_preference": "NO_SHIPPING"});
    for (request, status, issue) in [
        (
            with(&format!("{first}/selected"), json!(false)),
            422,
            "SHIPPING_OPTION_NOT_SELECTED",
        ),
        (
            with("/purchase_units/0/shipping/options/1/selected", json!(true)),
            422,
            "MULTIPLE_SHIPPING_OPTION_SELECTED",
        ),
        (
            with(&format!("{first}/amount/value"), json!("6.00")),
            422,
            "PREFERRED_SHIPPING_OPTION_AMOUNT_MISMATCH",
        ),
        (
            with(
                OPTIONS,
                json!([
                    option("post", "5.00", false),
                    option("courier", "12.50", true)
                ]),
            ),
            422,
            "PREFERRED_SHIPPING_OPTION_AMOUNT_MISMATCH",
        ),
        (
            with("/application_context", nowhere),
            422,
            "SHIPPING_OPTIONS_NOT_SUPPORTED",
        ),
        (
            with(&format!("{first}/amount/currency_code"), json!("EUR")),
            422,
            "MULTI_CURRENCY_ORDER",
        ),
        (
            with(&format!("{first}/amount/value"), json!("-5.00")),
            422,
            "CANNOT_BE_NEGATIVE",
        ),
        (
            with(&format!("{first}/id"), Value::Null),
            400,
            "MISSING_REQUIRED_PARAMETER",
        ),
        (
            with(&format!("{first}/label"), json!("x".repeat(128))),
            400,
            "INVALID_STRING_LENGTH",
        ),
        (
            with(&format!("{first}/selected"), json!("yes")),
            400,
            "INVALID_PARAMETER_SYNTAX",
        ),
        (
            with(&format!("{first}/type"), json!("DRONE")),
            400,
            "INVALID_PARAMETER_VALUE",
        ),
        (
            with(OPTIONS, json!("post")),
            400,
            "INVALID_PARAMETER_SYNTAX",
        ),
        (
            with(
                OPTIONS,
                json!(
                    (0..11)
                        .map(|n| option(&n.to_string(), "5.00", n == 0))
                        .collect::<Vec<_>>()
                ),
            ),
            400,
            "INVALID_ARRAY_MAX_ITEMS",
        ),
    ] {
        let answer = rest.post("/v2/checkout/orders", request).await;
        assert_eq!(answer.refused(), (status, issue.to_owned()));
    }
}

#[tokio::test]
async fn only_a_window_whose_page_wants_to_hear_asks_it() {
    let window = "opener=https%3A%2F%2Fshop.test&presentation=popup";
    for (query, address, options) in [
        ("", None, None),
        (window, None, None),
        (&format!("{window}&shipping=ask"), Some(true), Some(false)),
        (&format!("{window}&options=ask"), Some(false), Some(true)),
    ] {
        let buyer = Buyer::in_window(order(), query).await;
        let page = buyer.open("").await;
        let asked = page.contains("/checkoutnow/shipping.js");
        assert_eq!(asked, address.is_some(), "{query}");
        let page = page.replace("&#34;", "\"");
        for (name, expected) in [("asksAddress", address), ("asksOptions", options)] {
            if let Some(expected) = expected {
                assert!(
                    page.contains(&format!("\"{name}\":{expected}")),
                    "{query}: {page}"
                );
            }
        }
    }
}
