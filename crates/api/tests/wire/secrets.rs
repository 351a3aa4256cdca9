//! Secrets and tokens are nowhere to be seen.

use serde_json::json;

use crate::log::Log;
use crate::server::{SECRET, Server, TOKEN_PATH, answer, json_answer, order_id, request_id, token};

const TOKEN: &str = "A21AA-the-access-token";

/// Everything that is logged arrives here, also from the other tests.
#[tokio::test]
async fn neither_logs_nor_debug_nor_errors_tell() {
    let log = Log::default();
    tracing::subscriber::set_global_default(log.subscriber()).unwrap();

    let server = Server::start(
        |request, before| match (request.path == TOKEN_PATH, before) {
            (true, 1) => Some(answer(500, "")),
            (true, 3) => Some(json_answer(401, &json!({"error": "invalid_client"}))),
            (true, _) => Some(token(TOKEN)),
            (false, 0) => Some(answer(503, "")),
            (false, _) => Some(answer(401, "")),
        },
    )
    .await;
    let client = server.client();
    let mut shown = format!("{:?} {client:?} {:#?}", server.config(), client);
    for _ in 0..3 {
        let error = client
            .orders_v2()
            .capture(&order_id(), &request_id())
            .await
            .unwrap_err();
        shown.push_str(&format!("{error} {error:?}"));
    }
    let logged = log.text();
    assert!(logged.contains("PayPal answered"), "{logged}");
    shown.push_str(&logged);
    // The base64 of the pair, too.
    let basic = server.token_requests()[0]
        .header("authorization")
        .unwrap()
        .replace("Basic ", "");
    for secret in [SECRET, TOKEN, &basic] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}
