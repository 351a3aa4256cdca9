//! The way to `webscr`: forms posted to PayPal, answered in plain text.

use std::fmt;
use std::sync::Arc;

use backon::Retryable;
use leptos_paypal_core::Environment;
use leptos_paypal_core::ipn::PdtProblem;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use thiserror::Error;
use tokio::sync::Semaphore;

use crate::client::http_client;
use crate::{ApiError, RetryPolicy};

/// Requests at the same time; more wait for their turn.
const MAX_AT_ONCE: usize = 32;
const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");
/// As much of an answer as an error shows.
const SHOWN: usize = 64;

/// Error of a call to `webscr`.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum WebscrError {
    /// No connection, no answer in time, or a broken one.
    #[error("PayPal cannot be reached: {0}")]
    Transport(#[source] reqwest::Error),
    /// Another HTTP status than 200; redirects are not followed.
    #[error("PayPal answered with HTTP status {0}")]
    Status(u16),
    /// An answer that is not in the protocol.
    #[error("PayPal's answer is not in the protocol: it begins with {0:?}")]
    Answer(String),
    /// Longer than any answer of the protocol.
    #[error("PayPal's answer is longer than {0} bytes")]
    TooLong(usize),
    /// PayPal does not tell about the transaction.
    #[error(transparent)]
    Lookup(#[from] PdtProblem),
    /// PayPal told about another transaction.
    #[error("PayPal was asked about transaction {asked}, and told about {told:?}")]
    OtherTransaction {
        /// `tx`.
        asked: String,
        /// `txn_id` of the answer.
        told: String,
    },
}

impl WebscrError {
    /// A stable name for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Transport(_) => "paypal_unreachable",
            Self::Status(_) => "paypal_status",
            Self::Answer(_) | Self::OtherTransaction { .. } => "paypal_answer",
            Self::TooLong(_) => "paypal_answer_too_long",
            Self::Lookup(problem) => problem.code(),
        }
    }

    pub(crate) fn answer(body: &[u8]) -> Self {
        let start = &body[..body.len().min(SHOWN)];
        Self::Answer(String::from_utf8_lossy(start).into_owned())
    }
}

/// The calls of `webscr`: the post-back of IPN and the lookup of PDT. They
/// need no app. Clones share connections and turns.
#[derive(Clone)]
pub struct Webscr(Arc<Inner>);

struct Inner {
    http: reqwest::Client,
    verify_url: String,
    webscr_url: String,
    retry_policy: RetryPolicy,
    turns: Semaphore,
}

impl Webscr {
    /// A client for one environment; nothing is sent yet.
    ///
    /// # Errors
    /// An error when TLS cannot be set up.
    pub fn new(environment: &Environment, retry_policy: RetryPolicy) -> Result<Self, ApiError> {
        Ok(Self(Arc::new(Inner {
            http: http_client(&retry_policy)?,
            verify_url: environment.ipn_verify(),
            webscr_url: environment.webscr(),
            retry_policy,
            turns: Semaphore::new(MAX_AT_ONCE),
        })))
    }

    pub(crate) fn verify_url(&self) -> &str {
        &self.0.verify_url
    }

    pub(crate) fn webscr_url(&self) -> &str {
        &self.0.webscr_url
    }

    /// Asks at most `retries` times more than once. Whatever went wrong may go
    /// well the next time: also an error page comes with the status 200.
    pub(crate) async fn with_retries<T, F>(
        &self,
        retries: usize,
        attempt: impl Fn() -> F,
    ) -> Result<T, WebscrError>
    where
        F: Future<Output = Result<T, WebscrError>>,
    {
        attempt
            .retry(self.0.retry_policy.backoff().with_max_times(retries))
            .await
    }

    pub(crate) fn retries(&self) -> usize {
        self.0.retry_policy.retries
    }

    /// Posts a form and reads at most `limit` bytes of the answer.
    pub(crate) async fn post(
        &self,
        url: &str,
        form: Vec<u8>,
        limit: usize,
    ) -> Result<Vec<u8>, WebscrError> {
        // The address is in the configuration, not in every message.
        let transport = |error: reqwest::Error| WebscrError::Transport(error.without_url());
        // Nobody closes the semaphore.
        let _turn = self.0.turns.acquire().await;
        let mut answer = self
            .0
            .http
            .post(url)
            .header(CONTENT_TYPE, FORM)
            .body(form)
            .send()
            .await
            .map_err(transport)?;
        if answer.status() != StatusCode::OK {
            return Err(WebscrError::Status(answer.status().as_u16()));
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(transport)? {
            if body.len() + chunk.len() > limit {
                return Err(WebscrError::TooLong(limit));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }
}

impl fmt::Debug for Webscr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Webscr")
            .field("verify_url", &self.0.verify_url)
            .field("webscr_url", &self.0.webscr_url)
            .field("retry_policy", &self.0.retry_policy)
            .finish_non_exhaustive()
    }
}
