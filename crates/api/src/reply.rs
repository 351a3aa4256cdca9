//! An answer of any status, and whether it is a refusal.

use std::time::Duration;

use reqwest::header::RETRY_AFTER;

use crate::{Answer, ApiError, Clock, Refusal};

/// Far above any answer of the REST APIs.
pub(crate) const LIMIT: usize = 8 * 1024 * 1024;
const DEBUG_ID: &str = "paypal-debug-id";

/// An answer of any status.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) debug_id: Option<String>,
    retry_after: Option<Duration>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    /// Reads at most `limit` bytes.
    pub(crate) async fn of(
        operation: &'static str,
        mut response: reqwest::Response,
        clock: &Clock,
        limit: usize,
    ) -> Result<Self, ApiError> {
        let header = |name: &str| {
            response
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok())
        };
        let mut reply = Self {
            status: response.status().as_u16(),
            debug_id: header(DEBUG_ID).map(str::to_owned),
            retry_after: header(RETRY_AFTER.as_str())
                .and_then(|value| retry_after(value, clock.now_seconds())),
            body: Vec::new(),
        };
        while let Some(chunk) = response
            .chunk()
            .await
            .map_err(|error| ApiError::transport(operation, error))?
        {
            if reply.body.len() + chunk.len() > limit {
                return Err(ApiError::TooLong { operation, limit });
            }
            reply.body.extend_from_slice(&chunk);
        }
        Ok(reply)
    }

    /// The answer if it is a success, else the refusal.
    pub(crate) fn success(self, operation: &'static str) -> Result<Answer<()>, ApiError> {
        if (200..300).contains(&self.status) {
            return Ok(Answer {
                value: (),
                status: self.status,
                debug_id: self.debug_id,
                body: self.body,
                warnings: Vec::new(),
            });
        }
        let refusal = Refusal::read(self.status, self.debug_id, self.retry_after, &self.body);
        Err(ApiError::Refused {
            operation,
            refusal: Box::new(refusal),
        })
    }
}

/// Seconds, or a date (RFC 9110, 10.2.3).
fn retry_after(value: &str, now: u64) -> Option<Duration> {
    let value = value.trim();
    let seconds = match value.parse::<u64>() {
        Ok(seconds) => seconds,
        Err(_) => {
            let date = httpdate::parse_http_date(value).ok()?;
            let at = date.duration_since(std::time::UNIX_EPOCH).ok()?;
            at.as_secs().saturating_sub(now)
        }
    };
    Some(Duration::from_secs(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        assert_eq!(retry_after("7", 0), Some(Duration::from_secs(7)));
        let date = "Sat, 21 Nov 2026 12:00:30 GMT";
        let now = 1_795_262_400; // 2026-11-21T12:00:00Z
        assert_eq!(retry_after(date, now), Some(Duration::from_secs(30)));
        assert_eq!(retry_after(date, now + 60), Some(Duration::ZERO));
        for text in ["", "soon", "-1", "1.5"] {
            assert_eq!(retry_after(text, now), None, "{text:?}");
        }
    }
}
