//! Presentation of PayPal's pages.

use std::str::FromStr;

use crate::error::CheckoutError;

/// Presentation of PayPal's pages to the buyer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Presentation {
    /// In this window: the page is left, and PayPal leads back to it.
    #[default]
    Redirect,
    /// In a window of its own beside the page; in this one where the browser
    /// does not let one be opened.
    Popup,
    /// As `Popup` where windows can lie beside each other; as `Redirect` on
    /// touch screens and in browsers inside of other apps.
    Auto,
}

impl Presentation {
    /// Every presentation.
    pub const ALL: [Self; 3] = [Self::Redirect, Self::Popup, Self::Auto];

    /// The stable name: `redirect`, `popup`, `auto`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Redirect => "redirect",
            Self::Popup => "popup",
            Self::Auto => "auto",
        }
    }

    /// Returns whether a window of its own is tried.
    pub(crate) fn wants_popup(self) -> bool {
        match self {
            Self::Redirect => false,
            Self::Popup => true,
            Self::Auto => has_windows(),
        }
    }
}

impl FromStr for Presentation {
    type Err = CheckoutError;

    fn from_str(text: &str) -> Result<Self, CheckoutError> {
        let known = Self::ALL.into_iter().find(|known| known.as_str() == text);
        known.ok_or_else(|| CheckoutError::PresentationUnknown {
            value: text.to_owned(),
        })
    }
}

/// Words in the names of browsers inside of other apps, most of which have one
/// window only.
const IN_APP: [&str; 7] = [
    "FBAN",
    "FBAV",
    "Instagram",
    "Line/",
    "; wv)",
    "GSA/",
    "MicroMessenger",
];

/// Returns whether windows can lie beside each other here.
fn has_windows() -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    let agent = window.navigator().user_agent().unwrap_or_default();
    let is_fine = window.match_media("(hover: hover) and (pointer: fine)");
    let is_fine = is_fine.ok().flatten().is_some_and(|query| query.matches());
    is_fine && !IN_APP.iter().any(|word| agent.contains(word))
}
