//! Errors in values that a caller handed in.

use thiserror::Error;

use crate::Currency;

/// Broken rule, with the value that breaks it and advice.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CoreError {
    /// `currency_code` names no currency PayPal takes.
    #[error("\"{}\" is not a currency PayPal takes: use a code such as USD or EUR", value.escape_debug())]
    UnknownCurrency {
        /// Value that was given.
        value: String,
    },
    /// The text is not a plain decimal number.
    #[error("\"{}\" is not an amount in {currency}: use digits and a point, such as 19.95", value.escape_debug())]
    AmountUnreadable {
        /// Value that was given.
        value: String,
        /// The currency it was read in.
        currency: Currency,
    },
    /// PayPal drops amounts with too many decimals without a word.
    #[error("\"{}\" has more decimals than {currency} has ({}): round it first", value.escape_debug(), currency.decimals())]
    AmountTooManyDecimals {
        /// Value that was given.
        value: String,
        /// The currency it was read in.
        currency: Currency,
    },
    /// An amount or a sum is too large.
    #[error("the amount in {currency} is too large to be paid")]
    AmountOutOfRange {
        /// The currency of the amount.
        currency: Currency,
    },
    /// Two currencies in one calculation.
    #[error("{found} cannot be added to {expected}: one cart has one currency")]
    CurrencyMixed {
        /// The currency so far.
        expected: Currency,
        /// The one that does not fit.
        found: Currency,
    },
    /// A negative amount where only nothing or more makes sense.
    #[error("{what} is negative: it must be zero or more")]
    AmountNegative {
        /// Name of the amount.
        what: String,
    },
    /// The text is not a percentage.
    #[error("\"{}\" is not a percentage: use digits and a point, such as 7.5", value.escape_debug())]
    RateUnreadable {
        /// Value that was given.
        value: String,
    },
    /// A percentage outside 0.001 to 100.
    #[error("{value} is not between 0.001 and 100 percent")]
    RateOutOfRange {
        /// Value that was given.
        value: String,
    },
    /// The text is not a weight.
    #[error("\"{}\" is not a weight: use digits and at most two decimals, such as 0.45", value.escape_debug())]
    WeightUnreadable {
        /// Value that was given.
        value: String,
    },
    /// A stock keeping unit is 1 to 127 visible characters.
    #[error("\"{}\" is not an article number: use 1 to 127 characters without control characters", value.escape_debug())]
    SkuUnreadable {
        /// Value that was given.
        value: String,
    },
    /// A checkout id has a fixed form.
    #[error("\"{}\" is not a checkout id: it is co_ and 26 characters of a-z and 2-7", value.escape_debug())]
    CheckoutIdUnreadable {
        /// Value that was given.
        value: String,
    },
    /// Not the name of an environment, nor the base URL of one.
    #[error("\"{}\" is no PayPal: use live, sandbox or a URL such as http://127.0.0.1:8081", value.escape_debug())]
    EnvironmentUnreadable {
        /// Value that was given.
        value: String,
    },
    /// A transaction id is 1 to 64 visible ASCII characters.
    #[error("\"{}\" is not a transaction id: it is 1 to 64 letters and digits", value.escape_debug())]
    TxnIdUnreadable {
        /// Value that was given.
        value: String,
    },
    /// A `subscr_id` is 1 to 64 visible ASCII characters.
    #[error("\"{}\" is not the id of a subscription: it is 1 to 64 letters, digits and hyphens", value.escape_debug())]
    SubscriptionIdUnreadable {
        /// Value that was given.
        value: String,
    },
    /// A name is missing.
    #[error("article {sku} has no name")]
    NameMissing {
        /// The article.
        sku: String,
    },
    /// Quantities are whole numbers from 1.
    #[error("the quantity must be a whole number from 1")]
    QuantityNotPositive,
    /// More than the article's or the cart's limit.
    #[error("at most {limit} of {name} can be ordered at once")]
    QuantityAboveLimit {
        /// The article's name.
        name: String,
        /// The limit.
        limit: u32,
    },
    /// More lines than one cart holds.
    #[error("a cart holds at most {limit} different articles")]
    CartFull {
        /// The limit.
        limit: usize,
    },
    /// The line is not, or no longer, in the cart.
    #[error("this article is not in the cart")]
    LineUnknown,
    /// An option the article does not have, or one it needs and did not get.
    #[error("article {sku} has no option \"{}\" with the choice \"{}\"", option.escape_debug(), value.escape_debug())]
    OptionUnknown {
        /// The article.
        sku: String,
        /// The option's name.
        option: String,
        /// The choice, empty when none was made.
        value: String,
    },
    /// More than one option carries prices; PayPal allows one.
    #[error("article {sku} has more than one option with prices: only one can have them")]
    OptionsPricedTwice {
        /// The article.
        sku: String,
    },
    /// A discount must leave something to pay.
    #[error("the discount on {sku} is not less than its price")]
    DiscountNotBelowPrice {
        /// The article.
        sku: String,
    },
    /// A form variable that PayPal would refuse or silently drop.
    #[error("{variable}: {problem}")]
    Variable {
        /// The variable as it would be posted, with its suffix: `amount_2`.
        variable: String,
        /// Rule that it breaks.
        problem: VariableProblem,
    },
}

/// Rules that a form variable can break.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum VariableProblem {
    /// Required, but not there.
    #[error("is required")]
    Missing,
    /// Longer than PayPal takes.
    #[error("has {length} characters, {limit} are allowed")]
    TooLong {
        /// Characters allowed.
        limit: usize,
        /// Characters given.
        length: usize,
    },
    /// Not of the form that PayPal reads.
    #[error("\"{}\" is not valid: {expected}", value.escape_debug())]
    Invalid {
        /// Value that was given.
        value: String,
        /// Description of valid values.
        expected: String,
    },
    /// Present together with a variable that rules it out.
    #[error("cannot be sent together with {other}")]
    NotWith {
        /// The other variable.
        other: String,
    },
    /// Only effective with a variable that is not there.
    #[error("needs {other}")]
    Needs {
        /// The other variable.
        other: String,
    },
    /// Not a variable of this command.
    #[error("is not a variable of {command}")]
    NotForCommand {
        /// The command.
        command: String,
    },
    /// In another currency than the form.
    #[error("is in {found}, the form is in {expected}")]
    Currency {
        /// The form's currency.
        expected: Currency,
        /// The amount's currency.
        found: Currency,
    },
    /// Outside what PayPal takes.
    #[error("{value} is out of range: {expected}")]
    OutOfRange {
        /// Value that was given.
        value: String,
        /// Description of valid values.
        expected: String,
    },
}

impl CoreError {
    pub(crate) fn invalid(
        variable: impl Into<String>,
        value: impl Into<String>,
        expected: &'static str,
    ) -> Self {
        Self::Variable {
            variable: variable.into(),
            problem: VariableProblem::invalid(value, expected),
        }
    }

    pub(crate) fn out_of_range(
        variable: &str,
        value: impl Into<String>,
        expected: &'static str,
    ) -> Self {
        Self::Variable {
            variable: variable.into(),
            problem: VariableProblem::out_of_range(value, expected),
        }
    }

    /// A stable name for programs; the wording may change, this does not.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownCurrency { .. } => "currency_unknown",
            Self::AmountUnreadable { .. } => "amount_unreadable",
            Self::AmountTooManyDecimals { .. } => "amount_too_many_decimals",
            Self::AmountOutOfRange { .. } => "amount_out_of_range",
            Self::CurrencyMixed { .. } => "currency_mixed",
            Self::AmountNegative { .. } => "amount_negative",
            Self::RateUnreadable { .. } => "rate_unreadable",
            Self::RateOutOfRange { .. } => "rate_out_of_range",
            Self::WeightUnreadable { .. } => "weight_unreadable",
            Self::SkuUnreadable { .. } => "sku_unreadable",
            Self::CheckoutIdUnreadable { .. } => "checkout_id_unreadable",
            Self::EnvironmentUnreadable { .. } => "environment_unreadable",
            Self::TxnIdUnreadable { .. } => "txn_id_unreadable",
            Self::SubscriptionIdUnreadable { .. } => "subscription_id_unreadable",
            Self::NameMissing { .. } => "name_missing",
            Self::QuantityNotPositive => "quantity_not_positive",
            Self::QuantityAboveLimit { .. } => "quantity_above_limit",
            Self::CartFull { .. } => "cart_full",
            Self::LineUnknown => "line_unknown",
            Self::OptionUnknown { .. } => "option_unknown",
            Self::OptionsPricedTwice { .. } => "options_priced_twice",
            Self::DiscountNotBelowPrice { .. } => "discount_not_below_price",
            Self::Variable { problem, .. } => problem.code(),
        }
    }

    /// The form variable the error is about, as it would be posted.
    #[must_use]
    pub fn variable(&self) -> Option<&str> {
        match self {
            Self::Variable { variable, .. } => Some(variable),
            _ => None,
        }
    }
}

impl VariableProblem {
    pub(crate) fn invalid(value: impl Into<String>, expected: &'static str) -> Self {
        Self::Invalid {
            value: value.into(),
            expected: expected.into(),
        }
    }

    pub(crate) fn out_of_range(value: impl Into<String>, expected: &'static str) -> Self {
        Self::OutOfRange {
            value: value.into(),
            expected: expected.into(),
        }
    }

    pub(crate) fn needs(other: impl Into<String>) -> Self {
        Self::Needs {
            other: other.into(),
        }
    }

    pub(crate) fn not_with(other: impl Into<String>) -> Self {
        Self::NotWith {
            other: other.into(),
        }
    }

    /// A stable name for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "variable_missing",
            Self::TooLong { .. } => "variable_too_long",
            Self::Invalid { .. } => "variable_invalid",
            Self::NotWith { .. } => "variable_not_with",
            Self::Needs { .. } => "variable_needs",
            Self::NotForCommand { .. } => "variable_not_for_command",
            Self::Currency { .. } => "variable_currency",
            Self::OutOfRange { .. } => "variable_out_of_range",
        }
    }
}
