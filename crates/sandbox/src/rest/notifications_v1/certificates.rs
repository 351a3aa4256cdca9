//! The certificates of webhooks.

use axum::body::Body;
use axum::extract::Path;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Response};
use axum::response::IntoResponse;

use crate::response::not_found;
use crate::webhooks::certificate::{CERTIFICATE_PATH, ROOT_PATH, signer};

/// `GET /v1/notifications/certs/…`
pub(super) async fn download(Path(name): Path<String>, headers: HeaderMap) -> Response<Body> {
    let path = format!("/v1/notifications/certs/{name}");
    if path != CERTIFICATE_PATH && path != ROOT_PATH {
        return not_found(headers).await;
    }
    match signer().await {
        Some(signer) => {
            let pem = if path == ROOT_PATH {
                &signer.root
            } else {
                &signer.chain
            };
            ([(CONTENT_TYPE, "application/x-pem-file")], pem.clone()).into_response()
        }
        None => not_found(headers).await,
    }
}
