//! Calls of the classic APIs to the offline PayPal: NVP, and SOAP where the
//! input begins like a document.

use std::cell::RefCell;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use paypal_sandbox::{Config, State, router};

use crate::server::Server;

/// Number of calls after which the sandbox forgets all, to keep memory small.
const RESET_AFTER: u32 = 500;

thread_local! {
    static SANDBOX: RefCell<(Server, u32)> = RefCell::new((start(), 0));
}

fn start() -> Server {
    Server::start(async || router(State::new(Config::default()).expect("a configuration")))
}

/// Makes a call: it is carried out or refused, with status 200. Only a document
/// that is no SOAP request is a fault.
pub fn run(data: &[u8]) {
    SANDBOX.with_borrow_mut(|(sandbox, calls)| {
        *calls += 1;
        if calls.is_multiple_of(RESET_AFTER) {
            let reset = Request::post("/_sandbox/reset").header("host", "127.0.0.1");
            let reset = reset.header("content-type", "application/json");
            let (status, _) = sandbox.send(reset.body(Body::empty()).expect("a request"));
            assert_eq!(status, StatusCode::OK);
        }
        let is_soap = data.trim_ascii_start().starts_with(b"<");
        let path = if is_soap { "/2.0/" } else { "/nvp" };
        let call = Request::post(path).header("host", "127.0.0.1");
        let (status, body) = sandbox.send(call.body(data.to_vec().into()).expect("a request"));
        let answer = String::from_utf8(body).expect("an answer in UTF-8");
        let part = match (is_soap, status) {
            (true, StatusCode::INTERNAL_SERVER_ERROR) => "Fault>",
            (true, _) => "Ack",
            (false, _) => "ACK=",
        };
        assert!(answer.contains(part), "{status}: {answer}");
        let is_fault = part == "Fault>";
        assert!(is_fault || status == StatusCode::OK, "{status}: {answer}");
    });
}
