//! Encrypted buttons, made by the commands that PayPal's documents name.

use crate::harness::encrypted_forms::{Shop, has_openssl, openssl, post};
use crate::harness::{self, Harness, buy_now, text};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use paypal_sandbox::{AccountConfig, Config};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

const BEGIN: &str = "-----BEGIN PKCS7-----";
const END: &str = "-----END PKCS7-----";

#[tokio::test]
async fn a_button_made_by_openssl_is_taken() {
    if !has_openssl() {
        return;
    }
    let shop = Shop::open().await;
    let encrypted = shop.button(&[
        ("custom", "a=b"),
        ("item_number", "café"),
        ("charset", "utf-8"),
    ]);
    assert!(encrypted.starts_with(BEGIN), "{encrypted}");
    let one_line = encrypted.replace('\n', "");
    for encrypted in [
        encrypted.as_str(),
        &one_line,
        &encrypted.replace('\n', "\r\n"),
    ] {
        let beside = [
            ("submit.x", "4"),
            ("charset", "windows-1252"),
            ("colour", "red"),
        ];
        let token = shop.sandbox.open(&post(encrypted, &beside)).await;
        let checkout = shop.sandbox.checkout(&token).await;
        assert_eq!(checkout["total"], "18.00");
        assert_eq!(checkout["custom"], "a=b");
        assert_eq!(checkout["lines"][0]["item_number"], "café");
        assert_eq!(
            checkout["ignored"].as_array().unwrap().len(),
            1,
            "{checkout}"
        );
        assert_eq!(checkout["ignored"][0]["variable"], "colour");
    }
    // The same button is pressed any number of times.
    for _ in 0..2 {
        shop.sandbox.paid(&post(&encrypted, &[])).await;
    }
    assert_eq!(shop.sandbox.balances("USD").await.1, "36.00");
    // The buyer's choice stands outside, and what it costs inside.
    let priced = shop.button(&[
        ("on0", "Size"),
        ("option_select0", "Small"),
        ("option_amount0", "20.00"),
        ("option_select1", "Large"),
        ("option_amount1", "25.00"),
    ]);
    let token = shop.sandbox.open(&post(&priced, &[("os0", "Large")])).await;
    assert_eq!(shop.sandbox.checkout(&token).await["total"], "25.00");
    // A subscription.
    let club = format!(
        "cert_id={}\ncmd=_xclick-subscriptions\nbusiness=merchant@example.com\n\
         item_name=Club\na3=9.00\np3=1\nt3=M\nsrc=1\nno_note=1",
        shop.cert_id
    );
    let club = shop.encrypt(&club, "shop", "paypal.pem", "-des3");
    let token = shop.sandbox.open(&post(&club, &[])).await;
    assert_eq!(shop.sandbox.checkout(&token).await["total"], "9.00");
}

#[tokio::test]
async fn what_is_not_the_merchants_form_is_refused() {
    if !has_openssl() {
        return;
    }
    let shop = Shop::open().await;
    let code = |refused: &Value| text(&refused["code"]).to_owned();
    let plain = shop.text(&[]);

    let foreign = shop.encrypt(&plain, "foreign", "paypal.pem", "-des3");
    assert_eq!(
        code(&shop.refused(&foreign, &[]).await),
        "signature_invalid"
    );
    let elsewhere = shop.encrypt(&plain, "shop", "foreign.pem", "-des3");
    let refused = shop.refused(&elsewhere, &[]).await;
    assert_eq!(code(&refused), "encrypted_unreadable");
    assert!(
        text(&refused["detail"]).contains("another certificate"),
        "{refused}"
    );
    let other_cipher = shop.encrypt(&plain, "shop", "paypal.pem", "-aes128");
    let refused = shop.refused(&other_cipher, &[]).await;
    assert!(
        text(&refused["detail"]).contains("DES-EDE3-CBC"),
        "{refused}"
    );

    for (from, to, expected) in [
        (shop.cert_id.as_str(), "AAAAAAAAAAAAA", "cert_id_unknown"),
        ("cert_id=", "certificate=", "cert_id_unknown"),
        // The certificate of one merchant is no other's.
        (
            "merchant@example.com",
            "other@example.com",
            "cert_id_unknown",
        ),
        (
            "merchant@example.com",
            "nobody@example.com",
            "business_unknown",
        ),
        ("business=", "receiver=", "business_not_encrypted"),
    ] {
        let changed = shop.encrypt(&plain.replace(from, to), "shop", "paypal.pem", "-des3");
        assert_eq!(code(&shop.refused(&changed, &[]).await), expected, "{from}");
    }

    let encrypted = shop.encrypt(&plain, "shop", "paypal.pem", "-des3");
    for (name, value) in [
        ("amount", "0.01"),
        ("business", "other@example.com"),
        ("item_name", "Another"),
    ] {
        let refused = shop.refused(&encrypted, &[(name, value)]).await;
        assert_eq!(code(&refused), "encrypted_contradicted", "{name}");
        assert_eq!(refused["variable"], name);
    }
    // What the form does not say cannot be said beside it.
    let beside = [("discount_amount", "17.00"), ("amount", "18.00")];
    let token = shop.sandbox.open(&post(&encrypted, &beside)).await;
    assert_eq!(shop.sandbox.checkout(&token).await["total"], "18.00");

    for unreadable in ["", "x", "-----BEGIN PKCS7-----TUlJQg==-----END PKCS7-----"] {
        let refused = shop.refused(unreadable, &[]).await;
        let expected = if unreadable.is_empty() {
            "hosted_button_unknown"
        } else {
            "encrypted_unreadable"
        };
        assert_eq!(code(&refused), expected);
    }

    // The certificate is taken back.
    let path = format!(
        "accounts/merchant@example.com/certificates/{}",
        shop.cert_id
    );
    let (status, _) = shop.sandbox.control(Method::DELETE, &path, None).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(
        code(&shop.refused(&encrypted, &[]).await),
        "cert_id_unknown"
    );
    let (status, _) = shop.sandbox.control(Method::DELETE, &path, None).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(
        shop.sandbox
            .get("payments")
            .await
            .as_array()
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn one_changed_byte_is_refused() {
    if !has_openssl() {
        return;
    }
    let shop = Shop::open().await;
    let pem = shop.button(&[]);
    let body: String = pem
        .lines()
        .filter(|line| !line.starts_with("-----"))
        .collect();
    let der = STANDARD.decode(body).unwrap();
    let last = der.len() - 1;
    for place in (0..der.len()).step_by(17).chain([last - 8, last]) {
        let mut changed = der.clone();
        changed[place] ^= 1;
        let changed = format!("{BEGIN}{}{END}", STANDARD.encode(changed));
        let refused = shop.refused(&changed, &[]).await;
        let code = text(&refused["code"]);
        // The payee and the certificate are read before the signature can be
        // checked with them.
        assert!(
            [
                "encrypted_unreadable",
                "business_not_encrypted",
                "business_unknown",
                "cert_id_unknown",
                "signature_invalid",
            ]
            .contains(&code),
            "byte {place} of {last}: {refused}"
        );
    }
}

#[tokio::test]
async fn an_account_can_take_encrypted_forms_only() {
    if !has_openssl() {
        return;
    }
    let shop = Shop::open().await;
    let only = |only: bool| {
        let body = Some(json!({"encrypted_forms_only": only}));
        shop.sandbox
            .control(Method::PATCH, "accounts/MERCHANT23456", body)
    };
    let (status, account) = only(true).await;
    assert_eq!(
        (status, &account["settings"]["encrypted_forms_only"]),
        (StatusCode::OK, &json!(true))
    );
    for form in [
        buy_now(&[]),
        harness::upload(&[]),
        buy_now(&[("cmd", "_cart"), ("add", "1")]),
        buy_now(&[("business", "MERCHANT23456")]),
    ] {
        let refused = shop.sandbox.refused(&form).await;
        assert_eq!(refused["code"], "encrypted_forms_only");
        assert!(text(&refused["detail"]).contains("encrypted website payments only"));
    }
    shop.sandbox.open(&post(&shop.button(&[]), &[])).await;
    shop.sandbox
        .open(&buy_now(&[("business", "other@example.com")]))
        .await;
    only(false).await;
    shop.sandbox.open(&buy_now(&[])).await;
    let (status, _) = shop
        .sandbox
        .control(Method::PATCH, "accounts/nobody", Some(json!({})))
        .await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let strict = AccountConfig {
        encrypted_forms_only: true,
        ..AccountConfig::merchant()
    };
    let sandbox = Harness::with(Config {
        accounts: vec![strict, AccountConfig::buyer()],
        ..Config::default()
    })
    .await;
    assert_eq!(
        sandbox.refused(&buy_now(&[])).await["code"],
        "encrypted_forms_only"
    );
}

#[tokio::test]
async fn certificates_are_listed_and_checked() {
    if !has_openssl() {
        return;
    }
    let shop = Shop::open().await;
    let path = "accounts/merchant@example.com/certificates";
    let listed = shop.sandbox.get(path).await;
    assert_eq!(listed[0]["cert_id"], shop.cert_id);
    assert_eq!(listed[0]["subject"], "CN=shop");
    assert!(text(&listed[0]["expires_at"]) > "2026");
    let upload = |certificate: &str| {
        let body = Some(json!({"certificate": certificate}));
        shop.sandbox.control(Method::POST, path, body)
    };
    let curve = openssl(
        shop.folder.path(),
        &[
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-subj",
            "/CN=curve",
            "-keyout",
            "curve.key",
        ],
        b"",
    );
    for wrong in ["", "no certificate", std::str::from_utf8(&curve).unwrap()] {
        let (status, answer) = upload(wrong).await;
        assert_eq!(
            (status.as_u16(), text(&answer["code"])),
            (422, "certificate_unreadable")
        );
    }
    for _ in 1..6 {
        shop.upload("MERCHANT23456", "foreign.pem").await;
    }
    let pem = std::fs::read_to_string(shop.folder.path().join("foreign.pem")).unwrap();
    assert_eq!(upload(&pem).await.1["code"], "too_many_certificates");
    assert_eq!(shop.sandbox.get(path).await.as_array().unwrap().len(), 6);
}
