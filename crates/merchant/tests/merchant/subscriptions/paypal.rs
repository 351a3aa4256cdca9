//! A shop with subscriptions and donations, and a PayPal that sends messages
//! about them.

use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan};
use paypal_merchant::{Catalogue, Config};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::harness::verifier::Verifier;
use crate::harness::{Shop, edited, fresh_key, id_of};
use crate::subscriptions::taker::Taker;

/// PayPal's id of the first subscription.
pub const SUBSCR: &str = "S-1AB23456CD789012E";

/// 36 months of 9.00; or two weeks free, a month of 5.00, and then 9.00 a month
/// until somebody cancels.
pub const CATALOGUE: &str = r#"{
    "currencies": ["USD", "JPY"],
    "products": [{"sku": "MUG", "name": "Mug", "prices": {"USD": "18.00", "JPY": "2600"}}],
    "subscriptions": [
        {"id": "GOLD", "name": "Gold \"<b>\" 茶", "recurrences": 36, "reattempt": true, "modify": 0,
         "regular": {"prices": {"USD": "9.00", "JPY": "900"}, "period": "1 M"}},
        {"id": "TRIAL", "name": "Trial",
         "trial": {"prices": {"USD": "0.00", "JPY": "0"}, "period": "2 W"},
         "second_trial": {"prices": {"USD": "5.00", "JPY": "500"}, "period": "1 M"},
         "regular": {"prices": {"USD": "9.00", "JPY": "900"}, "period": "1 M"}}
    ],
    "donations": [
        {"id": "ROOF", "purpose": "A new roof",
         "least": {"USD": "5.00", "JPY": "500"}, "most": {"USD": "500.00", "JPY": "50000"}},
        {"id": "MEAL", "purpose": "A meal", "fixed": {"USD": "7.50", "JPY": "750"}},
        {"id": "BELL", "purpose": "A bell", "suggested": {"USD": "25.00", "JPY": "2500"}}
    ]
}"#;

/// A shop, and a PayPal that calls every message its own.
pub struct Club {
    pub shop: Shop,
    pub paypal: Verifier,
    pub taker: Arc<Taker>,
}

impl Club {
    pub async fn open() -> Self {
        Self::changed(|_| {}).await
    }

    pub async fn changed(change: impl Fn(&mut Config) + Send + Sync + 'static) -> Self {
        let paypal = Verifier::open().await;
        let taker = Arc::new(Taker::default());
        let takes = Arc::clone(&taker);
        let change = move |config: &mut Config| {
            config.catalogue = Catalogue::parse(CATALOGUE).unwrap();
            config.fulfilment = Some(takes.clone());
            config.messages_per_minute = u32::MAX;
            change(config);
        };
        let shop = Shop::changed(&paypal.url, None, Arc::new(change)).await;
        Self {
            shop,
            paypal,
            taker,
        }
    }

    /// A checkout of one subscription.
    pub async fn subscribe(&self, id: &str) -> String {
        id_of(&self.shop.create(&subscription(id)).await)
    }

    /// PayPal sends a message and calls it its own.
    pub async fn hear(&self, fields: &[(String, String)]) {
        self.paypal.will(&[(200, "VERIFIED")]);
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let status = self.shop.notify(body.as_bytes()).await;
        assert_eq!(status, StatusCode::OK, "{fields:?}");
    }

    /// The same, and the checkout afterwards.
    pub async fn hears(&self, id: &str, fields: &[(String, String)]) -> Value {
        self.hear(fields).await;
        self.shop.checkout(id).await
    }

    /// The shop's system is told what is due.
    pub async fn tick(&self) {
        self.shop.running.merchant().tick().await.unwrap();
    }
}

pub fn subscription(id: &str) -> Value {
    json!({
        "idempotency_key": fresh_key(), "currency": "USD", "subscription": {"id": id},
    })
}

/// The day on which the harness' clock stands.
pub fn start() -> Date {
    let now = Timestamp::from_millisecond(1_790_000_000_000).unwrap();
    now.to_zoned(TimeZone::UTC).date()
}

/// Noon of a day, as PayPal writes it.
pub fn at(day: Date) -> String {
    let time = day.at(12, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap();
    let time = time.with_time_zone(TimeZone::fixed(Offset::constant(-8)));
    time.strftime("%H:%M:%S %b %d, %Y PST").to_string()
}

pub fn months_later(months: i32) -> Date {
    start().checked_add(months.months()).unwrap()
}

/// A message with changes; an empty value leaves a field out.
pub fn with(mut fields: Vec<(String, String)>, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    for (name, value) in changes {
        fields.retain(|(field, _)| field != name);
        if !value.is_empty() {
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
    }
    fields
}

/// Fields of every message about the checkout of a subscription to GOLD.
fn message(checkout: &str, kind: &str) -> Vec<(String, String)> {
    [
        ("txn_type", kind),
        ("subscr_id", SUBSCR),
        ("mc_currency", "USD"),
        ("item_number", "GOLD"),
        ("item_name", "Gold \"<b>\" 茶"),
        ("custom", checkout),
        ("invoice", checkout),
        ("receiver_email", "merchant@example.com"),
        ("business", "merchant@example.com"),
        ("payer_id", "BUYER23456789"),
        ("payer_email", "buyer@example.com"),
        ("test_ipn", "1"),
        ("charset", "UTF-8"),
        ("notify_version", "3.9"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec()
}

pub fn sign_up(checkout: &str) -> Vec<(String, String)> {
    let terms = [
        ("subscr_date", &*at(start())),
        ("amount3", "9.00"),
        ("mc_amount3", "9.00"),
        ("period3", "1 M"),
        ("recurring", "1"),
        ("recur_times", "36"),
        ("reattempt", "1"),
    ];
    with(message(checkout, "subscr_signup"), &terms)
}

/// The sign-up to TRIAL.
pub fn trial_sign_up(checkout: &str) -> Vec<(String, String)> {
    let terms = [
        ("item_number", "TRIAL"),
        ("item_name", "Trial"),
        ("mc_amount1", "0.00"),
        ("period1", "2 W"),
        ("mc_amount2", "5.00"),
        ("period2", "1 M"),
        ("recur_times", ""),
    ];
    with(sign_up(checkout), &terms)
}

pub fn payment(checkout: &str, txn_id: &str, day: Date, gross: &str) -> Vec<(String, String)> {
    let money = [
        ("txn_id", txn_id),
        ("payment_status", "Completed"),
        ("payment_type", "instant"),
        ("payment_date", &*at(day)),
        ("mc_gross", gross),
        ("mc_fee", "0.56"),
    ];
    with(message(checkout, "subscr_payment"), &money)
}

/// The payment of GOLD in a month, from 0.
pub fn monthly(checkout: &str, month: i32) -> Vec<(String, String)> {
    payment(checkout, &txn(month), months_later(month), "9.00")
}

pub fn txn(month: i32) -> String {
    format!("1AB23456CD7890{month:02}E")
}

pub fn refund(checkout: &str, txn_id: &str, parent: &str, gross: &str) -> Vec<(String, String)> {
    let back = [
        ("txn_type", ""),
        ("subscr_id", ""),
        ("txn_id", txn_id),
        ("parent_txn_id", parent),
        ("payment_status", "Refunded"),
        ("reason_code", "refund"),
        ("mc_gross", gross),
    ];
    with(message(checkout, "subscr_payment"), &back)
}

pub fn failed(checkout: &str, day: Date, retry_at: Date) -> Vec<(String, String)> {
    let told = [
        ("retry_at", &*at(retry_at)),
        ("ipn_track_id", &*format!("fa{}", day.strftime("%y%m%d"))),
        ("mc_amount3", "9.00"),
        ("period3", "1 M"),
    ];
    with(message(checkout, "subscr_failed"), &told)
}

pub fn cancelled(checkout: &str, day: Date) -> Vec<(String, String)> {
    let told = [
        ("subscr_date", &*at(day)),
        ("mc_amount3", "9.00"),
        ("period3", "1 M"),
    ];
    with(message(checkout, "subscr_cancel"), &told)
}

pub fn ended(checkout: &str) -> Vec<(String, String)> {
    message(checkout, "subscr_eot")
}

/// A field of a form.
pub fn field(created: &Value, name: &str) -> Option<String> {
    let fields = edited(created, &[]);
    let mut fields = fields.into_iter();
    fields
        .find(|(field, _)| field == name)
        .map(|(_, value)| value)
}
