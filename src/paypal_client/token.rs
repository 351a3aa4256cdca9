//! Access tokens of a browser: for a client id with an empty secret.

use gloo_net::http::Method;
use js_sys::{Date, JsString};
use leptos::prelude::*;
use serde::Deserialize;

use super::{PayPalClient, UNAUTHORIZED};
use crate::http_client::{CLIENT_REFUSED, Call, CallError, Refusal};

/// The longest that a token is used, in seconds: as long as PayPal's own
/// `checkout.js` keeps one.
const LONGEST: u32 = 600;

/// Seconds before its end in which a token is not used any more.
const MARGIN: u32 = 30;

/// Token in the page's memory. It is never stored.
#[derive(Clone, Debug)]
pub(crate) struct AccessToken {
    /// Address and client id that it was given for.
    subject: String,
    /// Value of the header `authorization`.
    header: String,
    /// End of its use, in seconds since 1970.
    ends: u64,
}

#[derive(Deserialize)]
struct TokenBody {
    access_token: String,
    #[serde(default)]
    expires_in: u32,
}

impl PayPalClient {
    /// Header of a token that is good for a while.
    pub(super) async fn access_token(&self) -> Result<String, CallError> {
        let url = format!("{}/v1/oauth2/token", self.environment.browser_api());
        let subject = format!("{url} {}", self.client_id);
        let known = self.token.get_value();
        if let Some(token) =
            known.filter(|token| token.subject == subject && seconds_now() < token.ends)
        {
            return Ok(token.header);
        }
        let basic = web_sys::window()
            .and_then(|window| window.btoa(&format!("{}:", self.client_id)).ok())
            .ok_or(CallError::Unreachable)?;
        let call = Call {
            method: Method::POST,
            url: &url,
            headers: &[
                ("authorization", &format!("Basic {basic}")),
                ("content-type", "application/x-www-form-urlencoded"),
            ],
            body: Some(JsString::from("grant_type=client_credentials")),
        };
        let answer = call.send().await?;
        self.tell(&answer);
        if answer.status == UNAUTHORIZED {
            return Err(CallError::Refused(Box::new(Refusal::of(CLIENT_REFUSED))));
        }
        let body: TokenBody = answer.into_value().await?;
        let seconds = body.expires_in.min(LONGEST).saturating_sub(MARGIN);
        let header = format!("Bearer {}", body.access_token);
        self.token.set_value(Some(AccessToken {
            subject,
            header: header.clone(),
            ends: seconds_now() + u64::from(seconds),
        }));
        Ok(header)
    }
}

fn seconds_now() -> u64 {
    // JavaScript's time is whole milliseconds, far below what it can count.
    (Date::now() / 1_000.0) as u64
}
