#[path = "../../../../tests/interop/missing.rs"]
mod missing;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use jiff::Timestamp;

use super::*;

/// Keys of the shop and of its PayPal. Making them takes a while.
struct Both {
    shop: KeyPair,
    paypal: KeyPair,
}

impl Both {
    fn new() -> Self {
        let now = Timestamp::now();
        Self {
            shop: KeyPair::generate("Shop", 365, now).unwrap(),
            paypal: KeyPair::generate("PayPal", 365, now).unwrap(),
        }
    }

    fn forms(&self) -> EncryptedForms {
        let (key, certificate) = (&self.shop.key, &self.shop.certificate);
        EncryptedForms::new("ABCDEFGHJKLMN", key, certificate, &self.paypal.certificate).unwrap()
    }
}

fn openssl(folder: &Path, arguments: &[&str], input: &[u8]) -> Vec<u8> {
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

fn fields() -> Vec<(String, String)> {
    [
        ("cmd", "_xclick"),
        ("business", "merchant@example.com"),
        ("item_name", "Tee = 茶 & \"Kuchen\""),
        ("amount", "18.00"),
        ("charset", "utf-8"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into()
}

/// As PayPal opens it: decrypted with its own key, verified against the
/// certificate that the shop uploaded.
#[test]
fn openssl_reads_what_the_shop_has_encrypted() {
    if Command::new("openssl").arg("version").output().is_err() {
        return missing::skip("openssl", "install the package openssl", true);
    }
    let both = Both::new();
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("shop.pem", &both.shop.certificate);
    write("paypal.pem", &both.paypal.certificate);
    write("paypal.key", both.paypal.key.expose_secret());
    let form = both.forms().encrypt(&fields()).unwrap();
    let pem = form
        .as_str()
        .replace("-----BEGIN PKCS7-----", "-----BEGIN PKCS7-----\n");
    let pem = pem.replace("-----END PKCS7-----", "\n-----END PKCS7-----\n");
    // openssl wants lines of 64 characters.
    let lines: Vec<_> = pem
        .lines()
        .flat_map(|line| line.as_bytes().chunks(64))
        .map(|line| String::from_utf8_lossy(line).into_owned())
        .collect();
    let decrypt = [
        "smime",
        "-decrypt",
        "-inform",
        "PEM",
        "-inkey",
        "paypal.key",
        "-recip",
        "paypal.pem",
        "-binary",
    ];
    let signed = openssl(folder.path(), &decrypt, lines.join("\n").as_bytes());
    let verify = [
        "smime",
        "-verify",
        "-inform",
        "DER",
        "-nointern",
        "-certfile",
        "shop.pem",
        "-CAfile",
        "shop.pem",
        "-purpose",
        "any",
        "-binary",
    ];
    let text = openssl(folder.path(), &verify, &signed);
    assert_eq!(
        String::from_utf8(text).unwrap(),
        "cert_id=ABCDEFGHJKLMN\ncmd=_xclick\nbusiness=merchant@example.com\n\
         item_name=Tee = 茶 & \"Kuchen\"\namount=18.00\ncharset=utf-8\n"
    );
    let described = openssl(
        folder.path(),
        &["cms", "-cmsout", "-print", "-noout", "-inform", "PEM"],
        lines.join("\n").as_bytes(),
    );
    assert!(String::from_utf8_lossy(&described).contains("des-ede3-cbc"));
    // A signature of somebody else's is none.
    write("shop.pem", &both.paypal.certificate);
    let output = Command::new("openssl")
        .args(verify)
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(!output.status.success());
}

#[test]
fn every_form_is_encrypted_anew() {
    let both = Both::new();
    let forms = both.forms();
    let first = forms.fields(&fields()).unwrap();
    let second = forms.fields(&fields()).unwrap();
    assert_eq!(first[0], ("cmd".to_owned(), "_s-xclick".to_owned()));
    assert_eq!((first.len(), first[1].0.as_str()), (2, "encrypted"));
    assert_ne!(first, second);
    assert!(!first[1].1.contains("18.00"));
    assert!(!format!("{forms:?}").contains("key"));
}

#[test]
fn keys_that_do_not_fit_are_named() {
    let both = Both::new();
    let Both { shop, paypal } = &both;
    let new = EncryptedForms::new;
    let refused = |result: Result<EncryptedForms, EncryptionError>| result.unwrap_err().to_string();
    let none = SecretString::from("no key");
    assert!(
        refused(new(
            "A B",
            &shop.key,
            &shop.certificate,
            &paypal.certificate
        ))
        .contains("cert id")
    );
    assert!(refused(new("A", &none, &shop.certificate, &paypal.certificate)).contains("the key"));
    assert!(
        refused(new("A", &shop.key, "", &paypal.certificate)).contains("the shop's certificate")
    );
    assert!(refused(new("A", &shop.key, &shop.certificate, "x")).contains("PayPal's certificate"));
    let other = new("A", &shop.key, &paypal.certificate, &paypal.certificate);
    assert!(matches!(other, Err(EncryptionError::KeyOfOther)));
}
