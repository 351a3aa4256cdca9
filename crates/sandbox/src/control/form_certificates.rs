//! Certificates of an account for encrypted forms.

use axum::body::{Body, Bytes};
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, Response, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

use super::accounts::find_id;
use super::failed;
use super::input::read_json;
use crate::response::{Problem, json_response};
use crate::state::State;
use crate::store::certificates::AccountCertificate;

fn certificate(certificate: &AccountCertificate) -> Value {
    json!({
        "cert_id": certificate.id,
        "subject": certificate.certificate.tbs_certificate.subject.to_string(),
        "expires_at": certificate.expires.to_string(),
    })
}

/// The certificates of an account, oldest first.
pub(super) async fn list(
    state: Shared<State>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    let store = state.store();
    let result = find_id(&store, &name).map(|id| {
        let all = store.certificates.of(&id).map(certificate);
        (StatusCode::OK, Value::Array(all.collect()))
    });
    respond(&headers, result)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CertificateBody {
    certificate: String,
}

/// `{"certificate": "-----BEGIN CERTIFICATE-----…"}`: answers its `cert_id`.
pub(super) async fn upload(
    state: Shared<State>,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let result = read_json(&body).and_then(|body: CertificateBody| {
        let mut store = state.store();
        let id = find_id(&store, &name)?;
        let kept = store.add_certificate(&id, &body.certificate)?;
        Ok((StatusCode::CREATED, certificate(&kept)))
    });
    respond(&headers, result)
}

/// Removes a certificate: what it has signed is refused from then on.
pub(super) async fn remove(
    state: Shared<State>,
    Path((name, cert_id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response<Body> {
    let mut store = state.store();
    let result = find_id(&store, &name).and_then(|id| {
        if store.certificates.remove(&id, &cert_id) {
            return Ok((StatusCode::OK, json!({"status": "ok"})));
        }
        Err(Problem::new(
            StatusCode::NOT_FOUND,
            "certificate_unknown",
            "No such certificate",
            "The account has no certificate with this id.",
        ))
    });
    respond(&headers, result)
}

fn respond(headers: &HeaderMap, result: Result<(StatusCode, Value), Problem>) -> Response<Body> {
    match result {
        Ok((status, value)) => json_response(status, &value),
        Err(problem) => failed(headers, &problem),
    }
}
