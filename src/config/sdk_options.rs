//! Settings of PayPal's SDK.

/// One of PayPal's SDKs for browsers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SdkVersion {
    /// JavaScript SDK v5.
    V5,
    /// Web SDK v6.
    #[default]
    V6,
}

impl SdkVersion {
    /// Every version.
    pub const ALL: [Self; 2] = [Self::V5, Self::V6];

    /// The stable name: `v5`, `v6`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V5 => "v5",
            Self::V6 => "v6",
        }
    }

    /// The version of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == name)
    }
}

/// One of the ways to pay that PayPal has a button for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FundingSource {
    /// PayPal.
    PayPal,
    /// Pay Later.
    PayLater,
    /// PayPal Credit.
    Credit,
    /// Venmo.
    Venmo,
    /// A card without a PayPal account. Only SDK v5 has a button for it here.
    Card,
}

impl FundingSource {
    /// Every funding source.
    pub const ALL: [Self; 5] = [
        Self::PayPal,
        Self::PayLater,
        Self::Credit,
        Self::Venmo,
        Self::Card,
    ];

    /// PayPal's name: `paypal`, `paylater`, `credit`, `venmo`, `card`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PayPal => "paypal",
            Self::PayLater => "paylater",
            Self::Credit => "credit",
            Self::Venmo => "venmo",
            Self::Card => "card",
        }
    }

    /// The funding source of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == name)
    }
}

/// Settings of PayPal's SDK.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SdkOptions {
    /// Nonce of the page's Content-Security-Policy, for PayPal's script and its
    /// styles.
    pub nonce: Option<String>,
    /// Buttons in their order; those that PayPal does not offer to the buyer are
    /// left out. Default: PayPal and Pay Later.
    pub funding_sources: Vec<FundingSource>,
    /// Shows PayPal's message about paying later below the buttons.
    pub pay_later_message: bool,
    /// Fields for a card below the buttons, where PayPal lets the shop take
    /// cards on its own page.
    pub card_fields: bool,
    /// Switches to PayPal's app on a phone that has it. The app asks the page
    /// about no address and no way of shipping.
    pub app_switch: bool,
}

impl Default for SdkOptions {
    fn default() -> Self {
        Self {
            nonce: None,
            funding_sources: vec![FundingSource::PayPal, FundingSource::PayLater],
            pay_later_message: false,
            card_fields: false,
            app_switch: false,
        }
    }
}
