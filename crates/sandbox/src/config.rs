//! The configuration, from which the first state is made.

use std::collections::BTreeMap;

use jiff::Timestamp;
use leptos_paypal_core::{Currency, Rate};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::ids;

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

/// Type of an account.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr,
)]
#[strum(serialize_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum AccountType {
    /// A merchant's.
    #[default]
    Business,
    /// A buyer's.
    Personal,
}

impl AccountType {
    /// The name in JSON and on pages.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// One account with its settings, as on PayPal's profile pages.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AccountConfig {
    /// The primary e-mail address. Required.
    pub email: String,
    /// 13 characters of `2-9A-HJ-NP-Z`. Left out: made from the address.
    pub id: Option<String>,
    /// Business or personal.
    #[serde(rename = "type")]
    pub kind: AccountType,
    /// Password of the test buyer's log-in.
    pub password: String,
    /// First name of the holder.
    pub first_name: String,
    /// Last name of the holder.
    pub last_name: String,
    /// The name that buyers see; the e-mail address when left out.
    pub business_name: Option<String>,
    /// Postal address of the holder.
    pub address: Option<Address>,
    /// ISO 3166-1 code. A merchant with a country gets BRL, CNY, INR and MYR
    /// only at home, as at PayPal; without one, every currency.
    pub country: Option<String>,
    /// Money at the start, as decimal strings. Currencies left out have none.
    pub balances: BTreeMap<Currency, String>,
    /// Whether the account's own IPN setting is on. A form's `notify_url` is
    /// notified in any case.
    pub ipn: bool,
    /// The account's IPN address, used where the form names none.
    pub ipn_url: Option<String>,
    /// Payment Data Transfer on or off.
    pub pdt: bool,
    /// The PDT identity token.
    pub pdt_token: Option<String>,
    /// Whether buyers are sent back without a click.
    pub auto_return: bool,
    /// The encoding of messages where the form names none, such as `utf-8` or
    /// `windows-1252`.
    pub charset: String,
    /// The fee PayPal keeps, in percent of the gross. Left out: none.
    pub fee_rate: Option<Rate>,
    /// The fixed part of the fee, by currency.
    pub fee_fixed: BTreeMap<Currency, String>,
    /// Refuse an `invoice` that was paid before.
    pub block_duplicate_invoices: bool,
    /// Refuse forms that are not encrypted, as "Block Non-encrypted Website
    /// Payment" does.
    pub encrypted_forms_only: bool,
    /// REST app credentials.
    pub rest_app: Option<RestApp>,
    /// Classic API credentials. Left out: a business account's are made from
    /// its e-mail address, a personal account has none.
    pub classic: Option<ClassicCredentials>,
    /// Negative testing of the classic APIs: amounts and ids of calls ask for
    /// errors.
    pub negative_testing: bool,
    /// E-mail addresses of accounts that may make classic calls for this one,
    /// by `SUBJECT`.
    pub api_permissions: Vec<String>,
}

/// A postal address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Address {
    /// Street lines, separated by a line feed.
    pub street: String,
    /// Town.
    pub city: String,
    /// State or province.
    pub state: String,
    /// Postal code.
    pub zip: String,
    /// ISO 3166-1 alpha-2 code.
    pub country_code: String,
}

/// Credentials of a REST app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RestApp {
    /// The client id.
    pub client_id: String,
    /// The secret.
    pub secret: String,
}

/// Credentials of the NVP and SOAP APIs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassicCredentials {
    /// `USER`.
    pub user: String,
    /// `PWD`.
    pub password: String,
    /// `SIGNATURE`.
    pub signature: String,
}

impl Default for AccountConfig {
    fn default() -> Self {
        Self {
            email: String::new(),
            id: None,
            kind: AccountType::Business,
            password: "sandbox-password".to_owned(),
            first_name: "Test".to_owned(),
            last_name: "Account".to_owned(),
            business_name: None,
            address: None,
            country: None,
            balances: BTreeMap::new(),
            ipn: true,
            ipn_url: None,
            pdt: true,
            pdt_token: None,
            auto_return: true,
            charset: "utf-8".to_owned(),
            fee_rate: None,
            fee_fixed: BTreeMap::new(),
            block_duplicate_invoices: true,
            encrypted_forms_only: false,
            rest_app: None,
            classic: None,
            negative_testing: false,
            api_permissions: Vec::new(),
        }
    }
}

impl ClassicCredentials {
    /// Credentials of an account that the configuration gives none: always the
    /// same for the same address, such as `shop_api1.example.com` for
    /// `shop@example.com`.
    #[must_use]
    pub fn for_email(email: &str) -> Self {
        Self {
            user: email.replacen('@', "_api1.", 1),
            password: "sandbox-password".to_owned(),
            signature: ids::api_signature(email),
        }
    }
}

impl AccountConfig {
    /// The merchant of the first state: `merchant@example.com` with nothing.
    #[must_use]
    pub fn merchant() -> Self {
        Self {
            email: "merchant@example.com".to_owned(),
            id: Some("MERCHANT23456".to_owned()),
            first_name: "Mara".to_owned(),
            last_name: "Merchant".to_owned(),
            business_name: Some("Test Merchant".to_owned()),
            pdt_token: Some("sandbox-pdt-token".to_owned()),
            rest_app: Some(RestApp {
                client_id: "sandbox-client".to_owned(),
                secret: "sandbox-secret".to_owned(),
            }),
            classic: Some(ClassicCredentials {
                user: "merchant_api1.example.com".to_owned(),
                password: "sandbox-password".to_owned(),
                signature: "sandbox-signature".to_owned(),
            }),
            ..Self::default()
        }
    }

    /// The buyer of the first state: `buyer@example.com` with 5,000.00 of every
    /// currency, 500,000 of those without decimals.
    #[must_use]
    pub fn buyer() -> Self {
        let balance = |currency: &Currency| match currency.decimals() {
            0 => (*currency, "500000".to_owned()),
            _ => (*currency, "5000.00".to_owned()),
        };
        Self {
            email: "buyer@example.com".to_owned(),
            id: Some("BUYER23456789".to_owned()),
            kind: AccountType::Personal,
            first_name: "Test".to_owned(),
            last_name: "Buyer".to_owned(),
            country: Some("US".to_owned()),
            address: Some(Address {
                street: "1 Main St".to_owned(),
                city: "San Jose".to_owned(),
                state: "CA".to_owned(),
                zip: "95131".to_owned(),
                country_code: "US".to_owned(),
            }),
            balances: Currency::ALL.iter().map(balance).collect(),
            ..Self::default()
        }
    }
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
            seed: None,
        }
    }
}

/// Errors of a configuration.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// An account without an address, or two with the same.
    #[error("accounts need an e-mail address each, and {email:?} is missing or used twice")]
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
        /// Which field.
        field: &'static str,
        /// Which account, or `the configuration`.
        email: String,
        /// What is wrong with it.
        source: leptos_paypal_core::CoreError,
    },
    /// An encoding nobody knows.
    #[error("charset of {email}: {charset:?} is not the name of an encoding")]
    Charset {
        /// Which account.
        email: String,
        /// The name.
        charset: String,
    },
    /// An address that is not http or https.
    #[error("{field}: {value:?} is not an http or https address")]
    Url {
        /// Which field.
        field: &'static str,
        /// The address.
        value: String,
    },
    /// The HTTP client could not be made.
    #[error("the notification client could not be started: {0}")]
    Client(#[from] reqwest::Error),
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
            Self::Url { .. } => "config_url",
            Self::Client(_) => "config_client",
        }
    }
}
