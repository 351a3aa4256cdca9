//! Shipping rates and sales tax as they are set: by programs, on the page of an
//! account, and across restarts.

use crate::harness::{Harness, buy_now, encode, text};
use crate::selling_rules::{rules, sandbox, settings};
use paypal_sandbox::Config;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

const MERCHANT: &str = "accounts/merchant@example.com";

#[tokio::test]
async fn rates_that_cannot_be_used_are_refused_with_their_row() {
    let sandbox = sandbox().await;
    let before = sandbox.get(MERCHANT).await;
    let tiers = |tiers: Value| json!({"shipping": {"domestic": {"basis": "amount", "currency": "USD", "tiers": tiers}}});
    for (patch, code, words) in [
        (
            tiers(json!([])),
            "config_shipping",
            "row 1: the first rate is missing",
        ),
        (
            tiers(json!([{"from": "1.001", "charge": "1"}])),
            "config_shipping",
            "row 1",
        ),
        (
            tiers(json!([{"from": "-1", "charge": "1"}])),
            "config_shipping",
            "row 1",
        ),
        (
            tiers(json!([{"from": "1", "charge": "1,5"}])),
            "config_shipping",
            "row 1",
        ),
        (tiers(json!([{"from": "1"}])), "config_shipping", "row 1"),
        (
            tiers(json!([{"from": "1", "charge": "1", "percent": "1"}])),
            "config_shipping",
            "row 1",
        ),
        (
            tiers(json!([{"from": "5", "charge": "1"}, {"from": "5.00", "charge": "2"}])),
            "config_shipping",
            "row 2: 5.00 is not above",
        ),
        (
            json!({"sales_tax": [{"country": "de", "rate": "19"}]}),
            "config_sales_tax",
            "row 1",
        ),
        (
            json!({"sales_tax": [
                {"country": "US", "state": "CA", "rate": "1"},
                {"country": "US", "state": "ca", "rate": "2"},
            ]}),
            "config_sales_tax",
            "row 2: another row",
        ),
        (
            json!({"sales_tax": [{"country": "US", "rate": "100.1"}]}),
            "body_unreadable",
            "",
        ),
        (
            json!({"sales_tax": [{"country": "US", "rate": 7}]}),
            "body_unreadable",
            "",
        ),
    ] {
        let (status, problem) = sandbox
            .control(Method::PATCH, MERCHANT, Some(patch.clone()))
            .await;
        assert!(status.is_client_error(), "{patch}: {problem}");
        assert_eq!(problem["code"], code, "{patch}: {problem}");
        assert!(
            text(&problem["detail"]).contains(words),
            "{patch}: {problem}"
        );
    }
    assert_eq!(sandbox.get(MERCHANT).await, before);
}

#[tokio::test]
async fn the_page_edits_what_programs_see() {
    let sandbox = Harness::start().await;
    let path = "/_sandbox/accounts/MERCHANT23456/selling";
    let rows = [
        ("form_overrides", "false"),
        ("form_overrides", "true"),
        ("domestic.basis", "weight"),
        ("domestic.currency", "EUR"),
        ("domestic.weight_unit", "kgs"),
        ("domestic.from", "0.01"),
        ("domestic.rate", "3.00"),
        ("domestic.kind", "fixed"),
        ("domestic.from", ""),
        ("domestic.rate", ""),
        ("domestic.kind", "fixed"),
        ("domestic.from", "5"),
        ("domestic.rate", "2.5"),
        ("domestic.kind", "percent"),
        ("international.basis", ""),
        ("international.currency", "USD"),
        ("tax.country", "US"),
        ("tax.state", "CA"),
        ("tax.rate", "8.25"),
        ("tax.on", "shipping"),
        ("tax.country", ""),
        ("tax.state", ""),
        ("tax.rate", ""),
        ("tax.on", "items"),
    ];
    let answer = sandbox.send_form_from(path, path, &encode(&rows)).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let account = sandbox.get(MERCHANT).await;
    assert_eq!(
        account["settings"]["shipping"],
        json!({
            "domestic": {"basis": "weight", "currency": "EUR", "weight_unit": "kgs", "tiers": [
                {"from": "0.01", "charge": "3.00"}, {"from": "5", "percent": "2.5"},
            ]},
            "international": null,
            "form_overrides": true,
        })
    );
    assert_eq!(
        account["settings"]["sales_tax"],
        json!([{"country": "US", "state": "CA", "rate": "8.25", "on_shipping": true}])
    );
    let page = sandbox.sandbox_page(path).await;
    assert!(
        page.contains(r#"id="domestic-from-2" name="domestic.from""#),
        "{page}"
    );
    assert!(page.contains(r#"value="2.5""#), "{page}");
    // A fault keeps what was typed, and leads to its field.
    for (name, value, at) in [
        ("domestic.rate", "two", "domestic-from-1"),
        ("domestic.basis", "", "domestic-basis"),
        ("tax.rate", "0", "tax-rate-1"),
        ("tax.country", "", "tax-country-1"),
    ] {
        let mut wrong = rows.to_vec();
        wrong.iter_mut().find(|row| row.0 == name).unwrap().1 = value;
        let answer = sandbox.send_form_from(path, path, &encode(&wrong)).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        let page = answer.text().await.unwrap();
        assert!(page.contains(&format!("href=\"#{at}\"")), "{name}: {page}");
        assert!(page.contains(&format!("id=\"{at}\"")), "{name}: {page}");
        assert!(page.contains("value=\"CA\""), "{name}: {page}");
    }
    assert_eq!(sandbox.get(MERCHANT).await, account);
}

#[tokio::test]
async fn rates_survive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let config = || Config {
        data: Some(folder.path().join("data.db")),
        ..Config::default()
    };
    let first = Harness::with(config()).await;
    let before = settings(&first, "merchant@example.com", rules()).await;
    let token = first.open(&buy_now(&[])).await;
    first.sandbox.stop().await;
    let second = Harness::with(config()).await;
    let kept = second.get(MERCHANT).await;
    assert_eq!(kept["settings"], before["settings"]);
    second.approve(&token).await;
    assert_eq!(second.payment_of(&token).await["gross"], "16.24");
}
