//! How a PayPal button looks.

/// A closed list of names for an attribute.
macro_rules! choices {
    ($(#[$doc:meta])* $type:ident: $($(#[$variant_doc:meta])* $variant:ident $name:literal),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum $type { $($(#[$variant_doc])* $variant),+ }

        impl $type {
            /// The name as an attribute has it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The choice of that name; the default for any other.
            #[must_use]
            pub fn from_name(name: &str) -> Self {
                match name {
                    $($name => Self::$variant,)+
                    _ => Self::default(),
                }
            }
        }
    };
}

choices! {
    /// The colour.
    ButtonColor:
    /// PayPal gold, the classic default.
    #[default]
    Gold "gold",
    /// The classic blue.
    Blue "blue",
    /// Light grey.
    Silver "silver",
    /// White with a border.
    White "white",
    /// The classic black.
    Black "black",
    /// PayPal's current light blue.
    RebrandBlue "rebrand-blue",
    /// PayPal's current dark blue.
    RebrandDarkBlue "rebrand-darkblue",
    /// PayPal's current black.
    RebrandBlack "rebrand-black",
}

choices! {
    /// The corners.
    ButtonShape:
    /// A little rounded.
    #[default]
    Rect "rect",
    /// Fully rounded.
    Pill "pill",
    /// Square.
    Sharp "sharp",
}

choices! {
    /// The words beside the logo.
    ButtonLabel:
    /// The logo alone.
    #[default]
    PayPal "paypal",
    /// "PayPal Checkout".
    Checkout "checkout",
    /// "PayPal Buy Now".
    BuyNow "buynow",
    /// "Pay with PayPal".
    Pay "pay",
    /// "Donate with PayPal".
    Donate "donate",
    /// "Subscribe with PayPal".
    Subscribe "subscribe",
    /// "Installments with PayPal".
    Installment "installment",
}

/// Colour, shape and label of a button.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ButtonStyle {
    /// The colour.
    pub color: ButtonColor,
    /// The corners.
    pub shape: ButtonShape,
    /// The words.
    pub label: ButtonLabel,
}
