//! The configuration, from which the first state is made.

mod account;
mod selling;

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::Timestamp;
use leptos_paypal_core::Currency;
use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use self::account::{AccountConfig, AccountType, Address, ClassicCredentials, RestApp};
pub use self::selling::{SalesTax, ShippingBasis, ShippingConfig, ShippingMethod, ShippingTier};

/// Settings of the sandbox, as the JSON of `--config`. Every field may be
/// left out; the default is the documented first state.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The address in links, such as `http://paypal.test:8081`. Left out: the
    /// one that each client used.
    pub public_url: Option<String>,
    /// The accounts. A list given here replaces the default one.
    pub accounts: Vec<AccountConfig>,
    /// Host names besides `localhost` and loopback addresses under which
    /// `/_sandbox/` answers, without ports: in a network of containers, for
    /// example.
    pub control_hosts: Vec<String>,
    /// The only hosts that notifications are sent to, without ports. Left out:
    /// every host.
    pub notify_hosts: Option<Vec<String>>,
    /// The most that one payment may be, by currency, as decimal strings. What
    /// is left out is about 10,000 USD (see [`crate::default_maximum`]).
    pub maximum: BTreeMap<Currency, String>,
    /// Lifetime of an access token of the REST APIs, in seconds. Default:
    /// 32,400, nine hours.
    pub token_seconds: u32,
    /// Comparison of `_notify-validate`.
    pub verification: Verification,
    /// The time at which the clock stands from the start. Left out: the
    /// machine's time.
    pub now: Option<Timestamp>,
    /// The file that keeps everything across restarts. What it has goes before
    /// `accounts`, `now` and `seed`, which count for a new file and for a
    /// reset. Left out: nothing is kept.
    pub data: Option<PathBuf>,
    /// Makes every id predictable. Left out: ids differ between runs.
    pub seed: Option<u64>,
}

/// Comparison of the message that a merchant posts back with the one sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verification {
    /// The same fields with the same bytes, in any order and any
    /// percent-encoding: what clients in the field rely on.
    #[default]
    Tolerant,
    /// Byte for byte what was sent, as PayPal's documentation asks for.
    Strict,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            public_url: None,
            accounts: vec![AccountConfig::merchant(), AccountConfig::buyer()],
            control_hosts: Vec::new(),
            notify_hosts: None,
            maximum: BTreeMap::new(),
            token_seconds: 32_400,
            verification: Verification::default(),
            now: None,
            data: None,
            seed: None,
        }
    }
}

/// Errors of a configuration.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// An account without an address, or two with the same.
    #[error("{}", email_fault(.email))]
    Email {
        /// The address.
        email: String,
    },
    /// A malformed account id, or one used twice.
    #[error("account id {id:?} is not 13 characters of 2-9A-HJ-NP-Z, or is used twice")]
    AccountId {
        /// The id.
        id: String,
    },
    /// An API user name that two accounts have.
    #[error("API user {user:?} is used twice")]
    ApiUser {
        /// The name.
        user: String,
    },
    /// An amount that is none in its currency.
    #[error("{field} of {email}: {source}")]
    Amount {
        /// Name of the field.
        field: &'static str,
        /// E-mail address of the account, or `the configuration`.
        email: String,
        /// The fault.
        source: leptos_paypal_core::CoreError,
    },
    /// An encoding nobody knows.
    #[error("charset of {email}: {charset:?} is not the name of an encoding")]
    Charset {
        /// E-mail address of the account.
        email: String,
        /// The name.
        charset: String,
    },
    /// A country that is not two capital letters.
    #[error("country of {email}: {country:?} is not a code of ISO 3166-1, such as US")]
    Country {
        /// E-mail address of the account.
        email: String,
        /// The code.
        country: String,
    },
    /// Shipping rates that cannot be used.
    #[error("{region} shipping of {email}, row {row}: {detail}")]
    Shipping {
        /// E-mail address of the account.
        email: String,
        /// `domestic` or `international`.
        region: &'static str,
        /// Number of the rate, from 1.
        row: usize,
        /// The fault.
        detail: String,
    },
    /// Rates of sales tax that cannot be used.
    #[error("sales tax of {email}, row {row}: {detail}")]
    SalesTax {
        /// E-mail address of the account.
        email: String,
        /// Number of the rate, from 1.
        row: usize,
        /// The fault.
        detail: String,
    },
    /// An address that is not http or https.
    #[error("{field}: {value:?} is not an http or https address")]
    Url {
        /// Name of the field.
        field: &'static str,
        /// The address.
        value: String,
    },
    /// A data file that cannot be used.
    #[error("data file {}: {detail}", .path.display())]
    DataFile {
        /// The file.
        path: PathBuf,
        /// The fault.
        detail: String,
    },
    /// A data file of a later version of the sandbox.
    #[error(
        "data file {} has version {version}, which this sandbox is too old for; it was not changed",
        .path.display()
    )]
    DataFileNewer {
        /// The file.
        path: PathBuf,
        /// Its version.
        version: i32,
    },
    /// The HTTP client could not be made.
    #[error("the notification client could not be started: {0}")]
    Client(#[from] reqwest::Error),
}

/// The fault of an account's address.
fn email_fault(email: &str) -> String {
    if email.is_empty() {
        "an account needs an email address".to_owned()
    } else if email.contains('@') {
        format!("another account has the email address {email:?}")
    } else {
        format!("{email:?} is not an email address")
    }
}

impl ConfigError {
    /// A stable name for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Email { .. } => "config_email",
            Self::AccountId { .. } => "config_account_id",
            Self::ApiUser { .. } => "config_api_user",
            Self::Amount { .. } => "config_amount",
            Self::Charset { .. } => "config_charset",
            Self::Country { .. } => "config_country",
            Self::Shipping { .. } => "config_shipping",
            Self::SalesTax { .. } => "config_sales_tax",
            Self::Url { .. } => "config_url",
            Self::DataFile { .. } => "data_file",
            Self::DataFileNewer { .. } => "data_file_newer",
            Self::Client(_) => "config_client",
        }
    }
}
