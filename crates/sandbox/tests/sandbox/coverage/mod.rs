//! The coverage table of the README: operations by what the sandbox answers,
//! clients by the calls that they have really made.

mod clients;
mod operations;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use reqwest::{Method, StatusCode};
use serde_json::Value;

use crate::harness::rest::{Answer, Rest};
use crate::harness::text;
use clients::CLIENTS;
use operations::{CLASSIC, Family, NO_CLASSIC, NO_REST, REST, Support};

/// Set to write the table into the README.
const WRITE: &str = "WRITE_COVERAGE";

const START: &str = "<!-- coverage -->\n";
const END: &str = "<!-- /coverage -->";

/// Holds the successful calls of a client against the table.
pub fn check_client(name: &str, log: &Value) {
    let succeeded = |call: &&Value| {
        let result = text(&call["result"]);
        result.starts_with("Success") || result.starts_with('2')
    };
    let made = log.as_array().unwrap().iter().filter(succeeded);
    let made: BTreeSet<&str> = made.map(|call| text(&call["operation"])).collect();
    let client = CLIENTS.iter().find(|client| client.name == name);
    let client = client.unwrap_or_else(|| panic!("{name} is not in the table"));
    let told: BTreeSet<&str> = client.calls.iter().copied().collect();
    assert_eq!(made, told, "calls of {name}, and those of the table");
}

fn all(families: &'static [Family]) -> impl Iterator<Item = &'static str> {
    families
        .iter()
        .flat_map(|family| family.operations.iter().copied())
}

async fn ask(rest: &Rest, method: Method, path: &str) -> Answer {
    let harness = &rest.harness;
    harness
        .call(&rest.token, method, path, &[], Some("{}"))
        .await
}

#[tokio::test]
async fn what_the_table_has_is_there_and_the_rest_is_not() {
    let rest = Rest::start().await;
    for operation in all(CLASSIC) {
        let answer = rest.harness.nvp(operation, &[]).await;
        let is_there = answer.get("ACK") == "Success" || !answer.codes().contains(&"81002");
        assert!(is_there, "{operation}");
    }
    for operation in NO_CLASSIC {
        let answer = rest.harness.nvp(operation, &[]).await;
        assert_eq!(answer.code(), "81002", "{operation}");
    }
    for operation in all(REST).chain(NO_REST.iter().copied()) {
        let (method, path) = operation.split_once(' ').unwrap();
        let method: Method = method.parse().unwrap();
        let path = path.replace("{id}", "0").replace("{name}", "0");
        ask(&rest, method, &path).await;
    }
    // By the log: an unknown id is a 404 too, but of a path that is there.
    let log = rest.harness.get("calls").await;
    let logged: BTreeSet<&str> = log
        .as_array()
        .unwrap()
        .iter()
        .map(|call| text(&call["operation"]))
        .collect();
    for operation in all(REST) {
        assert!(logged.contains(operation), "{operation}");
    }
    for operation in NO_REST {
        let path = operation.replace("{id}", "0");
        let (method, path) = path.split_once(' ').unwrap();
        let method: Method = method.parse().unwrap();
        let answer = ask(&rest, method, path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{operation}");
        assert!(!all(REST).any(|there| there == *operation), "{operation}");
    }
}

#[test]
fn clients_call_what_the_table_has() {
    let there: BTreeSet<&str> = all(CLASSIC).chain(all(REST)).collect();
    for client in CLIENTS {
        for call in client.calls {
            assert!(there.contains(call), "{}: {call}", client.name);
        }
    }
}

#[test]
fn the_readme_has_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(START).unwrap();
    let (table, after) = rest.split_once(END).unwrap();
    let right = written();
    if std::env::var_os(WRITE).is_some() {
        std::fs::write(&path, format!("{before}{START}{right}{END}{after}")).unwrap();
        return;
    }
    assert!(
        table == right,
        "the README's coverage table is another one: run this test with {WRITE}=1"
    );
}

fn written() -> String {
    let mut out = String::new();
    for (title, families) in [("NVP and SOAP", CLASSIC), ("REST", REST)] {
        let head = format!("| {title} | Support | Clients in the tests | Differs from PayPal |");
        writeln!(out, "{head}\n|---|---|---|---|").unwrap();
        for family in families {
            for (place, operation) in family.operations.iter().enumerate() {
                let support = match family.support {
                    Support::Complete => "complete",
                    Support::Partly => "partly",
                };
                let differs = match place {
                    0 => family.differs,
                    _ if family.differs.is_empty() => "",
                    _ => "as above",
                };
                let clients = clients_of(operation);
                writeln!(out, "| `{operation}` | {support} | {clients} | {differs} |").unwrap();
            }
        }
        writeln!(out).unwrap();
    }
    let list = |all: &[&str]| {
        let quoted: Vec<String> = all.iter().map(|name| format!("`{name}`")).collect();
        quoted.join(", ")
    };
    writeln!(
        out,
        "Not there, among others: {} (81002); {} (404).",
        list(NO_CLASSIC),
        list(NO_REST)
    )
    .unwrap();
    out
}

fn clients_of(operation: &str) -> String {
    let callers = CLIENTS
        .iter()
        .filter(|client| client.calls.contains(&operation));
    let names: Vec<&str> = callers.map(|client| client.name).collect();
    names.join(", ")
}
