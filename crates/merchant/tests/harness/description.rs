//! The server's own OpenAPI description, which every answer is held against.

use std::sync::OnceLock;

use jsonschema::{Draft, Validator};
use reqwest::{StatusCode, Url};
use serde_json::{Map, Value, json};

const DESCRIPTION: &str = "/api/openapi.json";

static DESCRIBED: OnceLock<Description> = OnceLock::new();

/// Validators by path and status.
struct Description {
    answers: Vec<Answer>,
    problem: Validator,
}

struct Answer {
    /// `/api/checkouts/{id}`.
    path: String,
    /// `201`, `4XX`.
    status: String,
    validator: Validator,
}

/// Panics when an answer from below `/api` is not as the description says.
pub async fn check(url: &Url, status: StatusCode, answer: &Value) {
    let path = url.path();
    if path == DESCRIPTION || !(path == "/api" || path.starts_with("/api/")) {
        return;
    }
    let description = match DESCRIBED.get() {
        Some(description) => description,
        None => {
            let served = reqwest::get(url.join(DESCRIPTION).unwrap()).await.unwrap();
            let served = serde_json::from_slice(&served.bytes().await.unwrap()).unwrap();
            DESCRIBED.get_or_init(|| Description::new(&served))
        }
    };
    let validator = description.validator(path, status);
    let errors: Vec<_> = validator
        .iter_errors(answer)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{path} {status}: {errors:?}\n{answer:#}");
}

impl Description {
    fn new(document: &Value) -> Self {
        let mut answers = Vec::new();
        for (path, operations) in object(&document["paths"]) {
            for operation in object(operations).values() {
                for (status, response) in object(&operation["responses"]) {
                    let mut contents = object(&response["content"]).values();
                    let content = contents.next().expect("a content");
                    answers.push(Answer {
                        path: path.clone(),
                        status: status.clone(),
                        validator: validator(document, &content["schema"]),
                    });
                }
            }
        }
        assert!(answers.len() > 30, "every operation has its answers");
        let problem = json!({"$ref": "#/components/schemas/Problem"});
        Self {
            answers,
            problem: validator(document, &problem),
        }
    }

    /// The schema of an answer; addresses that are none, and methods that they
    /// do not take, are answered with problem details.
    fn validator(&self, path: &str, status: StatusCode) -> &Validator {
        let class = format!("{}XX", status.as_u16() / 100);
        let answer = self.answers.iter().find(|answer| {
            is_path(&answer.path, path)
                && (answer.status == status.as_str() || answer.status == class)
        });
        match answer {
            Some(answer) => &answer.validator,
            None => {
                assert!(!status.is_success(), "{path} {status} is not described");
                &self.problem
            }
        }
    }
}

fn is_path(template: &str, path: &str) -> bool {
    template.split('/').count() == path.split('/').count()
        && template
            .split('/')
            .zip(path.split('/'))
            .all(|(template, part)| template.starts_with('{') || template == part)
}

fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().expect("an object")
}

/// A validator of `schema`, which takes no member that it does not name.
fn validator(document: &Value, schema: &Value) -> Validator {
    let mut root = json!({"components": document["components"], "allOf": [schema]});
    close(&mut root["components"]);
    root["allOf"] = json!([closed(schema.clone())]);
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .build(&root)
        .unwrap()
}

/// Closes every schema of a member or an entry.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            for (name, member) in members {
                close(member);
                match (name.as_str(), &mut *member) {
                    ("properties", Value::Object(properties)) => {
                        for property in properties.values_mut() {
                            *property = closed(property.take());
                        }
                    }
                    ("items", Value::Object(_)) => *member = closed(member.take()),
                    _ => {}
                }
            }
        }
        Value::Array(entries) => entries.iter_mut().for_each(close),
        _ => {}
    }
}

/// The schema, closed for members that it does not name.
fn closed(mut schema: Value) -> Value {
    close(&mut schema);
    if let Value::Object(members) = &mut schema {
        members.insert("unevaluatedProperties".to_owned(), false.into());
    }
    schema
}
