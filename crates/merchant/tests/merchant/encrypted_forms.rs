//! Forms that are signed by the shop and encrypted for PayPal, and the variables
//! of PayPal's pages in forms.

use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use crate::harness::{Shop, edited, order};
use leptos_paypal_core::form::PayPalPage;
use paypal_merchant::{Config, EncryptedForms, KeyPair};
use paypal_sandbox::Sandbox;
use reqwest::Method;

/// No PayPal is asked in these tests.
const NOWHERE: &str = "http://127.0.0.1:9";

fn program(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_paypal-merchant"));
    command.args(arguments).current_dir(folder);
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    let text = String::from_utf8([stdout, stderr].concat()).unwrap();
    assert!(!text.contains("PRIVATE KEY"), "{text}");
    (status.success(), text)
}

#[tokio::test]
async fn the_server_hands_out_encrypted_forms() {
    let now = jiff::Timestamp::now();
    let shop = KeyPair::generate("Shop", 30, now).unwrap();
    let paypal = KeyPair::generate("PayPal", 30, now).unwrap();
    let (key, certificate) = (&shop.key, &shop.certificate);
    let forms = EncryptedForms::new("ABCDEFGHJKLMN", key, certificate, &paypal.certificate);
    let forms = forms.unwrap();
    let change = move |config: &mut Config| config.encrypted_forms = Some(forms.clone());
    let shop = Shop::changed(NOWHERE, None, Arc::new(change)).await;
    let request = order("USD");
    let created = shop.create(&request).await;
    assert_eq!(created["status"], "created");
    let fields = edited(&created, &[]);
    let names: Vec<_> = fields.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["cmd", "encrypted"]);
    assert_eq!(fields[0].1, "_s-xclick");
    assert!(fields[1].1.starts_with("-----BEGIN PKCS7-----MII"));
    // Asked again, it is the same form.
    let (_, again) = shop
        .call(Method::POST, "/api/checkouts", Some(&request))
        .await;
    assert_eq!(again["fields"], created["fields"]);
}

/// The sandbox reads the form as PayPal does.
#[tokio::test]
async fn paypal_takes_the_forms_of_the_server() {
    let sandbox = Sandbox::spawn(paypal_sandbox::Config::default())
        .await
        .unwrap();
    let url = |path: &str| format!("{}{path}", sandbox.url());
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .unwrap();
    let paypal = client.get(url("/_sandbox/certificates/paypal")).send();
    let paypal = paypal.await.unwrap().text().await.unwrap();
    let keys = KeyPair::generate("Shop", 30, jiff::Timestamp::now()).unwrap();
    let upload = serde_json::json!({"certificate": keys.certificate}).to_string();
    let kept = client
        .post(url("/_sandbox/accounts/merchant@example.com/certificates"))
        .header("content-type", "application/json")
        .body(upload)
        .send()
        .await
        .unwrap();
    let kept: serde_json::Value = serde_json::from_str(&kept.text().await.unwrap()).unwrap();
    let cert_id = kept["cert_id"].as_str().unwrap();
    let forms = EncryptedForms::new(cert_id, &keys.key, &keys.certificate, &paypal).unwrap();
    let change = move |config: &mut Config| config.encrypted_forms = Some(forms.clone());
    let shop = Shop::changed(&sandbox.url(), None, Arc::new(change)).await;
    let created = shop.create(&order("USD")).await;
    let fields = edited(&created, &[]);
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(&fields)
        .finish();
    let answer = client.post(url("/cgi-bin/webscr")).body(body).send();
    let answer = answer.await.unwrap();
    assert_eq!(answer.status(), 303);
    let location = answer.headers()["location"].to_str().unwrap();
    let (_, token) = location.split_once("token=").unwrap();
    let checkout = client
        .get(url(&format!("/_sandbox/checkouts/{token}")))
        .send();
    let checkout = checkout.await.unwrap().text().await.unwrap();
    let checkout: serde_json::Value = serde_json::from_str(&checkout).unwrap();
    assert_eq!(checkout["payee"], "merchant@example.com");
    assert_eq!(checkout["total"], created["total"]);
    assert_eq!(checkout["ignored"], serde_json::json!([]));
}

#[tokio::test]
async fn forms_carry_the_variables_of_the_page() {
    let variables = [("cmd", "_ext-enter"), ("lc", "de_DE"), ("no_shipping", "2")];
    let page = PayPalPage::from_variables(variables).unwrap();
    let change = move |config: &mut Config| config.paypal_page = page.clone();
    let shop = Shop::changed(NOWHERE, None, Arc::new(change)).await;
    let fields = edited(&shop.create(&order("USD")).await, &[]);
    for (name, value) in [
        ("cmd", "_ext-enter"),
        ("redirect_cmd", "_cart"),
        ("lc", "de_DE"),
        ("no_shipping", "2"),
    ] {
        let field = (name.to_owned(), value.to_owned());
        assert!(fields.contains(&field), "{name}");
    }
}

#[test]
fn an_operator_makes_keys_and_buttons() {
    let folder = tempfile::TempDir::new().unwrap();
    let folder = folder.path();
    let keys = ["keys", "--name", "Shop \"<b>\""];
    let (ok, told) = program(folder, &keys);
    assert!(ok && told.contains("upload it to PayPal"), "{told}");
    let key = folder.join("paypal-shop-key.pem");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&key).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let before = std::fs::read(&key).unwrap();
    let (ok, told) = program(folder, &keys);
    assert!(!ok && told.contains("paypal-shop-key.pem"), "{told}");
    assert_eq!(std::fs::read(&key).unwrap(), before);

    // The certificate of another key stands for PayPal's.
    let paypal = [
        "keys",
        "--name",
        "PayPal",
        "--key",
        "other.pem",
        "--certificate",
        "paypal.pem",
    ];
    assert!(program(folder, &paypal).0);
    let encryption = [
        "--form-key-file",
        "paypal-shop-key.pem",
        "--form-certificate-file",
        "paypal-shop-certificate.pem",
        "--cert-id",
        "ABCDEFGHJKLMN",
        "--paypal-certificate-file",
        "paypal.pem",
    ];
    let button = |arguments: &[&str]| {
        let common = [
            "--paypal",
            "live",
            "--business",
            "merchant@example.com",
            "--name",
            "Tea",
        ];
        program(
            folder,
            &[&["button"][..], arguments, &common, &encryption].concat(),
        )
    };
    for arguments in [
        &["buynow", "--amount", "18.00"][..],
        &["donate"][..],
        &["subscribe", "--amount", "9.00", "--every", "2 W"][..],
        &[
            "buynow",
            "--amount",
            "18.00",
            "--page-variable",
            "undefined_quantity=1",
        ][..],
        &[
            "addtocart",
            "--amount",
            "18.00",
            "--page-variable",
            "shopping_url=https://shop.example/",
        ][..],
        &["viewcart"][..],
    ] {
        let (ok, html) = button(arguments);
        assert!(ok, "{html}");
        let open = "<form method=\"post\" action=\"https://www.paypal.com/cgi-bin/webscr\">";
        assert!(html.starts_with(open), "{html}");
        assert!(html.contains("name=\"cmd\" value=\"_s-xclick\""), "{html}");
        assert!(html.contains("name=\"encrypted\" value=\"-----BEGIN PKCS7-----MII"));
        assert!(!html.contains("merchant@example.com"));
    }
    for (arguments, part) in [
        (&["buynow"][..], "--amount"),
        (&["buynow", "--amount", "0.00"][..], "amount"),
        (&["donate", "--page-variable", "cs=2"][..], "cs"),
        (&["donate", "--page-variable", "cs"][..], "NAME=VALUE"),
        (
            &[
                "addtocart",
                "--amount",
                "18.00",
                "--page-variable",
                "undefined_quantity=1",
            ][..],
            "undefined_quantity",
        ),
        (
            &[
                "buynow",
                "--amount",
                "18.00",
                "--page-variable",
                "shopping_url=https://shop.example/",
            ][..],
            "shopping_url",
        ),
        (&["addtocart"][..], "--amount"),
        (
            &["donate", "--page-variable", "paymentaction=order"][..],
            "paymentaction",
        ),
        (
            &["subscribe", "--amount", "9.00", "--every", "25 M"][..],
            "24 months",
        ),
    ] {
        let (ok, told) = button(arguments);
        assert!(!ok && told.contains(part), "{arguments:?}: {told}");
    }

    let alone = [
        "button",
        "donate",
        "--business",
        "merchant@example.com",
        "--name",
        "Tea",
    ];
    let (ok, told) = program(folder, &alone);
    assert!(!ok && told.contains("--cert-id"), "{told}");
    let nameless = [&["button"][..], &alone[1..4], &encryption].concat();
    let (ok, told) = program(folder, &nameless);
    assert!(!ok && told.contains("--name"), "{told}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
        let (ok, told) = button(&["donate"][..]);
        assert!(!ok && told.contains("chmod 600"), "{told}");
    }
}
