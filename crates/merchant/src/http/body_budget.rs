//! Memory of unfinished bodies, all together.

use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::problem::Problem;

/// Bytes that every body may have besides: ordinary requests and messages are
/// smaller, and go through whatever large ones do.
const FREE: usize = 64 * 1024;
/// Time until a client may try again, in seconds.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("5");

/// Bytes that large bodies share.
#[derive(Debug)]
pub(crate) struct BodyBudget(Arc<Semaphore>);

impl BodyBudget {
    pub(crate) fn new(bytes: usize) -> Self {
        Self(Arc::new(Semaphore::new(bytes.min(Semaphore::MAX_PERMITS))))
    }
}

/// Share that one body has taken of the budget, until its request is answered.
struct Share {
    budget: Arc<Semaphore>,
    free: usize,
    taken: Option<OwnedSemaphorePermit>,
    is_refused: bool,
}

impl Share {
    fn take(&mut self, chunk: Bytes) -> Result<Bytes, Exhausted> {
        let free = self.free.min(chunk.len());
        self.free -= free;
        let wanted = u32::try_from(chunk.len() - free).map_err(|_| Exhausted)?;
        match Arc::clone(&self.budget).try_acquire_many_owned(wanted) {
            Ok(more) => {
                match &mut self.taken {
                    Some(taken) => taken.merge(more),
                    None => self.taken = Some(more),
                }
                Ok(chunk)
            }
            Err(_) => {
                self.is_refused = true;
                Err(Exhausted)
            }
        }
    }
}

#[derive(Debug, thiserror::Error)]
#[error("the bodies of other requests take all the memory there is for them")]
struct Exhausted;

/// Counts the body of a request as it comes in.
pub(super) async fn keep(
    State(budget): State<Arc<BodyBudget>>,
    request: Request,
    next: Next,
) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let share = Arc::new(Mutex::new(Share {
        budget: Arc::clone(&budget.0),
        free: FREE,
        taken: None,
        is_refused: false,
    }));
    let counted = Arc::clone(&share);
    let request = request.map(|body| {
        let chunks = body.into_data_stream().map(move |chunk| {
            let chunk = chunk?;
            let mut share = counted.lock().unwrap_or_else(PoisonError::into_inner);
            share.take(chunk).map_err(axum::Error::new)
        });
        Body::from_stream(chunks)
    });
    let response = next.run(request).await;
    let is_refused = share
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .is_refused;
    if !is_refused {
        return response;
    }
    let problem = Problem::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "server_busy",
        "the server has too much to read; try again",
    );
    let mut response = problem.into_response();
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, RETRY_AFTER);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(budget: &BodyBudget) -> Share {
        Share {
            budget: Arc::clone(&budget.0),
            free: 10,
            taken: None,
            is_refused: false,
        }
    }

    #[test]
    fn large_bodies_share_and_small_ones_go_through() {
        let budget = BodyBudget::new(100);
        let chunk = |length: usize| Bytes::from(vec![0; length]);
        let (mut one, mut other) = (share(&budget), share(&budget));
        one.take(chunk(50)).unwrap();
        one.take(chunk(50)).unwrap();
        other.take(chunk(10)).unwrap();
        other.take(chunk(11)).unwrap_err();
        assert!(other.is_refused);
        share(&budget).take(chunk(10)).unwrap();
        drop(one);
        share(&budget).take(chunk(110)).unwrap();
        assert_eq!(budget.0.available_permits(), 100);
    }
}
