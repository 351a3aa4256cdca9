//! A merchant server in place of the browser's `fetch`.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use leptos::prelude::*;
use serde_json::{Value, json};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// One request as it came.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    /// Path and query.
    pub url: String,
    pub authorization: Option<String>,
    pub body: Value,
}

#[derive(Clone)]
enum Reply {
    Json(u16, Value),
    Nothing,
    Text,
    Never,
}

type Fetch = Closure<dyn FnMut(web_sys::Request) -> js_sys::Promise>;

/// Answers `fetch` from a queue until it is dropped; the last answer is
/// repeated. Requests for the catalogue are answered beside the queue.
pub struct Server {
    replies: Rc<RefCell<VecDeque<Reply>>>,
    catalogue: Rc<RefCell<Option<Value>>>,
    /// Without those for a catalogue that there is not.
    pub requests: Rc<RefCell<Vec<Request>>>,
    real: JsValue,
    _fetch: Fetch,
}

impl Server {
    pub fn start() -> Self {
        let replies = Rc::new(RefCell::new(VecDeque::new()));
        let catalogue = Rc::new(RefCell::new(None));
        let requests = Rc::new(RefCell::new(Vec::new()));
        let state = (
            Rc::clone(&replies),
            Rc::clone(&catalogue),
            Rc::clone(&requests),
        );
        let fetch = Fetch::new(move |request: web_sys::Request| {
            let (replies, catalogue, requests) = state.clone();
            future_to_promise(async move {
                let request = read(&request).await;
                let reply = if is_for_catalogue(&request) {
                    match catalogue.borrow().clone() {
                        Some(catalogue) => {
                            requests.borrow_mut().push(request);
                            Reply::Json(200, catalogue)
                        }
                        None => Reply::Json(404, Value::Null),
                    }
                } else {
                    requests.borrow_mut().push(request);
                    next(&mut replies.borrow_mut())
                };
                answer(reply).await
            })
        });
        let window: JsValue = window().into();
        let real = js_sys::Reflect::get(&window, &"fetch".into()).unwrap();
        js_sys::Reflect::set(&window, &"fetch".into(), fetch.as_ref().unchecked_ref()).unwrap();
        Self {
            replies,
            catalogue,
            requests,
            real,
            _fetch: fetch,
        }
    }

    /// Gives the server a catalogue, as `GET /catalogue` has it.
    pub fn sells(&self, catalogue: Value) -> &Self {
        *self.catalogue.borrow_mut() = Some(catalogue);
        self
    }

    pub fn answers(&self, status: u16, body: Value) -> &Self {
        self.replies
            .borrow_mut()
            .push_back(Reply::Json(status, body));
        self
    }

    pub fn is_offline(&self) -> &Self {
        self.replies.borrow_mut().push_back(Reply::Nothing);
        self
    }

    /// As a page's own `fetch` may: with something that is no `Error`.
    pub fn rejects_with_text(&self) -> &Self {
        self.replies.borrow_mut().push_back(Reply::Text);
        self
    }

    pub fn never_answers(&self) -> &Self {
        self.replies.borrow_mut().push_back(Reply::Never);
        self
    }

    pub fn count(&self) -> usize {
        self.requests.borrow().len()
    }

    pub fn request(&self, index: usize) -> Request {
        self.requests.borrow()[index].clone()
    }
}

/// Method, address without its origin, and body of a request.
async fn read(request: &web_sys::Request) -> Request {
    let origin = window().location().origin().unwrap();
    let url = request.url();
    let text = JsFuture::from(request.text().unwrap()).await.unwrap();
    Request {
        method: request.method(),
        authorization: request.headers().get("authorization").unwrap(),
        // gloo-net ends a query with "&".
        url: url
            .strip_prefix(&origin)
            .unwrap_or(&url)
            .trim_end_matches('&')
            .to_owned(),
        body: serde_json::from_str(&text.as_string().unwrap()).unwrap_or(Value::Null),
    }
}

fn is_for_catalogue(request: &Request) -> bool {
    request.method == "GET" && request.url.contains("/catalogue?")
}

fn next(replies: &mut VecDeque<Reply>) -> Reply {
    if replies.len() > 1 {
        replies.pop_front().unwrap()
    } else {
        replies.front().expect("nothing to answer").clone()
    }
}

async fn answer(reply: Reply) -> Result<JsValue, JsValue> {
    match reply {
        Reply::Json(status, body) => {
            let options = web_sys::ResponseInit::new();
            options.set_status(status);
            let body = body.to_string();
            let response = web_sys::Response::new_with_opt_str_and_init(Some(&body), &options);
            Ok(response.unwrap().into())
        }
        Reply::Nothing => Err(js_sys::TypeError::new("offline").into()),
        Reply::Text => Err("offline".into()),
        Reply::Never => std::future::pending().await,
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let window: JsValue = window().into();
        js_sys::Reflect::set(&window, &"fetch".into(), &self.real).unwrap();
    }
}

pub const ID: &str = "co_abcdefghijklmnopqrstuvwxyz";

/// A checkout that was made.
pub fn created(total: &str) -> Value {
    json!({
        "checkout_id": ID, "status": "created", "currency": "USD", "total": total,
        "action": "http://127.0.0.1:8081/cgi-bin/webscr",
        "fields": [["cmd", "_cart"], ["upload", "1"], ["custom", ID]],
    })
}

/// Status of it.
pub fn progress(status: &str) -> Value {
    json!({
        "checkout_id": ID, "status": status, "reason": null, "currency": "USD", "total": "5.00",
        "lines": [], "payment": {"txn_id": "61E67681CH3238416", "gross": "5.00"},
    })
}
