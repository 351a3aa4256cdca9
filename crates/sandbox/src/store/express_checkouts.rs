//! Express Checkouts of the classic APIs, from the request to the payments.

use std::collections::HashMap;

use jiff::Timestamp;
use leptos_paypal_core::{CoreError, Money};

use super::Store;
use super::accounts::AccountId;
use super::approval::{ChargeUnit, Purchase};
use super::checkout_details::{
    Asks, BuyerInput, CheckoutDetails, CheckoutPageOptions, Prefill, ProfileCharges,
};
use super::checkouts::{Checkout, CheckoutStatus, Source};
use super::error::StoreError;
use super::order::{Order, PaymentAction};
use super::payments::{Api, Origin};
use super::rest_orders::combined_order;
use crate::config::Address;

/// An Express Checkout as a merchant asked for it.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct ExpressCheckout {
    pub(crate) token: String,
    pub(crate) merchant: AccountId,
    pub(crate) payments: Vec<RequestedPayment>,
    /// Descriptions of the billing agreements that are asked for.
    pub(crate) agreements: Vec<AgreementRequest>,
    /// The payments, once they are made.
    pub(crate) txn_ids: Vec<String>,
    /// The last attempt to make them was refused.
    pub(crate) has_failed: bool,
}

/// A billing agreement that a merchant asks for.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct AgreementRequest {
    pub(crate) is_recurring: bool,
    pub(crate) description: String,
}

/// One payment of an Express Checkout.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct RequestedPayment {
    pub(crate) payee: AccountId,
    pub(crate) order: Order,
    pub(crate) parts: PaymentParts,
    pub(crate) description: String,
    pub(crate) notify_url: Option<String>,
    pub(crate) request_id: Option<String>,
    /// The seller as the request named it.
    pub(crate) seller: Option<String>,
    pub(crate) ship_to: Option<ShipTo>,
    /// The lines are items of the request, and not made from its total.
    pub(crate) has_items: bool,
}

/// Parts of an amount as the request named them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct PaymentParts {
    pub(crate) items: Option<Money>,
    pub(crate) shipping: Option<Money>,
    pub(crate) handling: Option<Money>,
    pub(crate) tax: Option<Money>,
    pub(crate) insurance: Option<Money>,
    /// Zero or negative.
    pub(crate) shipping_discount: Option<Money>,
}

/// Address of delivery with its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct ShipTo {
    pub(crate) name: String,
    pub(crate) address: Address,
    pub(crate) phone: String,
}

/// A request understood: what an Express Checkout is made of.
#[derive(Clone, Debug)]
pub(crate) struct ExpressDraft {
    pub(crate) merchant: AccountId,
    pub(crate) payments: Vec<RequestedPayment>,
    pub(crate) agreements: Vec<AgreementRequest>,
    pub(crate) page_options: CheckoutPageOptions,
    pub(crate) prefill: Prefill,
}

/// All Express Checkouts, by token.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct ExpressCheckouts(HashMap<String, ExpressCheckout>);

impl ExpressCheckouts {
    pub(crate) fn get(&self, token: &str) -> Option<&ExpressCheckout> {
        self.0.get(token)
    }
}

impl ExpressCheckout {
    /// The payment action that the buyer agrees to.
    pub(crate) fn action(&self) -> PaymentAction {
        let first = self.payments.first();
        first.map_or(PaymentAction::Sale, |payment| payment.order.action)
    }
}

impl Store {
    /// Keeps an Express Checkout, with a page for its buyer; answers its
    /// token. A token that is open takes the new request.
    pub(crate) fn open_express_checkout(
        &mut self,
        draft: ExpressDraft,
        token: Option<&str>,
        now: Timestamp,
    ) -> Result<String, CoreError> {
        let order = combined_order(draft.payments.iter().map(|payment| &payment.order))?;
        let token = match token {
            Some(token) => token.to_owned(),
            None => self.ids.token(),
        };
        self.checkouts.remove(&token);
        self.checkouts.insert(Checkout {
            token: token.clone(),
            csrf: self.ids.secret(),
            created: now,
            status: CheckoutStatus::Created,
            source: Source::ExpressCheckout,
            payee: draft.merchant.clone(),
            details: CheckoutDetails {
                payee: draft.merchant.clone(),
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
            pays_now: false,
            bank_refuses: false,
            was_refused: false,
            memo: None,
            window: None,
            app: None,
        });
        let checkout = ExpressCheckout {
            token: token.clone(),
            merchant: draft.merchant,
            payments: draft.payments,
            agreements: draft.agreements,
            txn_ids: Vec::new(),
            has_failed: false,
        };
        self.express.0.insert(token.clone(), checkout);
        Ok(token)
    }

    /// The buyer who agreed to an Express Checkout that is not paid.
    pub(crate) fn express_buyer(&self, token: &str) -> Result<AccountId, StoreError> {
        let checkout = self
            .checkouts
            .get(token)
            .ok_or(StoreError::UnknownCheckout)?;
        match checkout.status {
            CheckoutStatus::Paid { .. } => Err(StoreError::AlreadyCompleted),
            CheckoutStatus::Approved => checkout.buyer.clone().ok_or(StoreError::NoBuyer),
            CheckoutStatus::Declined => Err(StoreError::Declined),
            _ => Err(StoreError::NotApproved),
        }
    }

    /// Makes the payments of an Express Checkout that the buyer agreed to: all
    /// of them, or none. Answers their transaction ids.
    pub(crate) fn complete_express_checkout(
        &mut self,
        token: &str,
        payments: Vec<RequestedPayment>,
        now: Timestamp,
    ) -> Result<Vec<String>, StoreError> {
        self.express_buyer(token)?;
        let record = self.express.get(token);
        let app = record.ok_or(StoreError::UnknownCheckout)?.merchant.clone();
        let units = payments.iter().map(|payment| ChargeUnit {
            payee: payment.payee.clone(),
            order: payment.order.clone(),
            notify_url: payment.notify_url.clone(),
        });
        let purchase = Purchase {
            api: Api::Classic,
            token: token.to_owned(),
            origin: Origin {
                app,
                id: token.to_owned(),
            },
            units: units.collect(),
        };
        let made = self.charge_units(purchase, now);
        if let (Err(_), Some(checkout)) = (&made, self.checkouts.get_mut(token)) {
            checkout.was_refused = true;
        }
        if let Some(record) = self.express.0.get_mut(token) {
            record.has_failed = made.is_err();
            if let Ok(made) = &made {
                record.txn_ids.clone_from(made);
                record.payments = payments;
            }
        }
        made
    }
}
