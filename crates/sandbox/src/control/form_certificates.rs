//! Certificates of an account for encrypted forms.

use std::collections::HashMap;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State as Shared};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Response, StatusCode};
use multer::Multipart;
use serde::Deserialize;
use serde_json::{Value, json};

use super::account_pages::head;
use super::find_account::{find, find_id};
use super::input::{is_form, is_multipart, read_input};
use super::{done_at, failed, own_page};
use crate::pages::{FormCertificateView, FormCertificatesPage};
use crate::response::{Problem, json_response, wants_page};
use crate::state::State;
use crate::store::Store;
use crate::store::accounts::Account;
use crate::store::certificates::AccountCertificate;
use crate::views;

fn certificate(certificate: &AccountCertificate) -> Value {
    json!({
        "cert_id": certificate.id,
        "subject": certificate.subject(),
        "serial": certificate.serial(),
        "expires_at": certificate.expires.to_string(),
    })
}

/// The certificates of an account, oldest first: a page, or JSON.
pub(super) async fn list(
    state: Shared<State>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    let store = state.store();
    match find(&store, &name) {
        Ok(account) if wants_page(&headers) => page(&state, &store, account, "", None),
        Ok(account) => {
            let all = store.certificates.of(&account.id).map(certificate);
            json_response(StatusCode::OK, &Value::Array(all.collect()))
        }
        Err(problem) => failed(&headers, &problem),
    }
}

fn page(
    state: &State,
    store: &Store,
    account: &Account,
    typed: &str,
    error: Option<&Problem>,
) -> Response<Body> {
    let now = state.clock().now();
    let all = store.certificates.of(&account.id);
    let view = FormCertificatesPage {
        head: head(account, "certificates"),
        certificates: all
            .map(|own| FormCertificateView {
                cert_id: own.id.clone(),
                subject: own.subject(),
                serial: own.serial(),
                expires: views::date(own.expires),
                is_expired: own.expires < now,
            })
            .collect(),
        only_encrypted: account.settings.encrypted_forms_only,
        typed: typed.to_owned(),
        error: error.map(|problem| views::sentence(problem.detail())),
    };
    own_page(error.map_or(StatusCode::OK, Problem::status), &view)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CertificateBody {
    certificate: String,
}

/// `{"certificate": "-----BEGIN CERTIFICATE-----…"}`, or the page's file or
/// text: answers its `cert_id`.
pub(super) async fn upload(
    state: Shared<State>,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let read = if is_multipart(&headers) {
        read_files(&headers, body).await
    } else {
        read_input(&headers, &body).map(|CertificateBody { certificate }| certificate)
    };
    let pem = read.as_ref().cloned().unwrap_or_default();
    let mut store = state.store();
    let kept = read.and_then(|pem| {
        let id = find_id(&store, &name)?;
        Ok(store.add_certificate(&id, &pem)?)
    });
    let is_page = wants_page(&headers) && (is_form(&headers) || is_multipart(&headers));
    match kept {
        Ok(kept) => {
            let answer = json_response(StatusCode::CREATED, &certificate(&kept));
            done_at(&state, &headers, &path(&kept.owner.0), answer)
        }
        Err(problem) if is_page => match find(&store, &name) {
            Ok(account) => page(&state, &store, account, &pem, Some(&problem)),
            Err(problem) => failed(&headers, &problem),
        },
        Err(problem) => failed(&headers, &problem),
    }
}

fn path(account: &str) -> String {
    format!("/_sandbox/accounts/{account}/certificates")
}

fn missing() -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "certificate_missing",
        "This certificate cannot be kept",
        "Choose a file with a certificate in PEM, or paste its text.",
    )
}

/// The chosen file, else the text, of the page's form.
async fn read_files(headers: &HeaderMap, body: Bytes) -> Result<String, Problem> {
    let unreadable = |error: multer::Error| {
        Problem::new(
            StatusCode::BAD_REQUEST,
            "body_unreadable",
            "The body is not what this path takes",
            error.to_string(),
        )
    };
    let kind = headers.get(CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let boundary = multer::parse_boundary(kind).map_err(unreadable)?;
    let mut parts = Multipart::new(Body::from(body).into_data_stream(), boundary);
    let mut texts = HashMap::new();
    while let Some(part) = parts.next_field().await.map_err(unreadable)? {
        let name = part.name().unwrap_or_default().to_owned();
        let bytes = part.bytes().await.map_err(unreadable)?;
        texts.insert(name, String::from_utf8_lossy(&bytes).trim().to_owned());
    }
    let mut own = ["file", "certificate"].into_iter();
    let own = own.find_map(|name| texts.remove(name).filter(|text| !text.is_empty()));
    own.ok_or_else(missing)
}

/// Removes a certificate: what it has signed is refused from then on.
pub(super) async fn remove(
    state: Shared<State>,
    Path((name, cert_id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response<Body> {
    let mut store = state.store();
    let removed = find_id(&store, &name).and_then(|id| {
        if store.certificates.remove(&id, &cert_id) {
            return Ok(id);
        }
        Err(Problem::new(
            StatusCode::NOT_FOUND,
            "certificate_unknown",
            "No such certificate",
            "The account has no certificate with this id.",
        ))
    });
    match removed {
        Ok(id) => {
            let answer = json_response(StatusCode::OK, &json!({"status": "ok"}));
            done_at(&state, &headers, &path(&id.0), answer)
        }
        Err(problem) => failed(&headers, &problem),
    }
}
