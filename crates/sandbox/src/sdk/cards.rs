//! Fields of a card: each a page of its own, in a frame of the page with the SDK.

use askama::Template;
use axum::body::Body;
use axum::extract::{RawQuery, State as Shared};
use axum::http::{HeaderMap, Response, StatusCode};
use serde_json::json;

use super::window::{ancestors, frame_ancestors};
use crate::params::Params;
use crate::response::{Problem, card_field_page};
use crate::state::State;
use crate::store::accounts::DEFAULT_CHARSET;
use crate::store::card::NETWORKS;
use crate::store::http_url;

/// A field, as browsers and people know it.
struct Field {
    kind: &'static str,
    title: &'static str,
    autocomplete: &'static str,
    input_type: &'static str,
    inputmode: &'static str,
    maxlength: u16,
}

const FIELDS: [Field; 4] = [
    Field {
        kind: "number",
        title: "Card number",
        autocomplete: "cc-number",
        input_type: "text",
        inputmode: "numeric",
        maxlength: 23,
    },
    Field {
        kind: "expiry",
        title: "Expiry date (MM / YY)",
        autocomplete: "cc-exp",
        input_type: "text",
        inputmode: "numeric",
        maxlength: 9,
    },
    Field {
        kind: "cvv",
        title: "Security code",
        autocomplete: "cc-csc",
        // Nobody reads it over a shoulder, and no browser keeps it.
        input_type: "password",
        inputmode: "numeric",
        maxlength: 4,
    },
    Field {
        kind: "name",
        title: "Name on the card",
        autocomplete: "cc-name",
        input_type: "text",
        inputmode: "text",
        maxlength: 300,
    },
];

/// The page of a field.
#[derive(Template)]
#[template(path = "sdk_card_field.html")]
struct FieldPage {
    kind: &'static str,
    title: &'static str,
    autocomplete: &'static str,
    input_type: &'static str,
    inputmode: &'static str,
    maxlength: u16,
    /// Name that the fields of one card share.
    session: String,
    /// The page around, and no other.
    origin: String,
    /// Rules of the cards, as JSON.
    networks: String,
}

/// `GET /sdk/cards/field?kind=…&session=…&origin=…`.
pub(super) async fn field(
    _: Shared<State>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response<Body> {
    let params = Params::read(&[], query.unwrap_or_default().as_bytes(), DEFAULT_CHARSET);
    match read(&params) {
        Some(view) => {
            let around = ancestors(&params);
            card_field_page(&view, &frame_ancestors(&view.origin, &around))
        }
        None => Problem::new(
            StatusCode::BAD_REQUEST,
            "card_field_invalid",
            "This is no field of a card",
            "The SDKs open this page, with kind, session and origin.",
        )
        .respond(&headers),
    }
}

fn read(params: &Params) -> Option<FieldPage> {
    let kind = params.get("kind")?;
    let field = FIELDS.iter().find(|field| field.kind == kind)?;
    let session = params.get("session")?;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if !(16..=64).contains(&session.len()) || !session.bytes().all(is_plain) {
        return None;
    }
    let origin = http_url(params.get("origin")?)?.origin();
    Some(FieldPage {
        kind: field.kind,
        title: field.title,
        autocomplete: field.autocomplete,
        input_type: field.input_type,
        inputmode: field.inputmode,
        maxlength: field.maxlength,
        session: session.to_owned(),
        origin: origin.ascii_serialization(),
        networks: networks(),
    })
}

/// Rules of the cards for the fields.
fn networks() -> String {
    let networks = NETWORKS.iter().map(|rules| {
        let name = match rules.code_digits {
            4 => "CID",
            _ => "CVV",
        };
        json!({
            "type": rules.kind,
            "niceType": rules.title,
            "prefixes": rules.prefixes,
            "digits": rules.digits,
            "code": {"name": name, "size": rules.code_digits},
        })
    });
    serde_json::Value::Array(networks.collect()).to_string()
}
