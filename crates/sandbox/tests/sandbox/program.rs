//! The program: its arguments, its one line, its configuration file.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

use reqwest::Client;
use serde_json::Value;

use crate::harness;
use crate::harness::program::Program;

const NO_ARGUMENTS: &[&str] = &[];

async fn json(client: &Client, url: String) -> Value {
    let text = client.get(url).send().await.unwrap().text().await.unwrap();
    serde_json::from_str(&text).unwrap()
}

fn config_file(name: &str, text: &str) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[tokio::test]
async fn it_says_where_it_is_and_stays_small() {
    let program = Program::start(NO_ARGUMENTS).await;
    let client = &program.client;
    let health = json(client, format!("{}/_sandbox/health", program.url)).await;
    assert_eq!(health["status"], "ok");
    for number in 0..50 {
        let form = harness::encode(&harness::buy_now(&[("invoice", &number.to_string())]));
        let url = format!("{}/webscr", program.url);
        let response = client.post(url).body(form).send().await.unwrap();
        let location = harness::location(&response);
        let token = location.split_once("token=").unwrap().1;
        let approve = format!("{}/_sandbox/checkouts/{token}/approve", program.url);
        assert!(
            client
                .post(approve)
                .send()
                .await
                .unwrap()
                .status()
                .is_success()
        );
    }
    if let Ok(status) = std::fs::read_to_string(format!("/proc/{}/status", program.process.id())) {
        let line = status
            .lines()
            .find(|line| line.starts_with("VmHWM:"))
            .unwrap();
        let kilobytes: u32 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
        assert!(kilobytes < 40 * 1024, "{line}");
    }
}

#[tokio::test]
async fn a_configuration_file_replaces_the_first_state() {
    let file = config_file(
        "sandbox-config.json",
        r#"{
            "now": "2026-03-01T12:00:00Z",
            "maximum": {"EUR": "20.00"},
            "accounts": [
                {"email": "shop@example.org", "business_name": "Shop", "fee_rate": "10"},
                {"email": "ana@example.org", "type": "personal", "balances": {"EUR": "100.00"}}
            ]
        }"#,
    );
    let program = Program::start(&["--config", &file, "--public-url", "http://pay.test"]).await;
    let client = &program.client;
    let post = async |amount: &str| {
        let more = [
            ("business", "shop@example.org"),
            ("currency_code", "EUR"),
            ("amount", amount),
        ];
        let form = harness::encode(&harness::buy_now(&more));
        let url = format!("{}/webscr", program.url);
        client.post(url).body(form).send().await.unwrap()
    };
    assert_eq!(post("20.01").await.status(), 400);
    let location = harness::location(&post("20.00").await);
    let token = location
        .strip_prefix("http://pay.test/checkoutnow?token=")
        .unwrap();
    let approve = format!("{}/_sandbox/checkouts/{token}/approve", program.url);
    client.post(approve).send().await.unwrap();
    let accounts = json(client, format!("{}/_sandbox/accounts", program.url)).await;
    assert_eq!(accounts[0]["balances"]["EUR"], "18.00");
    assert_eq!(accounts[1]["balances"]["EUR"], "80.00");
    let payments = json(client, format!("{}/_sandbox/payments", program.url)).await;
    assert_eq!(payments[0]["fee"], "2.00");
    assert_eq!(payments[0]["created_at"], "2026-03-01T12:00:00Z");
}

#[test]
fn what_is_wrong_with_a_file_is_said() {
    for (name, text, words) in [
        ("broken.json", "{", "is not a configuration"),
        ("typo.json", r#"{"acounts": []}"#, "acounts"),
        ("amount.json", r#"{"maximum": {"JPY": "1.5"}}"#, "JPY"),
        (
            "email.json",
            r#"{"accounts": [{"email": ""}]}"#,
            "email address",
        ),
    ] {
        let file = config_file(name, text);
        let mut process = Command::new(env!("CARGO_BIN_EXE_paypal-sandbox"))
            .args(["--listen", "127.0.0.1:0", "--config", &file])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        assert!(!process.wait().unwrap().success(), "{name}");
        let mut said = String::new();
        process
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut said)
            .unwrap();
        assert!(said.contains(words), "{name}: {said}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn it_ends_when_it_is_told_to() {
    let mut program = Program::start(NO_ARGUMENTS).await;
    let id = program.process.id().to_string();
    let told = Command::new("kill").args(["-TERM", &id]).status().unwrap();
    assert!(told.success());
    assert!(program.process.wait().unwrap().success());
}
