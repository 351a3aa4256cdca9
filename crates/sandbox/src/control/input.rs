//! Bodies of requests: JSON of programs, and forms of the sandbox's own pages
//! read as the same JSON.

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::response::Problem;

/// Returns whether the body is a form of a page.
pub(super) fn is_form(headers: &HeaderMap) -> bool {
    is_of_type(headers, "application/x-www-form-urlencoded")
}

/// Returns whether the body is a form of a page with a file.
pub(super) fn is_multipart(headers: &HeaderMap) -> bool {
    is_of_type(headers, "multipart/form-data")
}

fn is_of_type(headers: &HeaderMap, wanted: &str) -> bool {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next());
    kind.is_some_and(|kind| kind.trim().eq_ignore_ascii_case(wanted))
}

/// Reads a body of either kind. A form's empty fields are `null`.
pub(super) fn read_input<T: DeserializeOwned>(
    headers: &HeaderMap,
    body: &[u8],
) -> Result<T, Problem> {
    if is_form(headers) {
        let document = form_as_json(body, &Value::Null);
        return serde_json::from_value(document).map_err(|error| unreadable(&error));
    }
    read_json(body)
}

/// Reads a JSON body; none, or `null`, is `{}`.
pub(super) fn read_json<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let text: &[u8] = match body.trim_ascii() {
        b"" | b"null" => b"{}",
        text => text,
    };
    serde_json::from_slice(text).map_err(|error| unreadable(&error))
}

/// Reads a JSON Merge Patch of `base`, by which a form's texts get their types.
pub(super) fn read_patch(headers: &HeaderMap, body: &[u8], base: &Value) -> Result<Value, Problem> {
    if is_form(headers) {
        return Ok(form_as_json(body, base));
    }
    read_json(body)
}

pub(super) fn unreadable(error: &serde_json::Error) -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "body_unreadable",
        "The body is not what this path takes",
        error.to_string(),
    )
}

/// A point in a name leads into an object: `address.city`.
fn form_as_json(body: &[u8], base: &Value) -> Value {
    let mut document = Map::new();
    for (name, text) in form_urlencoded::parse(body) {
        let mut steps = name.split('.');
        let known = steps.try_fold(base, |at, step| at.get(step));
        let Some(place) = place(&mut document, &name) else {
            continue;
        };
        let text = text.trim().replace("\r\n", "\n");
        match known {
            // An unchecked box is not sent: a hidden field before it says false.
            Some(Value::Bool(_)) => *place = Value::Bool(text == "true"),
            Some(Value::Array(_)) => {
                let words = text.split(|c: char| c.is_whitespace() || c == ',');
                let words = words.filter(|word| !word.is_empty()).map(Value::from);
                match place {
                    Value::Array(before) => before.extend(words),
                    _ => *place = words.collect(),
                }
            }
            _ if text.is_empty() => *place = Value::Null,
            _ => *place = Value::String(text),
        }
    }
    Value::Object(document)
}

/// The place of a field; no form of ours leads deeper than into one object.
fn place<'d>(document: &'d mut Map<String, Value>, path: &str) -> Option<&'d mut Value> {
    let Some((first, rest)) = path.split_once('.') else {
        return Some(document.entry(path).or_insert(Value::Null));
    };
    if rest.contains('.') {
        return None;
    }
    let inner = document.entry(first);
    let inner = inner.or_insert_with(|| Value::Object(Map::new()));
    Some(inner.as_object_mut()?.entry(rest).or_insert(Value::Null))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_name_of_many_points_leads_nowhere() {
        let body = format!("{}=x&b.c=y", "a.".repeat(400_000));
        let document = form_as_json(body.as_bytes(), &Value::Null);
        assert_eq!(document, json!({"b": {"c": "y"}}));
    }

    #[test]
    fn a_forms_texts_get_the_types_of_what_they_change() {
        let base = json!({"ipn": true, "currencies": [], "address": null});
        let body = b"ipn=false&ipn=true&currencies=&currencies=USD&currencies=EUR\
            &address.street=1+Main+St%0D%0ASuite+2&address.city=&email=+a%40b.c+&email.x=1";
        assert_eq!(
            form_as_json(body, &base),
            json!({
                "ipn": true,
                "currencies": ["USD", "EUR"],
                "address": {"street": "1 Main St\nSuite 2", "city": null},
                "email": "a@b.c",
            })
        );
    }
}
