//! The button that leads to PayPal.

use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use leptos_paypal_core::cut;

use super::view::{Act, Component, Fill, View};
use super::{ButtonColor, ButtonLabel, ButtonStyle, Properties};
use crate::checkout::{self, Phase, Subject};
use crate::live::Live;
use crate::state::Shop;
use crate::text::Text;

// PayPal's own artwork, from @paypal/sdk-logos 2.3.7 (see NOTICE): outlines as
// they are to a hundredth of a unit, colours by class.
const LOGO: &str = include_str!("artwork/paypal.svg");
const REBRAND: &str = include_str!("artwork/paypal-rebrand.svg");

/// Stands for the logo while the words around it are looked for.
const LOGO_PLACE: u8 = 1;

/// What is done by pressing it.
const PRESS: u32 = 4;

macro_rules! paypal_button_template {
    () => {
        concat!(
            "div.cx-pay ( \
               button type=button part=paypal class=$ aria-label=$ aria-disabled=$ aria-busy=$ \
                 click@4 ( \
                 span.cx-word $ span.cx-artwork ~ span.cx-word $ span.cx-ring ) ",
            $crate::components::said!("cx-hidden", "status"),
            $crate::components::said!("cx-error", "alert"),
            $crate::components::way_back!(),
            ") "
        )
    };
}
pub(super) use paypal_button_template;

pub(super) struct Button {
    shop: Shop,
    id: u32,
    properties: Live<Properties>,
}

pub(crate) fn button(shop: Shop, properties: Live<Properties>) -> Component {
    Component {
        template: paypal_button_template!(),
        view: Rc::new(Button::new(shop, properties)),
    }
}

impl Button {
    pub(super) fn new(shop: Shop, properties: Live<Properties>) -> Self {
        static BUTTONS: AtomicU32 = AtomicU32::new(0);
        Self {
            shop,
            id: BUTTONS.fetch_add(1, Ordering::Relaxed),
            properties,
        }
    }
}

impl View for Button {
    fn fill(&self, fill: &mut Fill<'_>) {
        let Properties { style, product, .. } = self.properties.get();
        let ButtonStyle {
            color,
            shape,
            label,
        } = style;
        let state = fill.state;
        let is_busy = state.phase.is_busy_at(self.id);
        let is_nothing = match product {
            Some(product) => product.sold_out,
            None => state.cart.is_empty() || state.totals.is_err(),
        };
        fill.owned(["cx-paypal cx-", color.as_str(), " cx-", shape.as_str()].concat());
        let label = text(label);
        fill.filled(label, &[("paypal", "PayPal")]);
        fill.says(is_nothing || state.phase.is_busy());
        fill.says(is_busy);
        // Where the logo stands among the words is the translation's matter.
        let words = state.config.texts.fill(label, &[("paypal", "\u{1}")]);
        let (before, after) = cut(&words, LOGO_PLACE).unwrap_or((&words, ""));
        fill.text(before.trim_ascii());
        fill.text(match color {
            ButtonColor::RebrandBlue | ButtonColor::RebrandDarkBlue | ButtonColor::RebrandBlack => {
                REBRAND
            }
            _ => LOGO,
        });
        fill.text(after.trim_ascii());
        fill.words_if(is_busy, Text::PayPalBusy);
        let failure = match &state.phase {
            Phase::Failed { button, failure } if *button == self.id => Some(failure),
            _ => None,
        };
        fill.text(failure.map_or("", |failure| &failure.message));
        let way_back = failure.and_then(|failure| failure.way_back.as_deref());
        super::fill_way_back(fill, way_back.unwrap_or_default());
    }

    fn act(&self, act: &Act) {
        self.press(act);
    }
}

impl Button {
    pub(super) fn press(&self, act: &Act) {
        if act.number() != PRESS {
            return;
        }
        let Properties {
            product, quantity, ..
        } = self.properties.get();
        let subject = match product {
            None => Subject::Cart,
            Some(product) => match product.item(&product.default_choices()) {
                Ok(item) => Subject::Single {
                    item: Arc::new(item),
                    quantity,
                },
                // It could not have been shown for sale.
                Err(_) => return,
            },
        };
        checkout::start(self.shop, self.id, subject, act.element());
    }
}

const fn text(label: ButtonLabel) -> Text {
    match label {
        ButtonLabel::PayPal => Text::PayPalPlain,
        ButtonLabel::Checkout => Text::PayPalCheckout,
        ButtonLabel::BuyNow => Text::PayPalBuyNow,
        ButtonLabel::Pay => Text::PayPalPay,
        ButtonLabel::Donate => Text::PayPalDonate,
        ButtonLabel::Subscribe => Text::PayPalSubscribe,
        ButtonLabel::Installment => Text::PayPalInstallment,
    }
}
