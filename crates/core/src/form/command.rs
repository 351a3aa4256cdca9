//! Commands of a form (`cmd`).

/// Commands that differ in their variables, one bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    BuyNow = 1,
    AddToCart = 2,
    Upload = 4,
    Donate = 8,
    Display = 16,
    Subscribe = 32,
    Saved = 64,
}

impl Command {
    pub(super) const fn bit(self) -> u8 {
        self as u8
    }

    /// The value of `cmd`.
    pub(super) const fn cmd(self) -> &'static str {
        match self {
            Self::BuyNow => "_xclick",
            Self::Donate => "_donations",
            Self::Subscribe => "_xclick-subscriptions",
            Self::Saved => "_s-xclick",
            Self::AddToCart | Self::Upload | Self::Display => "_cart",
        }
    }

    /// The variable that says which kind of `_cart` it is.
    pub(super) const fn kind(self) -> Option<&'static str> {
        match self {
            Self::AddToCart => Some("add"),
            Self::Upload => Some("upload"),
            Self::Display => Some("display"),
            Self::BuyNow | Self::Donate | Self::Subscribe | Self::Saved => None,
        }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::AddToCart => "_cart with add",
            Self::Upload => "_cart with upload",
            Self::Display => "_cart with display",
            Self::BuyNow | Self::Donate | Self::Subscribe | Self::Saved => self.cmd(),
        }
    }
}
