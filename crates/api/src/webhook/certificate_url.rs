//! Addresses of PayPal's signing certificates.

use leptos_paypal_core::Environment;
use url::Url;

use super::WebhookProblem;

const LIVE_HOSTS: [&str; 2] = ["api.paypal.com", "api-m.paypal.com"];
const SANDBOX_HOSTS: [&str; 2] = ["api.sandbox.paypal.com", "api-m.sandbox.paypal.com"];
const PATH: &str = "/v1/notifications/certs/";
/// PayPal's names have some forty characters.
const MAX_NAME: usize = 100;

/// Address of a certificate on an API host of this PayPal, without query and
/// fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CertificateUrl(Url);

impl CertificateUrl {
    /// Reads `PAYPAL-CERT-URL`. Elsewhere, whoever sends a message would choose
    /// the certificate that it is checked with.
    ///
    /// # Errors
    /// `webhook_certificate_url`.
    pub(super) fn of(environment: &Environment, text: &str) -> Result<Self, WebhookProblem> {
        let refused = || WebhookProblem::CertificateUrl {
            url: text.to_owned(),
        };
        let mut url = Url::parse(text).map_err(|_| refused())?;
        let allowed = match environment {
            Environment::Live => is_on(&url, &LIVE_HOSTS),
            Environment::Sandbox => is_on(&url, &SANDBOX_HOSTS),
            Environment::Offline(_) => environment.allows(text),
        };
        if !allowed || !is_certificate(url.path()) {
            return Err(refused());
        }
        url.set_query(None);
        url.set_fragment(None);
        Ok(Self(url))
    }

    pub(super) const fn url(&self) -> &Url {
        &self.0
    }
}

/// Refuses an address that no PayPal certificate has: neither one of this
/// environment's, nor, for an offline PayPal, one of PayPal's own hosts.
pub(super) fn check(environment: &Environment, text: &str) -> Result<(), WebhookProblem> {
    let own = CertificateUrl::of(environment, text);
    match environment {
        Environment::Offline(_) => own
            .or_else(|_| CertificateUrl::of(&Environment::Live, text))
            .or_else(|_| CertificateUrl::of(&Environment::Sandbox, text)),
        _ => own,
    }
    .map(drop)
}

fn is_on(url: &Url, hosts: &[&str]) -> bool {
    url.scheme() == "https"
        && url.port().is_none()
        && url.username().is_empty()
        && url.password().is_none()
        && url.domain().is_some_and(|host| hosts.contains(&host))
}

fn is_certificate(path: &str) -> bool {
    path.strip_prefix(PATH).is_some_and(|name| {
        (1..=MAX_NAME).contains(&name.len())
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(environment: &str, url: &str) -> bool {
        CertificateUrl::of(&environment.parse().unwrap(), url).is_ok()
    }

    #[test]
    fn certificates_come_from_the_senders_own_hosts() {
        for (environment, url) in [
            (
                "live",
                "https://api.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594-1d93a270",
            ),
            (
                "live",
                "https://api-m.paypal.com:443/v1/notifications/certs/CERT-1",
            ),
            (
                "sandbox",
                "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1",
            ),
            (
                "http://127.0.0.1:8081",
                "http://127.0.0.1:8081/v1/notifications/certs/CERT-1",
            ),
        ] {
            assert!(allowed(environment, url), "{environment} {url}");
        }
        let certificate = "/v1/notifications/certs/CERT-1";
        for (environment, origin) in [
            ("live", "http://api.paypal.com"),
            ("live", "https://api.sandbox.paypal.com"),
            ("live", "https://paypal.com"),
            ("live", "https://www.paypal.com"),
            ("live", "https://invented.paypal.com"),
            ("live", "https://api.paypal.com.evil.example"),
            ("live", "https://evilpaypal.com"),
            ("live", "https://api.paypal.com@evil.example"),
            ("live", "https://evil.example#.paypal.com"),
            ("live", "https://evil.example\\.paypal.com"),
            ("live", "https://user@api.paypal.com"),
            ("live", "https://api.paypal.com:8443"),
            ("live", "file:///etc"),
            ("live", "api.paypal.com"),
            ("sandbox", "https://api.paypal.com"),
            ("sandbox", "https://invented.sandbox.paypal.com"),
            ("sandbox", "https://127.0.0.1"),
            ("http://127.0.0.1:8081", "https://api.paypal.com"),
            ("http://127.0.0.1:8081", "http://127.0.0.1:8082"),
            (
                "http://127.0.0.1:8081",
                "http://127.0.0.1:8081@evil.example",
            ),
        ] {
            let url = format!("{origin}{certificate}");
            assert!(!allowed(environment, &url), "{environment} {url}");
        }
        for path in [
            "",
            "/",
            "/cert",
            "/v1/notifications/certs/",
            "/v1/notifications/certs/a/b",
            "/v1/notifications/certs/..",
            "/v1/notifications/certs/%41",
            "/v1/notifications/webhooks",
            "//v1/notifications/certs/CERT-1",
        ] {
            let url = format!("https://api.paypal.com{path}");
            assert!(!allowed("live", &url), "{url}");
        }
    }

    #[test]
    fn the_query_does_not_make_another_certificate() {
        let environment = "live".parse().unwrap();
        let plain = "https://api.paypal.com/v1/notifications/certs/CERT-1";
        let of = |text: &str| CertificateUrl::of(&environment, text).unwrap();
        for end in ["?", "?a=1", "#b", "?a=1#b"] {
            assert_eq!(of(&format!("{plain}{end}")), of(plain), "{end}");
        }
        assert_eq!(of(plain).url().as_str(), plain);
    }
}
