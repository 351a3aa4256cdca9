//! One call: what is sent, how often, and what counts as an answer.

use backon::Retryable;
use reqwest::Method;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use serde::Serialize;

use crate::reply::{LIMIT, Reply};
use crate::resource_id::is_segment;
use crate::token::Token;
use crate::{Answer, ApiError, Client, IdProblem, RequestId, RetryPolicy};

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// A call that is ready to be made, and made again.
pub(crate) struct Call<'a> {
    operation: &'static str,
    method: Method,
    path: String,
    query: Option<String>,
    body: Option<Vec<u8>>,
    request_id: Option<&'a RequestId>,
    representation: bool,
    repeatable: bool,
}

impl<'a> Call<'a> {
    fn new(
        operation: &'static str,
        method: Method,
        base: &str,
        segments: &[&str],
    ) -> Result<Self, ApiError> {
        let mut path = base.to_owned();
        for segment in segments {
            if !is_segment(segment) {
                return Err(ApiError::Id(IdProblem {
                    what: "PayPal id",
                    value: (*segment).to_owned(),
                }));
            }
            path.push('/');
            path.push_str(segment);
        }
        Ok(Self {
            operation,
            repeatable: method == Method::GET,
            method,
            path,
            query: None,
            body: None,
            request_id: None,
            representation: false,
        })
    }

    /// Asks for something; may be repeated.
    pub(crate) fn get(
        operation: &'static str,
        base: &str,
        segments: &[&str],
    ) -> Result<Self, ApiError> {
        Self::new(operation, Method::GET, base, segments)
    }

    /// Does something once for each request id, and so may be repeated.
    pub(crate) fn post(
        operation: &'static str,
        base: &str,
        segments: &[&str],
        request_id: &'a RequestId,
    ) -> Result<Self, ApiError> {
        let mut call = Self::new(operation, Method::POST, base, segments)?;
        call.request_id = Some(request_id);
        call.repeatable = true;
        Ok(call)
    }

    /// A question that has to be posted; may be repeated.
    pub(crate) fn ask(operation: &'static str, base: &str) -> Result<Self, ApiError> {
        let mut call = Self::new(operation, Method::POST, base, &[])?;
        call.repeatable = true;
        Ok(call)
    }

    /// Changes something; made once, because nothing tells PayPal that a
    /// second one is the same.
    pub(crate) fn patch(
        operation: &'static str,
        base: &str,
        segments: &[&str],
    ) -> Result<Self, ApiError> {
        Self::new(operation, Method::PATCH, base, segments)
    }

    pub(crate) fn query(mut self, pairs: &[(&str, String)]) -> Self {
        if !pairs.is_empty() {
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.extend_pairs(pairs);
            self.query = Some(query.finish());
        }
        self
    }

    pub(crate) fn json(mut self, body: &impl Serialize) -> Result<Self, ApiError> {
        let body = serde_json::to_vec(body).map_err(|problem| ApiError::Request {
            operation: self.operation,
            problem: problem.to_string(),
        })?;
        self.body = Some(body);
        Ok(self)
    }

    /// Wants the whole object instead of the least (`Prefer`).
    pub(crate) fn representation(mut self) -> Self {
        self.representation = true;
        self
    }

    pub(crate) const fn operation(&self) -> &'static str {
        self.operation
    }

    fn headers(&self) -> Result<HeaderMap, ApiError> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, JSON);
        // A body-less POST carries it too, as PayPal's own clients do.
        headers.insert(CONTENT_TYPE, JSON);
        if let Some(id) = self.request_id {
            let header = "PayPal-Request-Id";
            let id =
                HeaderValue::from_str(id.as_str()).map_err(|_| ApiError::HeaderValue { header })?;
            headers.insert("paypal-request-id", id);
        }
        if self.representation {
            let value = HeaderValue::from_static("return=representation");
            headers.insert("prefer", value);
        }
        Ok(headers)
    }
}

/// Safety of repeating a failed attempt.
pub(crate) fn may_repeat(error: &ApiError, repeatable: bool) -> bool {
    match error {
        // Nothing was sent.
        ApiError::Transport { source, .. } if source.is_connect() => true,
        ApiError::Transport { .. } => repeatable,
        ApiError::Refused { refusal, .. } => match refusal.status {
            // Nothing was done.
            429 => true,
            500 | 502 | 503 | 504 => repeatable,
            // An attempt before this one was not waited for.
            _ => repeatable && refusal.is_in_progress(),
        },
        ApiError::Failed { failure, .. } => repeatable && failure.is_passing(),
        // The token has been asked for with_retries enough; the rest will not
        // change by itself.
        _ => false,
    }
}

/// Repeats `attempt` with pauses while that is allowed and may help.
pub(crate) async fn with_retries<T, F>(
    retry_policy: &RetryPolicy,
    operation: &'static str,
    repeatable: bool,
    attempt: impl Fn() -> F,
) -> Result<T, ApiError>
where
    F: Future<Output = Result<T, ApiError>>,
{
    attempt
        .retry(retry_policy.backoff())
        .when(|error| may_repeat(error, repeatable))
        .adjust(|error, planned| retry_policy.wait(planned?, error.retry_after()))
        .notify(|error, pause| {
            tracing::debug!(
                operation,
                code = error.code(),
                ?pause,
                "PayPal call is repeated"
            );
        })
        .await
        .inspect_err(|error| {
            tracing::debug!(operation, code = error.code(), %error, "PayPal call failed");
        })
}

impl Client {
    /// Makes a call, as often as it may and needs to be made.
    pub(crate) async fn call(&self, call: &Call<'_>) -> Result<Answer<()>, ApiError> {
        let attempt = || async move { self.attempt(call).await?.success(call.operation) };
        self.with_retries(call.operation, call.repeatable, attempt)
            .await
    }

    /// Repeats `attempt` under the client's policy.
    pub(crate) async fn with_retries<T, F>(
        &self,
        operation: &'static str,
        repeatable: bool,
        attempt: impl Fn() -> F,
    ) -> Result<T, ApiError>
    where
        F: Future<Output = Result<T, ApiError>>,
    {
        with_retries(self.retry_policy(), operation, repeatable, attempt).await
    }

    /// One attempt, with a second one under a new token when the token is
    /// refused: it can be revoked long before it expires.
    async fn attempt(&self, call: &Call<'_>) -> Result<Reply, ApiError> {
        let token = self.token().await?;
        let reply = self.send(call, &token).await?;
        if reply.status != 401 {
            return Ok(reply);
        }
        self.refuse_token(&token);
        let token = self.token().await?;
        self.send(call, &token).await
    }

    async fn send(&self, call: &Call<'_>, token: &Token) -> Result<Reply, ApiError> {
        let mut url = [self.base(), &call.path].concat();
        if let Some(query) = &call.query {
            url.push('?');
            url.push_str(query);
        }
        let mut request = self
            .http()
            .request(call.method.clone(), url)
            .headers(call.headers()?)
            .header(AUTHORIZATION, token.bearer());
        if let Some(attribution) = self.attribution() {
            request = request.header("paypal-partner-attribution-id", attribution);
        }
        if call.method != Method::GET {
            // Also an empty body: Content-Length: 0 is expected of a POST.
            request = request.body(call.body.clone().unwrap_or_default());
        }
        let operation = call.operation;
        let response = request
            .send()
            .await
            .map_err(|error| ApiError::transport(operation, error))?;
        let reply = Reply::of(operation, response, self.clock(), LIMIT).await?;
        tracing::debug!(
            operation,
            status = reply.status,
            debug_id = reply.debug_id,
            "PayPal answered"
        );
        Ok(reply)
    }
}
