//! Countries.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::CoreError;

/// The officially assigned codes of ISO 3166-1 alpha-2, two letters each.
const CODES: &str = "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZ\
CACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGY\
HKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZ\
NANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZ\
TCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW";

/// A country of `country`: ISO 3166-1, two letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CountryCode(&'static str);

impl CountryCode {
    /// The United States, whose phone numbers and states have rules of their
    /// own.
    pub const US: Self = Self("US");

    /// The two letters.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl TryFrom<String> for CountryCode {
    type Error = CoreError;

    fn try_from(text: String) -> Result<Self, CoreError> {
        text.parse()
    }
}

impl FromStr for CountryCode {
    type Err = CoreError;

    fn from_str(text: &str) -> Result<Self, CoreError> {
        (0..CODES.len())
            .step_by(2)
            .filter_map(|start| CODES.get(start..start + 2))
            .find(|code| *code == text)
            .map(Self)
            .ok_or_else(|| {
                CoreError::invalid(
                    "country",
                    text,
                    "use a code of two letters such as US or DE",
                )
            })
    }
}

impl From<CountryCode> for String {
    fn from(country: CountryCode) -> Self {
        country.as_str().to_owned()
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_codes_of_the_standard() {
        let codes: Vec<_> = CODES.as_bytes().chunks_exact(2).collect();
        assert_eq!(codes.len(), 249);
        assert!(codes.is_sorted_by(|one, next| one < next));
        for text in ["US", "DE", "ZW", "AD", "GB"] {
            assert_eq!(text.parse::<CountryCode>().unwrap().to_string(), text);
        }
        // Neither the end of one code with the beginning of the next, nor a
        // code in other letters.
        for text in ["", "U", "us", "USA", "UK", "XX", "DA", "ADAE", "é"] {
            let error = text.parse::<CountryCode>().unwrap_err();
            assert_eq!(error.variable(), Some("country"), "{text:?}");
        }
    }
}
