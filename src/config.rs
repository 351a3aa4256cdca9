//! Configuration of a checkout.

use leptos_paypal_core::form::{AbsoluteUrl, ItemCommand, PayPalPage, Payee, SingleItem};
use leptos_paypal_core::{
    CheckoutRef, ClientId, CoreError, Currency, Environment, PricingRules, Product, WeightUnit,
};

use crate::checkout::{Presentation, form_path};
use crate::error::CheckoutError;
use crate::i18n::Messages;
use crate::paypal_sdk::{SdkOptions, SdkVersion};

/// Path of a checkout to PayPal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CheckoutPath {
    /// The server makes a form of Payments Standard, and the page posts it.
    #[default]
    Form,
    /// The server makes the payment through PayPal's REST APIs, and the
    /// browser goes to where the buyer agrees.
    Server {
        /// Through which API; the server's own choice where there is none.
        api: Option<ServerApi>,
    },
    /// The page makes the payment through PayPal's REST APIs, with a client id
    /// alone. No server has seen the price: the shop has to ask PayPal before
    /// it delivers.
    Client {
        /// Through which API.
        api: ClientApi,
    },
    /// Buttons of PayPal's own SDK, which is loaded from PayPal. The payment is
    /// an order (Orders v2) of the server, or of the page where it has no
    /// server. Where the SDK cannot be used, our own button leads to the same
    /// order.
    Sdk {
        /// Which SDK.
        version: SdkVersion,
    },
}

/// One of PayPal's APIs that a page makes payments by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClientApi {
    /// Payments v1.
    PaymentsV1,
    /// Orders v2.
    #[default]
    OrdersV2,
}

impl ClientApi {
    /// Every API.
    pub const ALL: [Self; 2] = [Self::PaymentsV1, Self::OrdersV2];

    /// The stable name: `payments_v1`, `orders_v2`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PaymentsV1 => ServerApi::PaymentsV1.as_str(),
            Self::OrdersV2 => ServerApi::OrdersV2.as_str(),
        }
    }
}

/// One of PayPal's APIs that a server makes payments by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerApi {
    /// Payments v1.
    PaymentsV1,
    /// Orders v2.
    OrdersV2,
    /// Express Checkout as name-value pairs.
    Nvp,
    /// Express Checkout in SOAP.
    Soap,
}

impl ServerApi {
    /// Every API.
    pub const ALL: [Self; 4] = [Self::PaymentsV1, Self::OrdersV2, Self::Nvp, Self::Soap];

    /// The stable name: `payments_v1`, `orders_v2`, `nvp`, `soap`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PaymentsV1 => "payments_v1",
            Self::OrdersV2 => "orders_v2",
            Self::Nvp => "nvp",
            Self::Soap => "soap",
        }
    }
}

impl CheckoutPath {
    /// The stable names: `form`, `server`, `client` or `sdk`, and the API where
    /// one is chosen, or the SDK's version.
    #[must_use]
    pub const fn names(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Form => ("form", None),
            Self::Server { api: None } => ("server", None),
            Self::Server { api: Some(api) } => ("server", Some(api.as_str())),
            Self::Client { api } => ("client", Some(api.as_str())),
            Self::Sdk { version } => ("sdk", Some(version.as_str())),
        }
    }

    /// Path with these names; `form` where none is given.
    ///
    /// # Errors
    /// `path_unsupported` for other names.
    pub fn from_names(path: Option<&str>, api: Option<&str>) -> Result<Self, CheckoutError> {
        let unsupported = || CheckoutError::PathUnsupported {
            path: path.unwrap_or("form").to_owned(),
            api: api.unwrap_or_default().to_owned(),
        };
        if path == Some("sdk") {
            let version = match api {
                None => Some(SdkVersion::default()),
                Some(name) => SdkVersion::from_name(name),
            };
            return version
                .map(|version| Self::Sdk { version })
                .ok_or_else(unsupported);
        }
        let server_api = match api {
            None => Some(None),
            Some(name) => ServerApi::ALL
                .into_iter()
                .find(|api| api.as_str() == name)
                .map(Some),
        };
        match (path, server_api) {
            (None | Some("form"), Some(_)) => Ok(Self::Form),
            (Some("server"), Some(api)) => Ok(Self::Server { api }),
            (Some("client"), Some(None)) => Ok(Self::Client {
                api: ClientApi::default(),
            }),
            (Some("client"), _) => {
                let mut apis = ClientApi::ALL.into_iter();
                let api = apis.find(|known| Some(known.as_str()) == api);
                api.map(|api| Self::Client { api }).ok_or_else(unsupported)
            }
            _ => Err(unsupported()),
        }
    }
}

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

    /// Address of the catalogue, where the page relies on the server for it.
    pub(crate) fn catalogue_address(&self) -> Option<String> {
        let server = self.server.as_deref()?;
        let relies =
            self.products.is_empty() && self.pricing == PricingRules::none(self.pricing.currency);
        relies.then(|| format!("{server}/catalogue?currency={}", self.currency.code()))
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
        self.pricing.check().map_err(invalid)?;
        self.check_page()
            .map_err(|source| CheckoutError::OptionInvalid {
                option: "paypalPage",
                source,
            })
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

    /// Makes a form, so that settings of PayPal's pages that do not fit
    /// together are found before a buyer finds them.
    fn check_page(&self) -> Result<(), CoreError> {
        if self.paypal_page == PayPalPage::default() || self.business.is_none() {
            return Ok(());
        }
        let payment = form_path::payment(self, &self.paypal_page, self.currency, "")?;
        let form = SingleItem::new(ItemCommand::BuyNow, payment);
        form.fields().map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_is_found_by_its_names() {
        let mut paths = vec![CheckoutPath::Form, CheckoutPath::Server { api: None }];
        paths.extend(ServerApi::ALL.map(|api| CheckoutPath::Server { api: Some(api) }));
        paths.extend(ClientApi::ALL.map(|api| CheckoutPath::Client { api }));
        paths.extend(SdkVersion::ALL.map(|version| CheckoutPath::Sdk { version }));
        for path in paths {
            let (name, api) = path.names();
            assert_eq!(CheckoutPath::from_names(Some(name), api), Ok(path));
        }
        let version = SdkVersion::default();
        let sdk = CheckoutPath::from_names(Some("sdk"), None);
        assert_eq!(sdk, Ok(CheckoutPath::Sdk { version }));
        let unknown = CheckoutPath::from_names(Some("sdk"), Some("v4"));
        assert_eq!(unknown.unwrap_err().code(), "path_unsupported");
    }

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
