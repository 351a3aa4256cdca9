//! A merchant server that is only what `fetch` answers.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use leptos::prelude::*;
use serde_json::{Value, json};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// One request as it came.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    pub url: String,
    pub body: Value,
}

enum Reply {
    Json(u16, Value),
    Nothing,
    Never,
}

/// Answers `fetch` from a list until it goes; the last answer is repeated.
pub struct Server {
    replies: Rc<RefCell<VecDeque<Reply>>>,
    pub requests: Rc<RefCell<Vec<Request>>>,
    real: JsValue,
    _fetch: Closure<dyn FnMut(JsValue, JsValue) -> JsValue>,
}

impl Server {
    pub fn start() -> Self {
        let replies = Rc::new(RefCell::new(VecDeque::<Reply>::new()));
        let requests = Rc::new(RefCell::new(Vec::new()));
        let (queue, kept) = (Rc::clone(&replies), Rc::clone(&requests));
        let fetch = Closure::<dyn FnMut(JsValue, JsValue) -> JsValue>::new(
            move |url: JsValue, options: JsValue| {
                let text = |name: &str| {
                    let value = js_sys::Reflect::get(&options, &name.into()).unwrap();
                    value.as_string().unwrap_or_default()
                };
                kept.borrow_mut().push(Request {
                    method: text("method"),
                    url: url.as_string().unwrap(),
                    body: serde_json::from_str(&text("body")).unwrap_or(Value::Null),
                });
                let mut queue = queue.borrow_mut();
                let reply = if queue.len() > 1 {
                    queue.pop_front()
                } else {
                    None
                };
                let answer = |reply: &Reply| match reply {
                    Reply::Json(status, body) => {
                        let options = web_sys::ResponseInit::new();
                        options.set_status(*status);
                        let body = body.to_string();
                        let response =
                            web_sys::Response::new_with_opt_str_and_init(Some(&body), &options);
                        js_sys::Promise::resolve(&response.unwrap()).into()
                    }
                    Reply::Nothing => js_sys::Promise::reject(&"offline".into()).into(),
                    Reply::Never => js_sys::Promise::new(&mut |_, _| {}).into(),
                };
                match reply {
                    Some(reply) => answer(&reply),
                    None => answer(queue.front().expect("nothing to answer")),
                }
            },
        );
        let window: JsValue = window().into();
        let real = js_sys::Reflect::get(&window, &"fetch".into()).unwrap();
        js_sys::Reflect::set(&window, &"fetch".into(), fetch.as_ref().unchecked_ref()).unwrap();
        Self {
            replies,
            requests,
            real,
            _fetch: fetch,
        }
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

/// What became of it.
pub fn progress(status: &str) -> Value {
    json!({
        "checkout_id": ID, "status": status, "reason": null, "currency": "USD", "total": "5.00",
        "lines": [], "payment": {"txn_id": "61E67681CH3238416", "gross": "5.00"},
    })
}
