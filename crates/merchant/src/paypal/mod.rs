//! Asking PayPal: whether a message is its own, and what it knows of a
//! transaction.

mod lookup;
mod post_back;

use std::time::Duration;

use backon::ExponentialBuilder;
use leptos_paypal_core::Environment;
use leptos_paypal_core::ipn::PdtProblem;
use reqwest::header::{CONTENT_TYPE, USER_AGENT};
use secrecy::SecretString;
use thiserror::Error;
use tokio::sync::Semaphore;

pub use post_back::Verification;

/// Requests to PayPal at the same time; more wait for their turn.
const MAX_AT_ONCE: usize = 32;
const AGENT: &str = concat!("leptos-paypal-merchant/", env!("CARGO_PKG_VERSION"));

/// How patiently PayPal is asked.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// The longest one answer may take.
    pub timeout: Duration,
    /// How often more than once.
    pub retries: usize,
    /// The pause before the first repetition; it doubles.
    pub pause: Duration,
}

impl Default for Patience {
    /// Two more attempts of eight seconds each, so that PayPal, which waits
    /// about 30 seconds for an answer, still gets one.
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(8),
            retries: 2,
            pause: Duration::from_millis(300),
        }
    }
}

/// Why PayPal did not say anything.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum AskProblem {
    /// No connection, no answer in time, or a broken one.
    #[error("PayPal cannot be reached: {0}")]
    Transport(#[from] reqwest::Error),
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
}

impl AskProblem {
    /// A stable name for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Transport(_) => "paypal_unreachable",
            Self::Status(_) => "paypal_status",
            Self::Answer(_) => "paypal_answer",
            Self::TooLong(_) => "paypal_answer_too_long",
            Self::Lookup(problem) => problem.code(),
        }
    }
}

/// The one way to PayPal.
#[derive(Debug)]
pub struct PayPal {
    client: reqwest::Client,
    verify_url: String,
    webscr_url: String,
    pdt_token: Option<SecretString>,
    patience: Patience,
    turns: Semaphore,
}

impl PayPal {
    /// A client for one environment; `pdt_token` is the account's identity
    /// token, without which no transaction is looked up.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new(
        environment: &Environment,
        pdt_token: Option<SecretString>,
        patience: Patience,
    ) -> Result<Self, reqwest::Error> {
        // Fails only when the program has chosen a provider already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            // A redirect could carry the message, or the answer, elsewhere.
            .redirect(reqwest::redirect::Policy::none())
            .timeout(patience.timeout)
            .connect_timeout(patience.timeout)
            .build()?;
        Ok(Self {
            client,
            verify_url: environment.ipn_verify(),
            webscr_url: environment.webscr(),
            pdt_token,
            patience,
            turns: Semaphore::new(MAX_AT_ONCE),
        })
    }

    fn pauses(&self) -> ExponentialBuilder {
        ExponentialBuilder::new()
            .with_min_delay(self.patience.pause)
            .with_max_times(self.patience.retries)
    }

    /// Posts a form and reads at most `limit` bytes of the answer.
    async fn post(&self, url: &str, body: Vec<u8>, limit: usize) -> Result<Vec<u8>, AskProblem> {
        // Closing the semaphore is never done.
        let _turn = self.turns.acquire().await;
        let mut answer = self
            .client
            .post(url)
            .header(USER_AGENT, AGENT)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body)
            .send()
            .await
            // The address is in the configuration, not in every message.
            .map_err(reqwest::Error::without_url)?;
        if answer.status() != reqwest::StatusCode::OK {
            return Err(AskProblem::Status(answer.status().as_u16()));
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(reqwest::Error::without_url)? {
            if body.len() + chunk.len() > limit {
                return Err(AskProblem::TooLong(limit));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }
}
