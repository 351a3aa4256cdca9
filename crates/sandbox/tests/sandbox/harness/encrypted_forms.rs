//! A shop with keys of its own, whose buttons openssl makes.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use super::{Harness, buy_now, text};
use crate::missing;
use paypal_sandbox::{AccountConfig, Config};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;

pub fn openssl(folder: &Path, arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let mut child = Command::new("openssl")
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "openssl {arguments:?}: {said}");
    output.stdout
}

pub fn has_openssl() -> bool {
    let found = Command::new("openssl").arg("version").output().is_ok();
    if !found {
        missing::skip("openssl", "install the package openssl", true);
    }
    found
}

/// Makes a key and its certificate, `name.key` and `name.pem`.
pub fn make_key(folder: &Path, name: &str) {
    let (key, certificate) = (format!("{name}.key"), format!("{name}.pem"));
    let subject = format!("/CN={name}");
    let request = [
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "30",
        "-subj",
        &subject,
        "-keyout",
        &key,
        "-out",
        &certificate,
    ];
    openssl(folder, &request, b"");
}

/// Signs and encrypts the text of a form.
pub fn encrypt(folder: &Path, text: &str, signer: &str, recipient: &str, cipher: &str) -> String {
    let (key, certificate) = (format!("{signer}.key"), format!("{signer}.pem"));
    let sign = [
        "smime",
        "-sign",
        "-signer",
        &certificate,
        "-inkey",
        &key,
        "-outform",
        "der",
        "-nodetach",
        "-binary",
    ];
    let signed = openssl(folder, &sign, text.as_bytes());
    let encrypt = [
        "smime", "-encrypt", cipher, "-binary", "-outform", "pem", recipient,
    ];
    String::from_utf8(openssl(folder, &encrypt, &signed)).unwrap()
}

/// A sandbox, and a shop with its keys in a folder.
pub struct Shop {
    pub sandbox: Harness,
    pub folder: TempDir,
    pub cert_id: String,
}

impl Shop {
    pub async fn open() -> Self {
        let other = AccountConfig {
            email: "other@example.com".to_owned(),
            ..AccountConfig::default()
        };
        let sandbox = Harness::with(Config {
            accounts: vec![AccountConfig::merchant(), AccountConfig::buyer(), other],
            ..Config::default()
        })
        .await;
        let folder = tempfile::tempdir().unwrap();
        let url = sandbox.url("/_sandbox/certificates/paypal");
        let paypal = sandbox.client.get(url).send().await.unwrap();
        let paypal = paypal.text().await.unwrap();
        std::fs::write(folder.path().join("paypal.pem"), paypal).unwrap();
        for name in ["shop", "foreign"] {
            make_key(folder.path(), name);
        }
        let mut shop = Self {
            sandbox,
            folder,
            cert_id: String::new(),
        };
        let kept = shop.upload("merchant@example.com", "shop.pem").await;
        shop.cert_id = text(&kept["cert_id"]).to_owned();
        shop
    }

    pub async fn upload(&self, account: &str, file: &str) -> Value {
        let pem = std::fs::read_to_string(self.folder.path().join(file)).unwrap();
        let path = format!("accounts/{account}/certificates");
        let body = Some(json!({"certificate": pem}));
        let (status, answer) = self.sandbox.control(Method::POST, &path, body).await;
        assert_eq!(status, StatusCode::CREATED, "{answer}");
        answer
    }

    /// Text of a form of 18.00 USD with more variables.
    pub fn text(&self, more: &[(&str, &str)]) -> String {
        let mut text = format!("cert_id={}\n", self.cert_id);
        for (name, value) in buy_now(&[("amount", "18.00")])
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .chain(more.iter().copied())
        {
            text.push_str(&format!("{name}={value}\n"));
        }
        text
    }

    pub fn encrypt(&self, text: &str, signer: &str, recipient: &str, cipher: &str) -> String {
        encrypt(self.folder.path(), text, signer, recipient, cipher)
    }

    pub fn button(&self, more: &[(&str, &str)]) -> String {
        self.encrypt(&self.text(more), "shop", "paypal.pem", "-des3")
    }

    pub async fn refused(&self, encrypted: &str, beside: &[(&str, &str)]) -> Value {
        self.sandbox.refused(&post(encrypted, beside)).await
    }
}

pub fn post(encrypted: &str, beside: &[(&str, &str)]) -> Vec<(String, String)> {
    [("cmd", "_s-xclick"), ("encrypted", encrypted)]
        .iter()
        .chain(beside)
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}
