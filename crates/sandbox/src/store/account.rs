//! One account: its holder, settings and balances.

use std::collections::BTreeMap;

use encoding_rs::Encoding;
use leptos_paypal_core::{CoreError, Currency, Money, Rate};

use super::selling_rules::{ShippingRates, check_sales_taxes};
use crate::authority::UserCertificate;
use crate::config::{
    AccountConfig, AccountType, Address, ClassicCredentials, ConfigError, SalesTax,
};
use crate::ids;
use crate::params::form_encoding;

/// An account id: 13 characters of `2-9A-HJ-NP-Z`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub(crate) struct AccountId(pub(crate) String);

/// One account.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Account {
    pub(crate) id: AccountId,
    pub(crate) email: String,
    pub(crate) kind: AccountType,
    pub(crate) password: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) business_name: Option<String>,
    pub(crate) address: Option<Address>,
    pub(crate) country: Option<String>,
    pub(crate) settings: Settings,
    /// Credentials of NVP and SOAP; personal accounts have none.
    pub(crate) classic: Option<ClassicCredentials>,
    /// Certificate of the API user, once it was asked for.
    pub(crate) certificate: Option<UserCertificate>,
    /// The settings as they were given, without credentials and money.
    profile: AccountConfig,
    balances: BTreeMap<Currency, Money>,
    fee_rate: Option<Rate>,
    fee_fixed: BTreeMap<Currency, Money>,
}

/// Settings of PayPal's profile pages.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Settings {
    pub(crate) ipn: bool,
    pub(crate) ipn_url: Option<String>,
    pub(crate) pdt: bool,
    pub(crate) pdt_token: Option<String>,
    pub(crate) auto_return: bool,
    /// Return address of forms that name none.
    pub(crate) return_url: Option<String>,
    /// Currencies that are credited at once; empty for all.
    pub(crate) currencies: Vec<Currency>,
    /// Plain Payments Standard forms are refused.
    pub(crate) encrypted_forms_only: bool,
    pub(crate) charset: &'static Encoding,
    pub(crate) block_duplicate_invoices: bool,
    /// Cards are taken, by card fields.
    #[serde(default = "takes_cards")]
    pub(crate) cards: bool,
    /// Shipping of forms that name none.
    #[serde(default)]
    pub(crate) shipping: ShippingRates,
    /// Tax of forms that name none.
    #[serde(default)]
    pub(crate) sales_tax: Vec<SalesTax>,
    /// Amounts and ids of classic calls may ask for errors.
    pub(crate) negative_testing: bool,
    /// E-mail addresses of accounts that may call for this one by `SUBJECT`.
    pub(crate) api_permissions: Vec<String>,
}

impl Account {
    pub(super) fn from_config(config: &AccountConfig) -> Result<Self, ConfigError> {
        let email = config.email.trim().to_owned();
        let id = config.id.clone().unwrap_or_else(|| ids::account_id(&email));
        if !ids::is_account_id(&id) {
            return Err(ConfigError::AccountId { id });
        }
        let charset =
            form_encoding(config.charset.as_bytes()).ok_or_else(|| ConfigError::Charset {
                email: email.clone(),
                charset: config.charset.clone(),
            })?;
        for (field, url) in [
            ("ipn_url", &config.ipn_url),
            ("return_url", &config.return_url),
        ] {
            let Some(url) = url else { continue };
            super::http_url(url).ok_or_else(|| ConfigError::Url {
                field,
                value: url.clone(),
            })?;
        }
        let country = config.country.as_deref().unwrap_or("US");
        if country.len() != 2 || !country.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(ConfigError::Country {
                email,
                country: country.to_owned(),
            });
        }
        let shipping = ShippingRates::read(&config.shipping).map_err(|(region, fault)| {
            ConfigError::Shipping {
                email: email.clone(),
                region,
                row: fault.row,
                detail: fault.detail,
            }
        })?;
        check_sales_taxes(&config.sales_tax).map_err(|fault| ConfigError::SalesTax {
            email: email.clone(),
            row: fault.row,
            detail: fault.detail,
        })?;
        Ok(Self {
            id: AccountId(id),
            kind: config.kind,
            password: config.password.clone(),
            first_name: config.first_name.clone(),
            last_name: config.last_name.clone(),
            business_name: config.business_name.clone(),
            address: config.address.clone().filter(|own| !own.is_empty()),
            country: config.country.clone(),
            settings: Settings {
                ipn: config.ipn,
                ipn_url: config.ipn_url.clone(),
                pdt: config.pdt,
                pdt_token: config.pdt_token.clone(),
                auto_return: config.auto_return,
                return_url: config.return_url.clone(),
                currencies: config.currencies.clone(),
                encrypted_forms_only: config.encrypted_forms_only,
                charset,
                block_duplicate_invoices: config.block_duplicate_invoices,
                cards: config.cards,
                shipping,
                sales_tax: config.sales_tax.clone(),
                negative_testing: config.negative_testing,
                api_permissions: config.api_permissions.clone(),
            },
            classic: match config.kind {
                AccountType::Business | AccountType::Premier => {
                    let own = config.classic.clone();
                    Some(own.unwrap_or_else(|| ClassicCredentials::for_email(&email)))
                }
                AccountType::Personal => config.classic.clone(),
            },
            certificate: None,
            profile: AccountConfig {
                id: None,
                balances: BTreeMap::new(),
                rest_app: None,
                classic: None,
                ..config.clone()
            },
            balances: amounts(&config.balances, "balances", &email)?,
            fee_rate: config.fee_rate,
            fee_fixed: amounts(&config.fee_fixed, "fee_fixed", &email)?,
            email,
        })
    }

    /// The settings as configuration, without credentials and money.
    pub(crate) fn profile(&self) -> &AccountConfig {
        &self.profile
    }

    /// The same account with other settings: money and credentials stay.
    pub(super) fn revised(&self, profile: &AccountConfig) -> Result<Self, ConfigError> {
        let profile = AccountConfig {
            id: Some(self.id.0.clone()),
            classic: self.classic.clone(),
            ..profile.clone()
        };
        Ok(Self {
            balances: self.balances.clone(),
            certificate: self.certificate.clone(),
            ..Self::from_config(&profile)?
        })
    }

    /// The name that buyers see of a payee.
    pub(crate) fn display_name(&self) -> String {
        self.business_name
            .clone()
            .unwrap_or_else(|| match self.kind {
                AccountType::Business => self.email.clone(),
                AccountType::Personal | AccountType::Premier => self.full_name(),
            })
    }

    /// First and last name.
    pub(crate) fn full_name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
            .trim()
            .to_owned()
    }

    pub(super) fn has_api_user(&self, user: &str) -> bool {
        let own = self.classic.as_ref();
        own.is_some_and(|own| own.user.eq_ignore_ascii_case(user))
    }

    /// The balance in `currency`.
    pub(crate) fn balance(&self, currency: Currency) -> Money {
        self.balances
            .get(&currency)
            .copied()
            .unwrap_or(Money::zero(currency))
    }

    /// The balance in every currency.
    pub(crate) fn balances(&self) -> impl Iterator<Item = Money> {
        Currency::ALL.iter().map(|currency| self.balance(*currency))
    }

    /// Adds to the balance; `amount` may be negative.
    pub(crate) fn credit(&mut self, amount: Money) -> Result<(), CoreError> {
        let sum = self.balance(amount.currency()).plus(amount)?;
        self.balances.insert(amount.currency(), sum);
        Ok(())
    }

    /// Returns whether a payment in `currency` is credited without the
    /// merchant's consent.
    pub(crate) fn accepts(&self, currency: Currency) -> bool {
        let currencies = &self.settings.currencies;
        currencies.is_empty() || currencies.contains(&currency)
    }

    /// PayPal's fee of a payment to this account, never more than all.
    pub(crate) fn fee(&self, gross: Money) -> Result<Money, CoreError> {
        let currency = gross.currency();
        let rated = match self.fee_rate {
            Some(rate) => gross.percent(rate)?,
            None => Money::zero(currency),
        };
        let fixed = self.fee_fixed.get(&currency).copied();
        rated
            .plus(fixed.unwrap_or(Money::zero(currency)))?
            .min(gross)
    }
}

/// Settings that were kept before there were cards.
const fn takes_cards() -> bool {
    true
}

pub(super) fn amounts(
    texts: &BTreeMap<Currency, String>,
    field: &'static str,
    email: &str,
) -> Result<BTreeMap<Currency, Money>, ConfigError> {
    texts
        .iter()
        .map(|(currency, text)| {
            Money::parse(text, *currency)
                .map(|money| (*currency, money))
                .map_err(|source| ConfigError::Amount {
                    field,
                    email: email.to_owned(),
                    source,
                })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fees_are_none_unless_set_and_never_more_than_the_payment() {
        let ten = Money::parse("10.00", Currency::USD).unwrap();
        let free = Account::from_config(&AccountConfig::merchant()).unwrap();
        assert!(free.fee(ten).unwrap().is_zero());
        let mut config = AccountConfig::merchant();
        config.fee_rate = Some("2.9".parse().unwrap());
        config.fee_fixed.insert(Currency::USD, "0.30".to_owned());
        let paying = Account::from_config(&config).unwrap();
        assert_eq!(paying.fee(ten).unwrap().to_string(), "0.59");
        let cent = Money::parse("0.01", Currency::USD).unwrap();
        assert_eq!(paying.fee(cent).unwrap(), cent);
    }
}
