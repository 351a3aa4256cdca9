//! Look of a PayPal button.

use crate::i18n::Message;

/// A closed list of names for an attribute.
macro_rules! choices {
    ($(#[$doc:meta])* $type:ident: $($(#[$variant_doc:meta])* $variant:ident $name:literal),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum $type { $($(#[$variant_doc])* $variant),+ }

        impl $type {
            #[cfg(test)]
            const NAMES: &'static [&'static str] = &[$($name),+];

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
    /// "Add to PayPal cart", of [`AddToPayPalCart`](super::AddToPayPalCart).
    AddToCart "addtocart",
    /// "View PayPal cart", of [`ViewPayPalCart`](super::ViewPayPalCart).
    ViewCart "viewcart",
}

impl ButtonLabel {
    /// The words, with the logo in their place.
    pub(super) const fn message(self) -> Message {
        match self {
            Self::PayPal => Message::PayPalPlain,
            Self::Checkout => Message::PayPalCheckout,
            Self::BuyNow => Message::PayPalBuyNow,
            Self::Pay => Message::PayPalPay,
            Self::Donate => Message::PayPalDonate,
            Self::Subscribe => Message::PayPalSubscribe,
            Self::Installment => Message::PayPalInstallment,
            Self::AddToCart => Message::PayPalAddToCart,
            Self::ViewCart => Message::PayPalViewCart,
        }
    }

    /// Style `label` of the JS SDK v5, which has no labels for PayPal's cart.
    pub(super) const fn sdk_v5_label(self) -> &'static str {
        match self {
            Self::AddToCart | Self::ViewCart => Self::PayPal.as_str(),
            _ => self.as_str(),
        }
    }

    /// Attribute `type` of `<paypal-button>` of Web SDK v6, which has fewer
    /// labels; `None` for the logo alone.
    pub(super) const fn sdk_v6_type(self) -> Option<&'static str> {
        match self {
            Self::Checkout | Self::BuyNow | Self::Pay | Self::Donate | Self::Subscribe => {
                Some(self.as_str())
            }
            Self::PayPal | Self::Installment | Self::AddToCart | Self::ViewCart => None,
        }
    }
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

impl ButtonStyle {
    /// The default look with other words.
    pub(super) fn labelled(label: ButtonLabel) -> Self {
        Self {
            label,
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The npm package names the same choices, to TypeScript and to editors.
    #[test]
    fn the_elements_are_typed_with_every_choice() {
        let types: String = include_str!("../../www/elements/types/index.d.ts")
            .split_whitespace()
            .collect();
        let types = types.replace("=|", "=");
        let button = include_str!("../../www/elements/button.js");
        let cart = include_str!("../../www/elements/cart.js");
        let mut missing = Vec::new();
        for (name, attribute, choices) in [
            ("Color", "color", ButtonColor::NAMES),
            ("Shape", "shape", ButtonShape::NAMES),
            ("Label", "label", ButtonLabel::NAMES),
        ] {
            let choices: Vec<_> = choices.iter().map(|name| format!("'{name}'")).collect();
            let choices = choices.join("|");
            let line = format!("exporttype{name}={choices};");
            if !types.contains(&line) {
                missing.push(format!(
                    "www/elements/types/index.d.ts, in this order: {name} = {choices}"
                ));
            }
            for (file, text) in [("button.js", button), ("cart.js", cart)] {
                // A cart is paid by its button.
                let paying = choices.replace("|'addtocart'|'viewcart'", "");
                let choices = if file == "cart.js" { &paying } else { &choices };
                let comment = format!("@attr {{{choices}}} {attribute} ");
                if !text.contains(&comment) {
                    missing.push(format!("www/elements/{file}: {comment}"));
                }
            }
        }
        assert!(missing.is_empty(), "missing: {missing:#?}");
    }

    /// The types of `<paypal-button>` of Web SDK v6.
    #[test]
    fn paypals_own_button_gets_the_labels_that_it_has() {
        let labels = ButtonLabel::NAMES
            .iter()
            .map(|name| ButtonLabel::from_name(name));
        let types: Vec<_> = labels.filter_map(ButtonLabel::sdk_v6_type).collect();
        assert_eq!(types, ["checkout", "buynow", "pay", "donate", "subscribe"]);
    }

    /// The face of a button without the module makes the key of the name.
    #[test]
    fn the_text_of_a_label_is_found_by_its_name() {
        for name in ButtonLabel::NAMES {
            let key = ButtonLabel::from_name(name).message().key();
            assert_eq!(key, format!("paypal.{name}"));
        }
    }
}
