//! Forms of PayPal Payments Standard: every variable typed, every rule checked
//! before anything leaves the page ("HTML variables for PayPal Payments
//! Standard").
//!
//! Types keep most wrong values from being made at all. What depends on more
//! than one variable is checked by `fields()`, which names the variable as it
//! would have been posted: PayPal itself drops or ignores what it cannot read,
//! and the shop loses the money without a word.

mod absolute_url;
mod amount_limits;
mod billing_period;
mod cart_upload;
mod command;
mod country_code;
#[cfg(any(test, feature = "examples"))]
pub mod example;
mod form_option;
mod form_totals;
mod hex_color;
mod locale;
mod ordered_item;
mod page;
mod payee;
mod payment;
mod paypal_page;
mod phone;
mod prefill;
mod saved_button;
#[cfg(feature = "schedule")]
mod schedule;
mod single_item;
mod subscription;
mod variables;
mod writer;

pub use absolute_url::AbsoluteUrl;
pub(crate) use amount_limits::max_amount;
pub use billing_period::{BillingPeriod, PeriodUnit};
pub use cart_upload::{CartUpload, UploadItem};
pub use country_code::CountryCode;
pub use form_option::{FormOption, MAX_OPTIONS, PricedChoice, PricedOption};
pub use form_totals::FormTotals;
pub use hex_color::HexColor;
pub use locale::Locale;
pub use ordered_item::OrderedItem;
pub use page::PageVariables;
pub use payee::Payee;
pub use payment::{NoShipping, PaymentAction, PaymentVariables, ReturnMethod};
pub use paypal_page::PayPalPage;
pub use phone::Phone;
pub use prefill::Prefill;
pub use saved_button::{EncryptedForm, HostedButton, HostedButtonId, SavedButton};
#[cfg(feature = "schedule")]
pub use schedule::{Schedule, ScheduledPayment};
pub use single_item::{ItemCommand, SingleItem};
pub use subscription::{Modify, Recurrence, Subscription, SubscriptionPlan, SubscriptionTerm};
pub(crate) use variables::max_chars;

use command::Command;
use writer::Writer;

use crate::CoreError;

/// Any form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// One product: `_xclick`, `_cart` with `add`, or `_donations`.
    Single(Box<SingleItem>),
    /// `_cart` with `upload`.
    Cart(Box<CartUpload>),
    /// `_cart` with `display`: shows the cart that PayPal keeps.
    Display(Box<PaymentVariables>),
    /// `_xclick-subscriptions`.
    Subscription(Box<Subscription>),
    /// `_s-xclick`: a button saved at PayPal, or an encrypted form.
    Saved(Box<SavedButton>),
    /// `_ext-enter` around a Buy Now or a cart upload: the way older
    /// integrations pre-fill what they know of the buyer.
    ExtEnter(Box<Form>),
}

impl Form {
    /// The form, checked: names and values in order, `cmd` first.
    ///
    /// # Errors
    /// [`CoreError::Variable`], naming the first variable that PayPal would
    /// refuse, cut or ignore; `redirect_cmd` when something other than Buy Now
    /// or a cart upload is wrapped.
    pub fn fields(&self) -> Result<Vec<(String, String)>, CoreError> {
        match self {
            Self::Single(form) => form.fields(),
            Self::Cart(form) => form.fields(),
            Self::Display(payment) => {
                let mut to = Writer::new(Command::Display, payment.currency, false);
                payment.write_head(&mut to);
                payment.write_tail(&mut to);
                to.finish()
            }
            Self::Subscription(form) => form.fields(),
            Self::Saved(form) => form.fields(),
            Self::ExtEnter(inner) => match inner.as_ref() {
                Self::Single(form) if form.command == ItemCommand::BuyNow => form.fields_in(true),
                Self::Cart(form) => form.fields_in(true),
                _ => Err(CoreError::invalid(
                    "redirect_cmd",
                    "",
                    "wrap a Buy Now or a cart upload",
                )),
            },
        }
    }

    /// Totals of this form, as PayPal charges them; nothing for
    /// [`Form::Display`], for [`Form::Saved`], and for a subscription, whose
    /// payments are in its terms.
    ///
    /// # Errors
    /// As [`Form::fields`], and `variable_missing` when the buyer types the
    /// amount.
    pub fn totals(&self) -> Result<Option<FormTotals>, CoreError> {
        match self {
            Self::Single(form) => form.totals().map(Some),
            Self::Cart(form) => form.totals().map(Some),
            Self::Display(_) | Self::Subscription(_) | Self::Saved(_) => {
                self.fields().map(|_| None)
            }
            Self::ExtEnter(inner) => self.fields().and_then(|_| inner.totals()),
        }
    }

    /// Items ordered, for the check of the message about the payment.
    #[must_use]
    pub fn ordered_items(&self) -> Vec<OrderedItem> {
        match self {
            Self::Single(form) => form.ordered_items(),
            Self::Cart(form) => form.ordered_items(),
            Self::Subscription(form) => form.ordered_items(),
            Self::Display(_) | Self::Saved(_) => Vec::new(),
            Self::ExtEnter(inner) => inner.ordered_items(),
        }
    }
}

/// Text that only people read, in one line and cut at the length of
/// `variable`.
fn display_text(variable: &str, text: &str) -> String {
    text.chars()
        .map(|character| {
            if character.is_control() {
                ' '
            } else {
                character
            }
        })
        .take(max_chars(variable).unwrap_or(usize::MAX))
        .collect()
}

#[cfg(test)]
mod tests;
