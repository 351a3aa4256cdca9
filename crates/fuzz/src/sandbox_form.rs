//! Forms posted to the offline PayPal.

use std::cell::RefCell;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use paypal_sandbox::{Config, State, router};

use crate::server::Server;

/// Number of forms after which the sandbox forgets all, to keep memory small.
const RESET_AFTER: u32 = 500;

thread_local! {
    static SANDBOX: RefCell<(Server, u32)> = RefCell::new((start(), 0));
}

fn start() -> Server {
    Server::start(async || router(State::new(Config::default()).expect("a configuration")))
}

/// Posts a form: it is taken, refused with the reason, or asks for a page; the
/// server never fails.
pub fn run(data: &[u8]) {
    SANDBOX.with_borrow_mut(|(sandbox, posted)| {
        *posted += 1;
        if posted.is_multiple_of(RESET_AFTER) {
            let reset = Request::post("/_sandbox/reset").header("host", "127.0.0.1");
            let reset = reset.header("content-type", "application/json");
            let (status, _) = sandbox.send(reset.body(Body::empty()).expect("a request"));
            assert_eq!(status, StatusCode::OK);
        }
        let form = Request::post("/cgi-bin/webscr")
            .header("host", "127.0.0.1")
            .header("accept", "application/json")
            .header("content-type", "application/x-www-form-urlencoded");
        let (status, body) = sandbox.send(form.body(data.to_vec().into()).expect("a request"));
        assert!(
            !status.is_server_error(),
            "{status}: {}",
            String::from_utf8_lossy(&body)
        );
    });
}
