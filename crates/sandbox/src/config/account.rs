//! Accounts in the configuration.

use std::collections::BTreeMap;

use leptos_paypal_core::{Currency, Rate};
use serde::{Deserialize, Serialize};

use super::{SalesTax, ShippingConfig};
use crate::ids;

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
    /// Of a person who buys and is paid too.
    Premier,
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
    /// Business, premier or personal.
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
    /// True when the account's own IPN setting is on. A form's `notify_url` is
    /// notified in any case.
    pub ipn: bool,
    /// The account's IPN address, used where the form names none.
    pub ipn_url: Option<String>,
    /// Payment Data Transfer on or off.
    pub pdt: bool,
    /// The PDT identity token.
    pub pdt_token: Option<String>,
    /// True when buyers are sent back without a click.
    pub auto_return: bool,
    /// Return address of forms that name no `return`.
    pub return_url: Option<String>,
    /// Currencies that the account is paid in at once. A payment in another
    /// one is pending (`multi_currency`) until the merchant accepts it. Empty:
    /// every currency.
    pub currencies: Vec<Currency>,
    /// Refuse Payments Standard forms that are neither encrypted nor saved.
    pub encrypted_forms_only: bool,
    /// The encoding of messages where the form names none, such as `utf-8` or
    /// `windows-1252`.
    pub charset: String,
    /// The fee PayPal keeps, in percent of the gross. Left out: none.
    pub fee_rate: Option<Rate>,
    /// The fixed part of the fee, by currency.
    pub fee_fixed: BTreeMap<Currency, String>,
    /// Shipping of forms that name none, by the buyer's address.
    pub shipping: ShippingConfig,
    /// Tax of forms that name none, by the buyer's address.
    pub sales_tax: Vec<SalesTax>,
    /// Refuse an `invoice` that was paid before.
    pub block_duplicate_invoices: bool,
    /// Card fields are offered: the account takes cards without a PayPal account.
    pub cards: bool,
    /// REST app credentials.
    pub rest_app: Option<RestApp>,
    /// Classic API credentials. Left out: those of a business or premier
    /// account are made from its e-mail address, a personal account has none.
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

impl Address {
    /// Returns whether nothing of it is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
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
            return_url: None,
            currencies: Vec::new(),
            encrypted_forms_only: false,
            charset: "utf-8".to_owned(),
            fee_rate: None,
            fee_fixed: BTreeMap::new(),
            shipping: ShippingConfig::default(),
            sales_tax: Vec::new(),
            block_duplicate_invoices: true,
            cards: true,
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
