//! Configuration of a checkout.

mod path;
mod payment_variables;
mod presentation;
mod return_addresses;
mod sdk_options;

use leptos_paypal_core::form::{AbsoluteUrl, ItemCommand, PayPalPage, Payee, SingleItem};
use leptos_paypal_core::{
    CheckoutRef, ClientId, CoreError, Currency, Environment, PricingRules, Product, WeightUnit,
};

use crate::error::CheckoutError;
use crate::i18n::Messages;

pub use path::{CheckoutPath, ClientApi, ServerApi};
pub use presentation::Presentation;
pub(crate) use return_addresses::{return_addresses, with_query};
pub use sdk_options::{FundingSource, SdkOptions, SdkVersion};

/// Configuration of a checkout: the same for Leptos and for the custom elements.
///
/// ```
/// use leptos_paypal::{CheckoutConfig, Currency, Environment};
///
/// let mut config = CheckoutConfig::new(Environment::Sandbox, Currency::USD);
/// config.server = Some("/api".to_owned());
/// config.check()?;
/// # Ok::<(), leptos_paypal::CheckoutError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct CheckoutConfig {
    /// PayPal environment that buyers are sent to.
    pub environment: Environment,
    /// The currency of the cart.
    pub currency: Currency,
    /// The merchant server's API base, such as `/api`. Without one, the form
    /// is built in the page and [`business`](Self::business) is needed.
    pub server: Option<String>,
    /// Path of a checkout to PayPal.
    pub path: CheckoutPath,
    /// Address that creates checkouts, in place of `checkouts` below
    /// [`server`](Self::server): for servers of other shapes.
    pub create_url: Option<String>,
    /// Address that completes a checkout after the buyer agreed, in place of
    /// `checkouts/ID/complete`. `{id}` in it stands for the checkout.
    pub complete_url: Option<String>,
    /// The client id of the shop's app, for [`CheckoutPath::Client`] and
    /// [`CheckoutPath::Sdk`].
    pub client_id: Option<ClientId>,
    /// Settings of PayPal's SDK, for [`CheckoutPath::Sdk`].
    pub sdk: SdkOptions,
    /// Payee, on a page without a server (`business`). With a
    /// [`client_id`](Self::client_id) the account of its app is, unless this
    /// says otherwise.
    pub business: Option<Payee>,
    /// Return address after paying, on a page without a server
    /// (`return`), and after agreeing in a window of PayPal's SDK.
    /// `checkout=ID` is added to its query.
    pub return_url: Option<AbsoluteUrl>,
    /// Return address of a buyer who turns back (`cancel_return`).
    /// `checkout=ID&cancelled=1` is added to its query.
    pub cancel_url: Option<AbsoluteUrl>,
    /// Address for IPN messages (`notify_url`).
    pub notify_url: Option<AbsoluteUrl>,
    /// Variables of PayPal's pages, in every form that the page makes.
    pub paypal_page: PayPalPage,
    /// Charges and discounts on every cart.
    pub pricing: PricingRules,
    /// Unit of the articles' weights (`weight_unit`); with a catalogue of the
    /// server, the server's. Default pounds.
    pub weight_unit: WeightUnit,
    /// The catalogue, when the page has it: lines of a stored cart are priced
    /// again from it. With a [`server`](Self::server) and neither products nor
    /// pricing rules, both are fetched from the server.
    pub products: Vec<Product>,
    /// Presentation of PayPal's pages. Default: in this window.
    pub presentation: Presentation,
    /// The language of numbers and money, as `Intl` takes it: `en`, `de-AT`.
    pub locale: String,
    /// The words in that language.
    pub messages: Messages,
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
            path: CheckoutPath::Form,
            create_url: None,
            complete_url: None,
            client_id: None,
            sdk: SdkOptions::default(),
            business: None,
            return_url: None,
            cancel_url: None,
            notify_url: None,
            paypal_page: PayPalPage::default(),
            pricing: PricingRules::none(currency),
            weight_unit: WeightUnit::default(),
            products: Vec::new(),
            presentation: Presentation::Redirect,
            locale: "en".to_owned(),
            messages: Messages::default(),
            storage_key: "checkout-cart".to_owned(),
            poll_ms: 1_000,
        }
    }

    /// Path by which payments are made: the SDK only shows the buttons.
    pub(crate) fn payment_path(&self) -> CheckoutPath {
        match self.path {
            CheckoutPath::Sdk { .. } if self.create_address().is_some() => CheckoutPath::Server {
                api: Some(ServerApi::OrdersV2),
            },
            CheckoutPath::Sdk { .. } => CheckoutPath::Client {
                api: ClientApi::OrdersV2,
            },
            path => path,
        }
    }

    /// Address that creates checkouts; `None` on a page without a server.
    pub(crate) fn create_address(&self) -> Option<String> {
        let server = || Some(format!("{}/checkouts", self.server.as_deref()?));
        self.create_url.clone().or_else(server)
    }

    /// Address that completes a checkout; `None` on a page without a server.
    pub(crate) fn complete_address(&self, id: &CheckoutRef) -> Option<String> {
        match &self.complete_url {
            Some(url) => Some(url.replace("{id}", id.as_str())),
            None => Some(format!("{}/complete", self.status_address(id)?)),
        }
    }

    /// Address of a checkout's status. Only the merchant server has one.
    pub(crate) fn status_address(&self, id: &CheckoutRef) -> Option<String> {
        let server = self.server.as_deref()?;
        (self.complete_url.is_none()).then(|| format!("{server}/checkouts/{id}"))
    }

    /// Address of the catalogue, where the page relies on the server for its
    /// products.
    pub(crate) fn catalogue_address(&self) -> Option<String> {
        let relies =
            self.products.is_empty() && self.pricing == PricingRules::none(self.pricing.currency);
        self.offers_address().filter(|_| relies)
    }

    /// Address of the catalogue, which has the server's subscriptions and
    /// donations.
    pub(crate) fn offers_address(&self) -> Option<String> {
        let server = self.server.as_deref()?;
        Some(format!(
            "{server}/catalogue?currency={}",
            self.currency.code()
        ))
    }

    /// The article of that number in [`products`](Self::products).
    #[must_use]
    pub fn product(&self, sku: &str) -> Option<&Product> {
        let mut products = self.products.iter();
        products.find(|product| product.sku.as_str() == sku)
    }

    /// Checks that the options fit together.
    ///
    /// # Errors
    /// `variable_missing` when neither a server nor a payee is named, the server
    /// path has no server, or the client path or the SDK path no client id or return
    /// address; `currency_mixed` when the pricing rules are
    /// in another currency than the cart, what [`PricingRules::check`] finds,
    /// and what a form finds in [`paypal_page`](Self::paypal_page).
    pub fn check(&self) -> Result<(), CheckoutError> {
        self.check_options()?;
        self.check_page()
    }

    /// Checks that the options fit together, but for
    /// [`paypal_page`](Self::paypal_page).
    ///
    /// # Errors
    /// As [`check`](Self::check).
    pub fn check_options(&self) -> Result<(), CheckoutError> {
        match (self.create_address(), &self.business, self.path) {
            (_, _, CheckoutPath::Client { .. } | CheckoutPath::Sdk { .. }) => {
                self.check_client()?
            }
            (Some(_), ..) | (None, Some(_), CheckoutPath::Form) => {}
            (None, None, CheckoutPath::Form) => {
                return Err(CheckoutError::OptionMissing {
                    option: "business",
                    hint: "set it to the PayPal account that is paid, or set server",
                });
            }
            (None, _, CheckoutPath::Server { .. }) => {
                return Err(CheckoutError::OptionMissing {
                    option: "server",
                    hint: "path \"server\" needs the address of the merchant server, such as /api",
                });
            }
        }
        let invalid = |source| CheckoutError::OptionInvalid {
            option: "pricing",
            source,
        };
        if self.pricing.currency != self.currency {
            return Err(invalid(CoreError::CurrencyMixed {
                expected: self.currency,
                found: self.pricing.currency,
            }));
        }
        self.pricing.check().map_err(invalid)
    }

    fn check_client(&self) -> Result<(), CheckoutError> {
        let (option, hint) = match (&self.client_id, &self.return_url) {
            (Some(_), Some(_)) => return Ok(()),
            (None, _) => (
                "clientId",
                "the paths \"client\" and \"sdk\" need the client id of an app at developer.paypal.com",
            ),
            (_, None) => (
                "returnUrl",
                "the paths \"client\" and \"sdk\" need the page where the payment is completed",
            ),
        };
        Err(CheckoutError::OptionMissing { option, hint })
    }

    /// Checks [`paypal_page`](Self::paypal_page): makes a form, so that settings
    /// that do not fit together are found before a buyer finds them.
    ///
    /// # Errors
    /// Errors of the form.
    pub fn check_page(&self) -> Result<(), CheckoutError> {
        if self.paypal_page == PayPalPage::default() || self.business.is_none() {
            return Ok(());
        }
        let payment = self.payment_variables(&self.paypal_page, self.currency, "");
        let fields = payment.and_then(|payment| {
            let form = SingleItem::new(ItemCommand::BuyNow, payment);
            form.fields()
        });
        fields
            .map(drop)
            .map_err(|source| CheckoutError::OptionInvalid {
                option: "paypalPage",
                source,
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sdk_needs_a_client_id_and_a_return_page() {
        let mut config = CheckoutConfig::new(Environment::Sandbox, Currency::USD);
        config.server = Some("/api".to_owned());
        config.path = CheckoutPath::Sdk {
            version: SdkVersion::V6,
        };
        let missing = |config: &CheckoutConfig| config.check().unwrap_err().option();
        assert_eq!(missing(&config), Some("clientId"));
        config.client_id = Some("app".parse().unwrap());
        assert_eq!(missing(&config), Some("returnUrl"));
        let page = AbsoluteUrl::parse("return", "https://shop.example/thanks");
        config.return_url = Some(page.unwrap());
        config.check().unwrap();
        // The payment is made as without the SDK.
        let api = Some(ServerApi::OrdersV2);
        assert_eq!(config.payment_path(), CheckoutPath::Server { api });
        config.server = None;
        let api = ClientApi::OrdersV2;
        assert_eq!(config.payment_path(), CheckoutPath::Client { api });
    }
}
