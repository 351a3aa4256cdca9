//! The settings of an account as a form.

use super::account::AccountHead;
use crate::countries::COUNTRIES;
use askama::Template;
use serde_json::Value;

/// Balances that a new account is asked for.
const ASKED: [&str; 4] = ["USD", "EUR", "GBP", "JPY"];

/// The fields, filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountForm {
    /// The settings, as the configuration names them.
    pub document: Value,
    /// Codes of all currencies.
    pub currencies: Vec<String>,
    /// Fault of the attempt before.
    pub error: Option<String>,
    /// True when it is the fault of the email address.
    pub is_of_email: bool,
}

impl AccountForm {
    fn value(&self, path: &str) -> Option<&Value> {
        path.split('.')
            .try_fold(&self.document, |at, step| at.get(step))
    }

    /// The text of a field.
    fn text(&self, path: &str) -> String {
        match self.value(path) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::Array(words)) => {
                let words: Vec<&str> = words.iter().filter_map(Value::as_str).collect();
                words.join("\n")
            }
            _ => String::new(),
        }
    }

    /// Returns true when a box is checked.
    fn is_on(&self, path: &str) -> bool {
        self.value(path) == Some(&Value::Bool(true))
    }

    fn is(&self, path: &str, text: &str) -> bool {
        self.text(path) == text
    }

    /// Returns true when an array has this word.
    fn has(&self, path: &str, word: &str) -> bool {
        let words = self.value(path).and_then(Value::as_array);
        words.is_some_and(|words| words.iter().any(|own| own == word))
    }

    /// Codes and names; a code that is not listed stands for itself.
    fn countries(&self, path: &str) -> Vec<(String, String)> {
        let own = self.text(path);
        let listed = COUNTRIES.iter().any(|(code, _)| *code == own);
        let other = (!listed && !own.is_empty()).then(|| (own.clone(), own.clone()));
        let all = COUNTRIES.iter();
        let all = all.map(|(code, name)| ((*code).to_owned(), (*name).to_owned()));
        all.chain(other).collect()
    }

    /// Id of the field to lead to, where it is known.
    fn error_field(&self) -> &'static str {
        if self.is_of_email { "email" } else { "" }
    }

    fn asked(&self) -> [&'static str; 4] {
        ASKED
    }
}

/// `GET /_sandbox/accounts/new`.
#[derive(Debug, Clone, Template)]
#[template(path = "account_new.html")]
pub struct AccountNewPage {
    /// The fields.
    pub form: AccountForm,
}

/// `GET /_sandbox/accounts/{id}/settings`.
#[derive(Debug, Clone, Template)]
#[template(path = "account_settings.html")]
pub struct AccountSettingsPage {
    /// The account.
    pub head: AccountHead,
    /// The fields.
    pub form: AccountForm,
}
