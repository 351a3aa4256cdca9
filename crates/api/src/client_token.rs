//! Access token of a client: one for everybody, renewed by one.

use std::sync::Arc;

use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use serde_json::Value;

use crate::reply::{LIMIT, Reply};
use crate::token::{Outcome, Token};
use crate::{ApiError, Client};

const OPERATION: &str = "oauth2 token";
const PATH: &str = "/v1/oauth2/token";
/// Pause after an early renewal that failed, in milliseconds.
const AGAIN: i64 = 30 * 1000;

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
