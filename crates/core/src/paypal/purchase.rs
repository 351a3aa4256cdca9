//! A cart that is about to be paid for.

use thiserror::Error;

use super::text::clip;
use crate::{Cart, CartLine, CheckoutId, ChosenOption, CoreError, Money, Payee, Totals};

/// The most characters of an item's name and description, in v1 and v2.
const ITEM_TEXT: usize = 127;

/// Intent: money moves at once, or is reserved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Intent {
    /// With the capture (v2) or the execution (v1).
    #[default]
    Capture,
    /// It is only reserved, and captured later.
    Authorize,
}

/// Purchase that a [`v1::NewPayment`](super::v1::NewPayment), a
/// [`v2::NewOrder`](super::v2::NewOrder) or a SetExpressCheckout is made of.
#[derive(Clone, Copy, Debug)]
pub struct Purchase<'a> {
    /// The checkout; travels as `custom` and `invoice_number` (v1), or
    /// `custom_id` and `invoice_id` (v2).
    pub checkout: &'a CheckoutId,
    /// Items.
    pub cart: &'a Cart,
    /// Total.
    pub totals: &'a Totals,
    /// Intent: money moves at once, or is reserved.
    pub intent: Intent,
    /// Return address for a buyer who approved.
    pub return_url: &'a str,
    /// Return address for a buyer who cancelled.
    pub cancel_url: &'a str,
    /// Payee, when it is not the account of the app.
    pub payee: Option<&'a Payee>,
    /// The shop's name on PayPal's pages.
    pub brand_name: Option<&'a str>,
    /// The language of PayPal's pages: `de-DE`.
    pub locale: Option<&'a str>,
    /// True when goods are shipped.
    pub needs_shipping: bool,
}

/// A cart that cannot become a request.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PurchaseProblem {
    /// The totals are not those of the cart, or do not add up: PayPal would
    /// refuse them, or worse, would not.
    #[error("{what} is {found}, but the parts add up to {expected}: add the totals up again")]
    Mismatch {
        /// The sum.
        what: &'static str,
        /// The sum of its parts.
        expected: Money,
        /// Amount according to the totals.
        found: Money,
    },
    /// Totals of another cart.
    #[error("the totals have {found} lines and the cart has {expected}: add the totals up again")]
    Lines {
        /// Lines of the cart.
        expected: usize,
        /// Lines of the totals.
        found: usize,
    },
    /// A total of nothing.
    #[error("the total is {total}: there is nothing to pay")]
    NothingToPay {
        /// The total.
        total: Money,
    },
    /// A negative part.
    #[error("{what} is {amount}: it must be zero or more")]
    Negative {
        /// The part.
        what: &'static str,
        /// Amount.
        amount: Money,
    },
    /// A part that has to be negative or nothing.
    #[error("{what} is {amount}: it must be zero or less")]
    Positive {
        /// The part.
        what: &'static str,
        /// Amount.
        amount: Money,
    },
    /// An amount of nothing, or less.
    #[error("{what} is {amount}: it must be more than nothing")]
    NotPositive {
        /// Name of the amount.
        what: &'static str,
        /// Amount.
        amount: Money,
    },
    /// A text longer than the API takes.
    #[error("{what} is longer than {limit} characters")]
    TooLong {
        /// Name of the text.
        what: &'static str,
        /// Characters allowed.
        limit: usize,
    },
    /// Longer than the API takes.
    #[error("{what} is {amount}, which is longer than {limit} characters")]
    TooLarge {
        /// The part.
        what: &'static str,
        /// Amount.
        amount: Money,
        /// Characters allowed.
        limit: usize,
    },
    /// Mixed currencies or sums out of range.
    #[error(transparent)]
    Core(#[from] CoreError),
}

impl PurchaseProblem {
    /// A stable name for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Mismatch { .. } | Self::Lines { .. } => "totals_mismatch",
            Self::NothingToPay { .. } => "nothing_to_pay",
            Self::Negative { .. } => "amount_negative",
            Self::Positive { .. } => "amount_positive",
            Self::NotPositive { .. } => "amount_not_positive",
            Self::TooLong { .. } => "text_too_long",
            Self::TooLarge { .. } => "amount_too_large",
            Self::Core(error) => error.code(),
        }
    }
}

impl<'a> Purchase<'a> {
    /// A purchase that moves the money at once and sends goods to an address.
    #[must_use]
    pub const fn new(
        checkout: &'a CheckoutId,
        cart: &'a Cart,
        totals: &'a Totals,
        return_url: &'a str,
        cancel_url: &'a str,
    ) -> Self {
        Self {
            checkout,
            cart,
            totals,
            intent: Intent::Capture,
            return_url,
            cancel_url,
            payee: None,
            brand_name: None,
            locale: None,
            needs_shipping: true,
        }
    }

    /// Checks that the items sum to the items' total and the parts to the
    /// total, exactly.
    ///
    /// # Errors
    /// [`PurchaseProblem`]: what is wrong first.
    pub fn check(&self) -> Result<(), PurchaseProblem> {
        let totals = self.totals;
        if totals.lines.len() != self.cart.lines().len() {
            return Err(PurchaseProblem::Lines {
                expected: self.cart.lines().len(),
                found: totals.lines.len(),
            });
        }
        let goods = self.cart.goods()?;
        let sum = totals
            .items
            .minus(totals.discount)?
            .plus(totals.shipping)?
            .plus(totals.handling)?
            .plus(totals.tax)?;
        for (what, expected, found) in [
            ("the items' total", goods, totals.items),
            ("the total", sum, totals.total),
        ] {
            if expected != found {
                return Err(PurchaseProblem::Mismatch {
                    what,
                    expected,
                    found,
                });
            }
        }
        for (what, amount) in [
            ("the discount", totals.discount),
            ("the shipping", totals.shipping),
            ("the handling", totals.handling),
            ("the tax", totals.tax),
        ] {
            if amount.is_negative() {
                return Err(PurchaseProblem::Negative { what, amount });
            }
        }
        if !totals.total.is_positive() {
            return Err(PurchaseProblem::NothingToPay {
                total: totals.total,
            });
        }
        Ok(())
    }
}

/// An item's name within the limit.
#[must_use]
pub fn item_name(line: &CartLine) -> String {
    clip(&line.item.name, ITEM_TEXT)
}

/// The choices made, for the buyer to read: `Size: Large, Colour: Red`.
#[must_use]
pub fn item_description(line: &CartLine) -> Option<String> {
    description(&line.item.options)
}

/// The description of an item with these choices.
pub(super) fn description(options: &[ChosenOption]) -> Option<String> {
    let choices: Vec<_> = options
        .iter()
        .map(|option| format!("{}: {}", option.name, option.value))
        .collect();
    let text = clip(&choices.join(", "), ITEM_TEXT);
    (!text.is_empty()).then_some(text)
}

/// The amount, unless it is nothing.
#[must_use]
pub fn some(amount: Money) -> Option<Money> {
    (!amount.is_zero()).then_some(amount)
}
