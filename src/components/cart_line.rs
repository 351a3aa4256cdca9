//! One line of the cart.

use leptos_paypal_core::{CartAction, CartLine, LineKey, digits};

use super::stepper;
use super::view::{Act, Fill};
use crate::state::Shop;
use crate::text::Text;

/// What is done by taking the line out.
const REMOVE: u32 = 3;

macro_rules! cart_line_template {
    () => {
        concat!(
            "li.cx-line ( \
               span.cx-picture aria-hidden=true *( img alt= loading=lazy src=$ ) \
               div.cx-what ( span.cx-name $ span.cx-options $ span.cx-each ?hidden $ ) ",
            $crate::components::stepper::stepper_template!(),
            "span.cx-amount $ \
             button.cx-remove type=button aria-label=$ title=$ click@leave click@3 ) "
        )
    };
}
pub(super) use cart_line_template;

pub(super) fn fill(fill: &mut Fill<'_>, line: &CartLine) {
    let item = &line.item;
    fill.text(item.key().as_str());
    match &item.picture {
        Some(url) if !url.is_empty() => {
            fill.count(1);
            fill.text(url);
            fill.text(url);
        }
        _ => fill.count(0),
    }
    let name = item.name.as_str();
    fill.text(name);
    let mut options = String::new();
    for option in &item.options {
        if !options.is_empty() {
            options.push_str(" · ");
        }
        let values = [
            ("name", option.name.as_str()),
            ("value", option.value.as_str()),
        ];
        options.push_str(&fill.state.config.texts.fill(Text::LineOption, &values));
    }
    fill.owned(options);
    fill.flag(line.quantity < 2);
    fill.filled(Text::LineEach, &[("price", &fill.amount(item.price))]);
    let texts = [Text::LineLess, Text::LineQuantity, Text::LineMore];
    stepper::fill(fill, texts, name, line.quantity, line.limit());
    match line.goods() {
        Ok(goods) => fill.money(goods),
        Err(_) => fill.text(""),
    }
    fill.filled(Text::LineRemove, &[("name", name)]);
    fill.words(Text::LineRemoveShort);
}

/// Changes the line that something was done in. What the buyer is told; nothing
/// when nothing was changed.
pub(super) fn act(shop: Shop, act: &Act) -> Option<String> {
    let key = LineKey::from_text(act.key()?);
    // Another tab may have been faster; then there is nothing to say.
    let line = shop.now(|state| state.cart.line(&key).cloned())?;
    let limit = line.limit();
    let mut quantity = 0;
    let (action, text) = if act.number() == REMOVE {
        (CartAction::Remove { key }, Text::LineRemoved)
    } else {
        // More than there is becomes as many as there are, and the buyer is
        // told.
        let wanted = stepper::wanted(act, line.quantity)?;
        quantity = wanted.clamp(1, limit.max(1));
        let text = if wanted > limit {
            Text::ErrorLimit
        } else {
            Text::LineChanged
        };
        (CartAction::SetQuantity { key, quantity }, text)
    };
    Some(match shop.apply(action) {
        Err(error) => shop.refusal(&line.item.name, &error),
        // Each text has some of these.
        Ok(()) => shop.fill(
            text,
            &[
                ("name", &line.item.name),
                ("limit", &digits(limit.into())),
                ("count", &digits(quantity.into())),
                ("total", &shop.total()),
            ],
        ),
    })
}
