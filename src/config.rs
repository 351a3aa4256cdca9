//! What a shop tells the component about itself.

use leptos_paypal_core::form::{AbsoluteUrl, Payee};
use leptos_paypal_core::{
    CheckoutRef, CoreError, Currency, Environment, PricingRules, Product, VariableProblem, cut,
};

use crate::text::Texts;

/// How a checkout with a server goes to PayPal.
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
}

/// One of PayPal's REST APIs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerApi {
    /// Payments v1.
    PaymentsV1,
    /// Orders v2.
    OrdersV2,
}

impl ServerApi {
    /// The stable name: `payments_v1`, `orders_v2`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PaymentsV1 => "payments_v1",
            Self::OrdersV2 => "orders_v2",
        }
    }
}

impl CheckoutPath {
    /// The stable names: `form` or `server`, and the API where one is chosen.
    #[must_use]
    pub const fn names(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Form => ("form", None),
            Self::Server { api: None } => ("server", None),
            Self::Server { api: Some(api) } => ("server", Some(api.as_str())),
        }
    }

    /// The path of these names; `form` where there is none. Nothing for other
    /// names.
    #[must_use]
    pub fn from_names(path: Option<&str>, api: Option<&str>) -> Option<Self> {
        let api = match api {
            None => None,
            Some("payments_v1") => Some(ServerApi::PaymentsV1),
            Some("orders_v2") => Some(ServerApi::OrdersV2),
            Some(_) => return None,
        };
        match path {
            None | Some("form") => Some(Self::Form),
            Some("server") => Some(Self::Server { api }),
            Some(_) => None,
        }
    }
}

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
    /// How a checkout with a server goes to PayPal.
    pub path: CheckoutPath,
    /// Where checkouts are made, in place of `checkouts` below
    /// [`server`](Self::server): for servers of other shapes.
    pub create_url: Option<String>,
    /// Where a checkout is completed after the buyer agreed, in place of
    /// `checkouts/ID/complete`. `{id}` in it stands for the checkout.
    pub complete_url: Option<String>,
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
            path: CheckoutPath::Form,
            create_url: None,
            complete_url: None,
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

    /// Where checkouts are made; nothing on a page without a server.
    pub(crate) fn create_address(&self) -> Option<String> {
        self.create_url
            .clone()
            .or_else(|| Some([self.server.as_deref()?, "/checkouts"].concat()))
    }

    /// Where a checkout is completed; nothing on a page without a server.
    pub(crate) fn complete_address(&self, name: &CheckoutRef) -> Option<String> {
        let Some(url) = &self.complete_url else {
            return Some([&*self.status_address(name)?, "/complete"].concat());
        };
        let around = cut(url, b'{').and_then(|(before, rest)| {
            let (_, after) = cut(rest, b'}')?;
            Some([before, name.as_str(), after].concat())
        });
        Some(around.unwrap_or_else(|| url.clone()))
    }

    /// Where a checkout is looked at. Only the merchant server has that.
    pub(crate) fn status_address(&self, name: &CheckoutRef) -> Option<String> {
        let server = self.server.as_deref()?;
        (self.complete_url.is_none()).then(|| [server, "/checkouts/", name.as_str()].concat())
    }

    /// Checks what belongs together.
    ///
    /// # Errors
    /// `variable_missing` when neither a server nor a payee is named, or the
    /// server path has no server; `currency_mixed` when the pricing rules are
    /// in another currency than the cart, and what [`PricingRules::check`]
    /// finds.
    pub fn check(&self) -> Result<(), CoreError> {
        if let Some(variable) = self.missing() {
            return Err(CoreError::Variable {
                variable: variable.into(),
                problem: VariableProblem::Missing,
            });
        }
        if self.pricing.currency != self.currency {
            return Err(CoreError::CurrencyMixed {
                expected: self.currency,
                found: self.pricing.currency,
            });
        }
        self.pricing.check()
    }

    /// What has to be said as well.
    pub(crate) fn missing(&self) -> Option<&'static str> {
        match (self.create_address(), &self.business, self.path) {
            (Some(_), ..) | (None, Some(_), CheckoutPath::Form) => None,
            (None, None, CheckoutPath::Form) => Some("business"),
            (None, _, CheckoutPath::Server { .. }) => Some("server"),
        }
    }
}
