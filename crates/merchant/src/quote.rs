//! What a checkout costs: by the catalogue, never by what the browser says.

use leptos_paypal_core::form::{AbsoluteUrl, CartUpload, PaymentVariables};
use leptos_paypal_core::{
    Cart, CartAction, CheckoutId, ChosenOption, CoreError, Currency, Money, OrderedItem, Sku,
    Totals,
};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::Config;
use crate::ledger::{CheckoutLine, NewCheckout};

/// What a client asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckoutRequest {
    /// The client's name for this attempt, 8 to 128 visible ASCII characters.
    pub idempotency_key: String,
    /// Which way to PayPal; only `form` here.
    #[serde(default = "form")]
    pub path: String,
    /// In which currency.
    pub currency: String,
    /// The total that the buyer was shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_total: Option<String>,
    /// What is bought.
    pub lines: Vec<RequestLine>,
}

/// One article of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestLine {
    /// The article number.
    pub sku: Sku,
    /// How many.
    pub quantity: u32,
    /// The buyer's choices.
    #[serde(default)]
    pub options: Vec<ChosenOption>,
}

fn form() -> String {
    "form".to_owned()
}

/// Why a request cannot be priced.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum QuoteProblem {
    /// The key has another form.
    #[error("idempotency_key: use 8 to 128 visible ASCII characters, such as a UUID")]
    IdempotencyKey,
    /// The server does not go that way.
    #[error("path {0:?}: this server takes \"form\"")]
    PathUnsupported(String),
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
        /// What the buyer was shown.
        expected: String,
        /// What it is.
        totals: Box<Totals>,
    },
    /// A rule of the cart or the form.
    #[error(transparent)]
    Rule(#[from] CoreError),
}

impl QuoteProblem {
    /// A stable name for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::IdempotencyKey => "idempotency_key_invalid",
            Self::PathUnsupported(_) => "path_unsupported",
            Self::CurrencyNotOffered(_) => "currency_not_offered",
            Self::Empty => "cart_empty",
            Self::SkuUnknown(_) => "sku_unknown",
            Self::SoldOut(_) => "sold_out",
            Self::TotalChanged { .. } => "total_changed",
            Self::Rule(problem) => problem.code(),
        }
    }
}

/// The addresses of one shop, as they go into every form.
#[derive(Clone, Debug)]
pub(crate) struct Addresses {
    notify: AbsoluteUrl,
    returns: String,
}

impl Addresses {
    /// `public_url` has no slash at its end, `return_path` begins with one.
    pub(crate) fn new(public_url: &str, return_path: &str) -> Result<Self, CoreError> {
        let returns = format!("{public_url}{return_path}");
        AbsoluteUrl::parse("return", &returns)?;
        Ok(Self {
            notify: AbsoluteUrl::parse("notify_url", &format!("{public_url}/paypal/ipn"))?,
            returns,
        })
    }
}

/// Checks a request as far as nothing but the request is needed.
pub(crate) fn check(request: &CheckoutRequest) -> Result<(), QuoteProblem> {
    let key = request.idempotency_key.as_bytes();
    if !(8..=128).contains(&key.len()) || !key.iter().all(u8::is_ascii_graphic) {
        return Err(QuoteProblem::IdempotencyKey);
    }
    if request.path != "form" {
        return Err(QuoteProblem::PathUnsupported(request.path.clone()));
    }
    if request.lines.is_empty() {
        return Err(QuoteProblem::Empty);
    }
    Ok(())
}

/// Prices a request and makes its form.
pub(crate) fn quote(
    request: &CheckoutRequest,
    canonical: String,
    id: CheckoutId,
    config: &Config,
    addresses: &Addresses,
) -> Result<NewCheckout, QuoteProblem> {
    let not_offered = || QuoteProblem::CurrencyNotOffered(request.currency.clone());
    let currency: Currency = request.currency.parse().map_err(|_| not_offered())?;
    let section = config.catalogue.section(currency).ok_or_else(not_offered)?;
    let mut cart = Cart::new(currency);
    for line in &request.lines {
        let product = section
            .product(&line.sku)
            .ok_or_else(|| QuoteProblem::SkuUnknown(line.sku.clone()))?;
        if product.sold_out {
            return Err(QuoteProblem::SoldOut(line.sku.clone()));
        }
        cart = cart.reduce(CartAction::Add {
            item: Box::new(product.item(&line.options)?),
            quantity: line.quantity,
        })?;
    }
    let totals = Totals::of(&cart, &section.rules)?;
    if let Some(expected) = &request.expected_total {
        let shown = Money::parse(expected, currency)?;
        if shown != totals.total {
            return Err(QuoteProblem::TotalChanged {
                expected: expected.clone(),
                totals: Box::new(totals),
            });
        }
    }
    let mut payment = PaymentVariables::new(config.business.clone(), currency);
    let returns = format!("{}?checkout={id}", addresses.returns);
    payment.notify_url = Some(addresses.notify.clone());
    payment.cancel_return = Some(AbsoluteUrl::parse(
        "cancel_return",
        &format!("{returns}&cancelled=1"),
    )?);
    payment.return_url = Some(AbsoluteUrl::parse("return", &returns)?);
    payment.custom = Some(id.to_string());
    payment.invoice = Some(id.to_string());
    let upload = CartUpload::from_cart(&cart, &section.rules, payment, &config.shipping_label)?;
    let fields = upload.fields()?;
    let ordered: Vec<OrderedItem> = upload.ordered_items();
    Ok(NewCheckout {
        idempotency_key: request.idempotency_key.clone(),
        request: canonical,
        path: "form",
        total: totals.total,
        action: config.environment.webscr(),
        fields,
        ordered,
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
        id,
    })
}
