//! All accounts.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, UTF_8};
use leptos_paypal_core::{Currency, Money};

use super::account::amounts;
pub(crate) use super::account::{Account, AccountId};
use super::card_issuer::is_issuer;
use crate::config::{AccountConfig, AccountType, ClassicCredentials, ConfigError};

/// All accounts, in the order of the configuration.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Accounts(Vec<Account>);

impl Accounts {
    pub(crate) fn from_config(configs: &[AccountConfig]) -> Result<Self, ConfigError> {
        let mut accounts = Self(Vec::with_capacity(configs.len()));
        for config in configs {
            accounts.add(config)?;
        }
        Ok(accounts)
    }

    /// Adds an account; answers its id.
    pub(crate) fn add(&mut self, config: &AccountConfig) -> Result<AccountId, ConfigError> {
        let account = Account::from_config(config)?;
        self.check_unique(&account)?;
        if self.get(&account.id).is_some() {
            return Err(ConfigError::AccountId { id: account.id.0 });
        }
        let id = account.id.clone();
        self.0.push(account);
        Ok(id)
    }

    /// Gives an account other settings.
    pub(crate) fn revise(
        &mut self,
        id: &AccountId,
        profile: &AccountConfig,
    ) -> Result<(), ConfigError> {
        let Some(place) = self.0.iter().position(|account| account.id == *id) else {
            return Err(ConfigError::AccountId { id: id.0.clone() });
        };
        let revised = self.0[place].revised(profile)?;
        self.check_unique(&revised)?;
        self.0[place] = revised;
        Ok(())
    }

    /// Refuses an e-mail address or an API user name of another account.
    fn check_unique(&self, account: &Account) -> Result<(), ConfigError> {
        let mut others = self.0.iter().filter(|other| other.id != account.id);
        let is_address = account.email.contains('@');
        if !is_address
            || others
                .clone()
                .any(|other| other.email.eq_ignore_ascii_case(&account.email))
        {
            return Err(ConfigError::Email {
                email: account.email.clone(),
            });
        }
        match &account.classic {
            Some(own) if others.any(|other| other.has_api_user(&own.user)) => {
                Err(ConfigError::ApiUser {
                    user: own.user.clone(),
                })
            }
            _ => Ok(()),
        }
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

    /// Those who can buy: the personal and premier accounts.
    pub(crate) fn buyers(&self) -> impl Iterator<Item = &Account> {
        self.0
            .iter()
            .filter(|account| account.kind != AccountType::Business && !is_issuer(&account.id))
    }
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
