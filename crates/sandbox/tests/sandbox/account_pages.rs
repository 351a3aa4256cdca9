//! Pages of accounts: the forms that make and change them, what they say, and
//! who may send them.

use crate::harness::{Harness, buy_now, location, text};
use reqwest::{Method, StatusCode};
use serde_json::json;

#[tokio::test]
async fn the_pages_do_the_same() {
    let sandbox = Harness::start().await;
    let page = sandbox.sandbox_page("/_sandbox/accounts/new").await;
    assert!(page.contains("action=\"/_sandbox/accounts\""));
    let refused = sandbox
        .send_form(
            "/_sandbox/accounts",
            "email=merchant%40example.com&type=premier&first_name=Kim",
        )
        .await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text().await.unwrap();
    assert!(
        page.contains("role=\"alert\"") && page.contains("value=\"Kim\""),
        "{page}"
    );
    let form = "email=kim%40example.com&type=premier&first_name=Kim&last_name=Lee&business_name=\
        &country=US&password=pw&balances.USD=50.00&balances.EUR=&address.street=&address.city=";
    let made = sandbox.send_form("/_sandbox/accounts", form).await;
    assert_eq!(
        made.status(),
        StatusCode::SEE_OTHER,
        "{}",
        made.text().await.unwrap()
    );
    let kim = sandbox.get("accounts/kim@example.com").await;
    assert_eq!(kim["balances"]["USD"], "50.00");
    assert!(kim["settings"]["address"].is_null() || kim["settings"]["address"]["street"] == "");
    let home = format!("/_sandbox/accounts/{}", text(&kim["id"]));
    let told = format!("{home}?done=created");
    assert!(location(&made).ends_with(&told), "{}", location(&made));
    let page = sandbox.sandbox_page(&told).await;
    assert!(
        page.contains("Logged in as") && page.contains(">Created.<"),
        "{page}"
    );
    assert!(
        !sandbox
            .sandbox_page(&home)
            .await
            .contains("role=\"status\"")
    );

    let added = sandbox
        .send_form(&format!("{home}/funds"), "amount=1.50&currency=USD")
        .await;
    assert_eq!(added.status(), StatusCode::SEE_OTHER);
    let page = sandbox.sandbox_page(&home).await;
    assert!(
        page.contains("value=\"51.50\"") && page.contains("Money added"),
        "{page}"
    );

    let settings = format!("{home}/settings");
    assert!(
        sandbox
            .sandbox_page(&settings)
            .await
            .contains("name=\"ipn_url\"")
    );
    let form = "ipn=false&ipn=true&ipn_url=http%3A%2F%2F127.0.0.1%3A9%2Fipn&pdt=false\
        &currencies=&currencies=USD&currencies=EUR&encrypted_forms_only=false\
        &encrypted_forms_only=true&fee_rate=2.9&fee_fixed.USD=0.30";
    let saved = sandbox.send_form(&home, form).await;
    assert_eq!(
        saved.status(),
        StatusCode::SEE_OTHER,
        "{}",
        saved.text().await.unwrap()
    );
    let told = format!("{settings}?done=saved");
    assert!(location(&saved).ends_with(&told), "{}", location(&saved));
    assert!(sandbox.sandbox_page(&told).await.contains(">Saved.<"));
    let kim = sandbox.get("accounts/kim@example.com").await;
    assert_eq!(kim["settings"]["ipn_url"], "http://127.0.0.1:9/ipn");
    assert_eq!(kim["settings"]["pdt"], false);
    assert_eq!(kim["settings"]["currencies"], json!(["USD", "EUR"]));
    assert_eq!(kim["settings"]["encrypted_forms_only"], true);
    assert_eq!(kim["balances"]["USD"], "51.50");
    assert!(
        sandbox.sandbox_page(&settings).await.contains(
            "id=\"takes-EUR\" name=\"currencies\" type=\"checkbox\" value=\"EUR\" checked"
        )
    );
    let refused = sandbox.send_form(&home, "ipn_url=nowhere").await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().await.unwrap().contains("value=\"nowhere\""));
}

#[tokio::test]
async fn faults_of_a_new_account_lead_to_their_field_or_to_none() {
    let sandbox = Harness::start().await;
    let post = async |form: &str| {
        let refused = sandbox.send_form("/_sandbox/accounts", form).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        refused.text().await.unwrap()
    };
    for (email, fault) in [
        ("", "An account needs an email address."),
        (
            "merchant%40example.com",
            "Another account has the email address &#34;merchant@example.com&#34;.",
        ),
        ("kim", "&#34;kim&#34; is not an email address."),
    ] {
        let page = post(&format!("email={email}&type=personal")).await;
        assert!(
            page.contains(&format!("<a href=\"#email\">{fault}</a>")),
            "{page}"
        );
    }
    let page = post("email=kim%40example.com&type=personal&balances.USD=lots").await;
    assert!(
        page.contains("is not an amount in USD") && !page.contains("href=\"#email\""),
        "{page}"
    );
}

#[tokio::test]
async fn a_button_that_fails_leads_back_to_its_page() {
    let sandbox = Harness::start().await;
    let home = "/_sandbox/accounts/BUYER23456789";
    let funds = format!("{home}/funds");
    let form = "amount=lots&currency=USD";
    let refused = sandbox.send_form_from(home, &funds, form).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text().await.unwrap();
    assert!(
        page.contains(&format!("href=\"{home}\">Go back</a>"))
            && page.contains("use digits and a point, such as 19.95."),
        "{page}"
    );
    let elsewhere = sandbox.send_form_from("/elsewhere", &funds, form).await;
    assert!(!elsewhere.text().await.unwrap().contains("Go back"));
}

#[tokio::test]
async fn a_denied_payment_has_neither_fee_nor_net() {
    let sandbox = Harness::start().await;
    let fee = json!({"fee_rate": "2.9"});
    let account = "accounts/merchant@example.com";
    sandbox.control(Method::PATCH, account, Some(fee)).await;
    sandbox
        .faults(json!({"payment": {"pending": "echeck"}}))
        .await;
    let payment = sandbox.paid(&buy_now(&[])).await;
    assert_ne!(payment["fee"], "0.00");
    let txn_id = text(&payment["txn_id"]);
    let path = format!("payments/{txn_id}/settle");
    let denied = json!({"status": "Denied"});
    sandbox.control(Method::POST, &path, Some(denied)).await;
    let merchant = sandbox.get("accounts/MERCHANT23456").await;
    assert_eq!(merchant["activity"][0]["status"], "Denied");
    assert_eq!(merchant["activity"][0]["fee"], "0.00");
    let path = format!("/_sandbox/accounts/MERCHANT23456/transactions/{txn_id}");
    let page = sandbox.sandbox_page(&path).await;
    assert!(!page.contains("<dt>Net</dt>"), "{page}");
}

#[tokio::test]
async fn a_merchant_refunds_on_the_page_of_the_transaction() {
    let sandbox = Harness::start().await;
    let payment = sandbox
        .paid(&buy_now(&[("item_name", "Blue mug"), ("invoice", "inv-7")]))
        .await;
    let txn_id = text(&payment["txn_id"]);
    let path = format!("/_sandbox/accounts/MERCHANT23456/transactions/{txn_id}");
    let page = sandbox.sandbox_page(&path).await;
    assert!(
        page.contains("Payment received") && page.contains("Blue mug") && page.contains("inv-7")
    );
    let refund = format!("/_sandbox/payments/{txn_id}/refund");
    let refunded = sandbox.send_form_from(&path, &refund, "amount=4.00").await;
    assert_eq!(refunded.status(), StatusCode::SEE_OTHER);
    assert!(
        location(&refunded).ends_with(&path),
        "{}",
        location(&refunded)
    );
    let page = sandbox.sandbox_page(&path).await;
    assert!(
        page.contains("Refund sent")
            && page.contains("value=\"-4.00\"")
            && page.contains("name=\"amount\"")
            && page.contains("value=\"6.00\""),
        "{page}"
    );
    assert_eq!(
        sandbox.balances("USD").await,
        ("4994.00".to_owned(), "6.00".to_owned())
    );
    // The buyer sees it and refunds nothing.
    let page = sandbox
        .sandbox_page(&format!(
            "/_sandbox/accounts/BUYER23456789/transactions/{txn_id}"
        ))
        .await;
    assert!(
        page.contains("Payment sent")
            && page.contains("Refund received")
            && page.contains("value=\"4.00\"")
            && !page.contains(">Refund</button>")
    );
    let shop = sandbox.get("accounts/MERCHANT23456").await;
    assert_eq!(shop["activity"][0]["kind"], "refund_sent");
    assert_eq!(shop["activity"][0]["gross"], "-4.00");
    let unknown = sandbox
        .client
        .get(sandbox.url("/_sandbox/accounts/MERCHANT23456/transactions/NONE"));
    assert_eq!(
        unknown.send().await.unwrap().status(),
        StatusCode::NOT_FOUND
    );
}

/// Forms are taken from the sandbox's own pages alone.
#[tokio::test]
async fn forms_of_other_sites_change_nothing() {
    let sandbox = Harness::start().await;
    let own = sandbox.url("");
    let own = own.trim_end_matches('/');
    type Headers<'a> = &'a [(&'a str, &'a str)];
    let cases: [(Headers<'_>, u16); 5] = [
        (&[], 415),
        (&[("origin", "http://evil.example")], 403),
        (&[("origin", "null")], 403),
        (&[("origin", own), ("sec-fetch-site", "cross-site")], 403),
        (&[("origin", own)], 200),
    ];
    for (headers, status) in cases {
        let mut request = sandbox
            .client
            .post(sandbox.url("/_sandbox/accounts/merchant@example.com/funds"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body("amount=1.00&currency=USD");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status().as_u16(), status, "{headers:?}");
    }
    assert_eq!(sandbox.balances("USD").await.1, "1.00");
}
