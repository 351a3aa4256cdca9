//! Collects the variables of a form and checks them against the table.

use super::amount_limits::{is_payable, is_shipping};
use super::command::Command;
use super::variables::{NEEDS, NOT_WITH, NOT_WITH_CART, variable};
use crate::{CoreError, Currency, Money, Rate, VariableProblem};

/// One variable with its value.
struct Posted {
    name: &'static str,
    index: Option<u8>,
    item: usize,
    value: String,
}

/// Writes variables in order. The first problem is kept and comes out at the
/// end, so that the forms read as lists.
pub(super) struct Writer {
    command: Command,
    currency: Currency,
    posted: Vec<Posted>,
    problem: Option<CoreError>,
    /// The number of the item being written, 0 outside of items.
    item: usize,
}

impl Writer {
    /// Starts with `cmd`; `wrapped` puts it into `_ext-enter`.
    pub(super) fn new(command: Command, currency: Currency, wrapped: bool) -> Self {
        let mut writer = Self {
            command,
            currency,
            posted: Vec::with_capacity(48),
            problem: None,
            item: 0,
        };
        if wrapped {
            writer.text("cmd", "_ext-enter");
            writer.text("redirect_cmd", command.cmd());
        } else {
            writer.text("cmd", command.cmd());
        }
        if let Some(kind) = command.kind() {
            writer.text(kind, "1");
        }
        writer
    }

    /// The command of the form.
    pub(super) const fn command(&self) -> Command {
        self.command
    }

    /// Starts item `number`, or returns to the form's own variables for 0.
    pub(super) const fn enter(&mut self, number: usize) {
        self.item = number;
    }

    /// Writes a text; an empty one says nothing and is left out.
    pub(super) fn text(&mut self, name: &'static str, value: &str) {
        self.put(name, None, value.to_owned());
    }

    /// Writes a text that may be absent.
    pub(super) fn optional(&mut self, name: &'static str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(name, value);
        }
    }

    /// Writes a text that must be there.
    pub(super) fn required(&mut self, name: &'static str, value: &str) {
        if value.trim().is_empty() {
            self.fail(name, VariableProblem::Missing);
        }
        self.text(name, value);
    }

    /// Writes `on0`, `os0` and their like.
    pub(super) fn indexed(&mut self, name: &'static str, index: u8, value: &str) {
        self.put(name, Some(index), value.to_owned());
    }

    pub(super) fn number(&mut self, name: &'static str, value: u32) {
        self.put(name, None, value.to_string());
    }

    pub(super) fn flag(&mut self, name: &'static str, set: bool) {
        if set {
            self.text(name, "1");
        }
    }

    pub(super) fn money(&mut self, name: &'static str, amount: Option<Money>) {
        if let Some(amount) = amount {
            self.amount(name, None, amount);
        }
    }

    pub(super) fn indexed_money(&mut self, name: &'static str, index: u8, amount: Money) {
        self.amount(name, Some(index), amount);
    }

    /// Writes a percentage that must leave something.
    pub(super) fn rate_below_100(&mut self, name: &'static str, rate: Option<Rate>) {
        let Some(rate) = rate else { return };
        let value = rate.text();
        self.text(name, &value);
        if rate.is_whole() {
            self.out_of_range(name, value, "below 100 percent");
        }
    }

    fn amount(&mut self, name: &'static str, index: Option<u8>, amount: Money) {
        let value = amount.text();
        if let Some(problem) = self.amount_problem(name, amount, &value) {
            self.fail_at(name, index, problem);
        }
        self.put(name, index, value);
    }

    fn amount_problem(
        &self,
        name: &'static str,
        amount: Money,
        value: &str,
    ) -> Option<VariableProblem> {
        let out_of_range =
            |expected| Some(VariableProblem::out_of_range(value.to_owned(), expected));
        if amount.currency() != self.currency {
            return Some(VariableProblem::Currency {
                expected: self.currency,
                found: amount.currency(),
            });
        }
        if amount.is_negative() {
            return out_of_range("it must be zero or more");
        }
        if !is_payable(amount) {
            return out_of_range("at most seven digits before the point");
        }
        if name.starts_with("shipping") && !is_shipping(amount) {
            return out_of_range("PayPal ignores shipping above 999.99, make it an item");
        }
        None
    }

    fn put(&mut self, name: &'static str, index: Option<u8>, value: String) {
        if !value.is_empty() {
            self.posted.push(Posted {
                name,
                index,
                item: self.item,
                value,
            });
        }
    }

    /// Keeps a problem with a variable of the item being written.
    pub(super) fn fail(&mut self, name: &'static str, problem: VariableProblem) {
        self.fail_at(name, None, problem);
    }

    pub(super) fn fail_at(
        &mut self,
        name: &'static str,
        index: Option<u8>,
        problem: VariableProblem,
    ) {
        if self.problem.is_none() {
            self.problem = Some(CoreError::Variable {
                variable: full_name(name, index, self.item),
                problem,
            });
        }
    }

    pub(super) fn invalid(&mut self, name: &'static str, value: &str, expected: &'static str) {
        let value = value.to_owned();
        self.fail(name, VariableProblem::invalid(value, expected));
    }

    pub(super) fn out_of_range(
        &mut self,
        name: &'static str,
        value: String,
        expected: &'static str,
    ) {
        self.fail(name, VariableProblem::out_of_range(value, expected));
    }

    /// Names and values in order, every rule of the table checked.
    pub(super) fn finish(mut self) -> Result<Vec<(String, String)>, CoreError> {
        if let Some(problem) = self.problem.take() {
            return Err(problem);
        }
        for posted in &self.posted {
            if let Some(problem) = self.problem_with(posted) {
                return Err(CoreError::Variable {
                    variable: full_name(posted.name, posted.index, posted.item),
                    problem,
                });
            }
        }
        Ok(self
            .posted
            .into_iter()
            .map(|posted| {
                (
                    full_name(posted.name, posted.index, posted.item),
                    posted.value,
                )
            })
            .collect())
    }

    fn problem_with(&self, posted: &Posted) -> Option<VariableProblem> {
        let known =
            variable(posted.name).filter(|variable| variable.commands & self.command.bit() != 0);
        let Some(variable) = known else {
            return Some(VariableProblem::NotForCommand {
                command: self.command.name().into(),
            });
        };
        let length = posted.value.chars().count();
        if let Some(limit) = variable.max_chars().filter(|limit| length > *limit) {
            return Some(VariableProblem::TooLong { limit, length });
        }
        if posted.value.chars().any(char::is_control) {
            // Browsers change line breaks in hidden fields.
            return Some(VariableProblem::invalid(
                posted.value.clone(),
                "use no line breaks or other control characters",
            ));
        }
        self.conflict(posted)
    }

    fn conflict(&self, posted: &Posted) -> Option<VariableProblem> {
        let full = |name| full_name(name, posted.index, posted.item);
        let pairs = |table: &'static [(&'static str, &'static str)]| {
            table
                .iter()
                .filter(|pair| pair.0 == posted.name)
                .map(|pair| pair.1)
        };
        for other in pairs(NEEDS) {
            if !self.has(other, posted.index, posted.item) {
                return Some(VariableProblem::needs(full(other)));
            }
        }
        for other in pairs(NOT_WITH) {
            if self.has(other, posted.index, posted.item) {
                return Some(VariableProblem::not_with(full(other)));
            }
        }
        for other in pairs(NOT_WITH_CART) {
            if self.has(other, None, 0) {
                let other = other.to_owned();
                return Some(VariableProblem::not_with(other));
            }
        }
        None
    }

    fn has(&self, name: &str, index: Option<u8>, item: usize) -> bool {
        self.posted
            .iter()
            .any(|posted| posted.item == item && posted.index == index && posted.name == name)
    }
}

/// The name as posted: `os1_2` is option 1 of item 2.
pub(super) fn full_name(name: &str, index: Option<u8>, item: usize) -> String {
    let index = index.map(|index| index.to_string()).unwrap_or_default();
    match item {
        0 => format!("{name}{index}"),
        _ => format!("{name}{index}_{item}"),
    }
}
