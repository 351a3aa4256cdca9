//! What a shop tells the component about itself.

use leptos_paypal_core::form::{AbsoluteUrl, Payee};
use leptos_paypal_core::{CoreError, Currency, Environment, PricingRules, Product};

use crate::text::Texts;

/// Everything a page sets. The same for Leptos and for the custom elements.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckoutConfig {
    /// Which PayPal buyers are sent to.
    pub environment: Environment,
    /// The currency of the cart.
    pub currency: Currency,
    /// The merchant server's API base, such as `/api`. Without one, the form
    /// is built in the page and [`business`](Self::business) is needed.
    pub server: Option<String>,
    /// Who is paid, on a page without a server (`business`).
    pub business: Option<Payee>,
    /// Where PayPal sends the buyer after paying, on a page without a server
    /// (`return`). `checkout=ID` is added to its query.
    pub return_url: Option<AbsoluteUrl>,
    /// Where PayPal sends a buyer who turns back (`cancel_return`).
    /// `checkout=ID&cancelled=1` is added to its query.
    pub cancel_url: Option<AbsoluteUrl>,
    /// Where PayPal sends IPN messages (`notify_url`).
    pub notify_url: Option<AbsoluteUrl>,
    /// What the shop adds to, or takes off, every cart.
    pub pricing: PricingRules,
    /// The catalogue, when the page has it: lines of an earlier cart are
    /// priced again from it.
    pub products: Vec<Product>,
    /// The language of numbers and money, as `Intl` takes it: `en`, `de-AT`.
    pub locale: String,
    /// The words in that language.
    pub texts: Texts,
    /// The name under which the cart is kept in the browser's storage.
    pub storage_key: String,
    /// Milliseconds until the return page looks a second time; later pauses
    /// are longer. Default 1,000.
    pub poll_ms: u32,
}

impl CheckoutConfig {
    /// A configuration with nothing but the two things that have no default.
    #[must_use]
    pub fn new(environment: Environment, currency: Currency) -> Self {
        Self {
            environment,
            currency,
            server: None,
            business: None,
            return_url: None,
            cancel_url: None,
            notify_url: None,
            pricing: PricingRules::none(currency),
            products: Vec::new(),
            locale: "en".to_owned(),
            texts: Texts::default(),
            storage_key: "checkout-cart".to_owned(),
            poll_ms: 1_000,
        }
    }

    /// Checks what belongs together.
    ///
    /// # Errors
    /// `currency_mixed` when the pricing rules are in another currency than
    /// the cart, and what [`PricingRules::check`] finds.
    pub fn check(&self) -> Result<(), CoreError> {
        if self.pricing.currency != self.currency {
            return Err(CoreError::CurrencyMixed {
                expected: self.currency,
                found: self.pricing.currency,
            });
        }
        self.pricing.check()
    }
}
