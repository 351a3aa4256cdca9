//! Payments of Payments v1 and orders of Orders v2, from the request on.

use std::collections::HashMap;

use jiff::Timestamp;
use leptos_paypal_core::{CoreError, Currency, Money};
use serde_json::{Map, Value};

use super::Store;
use super::accounts::AccountId;
use super::checkout_details::{
    Asks, BuyerInput, CheckoutDetails, CheckoutPageOptions, Prefill, ProfileCharges,
};
use super::checkouts::{Checkout, CheckoutStatus, Source};
use super::error::StoreError;
use super::order::{Order, OrderKind, PaymentAction};
use super::payments::Api;
use super::shipping_option::ShippingOption;

/// A Payments v1 payment or an Orders v2 order.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct OrderRecord {
    pub(crate) id: String,
    /// Of the checkout: `EC-…` for v1, the id itself for v2.
    pub(crate) token: String,
    /// Orders v2 or Payments v1.
    pub(crate) api: Api,
    pub(crate) app: AccountId,
    /// Made with a token of a client id alone.
    pub(crate) by_browser: bool,
    pub(crate) intent: PaymentAction,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    pub(crate) units: Vec<PurchaseUnit>,
    /// Members of the request that are shown again, besides the units.
    pub(crate) shown: Map<String, Value>,
    /// v2: created with a payment source, so the buyer's link is another.
    pub(crate) with_source: bool,
    /// The request, which patches change.
    pub(crate) request: Value,
}

/// A request understood: what a record and its checkout are made of.
#[derive(Clone, Debug)]
pub(crate) struct OrderDraft {
    pub(crate) intent: PaymentAction,
    pub(crate) units: Vec<PurchaseUnit>,
    pub(crate) shown: Map<String, Value>,
    pub(crate) page_options: CheckoutPageOptions,
    pub(crate) prefill: Prefill,
    /// The buyer's button says "Pay now".
    pub(crate) pays_now: bool,
    pub(crate) with_source: bool,
}

/// One transaction (v1) or purchase unit (v2).
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct PurchaseUnit {
    pub(crate) payee: AccountId,
    pub(crate) order: Order,
    pub(crate) notify_url: Option<String>,
    /// As it is shown again.
    pub(crate) shown: Map<String, Value>,
    /// Of Orders v2 alone.
    #[serde(default)]
    pub(crate) shipping_options: Vec<ShippingOption>,
    /// The payment, once it is made.
    pub(crate) txn_id: Option<String>,
}

impl OrderRecord {
    /// Refuses when the payments are made.
    pub(crate) fn check_open(&self) -> Result<(), StoreError> {
        if self.is_done() {
            Err(StoreError::AlreadyCompleted)
        } else {
            Ok(())
        }
    }

    /// Shipping options that its buyer can choose from; those of one purchase unit.
    pub(crate) fn shipping_options(&self) -> &[ShippingOption] {
        match self.units.as_slice() {
            [unit] => &unit.shipping_options,
            _ => &[],
        }
    }

    /// Returns whether the payments are made.
    pub(crate) fn is_done(&self) -> bool {
        self.units.iter().all(|unit| unit.txn_id.is_some())
    }
}

/// All payments and orders, by id.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct RestOrders {
    by_id: HashMap<String, OrderRecord>,
    /// Ids in the order of their creation.
    order: Vec<String>,
}

impl RestOrders {
    fn insert(&mut self, record: OrderRecord) {
        self.order.push(record.id.clone());
        self.by_id.insert(record.id.clone(), record);
    }

    pub(crate) fn get(&self, id: &str) -> Option<&OrderRecord> {
        self.by_id.get(id)
    }

    pub(crate) fn get_mut(&mut self, id: &str) -> Option<&mut OrderRecord> {
        self.by_id.get_mut(id)
    }

    /// The payments and orders that `search` asks for, newest first.
    pub(crate) fn search(&self, search: &OrderSearch<'_>) -> impl Iterator<Item = &OrderRecord> {
        let newest = self.order.iter().rev().filter_map(|id| self.by_id.get(id));
        newest.filter(|record| search.finds(record))
    }
}

/// A search among the payments or orders of an app.
#[derive(Clone, Debug)]
pub(crate) struct OrderSearch<'a> {
    pub(crate) api: Api,
    pub(crate) app: &'a AccountId,
    /// The first and the last moment of their creation.
    pub(crate) start: Option<Timestamp>,
    pub(crate) end: Option<Timestamp>,
    /// The account id of a payee.
    pub(crate) payee: Option<&'a str>,
}

impl OrderSearch<'_> {
    fn finds(&self, record: &OrderRecord) -> bool {
        let is_paid = |payee: &str| record.units.iter().any(|unit| unit.payee.0 == payee);
        record.api == self.api
            && record.app == *self.app
            && self.start.is_none_or(|start| record.created >= start)
            && self.end.is_none_or(|end| record.created <= end)
            && self.payee.is_none_or(is_paid)
    }
}

/// The app that asks for a payment or an order, and its API.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Requester<'a> {
    pub(crate) api: Api,
    pub(crate) app: &'a AccountId,
    /// With a token of a client id alone.
    pub(crate) by_browser: bool,
}

impl Store {
    /// Keeps a payment or an order, with a checkout for its buyer; answers its
    /// id.
    pub(crate) fn open_order(
        &mut self,
        requester: Requester<'_>,
        draft: OrderDraft,
        request: Value,
        now: Timestamp,
    ) -> Result<String, CoreError> {
        let order = combined_order(draft.units.iter().map(|unit| &unit.order))?;
        let (id, token, source) = if requester.api == Api::PaymentsV1 {
            let id = self.ids.payment();
            (id.clone(), self.ids.token(), Source::Payment(id))
        } else {
            let id = self.ids.transaction();
            (id.clone(), id.clone(), Source::Order(id))
        };
        let payee = draft.units.first().map(|unit| unit.payee.clone());
        let payee = payee.unwrap_or_else(|| requester.app.clone());
        let csrf = self.ids.secret();
        self.checkouts.insert(Checkout {
            token: token.clone(),
            csrf,
            created: now,
            status: CheckoutStatus::Created,
            source,
            payee: payee.clone(),
            details: CheckoutDetails {
                payee,
                order,
                subscription: None,
                asks: Asks::default(),
                profile_charges: ProfileCharges::default(),
                page_options: draft.page_options,
                prefill: draft.prefill,
                ignored: Vec::new(),
            },
            input: BuyerInput::default(),
            buyer: None,
            card: None,
            pays_now: draft.pays_now,
            bank_refuses: false,
            was_refused: false,
            memo: None,
            window: None,
            app: None,
        });
        self.orders.insert(OrderRecord {
            id: id.clone(),
            token,
            api: requester.api,
            app: requester.app.clone(),
            by_browser: requester.by_browser,
            intent: draft.intent,
            created: now,
            updated: now,
            units: draft.units,
            shown: draft.shown,
            with_source: draft.with_source,
            request,
        });
        Ok(id)
    }

    /// Puts a changed request in the place of the one before.
    pub(crate) fn change_order(
        &mut self,
        id: &str,
        draft: OrderDraft,
        request: Value,
        now: Timestamp,
    ) -> Result<(), CoreError> {
        let order = combined_order(draft.units.iter().map(|unit| &unit.order))?;
        let Some(record) = self.orders.get_mut(id) else {
            return Ok(());
        };
        record.intent = draft.intent;
        record.units = draft.units;
        record.shown = draft.shown;
        record.request = request;
        record.updated = now;
        let token = record.token.clone();
        if let Some(checkout) = self.checkouts.get_mut(&token) {
            checkout.details.order = order;
            checkout.details.page_options = draft.page_options;
            checkout.details.prefill = draft.prefill;
        }
        Ok(())
    }
}

/// One order for the buyer to see of several: all their lines and sums.
pub(super) fn combined_order<'a>(
    orders: impl Iterator<Item = &'a Order> + Clone,
) -> Result<Order, CoreError> {
    let Some(first) = orders.clone().next() else {
        return Err(CoreError::AmountOutOfRange {
            currency: Currency::USD,
        });
    };
    let sum = |part: fn(&Order) -> Money| Money::sum(first.currency, orders.clone().map(part));
    let mut order = first.clone();
    order.lines = orders
        .clone()
        .flat_map(|order| order.lines.clone())
        .collect();
    if order.lines.len() > 1 {
        order.kind = OrderKind::Cart;
    }
    order.items_total = sum(|order| order.items_total)?;
    order.discount = sum(|order| order.discount)?;
    order.shipping = sum(|order| order.shipping)?;
    order.handling = sum(|order| order.handling)?;
    order.tax = sum(|order| order.tax)?;
    order.total = sum(|order| order.total)?;
    Ok(order)
}
