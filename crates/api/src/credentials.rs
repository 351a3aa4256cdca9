//! Credentials of an app.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};

use crate::ApiError;

/// The client id and secret of a REST app. `Debug` shows the id alone.
#[derive(Clone, Debug)]
pub struct Credentials {
    client_id: String,
    secret: SecretString,
}

impl Credentials {
    /// Credentials as the developer site shows them. An empty secret gives
    /// the few rights that a browser has.
    pub fn new(client_id: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        Self {
            client_id: client_id.into(),
            secret: secret.into(),
        }
    }

    /// The client id, which is public.
    #[must_use]
    pub fn client_id(&self) -> &str {
        &self.client_id
    }

    /// `Basic base64(client_id:secret)`.
    pub(crate) fn basic(&self) -> Result<HeaderValue, ApiError> {
        let pair = [&self.client_id, ":", self.secret.expose_secret()].concat();
        sensitive(&["Basic ", &STANDARD.encode(pair)].concat())
    }
}

/// A header value that is not shown and not kept in header tables.
pub(crate) fn sensitive(text: &str) -> Result<HeaderValue, ApiError> {
    let mut value = HeaderValue::from_str(text).map_err(|_| ApiError::HeaderValue {
        header: "Authorization",
    })?;
    value.set_sensitive(true);
    Ok(value)
}
