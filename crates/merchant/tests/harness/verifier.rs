//! A PayPal that answers whatever the test says: for answers that the sandbox
//! does not give.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A request: its path, headers and body.
pub type Asked = (String, HeaderMap, Vec<u8>);

pub struct Verifier {
    pub url: String,
    answers: Arc<Mutex<VecDeque<(u16, String)>>>,
    asked: Arc<Mutex<Vec<Asked>>>,
    server: JoinHandle<()>,
}

impl Verifier {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let answers: Arc<Mutex<VecDeque<(u16, String)>>> = Arc::default();
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let (to_give, to_keep) = (answers.clone(), asked.clone());
        let routes =
            Router::new().fallback(async move |uri: Uri, headers: HeaderMap, body: Bytes| {
                to_keep
                    .lock()
                    .unwrap()
                    .push((uri.path().to_owned(), headers, body.to_vec()));
                let answer = to_give.lock().unwrap().pop_front();
                answered(answer)
            });
        let server = tokio::spawn(async move {
            axum::serve(listener, routes).await.unwrap();
        });
        Self {
            url,
            answers,
            asked,
            server,
        }
    }

    /// The next answers; 500 when there is none left.
    pub fn will(&self, answers: &[(u16, &str)]) {
        let mut list = self.answers.lock().unwrap();
        list.clear();
        list.extend(
            answers
                .iter()
                .map(|(status, body)| (*status, (*body).to_owned())),
        );
    }

    /// Everything asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

impl Drop for Verifier {
    fn drop(&mut self) {
        self.server.abort();
    }
}

fn answered(answer: Option<(u16, String)>) -> Response {
    let (status, body) = answer.unwrap_or((500, String::new()));
    let status = StatusCode::from_u16(status).unwrap();
    if status.is_redirection() {
        return (status, [(header::LOCATION, body)]).into_response();
    }
    (status, body).into_response()
}
