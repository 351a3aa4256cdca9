//! Requests to a server in this process.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt;

/// A server and what it runs on.
pub(crate) struct Server {
    runtime: Runtime,
    router: Router,
}

impl Server {
    pub(crate) fn start(open: impl AsyncFnOnce() -> Router) -> Self {
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let router = runtime.block_on(open());
        Self { runtime, router }
    }

    /// Sends a request; the answer's status and body.
    pub(crate) fn send(&self, request: Request<Body>) -> (StatusCode, Vec<u8>) {
        self.runtime.block_on(async {
            let answer = self.router.clone().oneshot(request).await;
            let (head, body) = answer.expect("infallible").into_parts();
            let body = to_bytes(body, 8 * 1024 * 1024).await.expect("a body");
            (head.status, body.to_vec())
        })
    }
}
