//! The IPN simulator: a message of any type, sent to a listener on this machine.
//! PayPal's own simulator makes messages that never verify; so does this one.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{RawQuery, State as Shared};
use axum::http::{HeaderMap, Response, StatusCode};
use jiff::Timestamp;
use reqwest::header::{CONTENT_TYPE, USER_AGENT};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use url::{Host, Url};

use super::input::{is_form, read_json};
use super::{failed, own_page};
use crate::notify::{Fields, SAMPLES, Sample, body as encoded};
use crate::pages::{IpnAnswerView, IpnSimulatorPage};
use crate::response::{Problem, json_response, wants_page};
use crate::sender::reason;
use crate::state::State;
use crate::store::http_url;
use crate::views;

/// Time that a listener has to answer.
const TIMEOUT: Duration = Duration::from_secs(30);
/// So much of an answer is shown.
const SHOWN: usize = 16 * 1024;
/// Fields that the page's form adds to a message, with a name each.
const ADDED: usize = 3;

/// A message to be sent.
struct Message {
    url: String,
    kind: &'static Sample,
    fields: Fields,
}

/// The page, or the types and their fields as JSON.
pub(super) async fn show(
    state: Shared<State>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response<Body> {
    let now = state.clock().now();
    if !wants_page(&headers) {
        let types: Map<String, Value> = SAMPLES
            .iter()
            .map(|sample| (sample.name.to_owned(), object(sample.fields(now))))
            .collect();
        return json_response(StatusCode::OK, &Value::Object(types));
    }
    let query = query.unwrap_or_default();
    let value = |wanted: &str| {
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        let found = pairs.find(|(name, _)| name == wanted);
        found.map(|(_, value)| value.into_owned())
    };
    let kind = value("type").and_then(|name| Sample::named(&name));
    let Some(kind) = kind.or_else(|| SAMPLES.first()) else {
        return failed(&headers, &unknown_type());
    };
    let message = Message {
        url: value("url").unwrap_or_default(),
        kind,
        fields: kind.fields(now),
    };
    own_page(StatusCode::OK, &view(message, None, None))
}

fn object(fields: Fields) -> Value {
    let fields = fields.into_iter();
    Value::Object(
        fields
            .map(|(name, value)| (name, Value::String(value)))
            .collect(),
    )
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SendBody {
    url: String,
    /// Name of a sample; `web_accept` when left out.
    #[serde(rename = "type")]
    kind: Option<String>,
    /// Added to the sample's, or in place of them; `null` leaves one out.
    #[serde(default)]
    fields: Map<String, Value>,
}

/// Sends a message now; answers what the listener said.
pub(super) async fn send(state: Shared<State>, headers: HeaderMap, body: Bytes) -> Response<Body> {
    let now = state.clock().now();
    let from_page = is_form(&headers);
    let message = if from_page {
        of_form(&body)
    } else {
        read_json(&body).and_then(|sent| of_json(sent, now))
    };
    let message = match message {
        Ok(message) => message,
        Err(problem) => return failed(&headers, &problem),
    };
    let text = encoded(&message.fields, encoding_rs::UTF_8);
    let result = match listener(&message.url) {
        Ok(url) => Ok(deliver(url, text.clone()).await),
        Err(problem) => Err(problem),
    };
    match result {
        Ok(answer) if from_page => own_page(StatusCode::OK, &view(message, Some(answer), None)),
        Ok(answer) => json_response(
            StatusCode::OK,
            &json!({
                "sent": text,
                "status": answer.status,
                "body": answer.body,
                "error": answer.error,
            }),
        ),
        Err(problem) if from_page => {
            own_page(problem.status(), &view(message, None, Some(&problem)))
        }
        Err(problem) => failed(&headers, &problem),
    }
}

fn unknown_type() -> Problem {
    let names: Vec<&str> = SAMPLES.iter().map(|sample| sample.name).collect();
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "type_unknown",
        "No such message",
        format!("The types are {}.", names.join(", ")),
    )
}

fn of_json(sent: SendBody, now: Timestamp) -> Result<Message, Problem> {
    let name = sent.kind.as_deref().unwrap_or("web_accept");
    let kind = Sample::named(name).ok_or_else(unknown_type)?;
    let mut fields = kind.fields(now);
    for (name, value) in sent.fields {
        let text = match value {
            Value::Null => {
                fields.retain(|(known, _)| *known != name);
                continue;
            }
            Value::String(text) => text,
            other => other.to_string(),
        };
        match fields.iter_mut().find(|(known, _)| *known == name) {
            Some((_, value)) => *value = text,
            None => fields.push((name, text)),
        }
    }
    Ok(Message {
        url: sent.url,
        kind,
        fields,
    })
}

/// The form has each variable as `field.{name}`, and pairs of `name` and
/// `value` for further ones.
fn of_form(body: &[u8]) -> Result<Message, Problem> {
    let (mut url, mut kind) = (String::new(), None);
    let mut fields: Fields = Vec::new();
    let mut added = None;
    for (name, value) in form_urlencoded::parse(body).into_owned() {
        match (name.as_str(), name.strip_prefix("field.")) {
            (_, Some(name)) => fields.push((name.to_owned(), value)),
            ("url", _) => url = value.trim().to_owned(),
            ("type", _) => kind = Sample::named(&value),
            ("name", _) => added = Some(value.trim().to_owned()).filter(|name| !name.is_empty()),
            ("value", _) => fields.extend(added.take().map(|name| (name, value))),
            _ => {}
        }
    }
    Ok(Message {
        url,
        kind: kind.ok_or_else(unknown_type)?,
        fields,
    })
}

/// Reads the address of a listener, which is on this machine.
fn listener(text: &str) -> Result<Url, Problem> {
    let refused = |detail: &str| {
        Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "url_refused",
            "Not sent",
            detail.to_owned(),
        )
    };
    let url =
        http_url(text).ok_or_else(|| refused("Give the http or https address of a listener."))?;
    let is_own = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).to_canonical().is_loopback(),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    };
    if is_own {
        Ok(url)
    } else {
        Err(refused(
            "The simulator sends to this machine alone: to localhost or a loopback address.",
        ))
    }
}

/// Sends the message and reads the answer. A redirect is an answer, too.
async fn deliver(url: Url, text: String) -> IpnAnswerView {
    match exchange(url, text).await {
        Ok((status, body)) => IpnAnswerView {
            status: Some(status),
            body,
            error: None,
        },
        Err(error) => IpnAnswerView {
            status: None,
            body: String::new(),
            error: Some(reason(&error)),
        },
    }
}

async fn exchange(url: Url, text: String) -> Result<(u16, String), reqwest::Error> {
    let mut client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .http1_title_case_headers()
        .timeout(TIMEOUT);
    // Whatever a resolver makes of the name.
    if let Some(Host::Domain(name)) = url.host() {
        let own = [
            SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            SocketAddr::from((Ipv6Addr::LOCALHOST, 0)),
        ];
        client = client.resolve_to_addrs(name, &own);
    }
    let request = client
        .build()?
        .post(url)
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(USER_AGENT, "paypal-sandbox IPN simulator")
        .body(text);
    let mut response = request.send().await?;
    let status = response.status().as_u16();
    let mut body = Vec::new();
    while let Some(part) = response.chunk().await? {
        body.extend_from_slice(&part);
        if body.len() >= SHOWN {
            body.truncate(SHOWN);
            break;
        }
    }
    Ok((status, String::from_utf8_lossy(&body).into_owned()))
}

fn view(
    message: Message,
    answer: Option<IpnAnswerView>,
    problem: Option<&Problem>,
) -> IpnSimulatorPage {
    IpnSimulatorPage {
        types: SAMPLES
            .iter()
            .map(|sample| (sample.name.to_owned(), sample.label.to_owned()))
            .collect(),
        kind: message.kind.name.to_owned(),
        url: message.url,
        fields: message.fields,
        added: ADDED,
        answer,
        error: problem.map(|problem| views::sentence(problem.detail())),
    }
}
