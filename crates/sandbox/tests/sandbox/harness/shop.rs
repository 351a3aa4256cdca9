//! A shop's server that takes notifications.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;

/// The shop's answer to the next notifications; 200 when nothing is said.
#[derive(Clone, Copy)]
pub enum Reply {
    Status(u16),
    Redirect,
}

pub struct Shop {
    pub url: String,
    received: UnboundedReceiver<Vec<u8>>,
    replies: Arc<Mutex<VecDeque<Reply>>>,
    server: JoinHandle<()>,
}

impl Shop {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/ipn", listener.local_addr().unwrap());
        let (sender, received) = unbounded_channel();
        let replies: Arc<Mutex<VecDeque<Reply>>> = Arc::default();
        let shared = replies.clone();
        let routes = Router::new().route(
            "/ipn",
            post(move |headers: HeaderMap, body: Bytes| {
                take(sender.clone(), shared.clone(), headers, body)
            }),
        );
        let server = tokio::spawn(async move {
            axum::serve(listener, routes).await.unwrap();
        });
        Self {
            url,
            received,
            replies,
            server,
        }
    }

    pub fn will(&self, replies: &[Reply]) {
        self.replies.lock().unwrap().extend(replies);
    }

    /// The next message, as its bytes came.
    pub async fn next(&mut self) -> Vec<u8> {
        self.received.recv().await.unwrap()
    }

    /// The next message as text.
    pub async fn next_text(&mut self) -> String {
        String::from_utf8(self.next().await).unwrap()
    }

    /// Returns whether nothing has come that was not looked at.
    pub fn is_quiet(&mut self) -> bool {
        self.received.try_recv().is_err()
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn take(
    sender: UnboundedSender<Vec<u8>>,
    replies: Arc<Mutex<VecDeque<Reply>>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    assert_eq!(headers["content-type"], "application/x-www-form-urlencoded");
    sender.send(body.to_vec()).unwrap();
    let reply = replies.lock().unwrap().pop_front();
    match reply {
        None => StatusCode::OK.into_response(),
        Some(Reply::Status(status)) => StatusCode::from_u16(status).unwrap().into_response(),
        Some(Reply::Redirect) => Redirect::to("/elsewhere").into_response(),
    }
}
