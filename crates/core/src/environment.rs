//! PayPal environment and its endpoints.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::origin::Origin;
use crate::{CheckoutRef, CoreError};

const LIVE: &str = "https://www.paypal.com";
const SANDBOX: &str = "https://www.sandbox.paypal.com";
const LIVE_IPN: &str = "https://ipnpb.paypal.com";
const SANDBOX_IPN: &str = "https://ipnpb.sandbox.paypal.com";
const LIVE_BROWSER_API: &str = "https://cors.api.paypal.com";
const SANDBOX_BROWSER_API: &str = "https://cors.api.sandbox.paypal.com";
const CHECKOUT_NOW: &str = "/checkoutnow?token=";
const SDK_V5: &str = "/sdk/js";
const SDK_V6: &str = "/web-sdk/v6/core";

/// Scheme, host and port under which somebody else's PayPal listens, such as
/// an offline sandbox: `http://127.0.0.1:8081`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BaseUrl(String);

impl BaseUrl {
    /// The URL, without a slash at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for BaseUrl {
    type Error = CoreError;

    fn try_from(mut text: String) -> Result<Self, CoreError> {
        if !Origin::of(&text).is_some_and(|origin| matches!(origin.rest, "" | "/")) {
            return Err(CoreError::EnvironmentUnreadable { value: text });
        }
        if text.ends_with('/') {
            text.pop();
        }
        Ok(Self(text))
    }
}

impl From<BaseUrl> for String {
    fn from(base: BaseUrl) -> Self {
        base.0
    }
}

/// PayPal environment of a shop; as text `live`, `sandbox` or a base URL.
///
/// ```
/// use leptos_paypal_core::Environment;
/// let environment: Environment = "sandbox".parse()?;
/// assert_eq!(environment.webscr(), "https://www.sandbox.paypal.com/cgi-bin/webscr");
/// assert!(!environment.allows("https://www.sandbox.paypal.com.example/checkoutnow"));
/// # Ok::<(), leptos_paypal_core::CoreError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Environment {
    /// PayPal itself: real money.
    Live,
    /// PayPal's own test system.
    Sandbox,
    /// A sandbox of one's own.
    Offline(BaseUrl),
}

impl Environment {
    /// The path of [`Environment::webscr`], the same in every environment.
    pub const WEBSCR_PATH: &'static str = "/cgi-bin/webscr";

    /// The target of every form ("HTML form basics").
    #[must_use]
    pub fn webscr(&self) -> String {
        format!("{}{}", self.base(), Self::WEBSCR_PATH)
    }

    /// Approval page of an Orders v2 order: the URL of its `approve` link, for
    /// servers that hand on the id alone.
    #[must_use]
    pub fn checkout_now(&self, order: &CheckoutRef) -> String {
        format!("{}{CHECKOUT_NOW}{order}", self.base())
    }

    /// Address that an IPN message is posted back to for verification; PayPal
    /// prefers the `ipnpb` hosts for it.
    #[must_use]
    pub fn ipn_verify(&self) -> String {
        let base = match self {
            Self::Live => LIVE_IPN,
            Self::Sandbox => SANDBOX_IPN,
            Self::Offline(base) => base.as_str(),
        };
        format!("{base}{}", Self::WEBSCR_PATH)
    }

    /// Base of the REST APIs for calls from a browser, without a slash at its
    /// end: the hosts that `checkout.js` 4.0.347 of PayPal calls
    /// (`src/config/config.js`), which answer pages of every origin.
    #[must_use]
    pub fn browser_api(&self) -> &str {
        match self {
            Self::Live => LIVE_BROWSER_API,
            Self::Sandbox => SANDBOX_BROWSER_API,
            Self::Offline(base) => base.as_str(),
        }
    }

    /// Address of PayPal's JavaScript SDK v5, without a query.
    #[must_use]
    pub fn sdk_v5(&self) -> String {
        format!("{}{SDK_V5}", self.base())
    }

    /// Address of PayPal's Web SDK v6.
    #[must_use]
    pub fn sdk_v6(&self) -> String {
        format!("{}{SDK_V6}", self.base())
    }

    /// Returns true when messages must say `test_ipn=1`, because no real money
    /// moves.
    #[must_use]
    pub const fn is_test(&self) -> bool {
        !matches!(self, Self::Live)
    }

    /// Returns true when a browser may be sent to `url`: only to this
    /// environment's own scheme, host and port.
    ///
    /// Anything that browsers and people read differently (user names before
    /// the host, backslashes, blanks) is refused.
    #[must_use]
    pub fn allows(&self, url: &str) -> bool {
        match (Origin::of(self.base()), Origin::of(url)) {
            (Some(own), Some(other)) => own.is_same(&other),
            _ => false,
        }
    }

    fn base(&self) -> &str {
        match self {
            Self::Live => LIVE,
            Self::Sandbox => SANDBOX,
            Self::Offline(base) => base.as_str(),
        }
    }
}

impl fmt::Display for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Live => "live",
            Self::Sandbox => "sandbox",
            Self::Offline(base) => base.as_str(),
        })
    }
}

impl TryFrom<String> for Environment {
    type Error = CoreError;

    fn try_from(text: String) -> Result<Self, CoreError> {
        match text.as_str() {
            "live" => Ok(Self::Live),
            "sandbox" => Ok(Self::Sandbox),
            _ => BaseUrl::try_from(text).map(Self::Offline),
        }
    }
}

impl FromStr for Environment {
    type Err = CoreError;

    fn from_str(text: &str) -> Result<Self, CoreError> {
        Self::try_from(text.to_owned())
    }
}

impl From<Environment> for String {
    fn from(environment: Environment) -> Self {
        environment.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn environment(text: &str) -> Environment {
        text.parse().unwrap()
    }

    #[test]
    fn every_environment_has_its_addresses() {
        for (text, webscr, verify, test) in [
            (
                "live",
                "https://www.paypal.com/cgi-bin/webscr",
                "https://ipnpb.paypal.com/cgi-bin/webscr",
                false,
            ),
            (
                "sandbox",
                "https://www.sandbox.paypal.com/cgi-bin/webscr",
                "https://ipnpb.sandbox.paypal.com/cgi-bin/webscr",
                true,
            ),
            (
                "http://127.0.0.1:8081",
                "http://127.0.0.1:8081/cgi-bin/webscr",
                "http://127.0.0.1:8081/cgi-bin/webscr",
                true,
            ),
        ] {
            let read = environment(text);
            assert_eq!(read.webscr(), webscr);
            assert_eq!(read.ipn_verify(), verify);
            let order = "5O190127TN364715T".parse().unwrap();
            assert!(read.allows(&read.checkout_now(&order)));
            assert!(read.allows(&read.sdk_v5()) && read.allows(&read.sdk_v6()));
            assert_eq!(read.is_test(), test);
            assert_eq!(read.to_string(), text);
            let json = serde_json::to_string(&read).unwrap();
            assert_eq!(json, format!("{text:?}"));
            assert_eq!(serde_json::from_str::<Environment>(&json).unwrap(), read);
        }
        assert_eq!(
            environment("http://127.0.0.1:8081/"),
            environment("http://127.0.0.1:8081")
        );
    }

    #[test]
    fn other_texts_are_no_environment() {
        for text in [
            "",
            "Live",
            "production",
            "127.0.0.1:8081",
            "//127.0.0.1:8081",
            "ftp://127.0.0.1",
            "javascript://127.0.0.1",
            "http://",
            "http://:8081",
            "http://127.0.0.1:",
            "http://127.0.0.1:0",
            "http://127.0.0.1:65536",
            "http://127.0.0.1:+80",
            "http://user@127.0.0.1:8081",
            "http://127.0.0.1:8081/path",
            "http://127.0.0.1:8081?query",
            " http://127.0.0.1:8081",
            "http://[::1",
            "http://[::1]x",
            "http://a..b",
        ] {
            let error = text.parse::<Environment>().unwrap_err();
            assert_eq!(error.code(), "environment_unreadable", "{text:?}");
        }
    }

    #[test]
    fn the_browser_goes_to_paypal_and_nowhere_else() {
        let allowed = [
            ("live", "https://www.paypal.com/checkoutnow?token=EC-1"),
            ("live", "HTTPS://WWW.PayPal.COM:443/cgi-bin/webscr"),
            ("live", "https://www.paypal.com"),
            ("sandbox", "https://www.sandbox.paypal.com/checkoutnow#x"),
            ("http://127.0.0.1:8081", "http://127.0.0.1:8081/checkoutnow"),
            ("http://[::1]:8081", "http://[::1]:8081/checkoutnow"),
            ("http://localhost", "http://LOCALHOST:80/x"),
        ];
        for (own, url) in allowed {
            assert!(environment(own).allows(url), "{own} {url}");
        }
        let refused = [
            "",
            "/checkoutnow",
            "//www.paypal.com/",
            "https:www.paypal.com/",
            "https:/www.paypal.com/",
            "https:///www.paypal.com/",
            "http://www.paypal.com/",
            "javascript:alert(1)//https://www.paypal.com/",
            "javascript://www.paypal.com/%0aalert(1)",
            "data:text/html,https://www.paypal.com/",
            "https://www.paypal.com@evil.example/",
            "https://www.paypal.com:443@evil.example/",
            "https://user@www.paypal.com/",
            "https://www.paypal.com\\@evil.example/",
            "https:\\\\www.paypal.com/",
            "https://evil.example\\www.paypal.com/",
            "https://evil.example/https://www.paypal.com/",
            "https://evil.example?https://www.paypal.com/",
            "https://evil.example#@www.paypal.com/",
            "https://www.paypal.com.evil.example/",
            "https://www.paypal.com.",
            "https://evilwww.paypal.com/",
            "https://paypal.com/",
            "https://www-paypal.com/",
            "https://www.paypa1.com/",
            "https://www.p\u{430}ypal.com/",
            "https://www.paypal.com:8443/",
            "https://www.paypal.com:/",
            "https://www.paypal.com:0443/",
            "https://www.paypal.com:443a/",
            " https://www.paypal.com/",
            "https://www.pay\tpal.com/",
            "https://www.paypal.com/\n",
            "https://www.paypal.com%2eevil.example/",
            "https://www.sandbox.paypal.com/",
            "https://ipnpb.paypal.com/",
        ];
        for url in refused {
            assert!(!environment("live").allows(url), "{url:?}");
        }
        let offline = environment("http://127.0.0.1:8081");
        for url in [
            "https://www.paypal.com/",
            "https://127.0.0.1:8081/",
            "http://127.0.0.1:8082/",
            "http://127.0.0.1/",
            "http://127.0.0.1:80810/",
            "http://127.0.0.1:8081@evil.example/",
            "http://127.0.0.1:8081.evil.example/",
            "http://2130706433:8081/",
        ] {
            assert!(!offline.allows(url), "{url:?}");
        }
    }

    proptest! {
        /// Whatever stands between scheme and host, or is added to the host,
        /// makes it another host or no URL.
        #[test]
        fn no_other_host_passes(before in "[ -~]{0,12}", after in "[ -\"$-.0->@-~]{0,12}") {
            let url = format!("https://{before}www.paypal.com{after}/");
            let same = before.is_empty() && matches!(after.as_str(), "" | ":443");
            prop_assert_eq!(environment("live").allows(&url), same, "{}", url);
        }

        #[test]
        fn nothing_panics(url in "\\PC{0,40}") {
            prop_assert!(!environment("live").allows(&url));
        }

        #[test]
        fn every_path_of_the_own_origin_passes(path in "[!-\\[\\]-~]{0,30}") {
            let url = format!("https://www.paypal.com/{path}");
            prop_assert!(environment("live").allows(&url));
        }
    }
}
