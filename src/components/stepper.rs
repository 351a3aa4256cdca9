//! A quantity: a number field between two buttons.

use super::view::{Act, Fill};
use crate::browser::js;
use crate::text::Text;

/// What is done with the buttons; what else is done is typing.
const LESS: u32 = 1;
const MORE: u32 = 2;

// The buttons keep the focus at the end of the road: they say that they are
// disabled instead of being it.
macro_rules! stepper_template {
    () => {
        "div.cx-stepper ( \
           button.cx-step.cx-less type=button aria-label=$ aria-disabled=$ click@1 \
           input.cx-quantity type=number inputmode=numeric autocomplete=off min=1 \
             max=$ aria-label=$ value=$ change@0 \
           button.cx-step.cx-more type=button aria-label=$ aria-disabled=$ click@2 ) "
    };
}
pub(super) use stepper_template;

/// Fills it: less, the quantity and more, of an article with that name.
pub(super) fn fill(fill: &mut Fill<'_>, texts: [Text; 3], name: &str, quantity: u32, limit: u32) {
    let [less, shown, more] = texts;
    let name = [("name", name)];
    fill.filled(less, &name);
    fill.says(quantity <= 1);
    fill.number(limit);
    fill.filled(shown, &name);
    fill.number(quantity);
    fill.filled(more, &name);
    fill.says(quantity >= limit);
}

/// The quantity that a buyer wants in place of `quantity`; none for what is no
/// quantity.
pub(super) fn wanted(act: &Act, quantity: u32) -> Option<u32> {
    let wanted = match act.number() {
        LESS => quantity.saturating_sub(1),
        MORE => quantity.saturating_add(1),
        _ => js::integer(&act.element(), "value")?,
    };
    (wanted > 0).then_some(wanted)
}
