//! Accounts and their balances.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, UTF_8};
use leptos_paypal_core::{CoreError, Currency, Money, Rate};

use crate::config::{AccountConfig, AccountType, Address, ClassicCredentials, ConfigError};
use crate::ids;
use crate::params::form_encoding;

/// An account id: 13 characters of `2-9A-HJ-NP-Z`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct AccountId(pub(crate) String);

/// One account.
#[derive(Clone, Debug)]
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
    balances: BTreeMap<Currency, Money>,
    fee_rate: Option<Rate>,
    fee_fixed: BTreeMap<Currency, Money>,
}

/// Settings of PayPal's profile pages.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) ipn: bool,
    pub(crate) ipn_url: Option<String>,
    pub(crate) pdt: bool,
    pub(crate) pdt_token: Option<String>,
    pub(crate) auto_return: bool,
    pub(crate) charset: &'static Encoding,
    pub(crate) block_duplicate_invoices: bool,
    /// Forms in clear are refused.
    pub(crate) encrypted_forms_only: bool,
    /// Amounts and ids of classic calls may ask for errors.
    pub(crate) negative_testing: bool,
    /// E-mail addresses of accounts that may call for this one by `SUBJECT`.
    pub(crate) api_permissions: Vec<String>,
}

impl Account {
    fn from_config(config: &AccountConfig) -> Result<Self, ConfigError> {
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
        if let Some(url) = &config.ipn_url {
            super::http_url(url).ok_or_else(|| ConfigError::Url {
                field: "ipn_url",
                value: url.clone(),
            })?;
        }
        Ok(Self {
            id: AccountId(id),
            kind: config.kind,
            password: config.password.clone(),
            first_name: config.first_name.clone(),
            last_name: config.last_name.clone(),
            business_name: config.business_name.clone(),
            address: config.address.clone(),
            country: config.country.clone(),
            settings: Settings {
                ipn: config.ipn,
                ipn_url: config.ipn_url.clone(),
                pdt: config.pdt,
                pdt_token: config.pdt_token.clone(),
                auto_return: config.auto_return,
                charset,
                block_duplicate_invoices: config.block_duplicate_invoices,
                encrypted_forms_only: config.encrypted_forms_only,
                negative_testing: config.negative_testing,
                api_permissions: config.api_permissions.clone(),
            },
            classic: config.classic.clone().or_else(|| match config.kind {
                AccountType::Business => Some(ClassicCredentials::for_email(&email)),
                AccountType::Personal => None,
            }),
            balances: amounts(&config.balances, "balances", &email)?,
            fee_rate: config.fee_rate,
            fee_fixed: amounts(&config.fee_fixed, "fee_fixed", &email)?,
            email,
        })
    }

    /// The name that buyers see of a payee.
    pub(crate) fn display_name(&self) -> String {
        self.business_name
            .clone()
            .unwrap_or_else(|| match self.kind {
                AccountType::Business => self.email.clone(),
                AccountType::Personal => self.full_name(),
            })
    }

    /// First and last name.
    pub(crate) fn full_name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
            .trim()
            .to_owned()
    }

    fn has_api_user(&self, user: &str) -> bool {
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

/// All accounts, in the order of the configuration.
#[derive(Clone, Debug)]
pub(crate) struct Accounts(Vec<Account>);

impl Accounts {
    pub(crate) fn from_config(configs: &[AccountConfig]) -> Result<Self, ConfigError> {
        let mut accounts: Vec<Account> = Vec::with_capacity(configs.len());
        for config in configs {
            let account = Account::from_config(config)?;
            let same_email = |other: &Account| other.email.eq_ignore_ascii_case(&account.email);
            if account.email.is_empty() || accounts.iter().any(same_email) {
                return Err(ConfigError::Email {
                    email: account.email,
                });
            }
            if accounts.iter().any(|other| other.id == account.id) {
                return Err(ConfigError::AccountId { id: account.id.0 });
            }
            if let Some(own) = &account.classic
                && accounts.iter().any(|other| other.has_api_user(&own.user))
            {
                return Err(ConfigError::ApiUser {
                    user: own.user.clone(),
                });
            }
            accounts.push(account);
        }
        Ok(Self(accounts))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Account> {
        self.0.iter()
    }

    pub(crate) fn get(&self, id: &AccountId) -> Option<&Account> {
        self.0.iter().find(|account| account.id == *id)
    }

    pub(crate) fn get_mut(&mut self, id: &AccountId) -> Option<&mut Account> {
        self.0.iter_mut().find(|account| account.id == *id)
    }

    /// By e-mail address or id, both without case: what `business` takes, which
    /// PayPal itself turns into lower case.
    pub(crate) fn named(&self, name: &str) -> Option<&Account> {
        let name = name.trim();
        self.0.iter().find(|account| {
            account.email.eq_ignore_ascii_case(name) || account.id.0.eq_ignore_ascii_case(name)
        })
    }

    /// The account that logs in with an e-mail address and a password.
    pub(crate) fn with_password(&self, email: &str, password: &str) -> Option<&Account> {
        self.0.iter().find(|account| {
            account.email.eq_ignore_ascii_case(email) && account.password == password
        })
    }

    /// The account of an API user name, and its credentials.
    pub(crate) fn with_api_user(&self, user: &str) -> Option<(&Account, &ClassicCredentials)> {
        let account = self.0.iter().find(|account| account.has_api_user(user))?;
        Some((account, account.classic.as_ref()?))
    }

    /// The account whose PDT is on and has this token.
    pub(crate) fn with_pdt_token(&self, token: &str) -> Option<&Account> {
        self.0.iter().find(|account| {
            account.settings.pdt && account.settings.pdt_token.as_deref() == Some(token)
        })
    }

    /// Those who can buy: the personal accounts.
    pub(crate) fn buyers(&self) -> impl Iterator<Item = &Account> {
        self.0
            .iter()
            .filter(|account| account.kind == AccountType::Personal)
    }
}

fn amounts(
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

/// Reads the configured maxima.
pub(super) fn maxima(
    texts: &BTreeMap<Currency, String>,
) -> Result<BTreeMap<Currency, Money>, ConfigError> {
    amounts(texts, "maximum", "the configuration")
}

/// The default encoding where no account is known.
pub(crate) const DEFAULT_CHARSET: &Encoding = UTF_8;

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

    #[test]
    fn a_bad_account_is_named() {
        let broken = |change: fn(&mut AccountConfig)| {
            let mut config = AccountConfig::buyer();
            change(&mut config);
            Accounts::from_config(&[AccountConfig::merchant(), config])
                .unwrap_err()
                .code()
        };
        assert_eq!(
            broken(|a| a.email = "MERCHANT@example.com".to_owned()),
            "config_email"
        );
        assert_eq!(
            broken(|a| a.id = Some("MERCHANT23456".to_owned())),
            "config_account_id"
        );
        assert_eq!(
            broken(|a| a.id = Some("short".to_owned())),
            "config_account_id"
        );
        assert_eq!(
            broken(|a| a.charset = "klingon".to_owned()),
            "config_charset"
        );
        assert_eq!(
            broken(|a| a.ipn_url = Some("javascript:1".to_owned())),
            "config_url"
        );
        assert_eq!(
            broken(|a| {
                a.balances.insert(Currency::JPY, "1.50".to_owned());
            }),
            "config_amount"
        );
    }
}
