//! Colours of PayPal's pages.

use crate::CoreError;

/// Six hexadecimal digits without `#`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HexColor(String);

impl HexColor {
    /// Reads the colour of `variable`, such as `cpp_payflow_color`.
    ///
    /// # Errors
    /// `variable_invalid`, naming the variable.
    pub fn parse(variable: &str, text: &str) -> Result<Self, CoreError> {
        if text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(CoreError::invalid(
                variable,
                text,
                "use six hexadecimal digits without #, such as 0a7f2e",
            ))
        }
    }

    /// The six digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_six_digits() {
        for text in ["000000", "0a7F2e"] {
            assert_eq!(HexColor::parse("c", text).unwrap().as_str(), text);
        }
        for text in ["", "fff", "#0a7f2e", "0a7f2g", "0a7f2e0", "ééé"] {
            let error = HexColor::parse("cpp_payflow_color", text).unwrap_err();
            assert_eq!(error.variable(), Some("cpp_payflow_color"), "{text:?}");
        }
    }
}
