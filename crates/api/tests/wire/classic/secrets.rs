//! Password, signature and certificate are nowhere to be seen.

use leptos_paypal_api::classic::{Certificate, ClassicCredentials};

use super::{BOTH, PASSWORD, SIGNATURE, USER, client, config, fixtures, text};
use crate::log::Log;
use crate::server::{Server, answer};

#[tokio::test]
async fn neither_logs_nor_debug_nor_errors_tell() {
    let log = Log::default();
    // For this test's thread, on which all of it runs.
    let _guard = tracing::subscriber::set_default(log.subscriber());
    let mut shown = String::new();
    for encoding in BOTH {
        let refused = [(
            "10002",
            "Security error",
            "Security header is not valid",
            "Error",
            "",
        )];
        let refused = fixtures::with_messages("GetPalDetails", encoding, "Failure", &refused);
        let server = Server::start(move |_, before| {
            Some(match before {
                0 => answer(503, ""),
                1 => text(200, &refused),
                _ => text(200, "nothing"),
            })
        })
        .await;
        let client = client(&server, encoding);
        shown.push_str(&format!("{client:?} {:#?}", config(&server, encoding)));
        for _ in 0..2 {
            let error = client.pal_details().await.unwrap_err();
            shown.push_str(&format!("{error} {error:?}"));
        }
    }
    let pem = include_str!("../signing_key.pem");
    let unusable = Certificate::from_pem(pem).unwrap_err();
    shown.push_str(&format!("{unusable} {unusable:?}"));
    shown.push_str(&format!(
        "{:?}",
        ClassicCredentials::signature(USER, PASSWORD, SIGNATURE).on_behalf_of("other@example.com")
    ));
    shown.push_str(&log.text());
    assert!(shown.contains(USER) && shown.contains("other@example.com"));
    for secret in [PASSWORD, SIGNATURE, &pem[200..230]] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}
