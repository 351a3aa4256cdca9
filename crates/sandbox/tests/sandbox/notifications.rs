//! IPN: what is sent, under which names and in which encoding.

use crate::harness::message::{assert_fields, decoded, verdict};
use crate::harness::shop::Shop;
use crate::harness::{self, Harness, buy_now, text, upload};
use paypal_sandbox::{AccountConfig, Config};
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn a_single_item_is_told_by_ipns_own_names() {
    let (sandbox, mut shop) = (Harness::start().await, Shop::open().await);
    sandbox
        .control(
            Method::PUT,
            "clock",
            Some(json!({"now": "2026-01-14T04:12:59Z"})),
        )
        .await;
    let payment = sandbox
        .paid(&buy_now(&[
            ("business", "MERCHANT@example.com"),
            ("item_name", "Mug “blue” 茶"),
            ("item_number", "MUG-1"),
            ("quantity", "2"),
            ("shipping", "1.50"),
            ("handling", "0.25"),
            ("tax", "1.00"),
            ("discount_amount", "0.75"),
            ("on0", "Size"),
            ("os0", "Large"),
            ("on1", "Colour"),
            ("os1", "Red"),
            ("custom", "order-77"),
            ("invoice", "INV-7"),
            ("notify_url", &shop.url),
        ]))
        .await;
    let message = decoded(&shop.next_text().await);
    assert_fields(
        &message,
        &[
            ("txn_type", "web_accept"),
            ("txn_id", text(&payment["txn_id"])),
            ("payment_status", "Completed"),
            ("payment_date", "20:12:59 Jan 13, 2026 PST"),
            ("payment_type", "instant"),
            ("mc_gross", "22.00"),
            ("mc_fee", "0.00"),
            ("mc_currency", "USD"),
            ("payment_gross", "22.00"),
            ("payment_fee", "0.00"),
            ("business", "merchant@example.com"),
            ("receiver_email", "merchant@example.com"),
            ("receiver_id", "MERCHANT23456"),
            ("payer_email", "buyer@example.com"),
            ("payer_id", "BUYER23456789"),
            ("payer_status", "verified"),
            ("first_name", "Test"),
            ("last_name", "Buyer"),
            ("address_street", "1 Main St"),
            ("address_country", "United States"),
            ("address_country_code", "US"),
            ("item_name", "Mug “blue” 茶"),
            ("item_number", "MUG-1"),
            ("quantity", "2"),
            ("shipping", "1.50"),
            ("handling_amount", "0.25"),
            ("tax", "1.00"),
            ("discount", "0.75"),
            ("option_name1", "Size"),
            ("option_selection1", "Large"),
            ("option_name2", "Colour"),
            ("option_selection2", "Red"),
            ("custom", "order-77"),
            ("invoice", "INV-7"),
            ("charset", "UTF-8"),
            ("test_ipn", "1"),
        ],
    );
    assert_eq!(message["verify_sign"].len(), 56);
    assert_eq!(message["ipn_track_id"].len(), 13);
    for absent in [
        "num_cart_items",
        "amount",
        "mc_gross_1",
        "pending_reason",
        "resend",
    ] {
        assert!(!message.contains_key(absent), "{absent}");
    }
}

#[tokio::test]
async fn a_carts_items_are_numbered_with_and_without_underscore() {
    let (sandbox, mut shop) = (Harness::start().await, Shop::open().await);
    sandbox
        .paid(&upload(&[
            ("currency_code", "EUR"),
            ("quantity_1", "2"),
            ("shipping_1", "1.50"),
            ("shipping2_1", "0.50"),
            ("tax_1", "0.40"),
            ("discount_amount_1", "1.00"),
            ("on0_1", "Size"),
            ("os0_1", "Large"),
            ("item_name_2", "Pen"),
            ("item_number_2", "PEN"),
            ("amount_2", "3.00"),
            ("handling_2", "0.20"),
            ("handling_cart", "1.00"),
            ("no_shipping", "1"),
            ("notify_url", &shop.url),
        ]))
        .await;
    let message = decoded(&shop.next_text().await);
    assert_fields(
        &message,
        &[
            ("txn_type", "cart"),
            ("num_cart_items", "2"),
            ("mc_gross", "25.60"),
            ("mc_currency", "EUR"),
            ("payment_gross", ""),
            ("payment_fee", ""),
            ("item_name1", "Mug"),
            ("item_number1", ""),
            ("quantity1", "2"),
            // Goods less the line's discount, with its shipping and tax.
            ("mc_gross_1", "21.40"),
            ("mc_shipping1", "2.00"),
            ("mc_handling1", "0.00"),
            ("tax1", "0.40"),
            ("option_name1_1", "Size"),
            ("option_selection1_1", "Large"),
            ("item_name2", "Pen"),
            ("item_number2", "PEN"),
            ("mc_gross_2", "3.20"),
            ("mc_handling2", "0.20"),
            ("mc_shipping", "2.00"),
            ("mc_handling", "1.20"),
            ("tax", "0.40"),
            ("discount", "1.00"),
            ("custom", ""),
        ],
    );
    assert!(
        !message.contains_key("address_street"),
        "no_shipping=1 asks for none"
    );
}

#[tokio::test]
async fn the_message_is_in_the_forms_charset_else_the_accounts() {
    let mut shop = Shop::open().await;
    let mut merchant = AccountConfig::merchant();
    merchant.charset = "windows-1252".to_owned();
    merchant.ipn_url = Some(shop.url.clone());
    let config = Config {
        accounts: vec![merchant, AccountConfig::buyer()],
        ..Config::default()
    };
    let sandbox = Harness::with(config).await;
    let start = "cmd=_xclick&business=merchant%40example.com&amount=5&item_name=";
    for (rest, sent, charset) in [
        ("caf%E9+%80", "item_name=caf%E9+%80", "charset=windows-1252"),
        (
            "caf%C3%A9&charset=utf-8",
            "item_name=caf%C3%A9",
            "charset=UTF-8",
        ),
        (
            "%8A%BF&charset=shift_jis",
            "item_name=%8A%BF",
            "charset=Shift_JIS",
        ),
    ] {
        let response = sandbox.post("/webscr", format!("{start}{rest}")).await;
        let token = harness::location(&response)
            .split_once("token=")
            .unwrap()
            .1
            .to_owned();
        sandbox.approve(&token).await;
        let raw = shop.next_text().await;
        let pairs: Vec<&str> = raw.split('&').collect();
        assert!(pairs.contains(&sent) && pairs.contains(&charset), "{raw}");
        assert_eq!(
            verdict(&sandbox, "/webscr", format!("cmd=_notify-validate&{raw}")).await,
            "VERIFIED"
        );
    }
}

#[tokio::test]
async fn refunds_and_settlements_are_told_too() {
    let (sandbox, mut shop) = (Harness::start().await, Shop::open().await);
    sandbox
        .faults(json!({"payment": {"pending": "echeck"}}))
        .await;
    let payment = sandbox
        .paid(&upload(&[
            ("notify_url", &shop.url),
            ("custom", "c"),
            ("invoice", "I"),
        ]))
        .await;
    let txn_id = text(&payment["txn_id"]).to_owned();
    let pending = decoded(&shop.next_text().await);
    assert_fields(
        &pending,
        &[
            ("payment_status", "Pending"),
            ("pending_reason", "echeck"),
            ("payment_type", "echeck"),
            ("txn_id", &txn_id),
        ],
    );
    assert!(
        !pending.contains_key("mc_fee"),
        "no fee while nothing has moved"
    );
    sandbox
        .control(
            Method::POST,
            &format!("payments/{txn_id}/settle"),
            Some(json!({"status": "Completed"})),
        )
        .await;
    let completed = decoded(&shop.next_text().await);
    assert_fields(
        &completed,
        &[
            ("payment_status", "Completed"),
            ("txn_id", &txn_id),
            ("mc_fee", "0.00"),
        ],
    );
    assert!(!completed.contains_key("pending_reason"));
    assert_ne!(pending["ipn_track_id"], completed["ipn_track_id"]);
    sandbox
        .control(
            Method::POST,
            &format!("payments/{txn_id}/refund"),
            Some(json!({"amount": "4"})),
        )
        .await;
    let refund = decoded(&shop.next_text().await);
    assert_fields(
        &refund,
        &[
            ("payment_status", "Refunded"),
            ("reason_code", "refund"),
            ("parent_txn_id", &txn_id),
            ("mc_gross", "-4.00"),
            ("mc_fee", "0.00"),
            ("payment_gross", "-4.00"),
            ("item_name1", "Mug"),
            ("mc_gross_1", "10.00"),
            ("custom", "c"),
            ("invoice", "I"),
        ],
    );
    assert_ne!(refund["txn_id"], txn_id);
    for absent in ["txn_type", "num_cart_items"] {
        assert!(!refund.contains_key(absent), "{absent}");
    }
}
