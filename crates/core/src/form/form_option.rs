//! Options of an item.

use super::display_text;
use super::writer::Writer;
use crate::{ChosenOption, Money, VariableProblem};

/// The most options of one item: `on0` to `on9`.
///
/// PayPal's current pages name seven, its `option_index` ten.
pub const MAX_OPTIONS: u8 = 10;

/// One option of an item: `on0` and `os0`, at most 64 characters each.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FormOption {
    /// `onN`: "Size".
    pub name: String,
    /// `osN`: "Large"; nothing leaves the option unanswered.
    pub value: Option<String>,
}

/// The one option whose choices have prices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PricedOption {
    /// `option_index`: which of the item's options it is, from 0.
    pub index: u8,
    /// Its choices with their prices, at most ten.
    pub choices: Vec<PricedChoice>,
}

/// `option_select0` and `option_amount0`: a choice with its price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PricedChoice {
    /// The choice, exactly as `osN` names it, at most 64 characters.
    pub select: String,
    /// The item's price with this choice; it replaces `amount`.
    pub amount: Money,
}

impl FormOption {
    /// Chosen options as PayPal shows them: cut at its length, the order kept.
    #[must_use]
    pub fn for_display(options: &[ChosenOption]) -> Vec<Self> {
        options
            .iter()
            .map(|option| Self {
                name: display_text("on", &option.name),
                value: Some(display_text("os", &option.value)).filter(|value| !value.is_empty()),
            })
            .collect()
    }
}

impl PricedOption {
    /// The price that the item's options choose.
    pub(super) fn price(&self, options: &[FormOption]) -> Option<Money> {
        let chosen = options.get(usize::from(self.index))?.value.as_deref()?;
        self.choices
            .iter()
            .find(|choice| choice.select == chosen)
            .map(|choice| choice.amount)
    }

    pub(super) fn write(&self, options: &[FormOption], to: &mut Writer) {
        to.number("option_index", u32::from(self.index));
        let Some(option) = options.get(usize::from(self.index)) else {
            let other = format!("on{}", self.index);
            to.fail("option_index", VariableProblem::needs(other));
            return;
        };
        for (index, choice) in (0_u8..).zip(&self.choices) {
            if index >= MAX_OPTIONS {
                let value = self.choices.len().to_string();
                let expected = "at most ten choices";
                let problem = VariableProblem::out_of_range(value, expected);
                to.fail_at("option_select", Some(index), problem);
                break;
            }
            let before = &self.choices[..usize::from(index)];
            if choice.select.trim().is_empty() {
                to.fail_at("option_select", Some(index), VariableProblem::Missing);
            } else if before.iter().any(|other| other.select == choice.select) {
                let value = choice.select.clone();
                let expected = "name each choice once";
                let problem = VariableProblem::invalid(value, expected);
                to.fail_at("option_select", Some(index), problem);
            }
            to.indexed("option_select", index, &choice.select);
            to.indexed_money("option_amount", index, choice.amount);
        }
        let problem = match option.value.as_deref() {
            None | Some("") => VariableProblem::Missing,
            Some(value) if self.price(options).is_none() => VariableProblem::invalid(
                value.to_owned(),
                "use one of option_select0 and following",
            ),
            Some(_) => return,
        };
        to.fail_at("os", Some(self.index), problem);
    }
}

/// Writes `on0`, `os0` and following.
pub(super) fn write_options(options: &[FormOption], to: &mut Writer) {
    write_options_up_to(MAX_OPTIONS, "at most ten options", options, to);
}

/// Writes `on0`, `os0` and following, of a form that knows fewer of them.
pub(super) fn write_options_up_to(
    limit: u8,
    expected: &'static str,
    options: &[FormOption],
    to: &mut Writer,
) {
    for (index, option) in (0_u8..).zip(options) {
        if index >= limit {
            let value = options.len().to_string();
            let problem = VariableProblem::out_of_range(value, expected);
            to.fail_at("on", Some(index), problem);
            break;
        }
        if option.name.trim().is_empty() && option.value.is_none() {
            to.fail_at("on", Some(index), VariableProblem::Missing);
        }
        to.indexed("on", index, &option.name);
        to.indexed("os", index, option.value.as_deref().unwrap_or_default());
    }
}

/// The options as an order knows them.
pub(super) fn chosen(options: &[FormOption]) -> Vec<ChosenOption> {
    options
        .iter()
        .map(|option| ChosenOption {
            name: option.name.clone(),
            value: option.value.clone().unwrap_or_default(),
        })
        .collect()
}
