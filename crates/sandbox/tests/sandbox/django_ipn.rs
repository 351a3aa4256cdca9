//! django-paypal, another team's code, verifies what the sandbox sends.
//!
//! `LEPTOS_PAYPAL_PYTHON` names a Python with `tests/django/requirements.txt`.

use crate::missing;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::harness::{Harness, buy_now, text, upload};
use reqwest::Method;
use serde_json::{Value, json};

struct Listener {
    process: Child,
    url: String,
    database: PathBuf,
}

impl Listener {
    fn start(python: &str, sandbox: &str) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/django/listener.py");
        let name = format!("django-ipn-{}.sqlite3", std::process::id());
        let database = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let mut process = Command::new(python)
            .arg(script)
            .arg(sandbox)
            .arg(&database)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("NO_PROXY", "127.0.0.1")
            .stdout(Stdio::piped())
            .spawn()
            .expect("LEPTOS_PAYPAL_PYTHON starts");
        let mut url = String::new();
        let output = process.stdout.take().unwrap();
        BufReader::new(output).read_line(&mut url).unwrap();
        let url = url.trim().to_owned();
        assert!(
            url.starts_with("http://"),
            "django-paypal did not start: {url:?}"
        );
        Self {
            process,
            url,
            database,
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_file(&self.database);
    }
}

/// The Python to use, where there is one.
fn python() -> Option<String> {
    let python = std::env::var("LEPTOS_PAYPAL_PYTHON")
        .ok()
        .filter(|path| !path.is_empty());
    if python.is_none() {
        missing::skip(
            "django-paypal",
            "set LEPTOS_PAYPAL_PYTHON to a Python with tests/django/requirements.txt",
            true,
        );
    }
    python
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn django_paypal_stores_the_messages_as_verified() {
    let Some(python) = python() else { return };
    let sandbox = Harness::start().await;
    let listener = Listener::start(&python, &sandbox.sandbox.url());
    let fetch = async |path: &str| -> Value {
        let url = format!("{}{path}", listener.url);
        let answer = sandbox.client.get(url).send().await.unwrap();
        serde_json::from_str(&answer.text().await.unwrap()).unwrap()
    };
    let notify_url = format!("{}/ipn/", listener.url);
    let name = "Mug “blue” <i> café 茶 🍵";
    let single = sandbox
        .paid(&buy_now(&[
            ("item_name", name),
            ("quantity", "2"),
            ("custom", "order-77"),
            ("notify_url", &notify_url),
        ]))
        .await;
    let latin = [
        ("charset", "windows-1252"),
        ("invoice", "INV-1"),
        ("notify_url", &*notify_url),
    ];
    let cart = sandbox.paid(&upload(&latin)).await;
    let refund = format!("payments/{}/refund", text(&single["txn_id"]));
    let (_, refunded) = sandbox
        .control(Method::POST, &refund, Some(json!({"amount": "5.00"})))
        .await;
    let refund_id = text(&refunded["refunds"][0]["txn_id"]);

    let mut expected = vec![
        (text(&single["txn_id"]), "Completed", "20.00"),
        (text(&cart["txn_id"]), "Completed", "10.00"),
        (refund_id, "Refunded", "-5.00"),
    ];
    for (txn_id, ..) in &expected {
        let told = sandbox
            .notification(|one| one["txn_id"] == *txn_id && one["state"] == "delivered")
            .await;
        assert_eq!(told["verified"], true, "{told}");
        assert_eq!(told["attempts"].as_array().unwrap().len(), 1, "{told}");
    }
    let stored = fetch("/stored/").await;
    let rows = stored["ipn"].as_array().unwrap();
    assert_eq!(rows.len(), 3, "{stored}");
    for row in rows {
        let place = expected
            .iter()
            .position(|(txn_id, ..)| row["txn_id"] == *txn_id)
            .unwrap();
        let (txn_id, status, gross) = expected.remove(place);
        assert_eq!(row["response"], "VERIFIED", "{row}");
        assert_eq!(row["flag"], false, "{row}");
        assert_eq!(row["payment_status"], status, "{row}");
        assert_eq!(row["mc_gross"], gross, "{row}");
        assert_eq!(row["mc_currency"], "USD");
        assert_eq!(row["receiver_email"], "merchant@example.com");
        assert_ne!(row["payment_date"], "None", "the date was understood");
        if txn_id == text(&single["txn_id"]) {
            assert_eq!(row["item_name"], name);
            assert_eq!(row["quantity"], "2");
            assert_eq!(row["custom"], "order-77");
        }
        if txn_id == refund_id {
            assert_eq!(row["parent_txn_id"], single["txn_id"]);
        }
    }

    // The same shop looks a return up by PDT.
    let found = fetch(&format!("/pdt/?tx={}", text(&cart["txn_id"]))).await;
    assert_eq!(found["failed"], false, "{found}");
    assert_eq!(found["found"]["flag"], false, "{found}");
    assert_eq!(found["found"]["payment_status"], "Completed");
    assert_eq!(found["found"]["mc_gross"], "10.00");
    assert_eq!(found["found"]["invoice"], "INV-1");

    // A message changed on the way is flagged.
    sandbox
        .faults(json!({"ipn": {"tamper": {"mc_gross": "0.01"}}}))
        .await;
    let tampered = sandbox.paid(&buy_now(&[("notify_url", &notify_url)])).await;
    sandbox
        .notification(|one| one["txn_id"] == tampered["txn_id"] && one["state"] == "delivered")
        .await;
    let stored = fetch("/stored/").await;
    let row = &stored["ipn"][3];
    assert_eq!(
        (&row["response"], &row["flag"]),
        (&json!("INVALID"), &json!(true)),
        "{row}"
    );
}
