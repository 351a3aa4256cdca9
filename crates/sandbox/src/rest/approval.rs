//! From a request to the buyer's agreement to the payments.

use jiff::Timestamp;
use leptos_paypal_core::{CoreError, Money};
use serde_json::Value;
use url::Url;

use super::call::Call;
use super::errors::Shape;
use super::records::{Draft, Record, Rights, Unit};
use crate::store::Store;
use crate::store::accounts::AccountId;
use crate::store::charge::Charge;
use crate::store::checkout_request::BuyerInput;
use crate::store::checkout_request::{Asks, Reading};
use crate::store::checkouts::{Checkout, CheckoutStatus, Source};
use crate::store::http_url;
use crate::store::ledger::{LedgerError, enough};
use crate::store::order::{Order, OrderKind};
use crate::store::payments::{Api, Origin};

impl Call<'_> {
    /// Keeps a payment or an order, with a checkout for its buyer.
    pub(crate) fn open(&mut self, draft: Draft, request: Value) -> Result<String, CoreError> {
        let order = together(&draft.units, draft.units.first().map(|unit| &unit.order))?;
        let (id, token, source) = match self.shape {
            Shape::V1 => {
                let id = self.store.ids.payment();
                (id.clone(), self.store.ids.token(), Source::Payment(id))
            }
            Shape::V2 => {
                let id = self.store.ids.transaction();
                (id.clone(), id.clone(), Source::Order(id))
            }
        };
        let payee = draft.units.first().map(|unit| unit.payee.clone());
        let payee = payee.unwrap_or_else(|| self.app.clone());
        let csrf = self.store.ids.secret();
        self.store.checkouts.insert(Checkout {
            token: token.clone(),
            csrf,
            created: self.now,
            status: CheckoutStatus::Created,
            source,
            payee: payee.clone(),
            reading: Reading {
                payee,
                order,
                asks: Asks::default(),
                journey: draft.journey,
                prefill: draft.prefill,
                ignored: Vec::new(),
            },
            input: BuyerInput::default(),
            buyer: None,
            pays_now: draft.pays_now,
            bank_refuses: false,
            was_refused: false,
        });
        self.store.rest.insert(Record {
            id: id.clone(),
            token,
            shape: self.shape,
            app: self.app.clone(),
            by_browser: self.rights == Rights::Browser,
            intent: draft.intent,
            created: self.now,
            updated: self.now,
            units: draft.units,
            shown: draft.shown,
            with_source: draft.with_source,
            request,
        });
        Ok(id)
    }

    /// Puts a changed request in the place of the one before.
    pub(crate) fn reopen(
        &mut self,
        id: &str,
        draft: Draft,
        request: Value,
    ) -> Result<(), CoreError> {
        let order = together(&draft.units, draft.units.first().map(|unit| &unit.order))?;
        let now = self.now;
        let Some(record) = self.store.rest.record_mut(id) else {
            return Ok(());
        };
        record.intent = draft.intent;
        record.units = draft.units;
        record.shown = draft.shown;
        record.request = request;
        record.updated = now;
        let token = record.token.clone();
        if let Some(checkout) = self.store.checkouts.get_mut(&token) {
            checkout.reading.order = order;
            checkout.reading.journey = draft.journey;
            checkout.reading.prefill = draft.prefill;
        }
        Ok(())
    }
}

/// What the buyer sees of several units: all their lines and sums.
fn together(units: &[Unit], first: Option<&Order>) -> Result<Order, CoreError> {
    let Some(first) = first else {
        return Err(CoreError::AmountOutOfRange {
            currency: leptos_paypal_core::Currency::USD,
        });
    };
    let sum = |part: fn(&Order) -> Money| {
        Money::sum(first.currency, units.iter().map(|unit| part(&unit.order)))
    };
    let mut order = first.clone();
    order.lines = units
        .iter()
        .flat_map(|unit| unit.order.lines.clone())
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

impl Store {
    /// What the buyer's button does: a form is paid, a program's request is
    /// agreed to.
    pub(crate) fn agree(
        &mut self,
        token: &str,
        buyer: &AccountId,
        memo: Option<String>,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        let checkout = self
            .checkouts
            .get(token)
            .ok_or(LedgerError::UnknownCheckout)?;
        if !checkout.is_programmed() {
            return self.pay(token, buyer, memo, now).map(|_| ());
        }
        if matches!(checkout.status, CheckoutStatus::Paid { .. }) {
            return Ok(());
        }
        if checkout.is_expired(now) {
            return Err(LedgerError::Expired);
        }
        if *buyer == checkout.payee {
            return Err(LedgerError::OwnAccount);
        }
        self.payer(checkout, buyer, None)?;
        let account = self.accounts.get(buyer).ok_or(LedgerError::NoBuyer)?;
        let able = enough(account, checkout.reading.order.total);
        let Some(checkout) = self.checkouts.get_mut(token) else {
            return Err(LedgerError::UnknownCheckout);
        };
        if let Err(error) = able {
            checkout.status = CheckoutStatus::Declined;
            return Err(error);
        }
        checkout.status = CheckoutStatus::Approved;
        checkout.was_refused = false;
        checkout.buyer = Some(buyer.clone());
        let id = match &checkout.source {
            Source::Payment(id) | Source::Order(id) => id.clone(),
            Source::Form(_) => return Ok(()),
        };
        if let Some(record) = self.rest.record_mut(&id) {
            record.updated = now;
        }
        self.raise_record(&id, false, now);
        Ok(())
    }

    /// Makes the payments of an agreed payment or order: all of them, or none.
    pub(crate) fn take_payments(
        &mut self,
        record: &Record,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        let taken = self.try_to_take(record, now);
        if let (Err(_), Some(checkout)) = (&taken, self.checkouts.get_mut(&record.token)) {
            checkout.was_refused = true;
        }
        taken
    }

    fn try_to_take(&mut self, record: &Record, now: Timestamp) -> Result<(), LedgerError> {
        let checkout = self
            .checkouts
            .get(&record.token)
            .ok_or(LedgerError::UnknownCheckout)?
            .clone();
        let buyer = checkout.buyer.clone().ok_or(LedgerError::NoBuyer)?;
        if checkout.bank_refuses || self.declines() {
            return Err(LedgerError::Declined);
        }
        if let Some(issue) = self.refuses() {
            return Err(LedgerError::Refused { issue });
        }
        let payer = self.payer(&checkout, &buyer, None)?;
        let account = self.accounts.get(&buyer).ok_or(LedgerError::NoBuyer)?;
        enough(account, checkout.reading.order.total)?;
        let mut made = Vec::with_capacity(record.units.len());
        for unit in &record.units {
            let payee = self
                .accounts
                .get(&unit.payee)
                .ok_or(LedgerError::UnknownCheckout)?;
            let charge = Charge {
                api: match record.shape {
                    Shape::V1 => Api::PaymentsV1,
                    Shape::V2 => Api::OrdersV2,
                },
                token: record.token.clone(),
                origin: Some(Origin {
                    app: record.app.clone(),
                    id: record.id.clone(),
                }),
                order: unit.order.clone(),
                payer: payer.clone(),
                payee: unit.payee.clone(),
                notify_url: unit.notify_url.clone(),
                charset: payee.settings.charset,
            };
            made.push(self.charge(charge, now)?);
        }
        if let (Some(checkout), Some(first)) = (self.checkouts.get_mut(&record.token), made.first())
        {
            checkout.status = CheckoutStatus::Paid {
                txn_id: first.clone(),
            };
        }
        if let Some(record) = self.rest.record_mut(&record.id) {
            record.updated = now;
            for (unit, txn_id) in record.units.iter_mut().zip(made) {
                unit.txn_id = Some(txn_id);
            }
        }
        self.raise_record(&record.id, true, now);
        Ok(())
    }
}

/// Where the buyer of a program's checkout returns to, with PayPal's own
/// parameters behind those that the address has. `approved` is for the return
/// after agreeing, the other for cancelling.
pub(crate) fn way_back(checkout: &Checkout, approved: bool) -> Option<String> {
    let journey = &checkout.reading.journey;
    let address = if approved {
        &journey.return_url
    } else {
        &journey.cancel_return
    };
    let mut url: Url = http_url(address.as_deref()?)?;
    {
        let mut query = url.query_pairs_mut();
        if let Source::Payment(id) = &checkout.source
            && approved
        {
            query.append_pair("paymentId", id);
        }
        query.append_pair("token", &checkout.token);
        if let (true, Some(buyer)) = (approved, &checkout.buyer) {
            query.append_pair("PayerID", &buyer.0);
        }
    }
    Some(url.into())
}
