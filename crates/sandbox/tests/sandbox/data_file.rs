//! The data file: what a sandbox keeps across restarts.

use std::path::{Path, PathBuf};

use crate::harness::encrypted_forms::{encrypt, has_openssl, make_key, post};
use crate::harness::program::Program;
use crate::harness::{encode, text};
use paypal_sandbox::{Config, Sandbox};
use reqwest::Method;
use serde_json::{Value, json};

/// A path where no file is.
fn fresh(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    for end in ["", "-wal", "-shm"] {
        let mut file = path.clone().into_os_string();
        file.push(end);
        let _ = std::fs::remove_file(file);
    }
    path
}

#[tokio::test]
async fn a_killed_process_goes_on_where_it_was() {
    let path = fresh("killed.db");
    let first = Program::with_data(&path).await;
    let shop = json!({"email": "shop@example.com", "balances": {"EUR": "12.50"}, "pdt": false});
    first.control(Method::POST, "accounts", shop).await;
    let patch = json!({"fee_rate": "2.9", "charset": "windows-1252"});
    first
        .control(Method::PATCH, "accounts/merchant@example.com", patch)
        .await;
    first
        .control(
            Method::POST,
            "accounts/merchant@example.com/apps",
            json!({"name": "Second"}),
        )
        .await;
    let now = json!({"now": "2026-03-01T12:00:00Z"});
    first.control(Method::PUT, "clock", now).await;
    let paid = first
        .open(&[
            ("notify_url", "http://127.0.0.1:9/ipn"),
            ("item_name", "caf\u{e9}"),
        ])
        .await;
    first.approve(&paid).await;
    let open = first.open(&[]).await;
    let cart = encode(&[
        ("cmd", "_cart"),
        ("add", "1"),
        ("business", "merchant@example.com"),
        ("item_name", "Mug"),
        ("amount", "10.00"),
    ]);
    let request = first.client.post(format!("{}/cgi-bin/webscr", first.url));
    assert_eq!(request.body(cart).send().await.unwrap().status(), 303);
    let access = first.access_token().await;
    let order = json!({"intent": "CAPTURE", "purchase_units": [
        {"amount": {"currency_code": "USD", "value": "7.00"}},
    ]});
    let order = first
        .rest(Method::POST, "/v2/checkout/orders", &access, order)
        .await;
    let order_path = format!("/v2/checkout/orders/{}", text(&order["id"]));
    let pem = |program: &Program| {
        let url = format!(
            "{}/_sandbox/accounts/MERCHANT23456/certificate",
            program.url
        );
        let request = program.client.get(url);
        async { request.send().await.unwrap().text().await.unwrap() }
    };
    let certificate = pem(&first).await;
    let plan = json!({"payment": {"pending": "echeck"}, "ipn": {"hold": true}});
    first.control(Method::PUT, "faults", plan).await;
    let paths = [
        "accounts",
        "accounts/shop@example.com",
        "accounts/MERCHANT23456",
        "payments",
        "faults",
        "clock",
        "faults/struck",
        "disputes",
        "accounts/BUYER23456789/mails",
    ];
    let mut before = Vec::new();
    for path in paths {
        before.push(first.get(path).await);
    }
    let sent = first.get("notifications").await;
    drop(first);

    let second = Program::with_data(&path).await;
    for (path, before) in paths.iter().zip(before) {
        assert_eq!(second.get(path).await, before, "{path}");
    }
    let resent = second.get("notifications").await;
    assert_eq!(
        (&resent[0]["body"], &resent[0]["id"]),
        (&sent[0]["body"], &sent[0]["id"])
    );
    assert_eq!(pem(&second).await, certificate);
    let same = second
        .rest(Method::GET, &order_path, &access, Value::Null)
        .await;
    assert_eq!(same["status"], "CREATED");
    // A call that was answered is not carried out twice.
    let body = json!({"intent": "CAPTURE", "purchase_units": [
        {"amount": {"currency_code": "USD", "value": "7.00"}},
    ]});
    let again = second
        .rest(Method::POST, "/v2/checkout/orders", &access, body)
        .await;
    assert_eq!(again["id"], order["id"]);
    second.control(Method::PUT, "faults", json!({})).await;
    second.approve(&open).await;
    let payments = second.get("payments").await;
    let ids: Vec<&str> = payments
        .as_array()
        .unwrap()
        .iter()
        .map(|one| text(&one["txn_id"]))
        .collect();
    assert_eq!(ids.len(), 2);
    assert_ne!(ids[0], ids[1]);
    second.control(Method::POST, "reset", json!({})).await;
    drop(second);

    let third = Program::with_data(&path).await;
    assert_eq!(third.get("payments").await, json!([]));
    assert_eq!(third.get("accounts").await.as_array().unwrap().len(), 2);
    assert_eq!(third.get("clock").await["real"], true);
}

/// Error with which a sandbox refuses to start with this file.
async fn refused(path: &Path) -> (String, String) {
    let config = Config {
        data: Some(path.to_owned()),
        ..Config::default()
    };
    match Sandbox::spawn(config).await {
        Ok(_) => panic!("it started"),
        Err(error) => (error.code().to_owned(), error.to_string()),
    }
}

async fn make(path: &Path) {
    let config = Config {
        data: Some(path.to_owned()),
        ..Config::default()
    };
    Sandbox::spawn(config).await.unwrap().stop().await;
}

#[tokio::test]
async fn a_file_that_cannot_be_used_is_told_and_left_alone() {
    let no_database = fresh("letter.db");
    std::fs::write(&no_database, "Dear sandbox, ".repeat(100)).unwrap();
    let (code, words) = refused(&no_database).await;
    assert_eq!(code, "data_file");
    assert!(
        words.contains("letter.db") && words.contains("no database"),
        "{words}"
    );
    assert!(
        std::fs::read_to_string(&no_database)
            .unwrap()
            .starts_with("Dear sandbox")
    );

    let other = fresh("other.db");
    let connection = rusqlite::Connection::open(&other).unwrap();
    connection
        .execute_batch("CREATE TABLE notes (text)")
        .unwrap();
    drop(connection);
    let before = std::fs::read(&other).unwrap();
    let (code, words) = refused(&other).await;
    assert_eq!(code, "data_file");
    assert!(words.contains("another program"), "{words}");
    assert_eq!(std::fs::read(&other).unwrap(), before);

    let newer = fresh("newer.db");
    make(&newer).await;
    let connection = rusqlite::Connection::open(&newer).unwrap();
    connection.pragma_update(None, "user_version", 7).unwrap();
    drop(connection);
    let (code, words) = refused(&newer).await;
    assert_eq!(code, "data_file_newer");
    assert!(words.contains("version 7"), "{words}");

    let damaged = fresh("damaged.db");
    make(&damaged).await;
    let connection = rusqlite::Connection::open(&damaged).unwrap();
    let cut = "UPDATE parts SET json = substr(json, 1, 40) WHERE name = 'accounts'";
    assert_eq!(connection.execute(cut, []).unwrap(), 1);
    drop(connection);
    let (code, words) = refused(&damaged).await;
    assert_eq!(code, "data_file");
    assert!(words.contains("accounts"), "{words}");

    let cut = "UPDATE parts SET json = '[]' WHERE name = 'accounts'";
    let connection = rusqlite::Connection::open(&damaged).unwrap();
    connection.execute(cut, []).unwrap();
    let cut = "INSERT INTO records (list, place, json) VALUES ('payments', 0, '{}')";
    connection.execute(cut, []).unwrap();
    drop(connection);
    let (code, words) = refused(&damaged).await;
    assert_eq!(code, "data_file");
    assert!(words.contains("payments"), "{words}");

    let (code, words) = refused(Path::new("/nowhere/at/all.db")).await;
    assert_eq!(code, "data_file", "{words}");
}

#[tokio::test]
async fn two_sandboxes_do_not_share_a_file() {
    let path = fresh("shared.db");
    let config = Config {
        data: Some(path.clone()),
        ..Config::default()
    };
    let first = Sandbox::spawn(config).await.unwrap();
    let (code, words) = refused(&path).await;
    assert_eq!(code, "data_file");
    assert!(words.contains("another program has it open"), "{words}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    first.stop().await;
}

#[tokio::test]
async fn number_and_security_code_of_a_card_are_not_in_the_file() {
    let path = fresh("cards.db");
    let program = Program::with_data(&path).await;
    let token = program.access_token().await;
    let sent = async |path: &str, body| program.rest(Method::POST, path, &token, body).await;
    let unit = json!({"amount": {"currency_code": "USD", "value": "5.00"}});
    let order = json!({"intent": "CAPTURE", "purchase_units": [unit]});
    let made = sent("/v2/checkout/orders", order).await;
    let order = format!("/v2/checkout/orders/{}", text(&made["id"]));
    let year: i32 = jiff::Timestamp::now().to_string()[..4].parse().unwrap();
    let expiry = format!("{}-01", year + 1);
    let card = json!({"number": "4012888888881881", "expiry": expiry, "security_code": "947"});
    let confirm = format!("{order}/confirm-payment-source");
    // The second answer comes from what is kept of the first.
    for _ in 0..2 {
        let body = json!({"payment_source": {"card": card}});
        assert_eq!(sent(&confirm, body).await["status"], "APPROVED");
    }
    sent(&format!("{order}/capture"), json!({})).await;
    drop(program);
    let mut kept = Vec::new();
    for end in ["", "-wal"] {
        let mut file = path.clone().into_os_string();
        file.push(end);
        kept.extend(std::fs::read(file).unwrap_or_default());
    }
    let has = |text: &str| kept.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(has("1881"));
    assert!(!has("401288888888"));
    assert!(!has("security_code"));
    assert!(!has("\"947\""));
}

#[tokio::test]
async fn a_button_that_was_encrypted_before_a_restart_still_works() {
    if !has_openssl() {
        return;
    }
    let path = fresh("form-key.db");
    let folder = tempfile::tempdir().unwrap();
    make_key(folder.path(), "shop");
    let first = Program::with_data(&path).await;
    let paypal = first.download("certificates/paypal").await;
    std::fs::write(folder.path().join("paypal.pem"), &paypal).unwrap();
    let pem = std::fs::read_to_string(folder.path().join("shop.pem")).unwrap();
    let account = "accounts/merchant@example.com/certificates";
    let kept = first
        .control(Method::POST, account, json!({"certificate": pem}))
        .await;
    let form = format!(
        "cert_id={}\ncmd=_xclick\nbusiness=merchant@example.com\nitem_name=Mug\namount=10.00\n",
        text(&kept["cert_id"])
    );
    let button = encrypt(folder.path(), &form, "shop", "paypal.pem", "-des3");
    drop(first);
    let second = Program::with_data(&path).await;
    assert_eq!(second.download("certificates/paypal").await, paypal);
    let request = second.client.post(format!("{}/cgi-bin/webscr", second.url));
    let answer = request.body(encode(&post(&button, &[]))).send().await;
    assert_eq!(answer.unwrap().status(), reqwest::StatusCode::SEE_OTHER);
    // A reset forgets the shop's certificates, and not PayPal's key.
    second.control(Method::POST, "reset", Value::Null).await;
    assert_eq!(second.download("certificates/paypal").await, paypal);
    drop(second);
    let third = Program::with_data(&path).await;
    assert_eq!(third.download("certificates/paypal").await, paypal);
}
