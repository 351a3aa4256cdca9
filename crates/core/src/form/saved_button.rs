//! Buttons that are saved at PayPal, or encrypted for it (`_s-xclick`).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::command::Command;
use super::form_option::write_options;
use super::writer::Writer;
use super::{AbsoluteUrl, FormOption};
use crate::{CoreError, Currency};

/// `hosted_button_id`: the id of a button saved at PayPal, 1 to 32 letters and
/// digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HostedButtonId(String);

impl HostedButtonId {
    /// The longest id, in characters. PayPal's have 13 or fewer.
    pub const MAX_CHARS: usize = 32;

    /// The id as posted.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for HostedButtonId {
    type Error = CoreError;

    fn try_from(text: String) -> Result<Self, CoreError> {
        let is_id = (1..=Self::MAX_CHARS).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if is_id {
            Ok(Self(text))
        } else {
            Err(CoreError::invalid(
                "hosted_button_id",
                text,
                "use the letters and digits that PayPal shows for the button",
            ))
        }
    }
}

impl FromStr for HostedButtonId {
    type Err = CoreError;

    fn from_str(text: &str) -> Result<Self, CoreError> {
        Self::try_from(text.to_owned())
    }
}

impl From<HostedButtonId> for String {
    fn from(id: HostedButtonId) -> Self {
        id.0
    }
}

impl fmt::Display for HostedButtonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `encrypted`: a form that was signed by the merchant and encrypted for
/// PayPal, as PEM.
///
/// It is posted on one line, as PayPal's own pages do: browsers change line
/// breaks in hidden fields.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EncryptedForm(String);

impl EncryptedForm {
    /// The longest text, in characters: far more than the largest form needs.
    pub const MAX_CHARS: usize = 65_536;
    const BEGIN: &str = "-----BEGIN PKCS7-----";
    const END: &str = "-----END PKCS7-----";

    /// The text as posted.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The base64 between the PEM boundaries, without line breaks.
    #[must_use]
    pub fn base64(&self) -> &str {
        envelope(&self.0).unwrap_or_default()
    }

    /// The PEM around `base64`.
    ///
    /// # Errors
    /// `variable_invalid` when it is not base64.
    pub fn from_base64(base64: &str) -> Result<Self, CoreError> {
        Self::try_from([Self::BEGIN, base64, Self::END].concat())
    }
}

fn envelope(text: &str) -> Option<&str> {
    text.strip_prefix(EncryptedForm::BEGIN)?
        .strip_suffix(EncryptedForm::END)
}

fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    !digits.is_empty()
        && text.len().is_multiple_of(4)
        && text.len() - digits.len() <= 2
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
}

impl TryFrom<String> for EncryptedForm {
    type Error = CoreError;

    fn try_from(text: String) -> Result<Self, CoreError> {
        // The value is long and says nothing to people.
        let wrong = |expected| CoreError::invalid("encrypted", "", expected);
        if text.len() > Self::MAX_CHARS {
            return Err(wrong("at most 65,536 characters"));
        }
        let base64: String = match envelope(text.trim()) {
            Some(body) => body.split_ascii_whitespace().collect(),
            None => return Err(wrong("use the PEM text from BEGIN PKCS7 to END PKCS7")),
        };
        if !is_base64(&base64) {
            return Err(wrong(
                "there is something other than base64 in the PEM text",
            ));
        }
        Ok(Self([Self::BEGIN, &base64, Self::END].concat()))
    }
}

impl FromStr for EncryptedForm {
    type Err = CoreError;

    fn from_str(text: &str) -> Result<Self, CoreError> {
        Self::try_from(text.to_owned())
    }
}

impl From<EncryptedForm> for String {
    fn from(form: EncryptedForm) -> Self {
        form.0
    }
}

impl fmt::Display for EncryptedForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A form whose price and payee the page does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SavedButton {
    /// A button of the merchant's account.
    Hosted(HostedButton),
    /// A form that nobody on the way can read or change.
    Encrypted(EncryptedForm),
}

/// A button saved at PayPal, and what a page can add to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostedButton {
    /// `hosted_button_id`.
    pub id: HostedButtonId,
    /// `on0`/`os0` and following: the buyer's choices.
    pub options: Vec<FormOption>,
    /// `custom`: comes back as it is, at most 255 characters.
    pub custom: Option<String>,
    /// `notify_url`, at most 255 characters.
    pub notify_url: Option<AbsoluteUrl>,
}

impl HostedButton {
    /// A button with nothing added.
    #[must_use]
    pub const fn new(id: HostedButtonId) -> Self {
        Self {
            id,
            options: Vec::new(),
            custom: None,
            notify_url: None,
        }
    }
}

impl SavedButton {
    /// The value of `cmd`.
    #[must_use]
    pub const fn cmd() -> &'static str {
        Command::Saved.cmd()
    }

    /// The form, checked: names and values in order, `cmd` first.
    ///
    /// # Errors
    /// [`CoreError::Variable`], naming the first variable that PayPal would
    /// refuse or cut.
    pub fn fields(&self) -> Result<Vec<(String, String)>, CoreError> {
        // No amount is written, whatever the currency.
        let mut to = Writer::new(Command::Saved, Currency::USD, false);
        match self {
            Self::Hosted(button) => {
                to.text("hosted_button_id", button.id.as_str());
                write_options(&button.options, &mut to);
                to.optional("custom", button.custom.as_deref());
                let notify_url = button.notify_url.as_ref();
                to.optional("notify_url", notify_url.map(AbsoluteUrl::as_str));
                to.text("charset", "utf-8");
            }
            Self::Encrypted(form) => to.text("encrypted", form.as_str()),
        }
        to.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_letters_and_digits() {
        for text in ["6RNT8A4HBBJRE", "1234567", "a"] {
            assert_eq!(text.parse::<HostedButtonId>().unwrap().as_str(), text);
        }
        for text in ["", "6RNT-8A4", "6RNT 8A4", "é", &"A".repeat(33)] {
            let error = text.parse::<HostedButtonId>().unwrap_err();
            assert_eq!(error.variable(), Some("hosted_button_id"), "{text:?}");
        }
    }

    #[test]
    fn an_encrypted_form_is_one_line_of_pem() {
        let lines = "\n-----BEGIN PKCS7-----\r\nTUlJ\nQg==\n-----END PKCS7-----\n";
        let form: EncryptedForm = lines.parse().unwrap();
        let line = "-----BEGIN PKCS7-----TUlJQg==-----END PKCS7-----";
        assert_eq!(form.as_str(), line);
        assert_eq!(form.base64(), "TUlJQg==");
        assert_eq!(EncryptedForm::from_base64("TUlJQg=="), Ok(form.clone()));
        assert_eq!(line.parse(), Ok(form.clone()));
        let fields = SavedButton::Encrypted(form).fields().unwrap();
        let expected = [("cmd", "_s-xclick"), ("encrypted", line)];
        assert_eq!(
            fields,
            expected.map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
    }

    #[test]
    fn other_texts_are_no_encrypted_form() {
        let long = format!(
            "-----BEGIN PKCS7-----{}-----END PKCS7-----",
            "TUlJ".repeat(16_384)
        );
        for text in [
            "",
            "TUlJQg==",
            "-----BEGIN PKCS7-----",
            "-----BEGIN PKCS7-----END PKCS7-----",
            "-----BEGIN PKCS7----------END PKCS7-----",
            "-----BEGIN PKCS7-----TUlJQ-----END PKCS7-----",
            "-----BEGIN PKCS7-----TUlJQ===-----END PKCS7-----",
            "-----BEGIN PKCS7-----TU=JQg==-----END PKCS7-----",
            "-----BEGIN PKCS7-----TUlJ<>==-----END PKCS7-----",
            "-----BEGIN CERTIFICATE-----TUlJQg==-----END CERTIFICATE-----",
            &long,
        ] {
            let error = text.parse::<EncryptedForm>().unwrap_err();
            assert_eq!(
                (error.variable(), error.code()),
                (Some("encrypted"), "variable_invalid"),
                "{:?}",
                text.get(..80)
            );
        }
    }
}
