//! Messages as PayPal sends them.

use crate::field::message_fields::{Fields, Listener, TXN};
use crate::harness::Shop;
use crate::harness::verifier::Verifier;
use reqwest::StatusCode;

/// `qiita.com PayPal_MTS, "charset values of PayPal buttons"`
/// (items/572278ba9924bb9ceafe): labels that browsers read no text in made
/// every field vanish.
#[tokio::test]
async fn money_is_not_lost_over_a_charset() {
    for charset in [
        "ISO-2022-KR",
        "HZ-GB-2312",
        "ISO-2022-CN",
        "UTF-16",
        "UTF-16BE",
        "EUC-TW",
        "UTF-7",
        "ibm-862",
        "windows-949",
        "Big5",
        "KOI8_R",
    ] {
        let listener = Listener::open("USD", "19.99").await;
        let message =
            Fields::completed(&listener.id, "USD", "19.99").with("charset", Some(charset));
        let checkout = listener.hear(&message).await;
        assert_eq!(checkout["status"], "paid", "{charset}: {checkout}");
        assert_eq!(checkout["payment"]["txn_id"], TXN);
    }
}

/// `IPN guide, reason_code chargeback_settlement`, and a fixture of a public
/// PHP project: a lost dispute is `Completed`, with a negative amount.
#[tokio::test]
async fn a_settled_chargeback_takes_the_money_back() {
    for custom in [true, false] {
        let listener = Listener::paid("USD", "225.00").await;
        let custom = custom.then_some(listener.id.as_str());
        let settled = Fields::new(&[
            ("txn_type", "adjustment"),
            ("payment_status", "Completed"),
            ("payment_type", "instant"),
            ("txn_id", "2CB23456CD789012E"),
            ("parent_txn_id", TXN),
            ("mc_gross", "-225.00"),
            ("payment_gross", "-225.00"),
            ("mc_fee", "0.00"),
            ("mc_currency", "USD"),
            ("reason_code", "chargeback_settlement"),
            ("payer_id", "MERCHANT23456"),
            ("payer_email", "merchant@example.com"),
            ("test_ipn", "1"),
            ("charset", "windows-1252"),
        ])
        .with("custom", custom);
        let checkout = listener.hear(&settled).await;
        assert_eq!(checkout["status"], "reversed", "{checkout}");
    }
}

/// As above, from a live account: the message says nothing of play money.
#[tokio::test]
async fn a_settled_chargeback_of_the_other_environment_is_in_review() {
    let listener = Listener::paid("USD", "225.00").await;
    let settled = Fields::new(&[
        ("txn_type", "adjustment"),
        ("payment_status", "Completed"),
        ("txn_id", "2CB23456CD789012E"),
        ("parent_txn_id", TXN),
        ("mc_gross", "-225.00"),
        ("mc_currency", "USD"),
    ]);
    let checkout = listener.hear(&settled).await;
    assert_eq!(checkout["status"], "review", "{checkout}");
    assert_eq!(checkout["reason"], "environment_mismatch");
}

/// `activemerchant/offsite_payments`, `ppy/osu-web #6695`, `antiwork/gumroad`:
/// a list of payments that the shop made has numbered fields only.
#[tokio::test]
async fn payments_that_the_shop_made_are_calmly_put_aside() {
    let listener = Listener::open("USD", "19.99").await;
    let masspay = Fields::new(&[
        ("txn_type", "masspay"),
        ("payment_status", "Processed"),
        ("payer_email", "merchant@example.com"),
        ("payer_id", "MERCHANT23456"),
        ("masspay_txn_id_1", "6GB23456CD789012E"),
        ("receiver_email_1", "friend@example.org"),
        ("mc_gross_1", "100.00"),
        ("mc_fee_1", "2.00"),
        ("mc_currency_1", "USD"),
        ("unique_id_1", "77"),
        ("status_1", "Completed"),
        ("masspay_txn_id_2", "7HB23456CD789012E"),
        ("mc_gross_2", "50.00"),
        ("payment_gross_2", ""),
        ("status_2", "Unclaimed"),
        ("charset", "windows-1252"),
    ]);
    assert_eq!(listener.hear(&masspay).await["status"], "created");
    let kept = listener.shop.ledger().messages(None).await.unwrap();
    let verdicts: Vec<_> = kept.iter().map(|kept| kept.verdict.as_deref()).collect();
    assert_eq!(verdicts, [Some("not_a_payment")]);
}

/// `paypal/sdk-core-java #67`: a label with an underscore, and a currency that
/// no cart can be priced in.
#[tokio::test]
async fn roubles_are_another_currency_and_not_unreadable() {
    for code in ["RUB", "INR", "TRY", "ARS", "ZAR"] {
        let listener = Listener::open("EUR", "20.00").await;
        let message = Fields::completed(&listener.id, code, "500.00");
        let body = format!(
            "{}&charset=KOI8_R&address_city=%E7%CF%D2%CF%C4",
            message.body()
        );
        listener.paypal.will(&[(200, "VERIFIED")]);
        assert_eq!(listener.shop.notify(body.as_bytes()).await, StatusCode::OK);
        let checkout = listener.shop.checkout(&listener.id).await;
        assert_eq!(checkout["status"], "review", "{checkout}");
        assert_eq!(checkout["reason"], "currency_mismatch");
        assert_eq!(checkout["payment"]["currency"], code);
        assert_eq!(checkout["payment"]["gross"], "500.00");
        let message = &listener.shop.messages(&listener.id).await[0];
        assert!(message.fields.as_ref().unwrap().contains("Город"));
        // The money goes back, and nothing is left to look at.
        let refund = Fields::completed(&listener.id, code, "-500.00")
            .with("payment_status", Some("Refunded"))
            .with("txn_id", Some("2CB23456CD789012E"))
            .with("parent_txn_id", Some(TXN));
        assert_eq!(listener.hear(&refund).await["status"], "refunded");
    }
}

/// `boxbilling/boxbilling PR #332`, `mike182uk/paypal-ipn-listener #14`,
/// `bitwarden/server #7784`: PayPal refuses a post-back without `User-Agent`,
/// and a redirect would lose the body.
#[tokio::test]
async fn the_post_back_says_who_asks_and_follows_no_redirect() {
    let paypal = Verifier::open().await;
    let elsewhere = Verifier::open().await;
    let shop = Shop::open(&paypal.url).await;
    paypal.will(&[(301, &elsewhere.url), (301, &elsewhere.url)]);
    let status = shop.notify(b"txn_id=1&payment_status=Completed").await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(elsewhere.asked().is_empty());
    let asked = paypal.asked();
    let (path, headers, body) = &asked[0];
    assert_eq!(path, "/cgi-bin/webscr");
    assert!(!headers["user-agent"].is_empty());
    assert_eq!(
        body,
        b"cmd=_notify-validate&txn_id=1&payment_status=Completed"
    );
    let live = leptos_paypal_core::Environment::Live;
    assert_eq!(live.ipn_verify(), "https://ipnpb.paypal.com/cgi-bin/webscr");
}

/// `PayPal help ts1005, "Why did I get PDT error 4003?"`: reloading the return
/// page looks a transaction up too often. What is paid stays paid.
#[tokio::test]
async fn a_paid_order_stays_paid_however_often_the_page_is_loaded() {
    let listener = Listener::paid("USD", "19.99").await;
    let query = format!("checkout={}&tx={TXN}&st=Completed", listener.id);
    for _ in 0..10 {
        listener.paypal.will(&[(200, "FAIL\nError: 4003\n")]);
        let checkout = listener.shop.complete(&listener.id, &query).await;
        assert_eq!(checkout["status"], "paid");
    }
    // Also one that is not settled, and that PayPal does not tell about.
    let listener = Listener::open("USD", "19.99").await;
    let pending = Fields::completed(&listener.id, "USD", "19.99")
        .with("payment_status", Some("Pending"))
        .with("pending_reason", Some("echeck"));
    assert_eq!(listener.hear(&pending).await["status"], "pending");
    listener.paypal.will(&[(200, "FAIL\nError: 4003\n")]);
    let query = format!("checkout={}&tx={TXN}&st=Pending", listener.id);
    let checkout = listener.shop.complete(&listener.id, &query).await;
    assert_eq!(checkout["status"], "pending");
}
