//! API access of an account: signature, certificate, REST apps.

use crate::harness::{Harness, encode, text};
use reqwest::{Method, StatusCode};
use serde_json::json;

const HOME: &str = "/_sandbox/accounts/MERCHANT23456";

async fn classic_call(sandbox: &Harness, password: &str, signature: &str) -> String {
    let call = encode(&[
        ("USER", "merchant_api1.example.com"),
        ("PWD", password),
        ("SIGNATURE", signature),
        ("VERSION", "98.0"),
        ("METHOD", "GetPalDetails"),
    ]);
    sandbox.post("/nvp", call).await.text().await.unwrap()
}

async fn token_status(sandbox: &Harness, id: &str, secret: &str) -> StatusCode {
    let request = sandbox.client.post(sandbox.url("/v1/oauth2/token"));
    let request = request
        .basic_auth(id, Some(secret))
        .body("grant_type=client_credentials");
    request.send().await.unwrap().status()
}

#[tokio::test]
async fn a_renewed_signature_replaces_the_old_one() {
    let sandbox = Harness::start().await;
    let old = classic_call(&sandbox, "sandbox-password", "sandbox-signature").await;
    assert!(old.contains("ACK=Success"), "{old}");
    let page = sandbox.sandbox_page(&format!("{HOME}/api")).await;
    let shown = page.find("sandbox-signature").unwrap();
    assert!(
        page[..shown].ends_with("<code class=\"value\">"),
        "behind the button"
    );
    let renewed = sandbox.send_form(&format!("{HOME}/signature"), "").await;
    assert_eq!(renewed.status(), StatusCode::SEE_OTHER);
    let account = sandbox.get("accounts/MERCHANT23456").await;
    let classic = &account["classic"];
    assert_eq!(classic["user"], "merchant_api1.example.com");
    let old = classic_call(&sandbox, "sandbox-password", "sandbox-signature").await;
    assert!(old.contains("10002"), "{old}");
    let new = classic_call(
        &sandbox,
        text(&classic["password"]),
        text(&classic["signature"]),
    )
    .await;
    assert!(new.contains("ACK=Success"), "{new}");
    let (status, problem) = sandbox
        .control(Method::POST, "accounts/buyer@example.com/signature", None)
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(problem["code"], "api_access_missing");
}

#[tokio::test]
async fn apps_are_created_and_their_secrets_renewed() {
    let sandbox = Harness::start().await;
    let (status, app) = sandbox
        .control(
            Method::POST,
            "accounts/MERCHANT23456/apps",
            Some(json!({"name": "Second shop"})),
        )
        .await;
    assert_eq!(status, StatusCode::CREATED, "{app}");
    let (id, secret) = (text(&app["client_id"]), text(&app["secret"]));
    assert_eq!((id.len(), secret.len()), (80, 80));
    assert_eq!(token_status(&sandbox, id, secret).await, StatusCode::OK);
    assert_eq!(
        token_status(&sandbox, id, "wrong").await,
        StatusCode::UNAUTHORIZED
    );
    let page = sandbox.sandbox_page(&format!("{HOME}/api")).await;
    assert!(
        page.contains("Second shop") && page.contains(id) && page.contains("Default Application")
    );
    let renewed = sandbox
        .send_form(&format!("{HOME}/apps/{id}/secret"), "")
        .await;
    assert_eq!(renewed.status(), StatusCode::SEE_OTHER);
    assert_eq!(
        token_status(&sandbox, id, secret).await,
        StatusCode::UNAUTHORIZED
    );
    let account = sandbox.get("accounts/MERCHANT23456").await;
    let secret = text(&account["apps"][1]["secret"]);
    assert_eq!(token_status(&sandbox, id, secret).await, StatusCode::OK);
    let made = sandbox
        .send_form(&format!("{HOME}/apps"), "name=Third+shop")
        .await;
    assert_eq!(made.status(), StatusCode::SEE_OTHER);
    let account = sandbox.get("accounts/MERCHANT23456").await;
    assert_eq!(account["apps"][2]["name"], "Third shop");
    for (path, body, code) in [
        (
            "accounts/MERCHANT23456/apps",
            json!({"name": " "}),
            "app_name_missing",
        ),
        ("accounts/MERCHANT23456/apps", json!({}), "body_unreadable"),
        (
            "accounts/BUYER23456789/apps",
            json!({"name": "Mine"}),
            "api_access_missing",
        ),
        (
            "accounts/BUYER23456789/apps/sandbox-client/secret",
            json!({}),
            "app_unknown",
        ),
    ] {
        let (_, problem) = sandbox.control(Method::POST, path, Some(body)).await;
        assert_eq!(problem["code"], code, "{path}: {problem}");
    }
}

#[tokio::test]
async fn a_certificate_is_downloaded_and_renewed() {
    let sandbox = Harness::start().await;
    let get = |path: &'static str| {
        let request = sandbox.client.get(sandbox.url(&format!("{HOME}/{path}")));
        async { request.send().await.unwrap() }
    };
    let pem = get("certificate").await.text().await.unwrap();
    assert!(pem.contains("PRIVATE KEY") && pem.contains("BEGIN CERTIFICATE"));
    assert_eq!(get("certificate").await.text().await.unwrap(), pem);
    let file = get("certificate.p12").await;
    assert_eq!(file.headers()["content-type"], "application/x-pkcs12");
    let bytes = file.bytes().await.unwrap();
    let policy = p12_keystore::Pkcs12ImportPolicy::Strict;
    let store = p12_keystore::KeyStore::from_pkcs12(&bytes, "sandbox", policy).unwrap();
    let (_, chain) = store.private_key_chain().unwrap();
    assert_eq!(chain.certs().len(), 1);
    let renewed = sandbox.send_form(&format!("{HOME}/certificate"), "").await;
    assert_eq!(renewed.status(), StatusCode::SEE_OTHER);
    assert_ne!(get("certificate").await.text().await.unwrap(), pem);
}
