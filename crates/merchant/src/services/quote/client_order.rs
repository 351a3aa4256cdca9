//! Orders that a page made by itself, priced by the catalogue.

use leptos_paypal_api::{Intent, PurchasedItem};
use leptos_paypal_core::paypal::described_choices;
use leptos_paypal_core::{
    Cart, CheckoutId, CoreError, Currency, Money, PricingRules, ReviewReason, Sku,
};
use serde_json::json;
use thiserror::Error;

use super::{Priced, QuoteError, Quoter, RequestLine, create_id, lines_of};
use crate::catalogue::Section;
use crate::ledger::{NewCheckout, NewServerPayment};
use crate::server_path::{Api, StoredPurchase, Terms};

/// Path of checkouts whose payment the browser made.
pub(crate) const CLIENT_PATH: &str = "client";

/// Order of a payment that a page made, as PayPal tells it.
#[derive(Clone, Debug)]
pub(crate) struct ClientOrder<'a> {
    /// The checkout id that the page chose.
    pub(crate) id: CheckoutId,
    pub(crate) api: Api,
    pub(crate) paypal_id: &'a str,
    /// True when money is at first only reserved.
    pub(crate) authorizes: bool,
    /// Amount of the order, where it is money.
    pub(crate) amount: Option<Money>,
    /// Items bought; `None` where there are several orders in one.
    pub(crate) items: Option<&'a [PurchasedItem]>,
}

/// Reason that the shop does not sell what was ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Misfit {
    pub(crate) reason: ReviewReason,
    /// The values behind it.
    pub(crate) detail: String,
}

/// Order that the catalogue has no price for.
#[derive(Debug, Error)]
enum OrderProblem {
    #[error("the payment is for several orders")]
    Several,
    #[error("the payment names no articles")]
    Empty,
    #[error("the payment names {0:?}, which has no article number")]
    NoSku(String),
    #[error("the payment names no quantity of {0}")]
    NoQuantity(Sku),
    #[error("{description:?} are no choices of article {sku}")]
    Choices { sku: Sku, description: String },
    #[error(transparent)]
    Quote(#[from] QuoteError),
}

impl Quoter {
    /// The checkout of such an order with its total by the catalogue. Where the
    /// catalogue has none, the total is what was paid, and nothing of it fits.
    pub(crate) fn adopt(
        &self,
        order: &ClientOrder<'_>,
    ) -> Result<(NewCheckout, Option<Misfit>), CoreError> {
        let currency = match (order.amount, self.catalogue.currencies()) {
            (Some(amount), _) => amount.currency(),
            (None, [first, ..]) => *first,
            (None, []) => Currency::USD,
        };
        let priced = match self.catalogue.section(currency) {
            Some(section) => Self::price_items(section, order.items).map_err(|problem| Misfit {
                reason: ReviewReason::ItemsMismatch,
                detail: problem.to_string(),
            }),
            None => Err(Misfit {
                reason: ReviewReason::CurrencyMismatch,
                detail: format!("this shop does not take {currency}"),
            }),
        };
        let (priced, misfit) = match priced {
            Ok(priced) => (priced, None),
            Err(misfit) => (nothing(order.amount, currency), Some(misfit)),
        };
        let (returns, cancels) = self.ways_back(order.id.as_str());
        let terms = Terms {
            intent: if order.authorizes {
                Intent::Authorize
            } else {
                Intent::Capture
            },
            return_url: &returns,
            cancel_url: &cancels,
            notify_url: self.notify_url.as_str(),
            payee: &self.business,
            brand_name: None,
            locale: None,
            needs_shipping: true,
        };
        let request_id = create_id(&order.id).map_err(|_| CoreError::CheckoutIdUnreadable {
            value: order.id.to_string(),
        })?;
        let new = NewCheckout {
            // A blank is in no key that a client can send.
            idempotency_key: format!("adopted {}", order.id),
            request: json!({"paypal_id": order.paypal_id}).to_string(),
            path: CLIENT_PATH,
            total: priced.total,
            action: String::new(),
            fields: Vec::new(),
            ordered: Vec::new(),
            lines: lines_of(&priced.cart),
            server: Some(NewServerPayment {
                api: order.api,
                request_id,
                purchase: StoredPurchase::new(&priced.cart, &priced.rules, &terms),
            }),
            subscription: None,
            donation: None,
            custom: None,
            misfit: misfit.as_ref().map(|misfit| misfit.reason),
            id: order.id.clone(),
        };
        Ok((new, misfit))
    }

    fn price_items(
        section: &Section,
        items: Option<&[PurchasedItem]>,
    ) -> Result<AdoptedCart, OrderProblem> {
        let items = items.ok_or(OrderProblem::Several)?;
        if items.is_empty() {
            return Err(OrderProblem::Empty);
        }
        let lines: Vec<_> = items
            .iter()
            .map(|item| requested(section, item))
            .collect::<Result<_, _>>()?;
        let Priced { cart, totals } = Self::price(section, &lines)?;
        Ok(AdoptedCart {
            cart,
            rules: section.rules,
            total: totals.total,
        })
    }
}

/// Cart of an adopted checkout.
struct AdoptedCart {
    cart: Cart,
    rules: PricingRules,
    total: Money,
}

/// The cart of an order that the shop does not sell.
fn nothing(amount: Option<Money>, currency: Currency) -> AdoptedCart {
    AdoptedCart {
        cart: Cart::new(currency),
        rules: PricingRules::none(currency),
        total: amount.unwrap_or_else(|| Money::zero(currency)),
    }
}

/// The line of a request that would make such an item.
fn requested(section: &Section, item: &PurchasedItem) -> Result<RequestLine, OrderProblem> {
    let name = || item.name.clone().unwrap_or_default();
    let sku = item
        .sku
        .as_deref()
        .ok_or_else(|| OrderProblem::NoSku(name()))?;
    let sku: Sku = sku.parse().map_err(|_| OrderProblem::NoSku(name()))?;
    let product = section
        .product(&sku)
        .ok_or_else(|| QuoteError::SkuUnknown(sku.clone()))?;
    let quantity = item
        .quantity
        .ok_or_else(|| OrderProblem::NoQuantity(sku.clone()))?;
    let options = described_choices(product, item.description.as_deref()).ok_or_else(|| {
        OrderProblem::Choices {
            sku: sku.clone(),
            description: item.description.clone().unwrap_or_default(),
        }
    })?;
    Ok(RequestLine {
        sku,
        quantity,
        options,
    })
}
