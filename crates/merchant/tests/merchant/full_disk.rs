//! A disk that is full for a while: nothing is lost, and nothing has to be
//! started again.

#![cfg(target_os = "linux")]

use std::fs::OpenOptions;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::harness::paypal::Scripted;
use crate::harness::{CATALOGUE, eventually, order, read};
use futures_util::future::join_all;
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Length of a page of SQLite's.
const FIRST_PAGE: usize = 4096;

/// The program with a limit on how long its files get. The signal that comes
/// with the limit is ignored, so that a write fails as on a full disk.
struct Server {
    child: Child,
    url: String,
    client: Client,
    _folder: TempDir,
}

impl Server {
    fn start(paypal: &str) -> Self {
        // Another test may have been first.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let folder = TempDir::new().unwrap();
        let catalogue = folder.path().join("catalogue.json");
        std::fs::write(&catalogue, CATALOGUE).unwrap();
        // Its log is on the same disk, and as long as files may get.
        let log = folder.path().join("merchant.log");
        std::fs::write(&log, [b'\n'; FIRST_PAGE]).unwrap();
        let log = OpenOptions::new().append(true).open(log).unwrap();
        let mut child = Command::new("sh")
            .args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""])
            .arg(env!("CARGO_BIN_EXE_paypal-merchant"))
            .args(["serve", "--listen", "127.0.0.1:0", "--paypal", paypal])
            .args(["--business", "merchant@example.com"])
            .args(["--client-id", "sandbox-client", "--webhook-id", "WH123"])
            .args(["--requests-per-minute", "100000", "--work-seconds", "1"])
            .arg("--catalogue")
            .arg(&catalogue)
            .arg("--database")
            .arg(folder.path().join("merchant.db"))
            .env_remove("DATABASE_URL")
            .env("PAYPAL_MERCHANT_CLIENT_SECRET", "sandbox-secret")
            .env("RUST_LOG", "info")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut told = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        told.read_line(&mut line).unwrap();
        let url = line.trim().rsplit(' ').next().unwrap().to_owned();
        assert!(url.starts_with("http://"), "{line}");
        // It must not find the pipe closed.
        std::thread::spawn(move || std::io::copy(&mut told, &mut std::io::sink()));
        Self {
            child,
            url,
            client: Client::new(),
            _folder: folder,
        }
    }

    /// From now on no file gets longer than that.
    fn limit(&self, bytes: &str) {
        let limited = Command::new("prlimit")
            .args(["--pid", &self.child.id().to_string()])
            .arg(format!("--fsize={bytes}:unlimited"))
            .status()
            .unwrap();
        assert!(limited.success());
    }

    /// Nothing gets longer than the first page, which is there.
    fn fill(&self) {
        self.limit(&FIRST_PAGE.to_string());
    }

    async fn call(&self, method: Method, path: &str, body: Option<&Value>) -> (StatusCode, Value) {
        let mut request = self.client.request(method, format!("{}{path}", self.url));
        if let Some(body) = body {
            request = request
                .header("content-type", "application/json")
                .body(body.to_string());
        }
        read(request.send().await.unwrap()).await
    }

    async fn create(&self, request: &Value) -> (StatusCode, Value) {
        self.call(Method::POST, "/api/checkouts", Some(request))
            .await
    }

    async fn notify(&self, message: &str) -> StatusCode {
        let request = self
            .client
            .post(format!("{}/paypal/ipn", self.url))
            .body(message.to_owned());
        request.send().await.unwrap().status()
    }

    async fn deliver(&self, event: &Value) -> StatusCode {
        let request = self
            .client
            .post(format!("{}/paypal/webhooks", self.url))
            .header("paypal-transmission-id", event["id"].as_str().unwrap())
            .header(
                "paypal-transmission-time",
                jiff::Timestamp::now().to_string(),
            )
            .header("paypal-transmission-sig", "c2lnbmF0dXJl")
            .header(
                "paypal-cert-url",
                "https://api.paypal.com/v1/notifications/certs/C-1",
            )
            .header("paypal-auth-algo", "SHA256withRSA")
            .body(event.to_string());
        request.send().await.unwrap().status()
    }

    async fn health(&self) -> StatusCode {
        self.call(Method::GET, "/health", None).await.0
    }

    async fn status(&self, id: &str) -> Value {
        let path = format!("/api/checkouts/{id}");
        let (status, checkout) = self.call(Method::GET, &path, None).await;
        assert_eq!(status, StatusCode::OK, "{checkout}");
        checkout["status"].clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn message(id: &str) -> String {
    format!(
        "mc_gross=67.67&mc_currency=USD&payment_status=Completed&txn_id={}\
         &receiver_email=merchant%40example.com&txn_type=cart&test_ipn=1&custom={id}\
         &num_cart_items=2&item_name1=Mug&item_number1=MUG&quantity1=2&option_name1_1=Size\
         &option_selection1_1=Large&item_name2=Tea&item_number2=TEA&quantity2=1",
        &id[3..]
    )
}

/// An order that PayPal has captured, and the event that tells of it.
fn captured(paypal: &Scripted, created: &Value) -> Value {
    let (_, order) = created["approval_url"]
        .as_str()
        .unwrap()
        .split_once("token=")
        .unwrap();
    let capture = json!({
        "id": format!("CAP{}", &order[3..]), "status": "COMPLETED",
        "custom_id": created["checkout_id"],
        "amount": {"currency_code": "USD", "value": "67.67"},
        "supplementary_data": {"related_ids": {"order_id": order}},
    });
    paypal.captured(order, &capture);
    json!({
        "id": format!("WH-{order}"), "event_version": "1.0",
        "create_time": "2026-11-21T12:00:00Z", "resource_type": "capture",
        "resource_version": "2.0", "event_type": "PAYMENT.CAPTURE.COMPLETED", "summary": "…",
        "resource": capture,
    })
}

fn server_order() -> Value {
    let mut request = order("USD");
    request["path"] = json!("server");
    request
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_was_full_is_not_felt_any_more() {
    let paypal = Scripted::open().await;
    paypal.will(
        "/verify-webhook-signature",
        200,
        json!({"verification_status": "SUCCESS"}),
    );
    let server = Server::start(&paypal.url);
    assert_eq!(server.health().await, StatusCode::OK);

    // The buyers of before.
    let mut forms = Vec::new();
    let mut orders = Vec::new();
    for _ in 0..12 {
        let (status, created) = server.create(&order("USD")).await;
        assert_eq!(status, StatusCode::CREATED, "{created}");
        forms.push(created["checkout_id"].as_str().unwrap().to_owned());
        let (status, created) = server.create(&server_order()).await;
        assert_eq!(status, StatusCode::CREATED, "{created}");
        orders.push(created);
    }
    let events: Vec<Value> = orders
        .iter()
        .map(|created| captured(&paypal, created))
        .collect();
    let requests: Vec<Value> = (0..24)
        .map(|n| {
            if n % 3 == 0 {
                server_order()
            } else {
                order("USD")
            }
        })
        .collect();
    let create = || join_all(requests.iter().map(|request| server.create(request)));
    let notify = || async {
        let messages: Vec<String> = forms.iter().map(|id| message(id)).collect();
        join_all(messages.iter().map(|message| server.notify(message))).await
    };
    let deliver = || join_all(events.iter().map(|event| server.deliver(event)));
    // It fills up in the middle of all that, and stays full.
    let middle = async {
        eventually(|| async { (server.status(&forms[0]).await == "paid").then_some(()) }).await;
        server.fill();
    };
    let (created, notified, delivered, ()) = tokio::join!(create(), notify(), deliver(), middle);
    let whole = server.create(&order("USD")).await;
    assert_eq!(whole.0, StatusCode::SERVICE_UNAVAILABLE, "{}", whole.1);
    for (status, answer) in created.iter().chain([&whole]) {
        if *status != StatusCode::CREATED {
            assert_eq!(*status, StatusCode::SERVICE_UNAVAILABLE, "{answer}");
            assert_eq!(answer["code"], "database_unwritable", "{answer}");
        }
    }
    for answers in [notified, delivered] {
        for status in answers {
            // Whoever is not told 200 sends it again.
            assert!(
                [StatusCode::OK, StatusCode::SERVICE_UNAVAILABLE].contains(&status),
                "{status}"
            );
        }
    }
    for _ in 0..2 {
        let (notified, delivered) = tokio::join!(notify(), deliver());
        let refused = notified.iter().chain(&delivered);
        let refused = refused.filter(|status| **status == StatusCode::SERVICE_UNAVAILABLE);
        assert_ne!(refused.count(), 0);
    }
    eventually(|| async {
        (server.health().await == StatusCode::SERVICE_UNAVAILABLE).then_some(())
    })
    .await;

    server.limit("unlimited");
    assert_eq!(server.health().await, StatusCode::OK);
    for (request, (before, _)) in requests.iter().zip(&created) {
        let (status, answer) = server.create(request).await;
        let expected = match *before {
            StatusCode::CREATED => &[StatusCode::OK][..],
            // It may have been written down before PayPal was asked.
            _ => &[StatusCode::OK, StatusCode::CREATED],
        };
        assert!(expected.contains(&status), "{status} {answer}");
        assert_eq!(answer["status"], "created");
    }
    let (notified, delivered) = tokio::join!(notify(), deliver());
    for status in notified.iter().chain(&delivered) {
        assert_eq!(*status, StatusCode::OK);
    }
    let bought = orders.iter().map(|created| created["checkout_id"].as_str());
    for id in forms.iter().map(|id| Some(id.as_str())).chain(bought) {
        assert_eq!(server.status(id.unwrap()).await, "paid");
    }
}
