//! The post-back of IPN and the lookup of PDT.

use leptos_paypal_api::ipn::Verification;
use leptos_paypal_api::{Webscr, WebscrError};
use leptos_paypal_core::TxnId;
use leptos_paypal_core::ipn::MAX_BYTES;
use secrecy::SecretString;

use crate::server::{Reply, Server, answer, retry_policy, with_header};

const TOKEN: &str = "the-identity-token-of-the-account";
/// windows-1252, in an order that no serializer would choose.
const MESSAGE: &[u8] = b"txn_id=1AB23456CD789012E&first_name=Zo%EB+%80&b=&a=1&a=2&charset=\xff";

/// PayPal's answers, and the error's code.
type Case = (&'static str, fn() -> Reply);

fn client(server: &Server) -> Webscr {
    Webscr::new(&server.base().parse().unwrap(), retry_policy()).unwrap()
}

fn tx() -> TxnId {
    "1AB23456CD789012E".parse().unwrap()
}

async fn look_up(server: &Server) -> Result<leptos_paypal_core::ipn::IpnMessage, WebscrError> {
    client(server)
        .look_up(&tx(), &SecretString::from(TOKEN))
        .await
}

/// Everything that is neither of the two answers.
fn no_answers() -> Vec<Case> {
    vec![
        ("paypal_status", || answer(503, "")),
        ("paypal_status", || answer(404, "VERIFIED")),
        ("paypal_status", || answer(204, "")),
        ("paypal_status", || {
            with_header(answer(307, ""), "location", "/elsewhere")
        }),
        ("paypal_answer", || answer(200, "<html>VERIFIED</html>")),
        ("paypal_answer", || answer(200, "")),
        ("paypal_answer", || answer(200, "VERIFIED INVALID")),
        ("paypal_answer", || answer(200, "verified")),
        ("paypal_answer_too_long", || {
            answer(200, "VERIFIED".repeat(1000))
        }),
    ]
}

#[tokio::test]
async fn a_message_goes_back_as_it_came() {
    for (text, verification) in [
        ("VERIFIED", Verification::Verified),
        ("INVALID\r\n", Verification::Invalid),
    ] {
        let server = Server::start(move |_, _| Some(answer(200, text))).await;
        assert_eq!(
            client(&server).verify_ipn(MESSAGE).await.unwrap(),
            verification
        );
        let [asked] = &server.calls()[..] else {
            panic!("asked more than once");
        };
        assert_eq!(asked.path, "/cgi-bin/webscr");
        assert_eq!(asked.body, [b"cmd=_notify-validate&", MESSAGE].concat());
        let form = "application/x-www-form-urlencoded";
        assert_eq!(asked.header("content-type"), Some(form));
        // PayPal answers 403 to those who do not say who they are.
        assert!(
            asked
                .header("user-agent")
                .unwrap()
                .starts_with("leptos-paypal/")
        );
    }
}

#[tokio::test]
async fn what_is_no_answer_is_asked_for_again_and_then_an_error() {
    for (code, reply) in no_answers() {
        let server = Server::start(move |_, _| Some(reply())).await;
        let error = client(&server).verify_ipn(MESSAGE).await.unwrap_err();
        assert_eq!(error.code(), code, "{error}");
        let calls = server.calls();
        assert_eq!(calls.len(), 3, "{error}");
        assert!(calls.iter().all(|call| call.path == "/cgi-bin/webscr"));
    }
}

#[tokio::test]
async fn a_message_that_paypal_does_not_read_is_not_its_own() {
    for status in [400, 413, 422] {
        let server = Server::start(move |_, _| Some(answer(status, "no"))).await;
        let verdict = client(&server).verify_ipn(b"a=1").await.unwrap();
        assert_eq!(verdict, Verification::Invalid);
        assert_eq!(server.calls().len(), 1);
    }
}

#[tokio::test]
async fn a_later_answer_counts() {
    let server = Server::start(|_, before| {
        Some(if before < 2 {
            answer(502, "INVALID")
        } else {
            answer(200, "VERIFIED")
        })
    })
    .await;
    let verification = client(&server).verify_ipn(MESSAGE).await.unwrap();
    assert_eq!(verification, Verification::Verified);
}

#[tokio::test]
async fn who_cannot_be_reached_has_not_answered() {
    // Never answers.
    let server = Server::start(|_, _| None).await;
    let mut retry_policy = retry_policy();
    retry_policy.timeout = std::time::Duration::from_millis(20);
    let client = Webscr::new(&server.base().parse().unwrap(), retry_policy).unwrap();
    let error = client.verify_ipn(MESSAGE).await.unwrap_err();
    assert_eq!(error.code(), "paypal_unreachable");
    assert!(!error.to_string().contains(&server.base()), "{error}");
}

#[tokio::test]
async fn a_transaction_is_looked_up() {
    let body =
        "SUCCESS\r\ntxn_id=1AB23456CD789012E\r\nfirst_name=Zo%EB\r\ncharset=windows-1252\r\n";
    let server = Server::start(move |_, _| Some(answer(200, body))).await;
    let message = look_up(&server).await.unwrap();
    assert_eq!(message.get("first_name"), Some("Zoë"));
    let [asked] = &server.calls()[..] else {
        panic!("asked more than once");
    };
    assert_eq!(asked.path, "/cgi-bin/webscr");
    let form = format!("cmd=_notify-synch&tx=1AB23456CD789012E&at={TOKEN}");
    assert_eq!(asked.body, form.as_bytes());
}

#[tokio::test]
async fn a_lookup_that_fails_is_made_once_more() {
    let cases: [Case; 5] = [
        ("pdt_refused", || answer(200, "FAIL\nError: 4003\n")),
        ("pdt_unreadable", || answer(200, "<html>")),
        ("paypal_answer", || {
            answer(200, "SUCCESS\ntxn_id=9ZZ23456CD789012E\n")
        }),
        ("paypal_status", || answer(500, "")),
        ("paypal_answer_too_long", || {
            answer(200, vec![b'a'; MAX_BYTES + 1])
        }),
    ];
    for (code, reply) in cases {
        let server = Server::start(move |_, _| Some(reply())).await;
        let error = look_up(&server).await.unwrap_err();
        assert_eq!(error.code(), code, "{error}");
        assert_eq!(server.calls().len(), 2, "{error}");
        assert!(!format!("{error} {error:?}").contains(TOKEN), "{error}");
    }
    let server = Server::start(|_, before| {
        Some(if before == 0 {
            answer(502, "")
        } else {
            answer(200, "SUCCESS\ntxn_id=1AB23456CD789012E\n")
        })
    })
    .await;
    assert!(look_up(&server).await.is_ok());
}

#[tokio::test]
async fn no_more_than_a_few_dozen_ask_at_once() {
    let gate = std::sync::Arc::new(tokio::sync::Notify::new());
    let held = std::sync::Arc::clone(&gate);
    let server =
        Server::start(move |_, _| Some(crate::server::held(answer(200, "VERIFIED"), &held))).await;
    let client = client(&server);
    let asking: Vec<_> = (0..50)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.verify_ipn(MESSAGE).await })
        })
        .collect();
    while server.calls().len() < 32 {
        tokio::task::yield_now().await;
    }
    // Every one that is answered lets one more ask.
    for answered in 1..=18 {
        assert_eq!(server.calls().len(), 31 + answered);
        gate.notify_one();
        while server.calls().len() < 32 + answered {
            tokio::task::yield_now().await;
        }
    }
    let releasing = tokio::spawn(async move {
        loop {
            gate.notify_one();
            tokio::task::yield_now().await;
        }
    });
    for asking in asking {
        assert_eq!(asking.await.unwrap().unwrap(), Verification::Verified);
    }
    releasing.abort();
}
