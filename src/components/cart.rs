//! The cart, in the page or as a dialog.

use std::rc::Rc;

use super::cart_line::{self, cart_line_template};
use super::paypal_button::{Button, paypal_button_template};
use super::totals::{self, totals_template};
use super::view::{Act, Component, Fill, View};
use super::{Properties, said};
use crate::kept::Kept;
use crate::live::Live;
use crate::state::Shop;
use crate::text::Text;

macro_rules! content {
    () => {
        concat!(
            "h2.cx-title tabindex=-1 $ ",
            said!("cx-notice", "status"),
            said!("cx-hidden", "status"),
            "p.cx-empty ?hidden $ \
             div.cx-full ?hidden ( \
             ul.cx-lines role=list *( ",
            cart_line_template!(),
            ") div.cx-foot ( ",
            totals_template!(),
            said!("cx-error", "alert"),
            paypal_button_template!(),
            ") ) ",
        )
    };
}

const IN_PAGE: &str = concat!(
    "div.cx-root ( section.cx-cart aria-label=$ ( ",
    content!(),
    ") )"
);

const DIALOG: &str = concat!(
    "div.cx-root ( \
       button.cx-open type=button aria-haspopup=dialog aria-label=$ click@show ( \
         span.cx-basket span.cx-open-word $ span.cx-count ?hidden $ ) \
       dialog.cx-dialog aria-label=$ click@outside ( \
         div.cx-cart ( button.cx-close type=button aria-label=$ click@close ",
    content!(),
    ") ) )"
);

struct Cart {
    shop: Shop,
    is_dialog: bool,
    button: Button,
    /// What the buyer is told of the last change.
    say: Kept<String>,
}

pub(crate) fn cart(shop: Shop, is_dialog: bool, properties: Live<Properties>) -> Component {
    let view = Cart {
        shop,
        is_dialog,
        button: Button::new(shop, properties),
        say: Kept::new(String::new()),
    };
    let template = if is_dialog { DIALOG } else { IN_PAGE };
    Component {
        template,
        view: Rc::new(view),
    }
}

impl View for Cart {
    fn fill(&self, fill: &mut Fill<'_>) {
        let state = fill.state;
        if self.is_dialog {
            let units = state.cart.units();
            let open = self.shop.text(Text::CartOpen);
            fill.owned([&*open, ", ", &self.shop.units(units)].concat());
            fill.owned(open);
            fill.flag(units == 0);
            // Apart from the word before it, also for those who have it read
            // to them.
            fill.owned([" ", &*self.shop.count(units)].concat());
        }
        fill.words(Text::CartTitle);
        if self.is_dialog {
            fill.words(Text::CartClose);
        }
        fill.words(Text::CartTitle);
        let is_empty = state.cart.is_empty();
        // Nothing is lost yet where nothing is in the cart.
        let notice = state.notice.unwrap_or(Text::NoticeBlocked);
        let is_notice = state.notice.is_some() && !(is_empty && notice == Text::NoticeBlocked);
        fill.words_if(is_notice, notice);
        fill.owned(self.say.get());
        fill.flag(!is_empty);
        fill.words(Text::CartEmpty);
        fill.flag(is_empty);
        let lines = state.cart.lines();
        fill.count(lines.len());
        for line in lines {
            cart_line::fill(fill, line);
        }
        totals::fill(fill);
        match &state.totals {
            Ok(_) => fill.text(""),
            Err(error) => fill.filled(Text::ErrorTotals, &[("code", error.code())]),
        }
        self.button.fill(fill);
    }

    fn act(&self, act: &Act) {
        match cart_line::act(self.shop, act) {
            Some(said) => self.say.set(said),
            // It was not done in a line.
            None => self.button.press(act),
        }
    }
}
