//! Access tokens: one for everybody, renewed by one.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use serde_json::Value;

use crate::credentials::sensitive;
use crate::lenient::text;
use crate::reply::{LIMIT, Reply};
use crate::{ApiError, Client};

const OPERATION: &str = "oauth2 token";
const PATH: &str = "/v1/oauth2/token";
/// A token is renewed this long before it expires, or in the last tenth of
/// its life where that is shorter; in milliseconds.
const MARGIN: i64 = 5 * 60 * 1000;
/// Lifetime of a token whose answer does not tell it, in seconds.
const LIFETIME_UNKNOWN: i64 = 600;
/// Pause after an early renewal that failed; in
/// milliseconds.
const AGAIN: i64 = 30 * 1000;

/// A bearer token with its times in milliseconds.
pub(crate) struct Token {
    bearer: HeaderValue,
    renew_at: i64,
    expires_at: i64,
}

impl Token {
    /// The value of `Authorization`.
    pub(crate) fn bearer(&self) -> HeaderValue {
        self.bearer.clone()
    }

    fn read(answer: &Value, now: i64) -> Result<Self, &'static str> {
        let token = answer
            .get("access_token")
            .and_then(Value::as_str)
            .filter(|token| !token.is_empty())
            .ok_or("it has no access_token")?;
        let lifetime = answer
            .get("expires_in")
            .and_then(text)
            .and_then(|seconds| seconds.parse().ok())
            .unwrap_or(LIFETIME_UNKNOWN)
            .clamp(0, 365 * 24 * 3600)
            * 1000;
        let expires_at = now + lifetime;
        Ok(Self {
            bearer: sensitive(&["Bearer ", token].concat())
                .map_err(|_| "its access_token cannot stand in a header")?,
            renew_at: expires_at - MARGIN.min(lifetime / 10),
            expires_at,
        })
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

type Outcome = Result<Arc<Token>, ApiError>;

/// The token there is, and the one renewal that may be under way.
#[derive(Debug, Default)]
pub(crate) struct TokenCache {
    state: Mutex<State>,
    /// Held by whoever renews; the others wait for it.
    renewal: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
struct State {
    current: Option<Arc<Token>>,
    /// No early renewal before this time.
    not_before: i64,
    /// Number of renewals that have ended, and the result of the last one.
    renewals: u64,
    last: Option<Outcome>,
}

impl State {
    fn fresh(&self, now: i64) -> Option<Arc<Token>> {
        let token = self.current.as_ref()?;
        let waits = now < token.renew_at || now < self.not_before;
        (waits && now < token.expires_at).then(|| Arc::clone(token))
    }
}

impl TokenCache {
    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        // Nothing in here can be left half done.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Client {
    /// The token, asked for only when there is none that lasts. However many
    /// calls want one, one asks and all get its outcome.
    pub(crate) async fn token(&self) -> Result<Arc<Token>, ApiError> {
        let tokens = self.tokens();
        let seen = {
            let state = tokens.state();
            if let Some(token) = state.fresh(self.clock().now()) {
                return Ok(token);
            }
            state.renewals
        };
        let _renewal = tokens.renewal.lock().await;
        {
            let state = tokens.state();
            if let Some(token) = state.fresh(self.clock().now()) {
                return Ok(token);
            }
            // Somebody asked while this call waited: their outcome is ours.
            if let (true, Some(last)) = (state.renewals > seen, &state.last) {
                return last.clone();
            }
        }
        let outcome = self.new_token().await;
        let mut state = tokens.state();
        let now = self.clock().now();
        let outcome = match (outcome, &state.current) {
            (Ok(token), _) => {
                state.current = Some(Arc::clone(&token));
                Ok(token)
            }
            // The old one still opens doors, so nobody has to fail yet.
            (Err(_), Some(current)) if now < current.expires_at => {
                let current = Arc::clone(current);
                state.not_before = now + AGAIN;
                Ok(current)
            }
            (Err(source), _) => Err(ApiError::Token {
                source: Box::new(source),
            }),
        };
        state.renewals += 1;
        state.last = Some(outcome.clone());
        outcome
    }

    /// Forgets a token that PayPal did not take, unless it is replaced already.
    pub(crate) fn refuse_token(&self, refused: &Arc<Token>) {
        let mut state = self.tokens().state();
        if let Some(current) = &state.current
            && Arc::ptr_eq(current, refused)
        {
            state.current = None;
        }
    }

    async fn new_token(&self) -> Outcome {
        let basic = self.credentials().basic()?;
        // A token moves no money: asking twice does no harm.
        self.with_retries(OPERATION, true, || self.ask_token(&basic))
            .await
    }

    async fn ask_token(&self, basic: &HeaderValue) -> Outcome {
        let response = self
            .http()
            .post([self.base(), PATH].concat())
            .header(AUTHORIZATION, basic)
            .header(ACCEPT, "application/json")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body("grant_type=client_credentials")
            .send()
            .await
            .map_err(|error| ApiError::transport(OPERATION, error))?;
        let answer = Reply::of(OPERATION, response, self.clock(), LIMIT)
            .await?
            .success(OPERATION)?
            .read::<Value>(OPERATION)?;
        Token::read(&answer.value, self.clock().now())
            .map(Arc::new)
            .map_err(|problem| ApiError::Answer {
                operation: OPERATION,
                status: answer.status,
                debug_id: answer.debug_id,
                problem: problem.to_owned(),
            })
    }
}
