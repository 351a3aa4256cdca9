//! `POST /v1/oauth2/token`.

use axum::Router;
use axum::body::Body;
use axum::extract::State as Shared;
use axum::http::header::AUTHORIZATION;
use axum::http::{Response, StatusCode};
use axum::routing::post;
use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde_json::json;

use super::client_token::client_token;
use super::request::IncomingRequest;
use crate::response::json_response;
use crate::state::State;
use crate::store::access_tokens::{Rights, Token};

pub(super) fn routes() -> Router<State> {
    Router::new().route("/v1/oauth2/token", post(token))
}

const SCOPES: &str = "https://uri.paypal.com/services/payments/futurepayments \
     https://uri.paypal.com/services/payments/refund \
     https://uri.paypal.com/services/payments/realtimepayment \
     https://uri.paypal.com/services/payments/payment/authcapture \
     https://uri.paypal.com/services/applications/webhooks \
     https://api.paypal.com/v1/payments/.* \
     https://api.paypal.com/v1/payments/refund openid";
const BROWSER_SCOPES: &str =
    "https://uri.paypal.com/services/checkout/one-click-with-merchant-issued-token";

/// Padding is left out by some clients.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A token for client credentials. A client id with an empty secret gets one
/// for browsers.
async fn token(state: Shared<State>, incoming: IncomingRequest) -> Response<Body> {
    let now = state.clock().now();
    let mut store = state.store();
    let Some((app, rights)) =
        credentials(&incoming).and_then(|(id, secret)| store.tokens.authenticate(&id, &secret))
    else {
        return refused(
            StatusCode::UNAUTHORIZED,
            "invalid_client",
            "Client Authentication failed",
        );
    };
    let form: Vec<(String, String)> = form_urlencoded::parse(&incoming.body)
        .into_owned()
        .collect();
    let field = |name: &str| {
        let found = form.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    };
    match field("grant_type") {
        Some("client_credentials") => {}
        None | Some("") => {
            return refused(
                StatusCode::BAD_REQUEST,
                "invalid_request",
                "grant_type is missing: send grant_type=client_credentials",
            );
        }
        Some(_) => {
            return refused(
                StatusCode::BAD_REQUEST,
                "unsupported_grant_type",
                "unsupported grant_type: this sandbox takes client_credentials",
            );
        }
    }
    let rights = match field("response_type") {
        Some("client_token") => Rights::Browser,
        _ => rights,
    };
    let nonce = format!("{}{}", crate::resources::time(now), store.ids.secret());
    let lifetime = store.tokens.lifetime();
    let ends = now.saturating_add(lifetime).unwrap_or(now);
    let text = match (field("response_type"), credentials(&incoming)) {
        (Some("client_token"), Some((client_id, _))) => {
            let secret = store.ids.access_token();
            client_token(&client_id, now, ends, &secret)
        }
        _ => store.ids.access_token(),
    };
    let app_id = format!("APP-{}", crate::ids::app_id(&app.0));
    let token = Token {
        app,
        rights,
        agreed: None,
        ends,
    };
    store.tokens.issue(text.clone(), token, now);
    json_response(
        StatusCode::OK,
        &json!({
            "scope": match rights {
                Rights::Full => SCOPES,
                Rights::Browser => BROWSER_SCOPES,
            },
            "access_token": text,
            "token_type": "Bearer",
            "app_id": app_id,
            "expires_in": lifetime.as_secs(),
            "nonce": nonce,
        }),
    )
}

/// Client id and secret of Basic.
fn credentials(incoming: &IncomingRequest) -> Option<(String, String)> {
    let value = incoming.header(AUTHORIZATION.as_str())?;
    let (scheme, encoded) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(BASE64.decode(encoded.trim()).ok()?).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}

fn refused(status: StatusCode, error: &str, description: &str) -> Response<Body> {
    json_response(
        status,
        &json!({"error": error, "error_description": description}),
    )
}
