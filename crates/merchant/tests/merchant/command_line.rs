//! The program's commands, run as an operator runs them.

use std::process::{Command, Output};

use crate::harness::{self, CATALOGUE, World};

const REST_APP: &[(&str, &str)] = &[
    ("PAYPAL_MERCHANT_CLIENT_ID", "sandbox-client"),
    ("PAYPAL_MERCHANT_CLIENT_SECRET", "sandbox-secret"),
];
const API_CREDENTIALS: &[(&str, &str)] = &[
    ("PAYPAL_MERCHANT_API_USER", "merchant_api1.example.com"),
    ("PAYPAL_MERCHANT_API_PASSWORD", "sandbox-password"),
    ("PAYPAL_MERCHANT_API_SIGNATURE", "sandbox-signature"),
];

/// Runs a command on the books and the PayPal of `world`.
fn run(world: &World, arguments: &[&str]) -> (bool, String) {
    run_with(world, REST_APP, arguments)
}

/// The same with other credentials than the REST app's.
fn run_with(world: &World, credentials: &[(&str, &str)], arguments: &[&str]) -> (bool, String) {
    let folder = tempfile::TempDir::new().unwrap();
    let catalogue = folder.path().join("catalogue.json");
    std::fs::write(&catalogue, CATALOGUE).unwrap();
    let database = world.shop.database();
    let mut command = Command::new(env!("CARGO_BIN_EXE_paypal-merchant"));
    command
        .args(arguments)
        .env_remove("DATABASE_URL")
        .env("PAYPAL_MERCHANT_PAYPAL", world.sandbox.url())
        .env("PAYPAL_MERCHANT_BUSINESS", "merchant@example.com")
        .env("PAYPAL_MERCHANT_CATALOGUE", &catalogue)
        .env("PAYPAL_MERCHANT_PUBLIC_URL", world.shop.running.url())
        .envs(credentials.iter().copied());
    match database {
        Ok(file) => command.env("PAYPAL_MERCHANT_DATABASE", file),
        Err(url) => command.env("DATABASE_URL", url),
    };
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    let text = [stdout, stderr].concat();
    let text = String::from_utf8(text).unwrap();
    for secret in ["sandbox-secret", "sandbox-password", "sandbox-signature"] {
        assert!(!text.contains(secret), "{text}");
    }
    (status.success(), text)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operator_sees_everything_and_gives_money_back() {
    let world = World::start().await;
    let (id, _) = world.agreed("orders_v2").await;
    let (ok, told) = run(&world, &["reconcile"]);
    assert!(ok && told.contains("paid"), "{told}");
    let (ok, told) = run(
        &world,
        &["refund", &id, "--amount", "7.67", "--key", "refund-1"],
    );
    assert!(ok && told.contains("COMPLETED"), "{told}");
    let (ok, told) = run(&world, &["refund", &id, "--amount", "1000.00"]);
    assert!(!ok && told.contains("REFUND_AMOUNT_EXCEEDED"), "{told}");
    let (ok, told) = run(&world, &["show", &id, "--raw"]);
    for part in [
        "partially_refunded",
        "v2 create order",
        "v2 capture order",
        "v2 refund capture",
        "debug_id",
        "\"idempotency_key\"",
        &format!("{id}-create"),
    ] {
        assert!(ok && told.contains(part), "{part} is not in\n{told}");
    }
    let (ok, told) = run(&world, &["checkouts", "--status", "partially_refunded"]);
    assert!(ok && told.contains(&id), "{told}");
    let (ok, told) = run(&world, &["capture", &id]);
    assert!(!ok && told.contains("no reserved money"), "{told}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_is_asked_about_again() {
    let world = World::start().await;
    world
        .faults(serde_json::json!({"post_back": {"answer": "INVALID"}}))
        .await;
    let (id, _) = world.bought(&[]).await;
    let message = harness::eventually(|| async {
        let open = world.shop.ledger().messages(None).await.unwrap();
        open.into_iter().find(|kept| kept.verification == "invalid")
    })
    .await;
    assert_eq!(world.shop.checkout(&id).await["status"], "created");
    world.faults(serde_json::json!({})).await;
    let number = message.id.to_string();
    let (ok, told) = run(&world, &["replay-ipn", &number]);
    assert!(ok && told.contains("recorded"), "{told}");
    assert_eq!(world.shop.checkout(&id).await["status"], "paid");
    let (ok, told) = run(&world, &["replay-ipn", &number]);
    assert!(ok, "{told}");
    assert_eq!(world.shop.checkout(&id).await["status"], "paid");
    let (ok, told) = run(&world, &["replay-ipn", "4711"]);
    assert!(!ok && told.contains("4711"), "{told}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_decides_what_is_in_review() {
    let world = World::start().await;
    let (id, _) = world.bought(&[("amount_1", "0.01")]).await;
    world.shop.until(&id, "review").await;
    let (ok, told) = run(&world, &["resolve", &id, "--note", "why"]);
    assert!(!ok && told.contains("--accept"), "{told}");
    let (ok, told) = run(
        &world,
        &["resolve", &id, "--reject", "--note", "who is this?"],
    );
    assert!(ok && told.contains("review"), "{told}");
    let (ok, told) = run(&world, &["checkouts", "--status", "review"]);
    assert!(ok && told.contains("amount_mismatch  rejected"), "{told}");
    let (ok, told) = run(&world, &["resolve", &id, "--accept", "--note", "a friend"]);
    assert!(ok && told.contains("paid"), "{told}");
    let (ok, told) = run(&world, &["show", &id]);
    for part in [
        "rejected",
        "who is this?",
        "accepted",
        "review → paid  a friend",
    ] {
        assert!(ok && told.contains(part), "{part} is not in\n{told}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_doctor_says_what_is_wrong() {
    let world = World::start().await;
    let (ok, told) = run(&world, &["doctor"]);
    for part in [
        "PayPal takes sandbox-client",
        "clock: ",
        "/paypal/ipn answers",
    ] {
        assert!(ok && told.contains(part), "{part} is not in\n{told}");
    }
    world
        .faults(serde_json::json!({"http": {"status": 503, "path": "/v1/oauth2"}}))
        .await;
    let (ok, told) = run(&world, &["doctor"]);
    assert!(!ok && told.contains("BAD   credentials"), "{told}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shop_with_api_credentials_needs_no_rest_app() {
    let world = World::start().await;
    let (ok, told) = run_with(&world, API_CREDENTIALS, &["doctor"]);
    let taken = "PayPal takes merchant_api1.example.com";
    assert!(ok && told.contains(taken), "{told}");
    for api in harness::buyer::CLASSIC {
        let (id, _) = world.agreed(api).await;
        let (ok, told) = run_with(&world, API_CREDENTIALS, &["reconcile"]);
        assert!(ok && told.contains("paid"), "{told}");
        let part = ["refund", &id, "--amount", "7.67"];
        let (ok, told) = run_with(&world, API_CREDENTIALS, &part);
        assert!(ok && told.contains("Instant"), "{told}");
        let much = ["refund", &id, "--amount", "1000.00"];
        let (ok, told) = run_with(&world, API_CREDENTIALS, &much);
        assert!(!ok && told.contains("10009"), "{told}");
        let (_, told) = run_with(&world, API_CREDENTIALS, &["show", &id, "--raw"]);
        let name = format!("{api} DoExpressCheckoutPayment");
        assert!(told.contains(&name), "{told}");
    }
    // A certificate that cannot be read, and halves of credentials.
    let user = ("PAYPAL_MERCHANT_API_USER", "merchant_api1.example.com");
    let password = ("PAYPAL_MERCHANT_API_PASSWORD", "sandbox-password");
    let signature = ("PAYPAL_MERCHANT_API_SIGNATURE", "sandbox-signature");
    let missing = ("PAYPAL_MERCHANT_API_CERTIFICATE_FILE", "/no/such/file.pem");
    let nvp = ("PAYPAL_MERCHANT_API", "nvp");
    for (credentials, problem) in [
        (&[user, password][..], "PAYPAL_MERCHANT_API_SIGNATURE"),
        (&[password, signature], "PAYPAL_MERCHANT_API_USER"),
        (&[user, password, signature, missing], "either"),
        (&[user, password, missing], "/no/such/file.pem"),
        (&[REST_APP[0], REST_APP[1], nvp], "PAYPAL_MERCHANT_API nvp"),
    ] {
        let (ok, told) = run_with(&world, credentials, &["doctor"]);
        assert!(!ok && told.contains(problem), "{told}");
    }
}

/// Content of messages moves no cursor, ends no line and turns no text around.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_a_message_is_printed_raw() {
    let world = World::start().await;
    let evil = "\u{1b}[2Jx\r\n\u{202e}paid\u{2028}y\u{9b}31m";
    let (id, _) = world
        .bought(&[("item_name_1", evil), ("os0_1", evil)])
        .await;
    world.shop.until(&id, "review").await;
    // Money of no order, whose names are as bad.
    let unknown = "co_bbbbbbbbbbbbbbbbbbbbbbbbbb";
    let edit = [("custom", unknown), ("invoice", evil), ("os0_1", evil)];
    world.bought(&edit).await;
    let is_bad = |c: char| c.is_control() && c != '\n' || ('\u{2028}'..='\u{202e}').contains(&c);
    for arguments in [
        &["show", &id, "--raw"][..],
        &["show", &id],
        &["checkouts", "--status", "review"],
        &["messages"],
    ] {
        let (ok, told) = run(&world, arguments);
        assert!(ok, "{told}");
        assert!(!told.contains(is_bad), "{arguments:?}: {told:?}");
        assert!(!told.lines().any(|line| line.starts_with("paid")), "{told}");
    }
    let (_, told) = run(&world, &["show", &id]);
    assert!(told.contains("\\u{1b}[2Jx"), "{told}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operator_adopts_what_a_page_made() {
    let world = World::start().await;
    let payment = world.page_pays("orders_v2", |_| {}).await;
    let (ok, told) = run(&world, &["adopt", &payment.paypal_id, "5O190127TN364715T"]);
    assert!(!ok && told.contains("payment_unknown"), "{told}");
    let adopted = format!("{}  {}  paid", payment.paypal_id, payment.checkout);
    assert!(told.contains(&adopted), "{told}");
    let (ok, told) = run(&world, &["adopt", &payment.paypal_id]);
    assert!(ok && told.contains(&adopted), "{told}");
    let (ok, told) = run(&world, &["show", &payment.checkout]);
    assert!(ok && told.contains("v2 get order"), "{told}");
    let (ok, told) = run_with(&world, API_CREDENTIALS, &["adopt", &payment.paypal_id]);
    assert!(ok && told.contains("paid"), "{told}");
    let (ok, told) = run_with(
        &world,
        API_CREDENTIALS,
        &["adopt", "PAYID-L4DUKPA4FP52372FV6317036"],
    );
    assert!(!ok && told.contains("path_unsupported"), "{told}");
}
