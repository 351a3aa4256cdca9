//! Prices of a checkout: by the catalogue, never by what the browser says.

use std::sync::Arc;

use leptos_paypal_api::{IdProblem, PurchaseProblem};
use leptos_paypal_core::form::{
    AbsoluteUrl, CartUpload, Form, PayPalPage, Payee, PaymentVariables, UploadItem,
};
use leptos_paypal_core::{
    Cart, CartAction, CheckoutId, ChosenOption, CoreError, Currency, Environment, Money, Sku,
    Totals,
};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

use super::payments::create_id;
use crate::catalogue::Catalogue;
use crate::config::Config;
use crate::encrypted_forms::{EncryptedForms, EncryptionError};
use crate::ledger::{CheckoutLine, NewCheckout, NewServerPayment};
use crate::server_path::{Api, ApiUnknown, ServerPath, StoredPurchase, Terms};

/// Request for a checkout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckoutRequest {
    /// The client's name for this attempt, 8 to 128 visible ASCII characters.
    pub idempotency_key: String,
    /// Way to PayPal: `form` or `server`.
    #[serde(default = "form")]
    pub path: String,
    /// API that makes the payment of the server path; the shop's choice when
    /// not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub api: Option<String>,
    /// The language of PayPal's pages on the server path: `de-DE`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// In which currency.
    pub currency: String,
    /// The total that the buyer was shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_total: Option<String>,
    /// Lines of the order.
    pub lines: Vec<RequestLine>,
}

/// One article of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestLine {
    /// The article number.
    pub sku: Sku,
    /// Number of units.
    pub quantity: u32,
    /// The buyer's choices.
    #[serde(default)]
    pub options: Vec<ChosenOption>,
}

fn form() -> String {
    "form".to_owned()
}

/// Failure to price a request.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum QuoteError {
    /// The key has another form.
    #[error("idempotency_key: use 8 to 128 visible ASCII characters, such as a UUID")]
    IdempotencyKey,
    /// The server does not go that way.
    #[error(
        "path {0:?}: this server takes \"form\", and \"server\" where PayPal's API credentials are set"
    )]
    PathUnsupported(String),
    /// There is no such API.
    #[error(transparent)]
    ApiUnsupported(#[from] ApiUnknown),
    /// A language that PayPal's pages cannot have.
    #[error("locale {0:?}: use a language tag such as \"de\" or \"de-DE\"")]
    Locale(String),
    /// The shop does not sell in that currency.
    #[error("this shop does not take {0:?}")]
    CurrencyNotOffered(String),
    /// There is nothing to pay for.
    #[error("there is nothing to check out")]
    Empty,
    /// The catalogue has no such article.
    #[error("there is no article {0}")]
    SkuUnknown(Sku),
    /// The article cannot be had.
    #[error("{0} is sold out")]
    SoldOut(Sku),
    /// The buyer was shown another total.
    #[error("the total is {} {}, not {expected}", totals.total, totals.currency)]
    TotalChanged {
        /// Total that the buyer was shown.
        expected: String,
        /// Totals by the catalogue.
        totals: Box<Totals>,
    },
    /// A rule of the cart or the form.
    #[error(transparent)]
    Rule(#[from] CoreError),
    /// A checkout id that PayPal would not take.
    #[error(transparent)]
    Id(#[from] IdProblem),
    /// A rule of PayPal's API.
    #[error(transparent)]
    Purchase(#[from] PurchaseProblem),
    /// The form could not be encrypted.
    #[error(transparent)]
    Encryption(#[from] EncryptionError),
}

impl QuoteError {
    /// A stable name for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::IdempotencyKey => "idempotency_key_invalid",
            Self::PathUnsupported(_) => "path_unsupported",
            Self::ApiUnsupported(_) => "api_unsupported",
            Self::Locale(_) => "locale_unreadable",
            Self::CurrencyNotOffered(_) => "currency_not_offered",
            Self::Empty => "cart_empty",
            Self::SkuUnknown(_) => "sku_unknown",
            Self::SoldOut(_) => "sold_out",
            Self::TotalChanged { .. } => "total_changed",
            Self::Rule(problem) => problem.code(),
            Self::Id(problem) => problem.code(),
            Self::Purchase(problem) => problem.code(),
            Self::Encryption(_) => "internal",
        }
    }
}

/// Returns whether a text can be an idempotency key.
pub(crate) fn is_key(key: &str) -> bool {
    (8..=128).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Checks a request as far as nothing but the request is needed.
pub(crate) fn check(request: &CheckoutRequest) -> Result<(), QuoteError> {
    if !is_key(&request.idempotency_key) {
        return Err(QuoteError::IdempotencyKey);
    }
    if let Some(locale) = &request.locale {
        check_locale(locale)?;
    }
    if request.lines.is_empty() {
        return Err(QuoteError::Empty);
    }
    Ok(())
}

/// `de`, `de-DE`, `zh-Hant-TW`: what PayPal's schema takes.
fn check_locale(locale: &str) -> Result<(), QuoteError> {
    let mut parts = locale.split('-');
    let is = |part: &str, lengths: &[usize]| {
        lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let reads = parts
        .next()
        .is_some_and(|part| is(part, &[2]) && part.bytes().all(|byte| byte.is_ascii_lowercase()))
        && parts.all(|part| is(part, &[2, 3, 4]))
        && locale.len() <= 10;
    if reads {
        Ok(())
    } else {
        Err(QuoteError::Locale(locale.to_owned()))
    }
}

/// Prices requests by the catalogue, and makes their forms.
#[derive(Debug)]
pub(crate) struct Quoter {
    catalogue: Arc<Catalogue>,
    environment: Environment,
    business: Payee,
    paypal_page: PayPalPage,
    encrypted_forms: Option<EncryptedForms>,
    shipping_label: String,
    server: Option<ServerPath>,
    notify_url: AbsoluteUrl,
    /// The return page, without its query.
    return_page: String,
}

impl Quoter {
    /// A quoter for a shop that is seen at `public_url`, which has no slash at
    /// its end.
    pub(crate) fn new(
        config: &Config,
        catalogue: Arc<Catalogue>,
        public_url: &str,
    ) -> Result<Self, CoreError> {
        let return_page = format!("{public_url}{}", config.return_path);
        AbsoluteUrl::parse("return", &return_page)?;
        let quoter = Self {
            catalogue,
            environment: config.environment.clone(),
            business: config.business.clone(),
            paypal_page: config.paypal_page.clone(),
            encrypted_forms: config.encrypted_forms.clone(),
            shipping_label: config.shipping_label.clone(),
            server: config.server.clone(),
            notify_url: AbsoluteUrl::parse("notify_url", &format!("{public_url}/paypal/ipn"))?,
            return_page,
        };
        quoter.check_page()?;
        Ok(quoter)
    }

    /// Makes a form, so that settings which PayPal would refuse or ignore are
    /// found before a buyer finds them.
    fn check_page(&self) -> Result<(), CoreError> {
        let currency = Currency::USD;
        let price = Money::from_minor(100, currency)?;
        let item = UploadItem::new("Article".to_owned(), price);
        let payment = self.payment("co_aaaaaaaaaaaaaaaaaaaaaaaaaa", currency)?;
        let upload = CartUpload::new(payment, vec![item]);
        self.form(upload).fields().map(drop)
    }

    /// Return addresses, after paying and after a cancel.
    fn ways_back(&self, id: &str) -> (String, String) {
        let returns = format!("{}?checkout={id}", self.return_page);
        let cancels = format!("{returns}&cancelled=1");
        (returns, cancels)
    }

    /// The variables of the payment of a checkout.
    fn payment(&self, id: &str, currency: Currency) -> Result<PaymentVariables, CoreError> {
        let (returns, cancels) = self.ways_back(id);
        let mut payment = PaymentVariables::new(self.business.clone(), currency);
        self.paypal_page.apply(&mut payment);
        payment.notify_url = Some(self.notify_url.clone());
        payment.cancel_return = Some(AbsoluteUrl::parse("cancel_return", &cancels)?);
        payment.return_url = Some(AbsoluteUrl::parse("return", &returns)?);
        payment.custom = Some(id.to_owned());
        payment.invoice = Some(id.to_owned());
        Ok(payment)
    }

    fn form(&self, upload: CartUpload) -> Form {
        self.paypal_page.wrap(Form::Cart(Box::new(upload)))
    }

    /// The API of a request on the server path; none for the form path.
    fn api(&self, request: &CheckoutRequest) -> Result<Option<(Api, &ServerPath)>, QuoteError> {
        let unsupported = || QuoteError::PathUnsupported(request.path.clone());
        match request.path.as_str() {
            "form" => Ok(None),
            "server" => {
                let settings = self.server.as_ref().ok_or_else(unsupported)?;
                let api = match &request.api {
                    Some(name) => name.parse()?,
                    None => settings.api,
                };
                if !settings.offers(api) {
                    return Err(ApiUnknown(api.to_string()).into());
                }
                Ok(Some((api, settings)))
            }
            _ => Err(unsupported()),
        }
    }

    /// Prices a request and makes its form, or the request to PayPal's API.
    pub(crate) fn quote(
        &self,
        request: &CheckoutRequest,
        canonical: String,
        id: CheckoutId,
    ) -> Result<NewCheckout, QuoteError> {
        let api = self.api(request)?;
        let not_offered = || QuoteError::CurrencyNotOffered(request.currency.clone());
        let currency: Currency = request.currency.parse().map_err(|_| not_offered())?;
        let section = self.catalogue.section(currency).ok_or_else(not_offered)?;
        let mut cart = Cart::new(currency);
        for line in &request.lines {
            let product = section
                .product(&line.sku)
                .ok_or_else(|| QuoteError::SkuUnknown(line.sku.clone()))?;
            if product.sold_out {
                return Err(QuoteError::SoldOut(line.sku.clone()));
            }
            cart = cart.reduce(CartAction::Add {
                item: Arc::new(product.item(&line.options)?),
                quantity: line.quantity,
            })?;
        }
        let totals = Totals::of(&cart, &section.rules)?;
        if let Some(expected) = &request.expected_total {
            let shown = Money::parse(expected, currency)?;
            if shown != totals.total {
                return Err(QuoteError::TotalChanged {
                    expected: expected.clone(),
                    totals: Box::new(totals),
                });
            }
        }
        let mut new = NewCheckout {
            idempotency_key: request.idempotency_key.clone(),
            request: canonical,
            path: "form",
            total: totals.total,
            action: String::new(),
            fields: Vec::new(),
            ordered: Vec::new(),
            lines: cart
                .lines()
                .iter()
                .map(|line| CheckoutLine {
                    sku: line.item.sku.clone(),
                    name: line.item.name.clone(),
                    options: line.item.options.clone(),
                    quantity: line.quantity,
                    price: line.item.price,
                })
                .collect(),
            server: None,
            id,
        };
        if let Some((api, settings)) = api {
            let (returns, cancels) = self.ways_back(new.id.as_str());
            let terms = Terms {
                intent: settings.intent,
                return_url: &returns,
                cancel_url: &cancels,
                notify_url: self.notify_url.as_str(),
                payee: &self.business,
                brand_name: settings.brand_name.as_deref(),
                locale: request.locale.as_deref(),
                needs_shipping: settings.needs_shipping,
            };
            terms.check(&new.id, &cart, &totals, api)?;
            new.path = "server";
            new.server = Some(NewServerPayment {
                api,
                request_id: create_id(&new.id)?,
                purchase: StoredPurchase::new(&cart, &section.rules, &terms),
            });
            return Ok(new);
        }
        let payment = self.payment(new.id.as_str(), currency)?;
        let upload = CartUpload::from_cart(&cart, &section.rules, payment, &self.shipping_label)?
            .weighed_in(self.catalogue.weight_unit());
        new.action = self.environment.webscr();
        let form = self.form(upload);
        let fields = form.fields()?;
        new.fields = match &self.encrypted_forms {
            Some(forms) => forms.fields(&fields)?,
            None => fields,
        };
        new.ordered = form.ordered_items();
        Ok(new)
    }
}
