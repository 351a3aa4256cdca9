//! API credentials with a certificate, over TLS with the sandbox.

use std::net::SocketAddr;
use std::sync::Arc;

use leptos_paypal_api::classic::{Certificate, ClassicCredentials};
use paypal_sandbox::Sandbox;
use reqwest::{Client, Method, StatusCode};
use secrecy::SecretString;
use serde_json::{Value, json};

use crate::harness::buyer::{CLASSIC, server_order, token_of};
use crate::harness::{Shop, World, id_of};

const ACCOUNT: &str = "accounts/merchant@example.com";

/// File that PayPal's page "API access" hands out.
#[derive(Clone, Copy, Debug)]
enum File {
    Pem,
    Pkcs12,
}

async fn download(sandbox: &Sandbox, path: &str) -> Vec<u8> {
    let url = format!("{}/_sandbox/{path}", sandbox.url());
    let answer = Client::new().get(url).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    answer.bytes().await.unwrap().to_vec()
}

/// A shop without a signature, whose PayPal is asked by https.
async fn open(file: File) -> World {
    let mut sandbox = Sandbox::spawn(paypal_sandbox::Config::default())
        .await
        .unwrap();
    let address = SocketAddr::from(([127, 0, 0, 1], 0));
    let address = sandbox.listen_tls(address).await.unwrap();
    let root = download(&sandbox, "certificates/root").await;
    let certificate = match file {
        File::Pem => {
            let pem = download(&sandbox, &format!("{ACCOUNT}/certificate")).await;
            Certificate::from_pem(pem)
        }
        File::Pkcs12 => {
            let file = download(&sandbox, &format!("{ACCOUNT}/certificate.p12")).await;
            Certificate::from_pkcs12(&file, &SecretString::from("sandbox"))
        }
    };
    let credentials = ClassicCredentials::certificate(
        "merchant_api1.example.com",
        "sandbox-password",
        certificate.unwrap(),
    );
    let change = move |config: &mut paypal_merchant::Config| {
        let server = config.server.as_mut().unwrap();
        server.classic = Some(credentials.clone());
        server.trusted_pem = Some(root.clone());
    };
    let paypal = format!("https://localhost:{}", address.port());
    let shop = Shop::changed(&paypal, None, Arc::new(change)).await;
    World { shop, sandbox }
}

#[tokio::test]
async fn a_certificate_pays_and_refunds_without_a_signature() {
    for (file, api) in [File::Pem, File::Pkcs12]
        .into_iter()
        .flat_map(|file| CLASSIC.map(|api| (file, api)))
    {
        let world = open(file).await;
        let created = world.shop.create(&server_order(api)).await;
        let url = created["approval_url"].as_str().unwrap();
        assert!(url.starts_with("https://localhost:"), "{file:?}: {url}");
        let id = id_of(&created);
        let query = world.click(&token_of(&created), "approve").await;
        assert_eq!(world.shop.complete(&id, &query).await["status"], "paid");
        let whole = json!({"idempotency_key": "refund-1"});
        let path = format!("/checkouts/{id}/refund");
        let (status, answer) = world.shop.admin(Method::POST, &path, Some(&whole)).await;
        assert_eq!(status, StatusCode::OK, "{file:?} {api}: {answer}");
        assert_eq!(world.shop.checkout(&id).await["status"], "refunded");
        let payment = world.payment(&id).await;
        assert_eq!(payment["status"], "Refunded", "{file:?} {api}");
    }
}

#[tokio::test]
async fn a_certificate_that_was_renewed_opens_nothing() {
    for api in CLASSIC {
        let world = open(File::Pem).await;
        let created = world.shop.create(&server_order(api)).await;
        let (id, token) = (id_of(&created), token_of(&created));
        let query = world.click(&token, "approve").await;
        let renew = format!("{ACCOUNT}/certificate");
        world.control(Method::POST, &renew, Value::Null).await;
        let (status, problem) = world
            .shop
            .call(Method::POST, "/api/checkouts", Some(&server_order(api)))
            .await;
        assert!(status.is_server_error(), "{api}: {problem}");
        // The buyer agreed, and PayPal tells this shop nothing: no money moves,
        // and none is taken for moved.
        let complete = format!("/api/checkouts/{id}/complete");
        let body = json!({"query": query});
        let answer = world.shop.call(Method::POST, &complete, Some(&body)).await;
        assert_ne!(answer.1["status"], "paid", "{api}");
        assert_eq!(world.shop.checkout(&id).await["status"], "created");
        let payments = world.control(Method::GET, "payments", Value::Null).await;
        assert_eq!(payments, json!([]), "{api}");
    }
}
