//! From the buyer's agreement to the payments: forms at once, REST payments
//! and orders when the shop completes them.

use jiff::Timestamp;
use leptos_paypal_core::Money;

use super::Store;
use super::accounts::AccountId;
use super::card::Card;
use super::charge::Charge;
use super::checkouts::{Checkout, CheckoutStatus, Source};
use super::error::StoreError;
use super::events::EventKind;
use super::ledger::check_balance;
use super::order::Order;
use super::payments::{Api, Origin, Payer};
use super::rest_orders::OrderRecord;

impl Store {
    /// Pays a checkout. Paying again changes nothing and answers the same
    /// transaction id: a double click is one payment.
    pub(crate) fn pay(
        &mut self,
        token: &str,
        buyer: &AccountId,
        memo: Option<String>,
        now: Timestamp,
    ) -> Result<String, StoreError> {
        let checkout = self
            .checkouts
            .get(token)
            .ok_or(StoreError::UnknownCheckout)?;
        if let CheckoutStatus::Paid { txn_id } = &checkout.status {
            return Ok(txn_id.clone());
        }
        let result = self.make_payment(&checkout.clone(), buyer, memo, now);
        if let Some(checkout) = self.checkouts.get_mut(token) {
            let status = result.clone().map(|txn_id| CheckoutStatus::Paid { txn_id });
            checkout.settle_status(&status);
        }
        result
    }

    fn make_payment(
        &mut self,
        checkout: &Checkout,
        buyer: &AccountId,
        memo: Option<String>,
        now: Timestamp,
    ) -> Result<String, StoreError> {
        let details = &checkout.details;
        let order = &details.order;
        let total = order.total;
        if checkout.is_expired(now) {
            return Err(StoreError::Expired);
        }
        if !total.is_positive() {
            return Err(StoreError::AmountMissing);
        }
        let payer = self.payer(checkout, buyer, memo)?;
        if self.decline_fault() {
            return Err(StoreError::Declined);
        }
        let settings = &self
            .accounts
            .get(&checkout.payee)
            .ok_or(StoreError::UnknownCheckout)?
            .settings;
        let charge = Charge {
            api: Api::Form,
            token: Some(checkout.token.clone()),
            origin: None,
            order: order.clone(),
            payer,
            payee: checkout.payee.clone(),
            notify_url: details.page_options.notify_url.clone(),
            charset: details.page_options.charset.unwrap_or(settings.charset),
        };
        self.charge(charge, now)
    }

    /// The buyer as the merchant is told, with the address to send to.
    pub(crate) fn payer(
        &self,
        checkout: &Checkout,
        buyer: &AccountId,
        memo: Option<String>,
    ) -> Result<Payer, StoreError> {
        if let Some(card) = &checkout.card {
            return Ok(Self::card_payer(checkout, card));
        }
        let account = self.accounts.get(buyer).ok_or(StoreError::NoBuyer)?;
        let prefill = &checkout.details.prefill;
        let ship_to = prefill.ship_to(account.address.as_ref());
        if ship_to.is_none() && prefill.requires_address() {
            return Err(StoreError::AddressMissing);
        }
        Ok(Payer {
            id: account.id.clone(),
            email: account.email.clone(),
            first_name: account.first_name.clone(),
            last_name: account.last_name.clone(),
            country: account.country.clone(),
            recipient: prefill.recipient(account.address.as_ref()),
            phone: prefill.contact.phone.clone(),
            ship_to,
            memo,
            card: None,
        })
    }

    /// Approves, as the buyer's button does: a form is paid or subscribed to, an
    /// API's request is agreed to.
    pub(crate) fn approve(
        &mut self,
        token: &str,
        buyer: &AccountId,
        memo: Option<String>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let checkout = self
            .checkouts
            .get(token)
            .ok_or(StoreError::UnknownCheckout)?;
        if let Some(plan) = checkout.details.subscription.clone() {
            return self.subscribe(token, &plan, buyer, now);
        }
        if !checkout.is_api_checkout() {
            return self.pay(token, buyer, memo, now).map(|_| ());
        }
        if checkout.is_paid() {
            return Ok(());
        }
        if checkout.is_expired(now) {
            return Err(StoreError::Expired);
        }
        if *buyer == checkout.payee {
            return Err(StoreError::OwnAccount);
        }
        // Of an order whose card was declined, nothing can be paid any more.
        if self.is_completed(checkout) {
            return Err(StoreError::AlreadyCompleted);
        }
        let by_account = Checkout {
            card: None,
            ..checkout.clone()
        };
        self.payer(&by_account, buyer, None)?;
        let account = self.accounts.get(buyer).ok_or(StoreError::NoBuyer)?;
        let able = check_balance(account, checkout.details.order.total);
        let Some(checkout) = self.checkouts.get_mut(token) else {
            return Err(StoreError::UnknownCheckout);
        };
        if let Err(error) = able {
            checkout.status = CheckoutStatus::Declined;
            return Err(error);
        }
        checkout.status = CheckoutStatus::Approved;
        checkout.was_refused = false;
        checkout.buyer = Some(buyer.clone());
        checkout.card = None;
        checkout.memo = memo;
        let id = match &checkout.source {
            Source::Payment(id) | Source::Order(id) => id.clone(),
            Source::Form(_) | Source::ExpressCheckout => return Ok(()),
        };
        if let Some(record) = self.orders.get_mut(&id) {
            record.updated = now;
        }
        self.emit(EventKind::OrderApproved { id }, now);
        Ok(())
    }

    /// The buyer who agreed to a payment or an order that is not completed.
    pub(crate) fn approved_buyer(&self, record: &OrderRecord) -> Result<AccountId, StoreError> {
        self.checkouts
            .get(&record.token)
            .filter(|checkout| checkout.status == CheckoutStatus::Approved)
            .and_then(Checkout::paying_account)
            .ok_or(StoreError::NotApproved)
    }

    /// Makes the payments of an agreed payment or order: all of them, or none.
    pub(crate) fn complete_order(
        &mut self,
        record: &OrderRecord,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        record.check_open()?;
        self.approved_buyer(record)?;
        let taken = self.charge_record(record, now);
        if let (Err(_), Some(checkout)) = (&taken, self.checkouts.get_mut(&record.token)) {
            checkout.was_refused = true;
        }
        taken
    }

    fn charge_record(&mut self, record: &OrderRecord, now: Timestamp) -> Result<(), StoreError> {
        let purchase = Purchase {
            api: record.api,
            token: record.token.clone(),
            origin: Origin {
                app: record.app.clone(),
                id: record.id.clone(),
            },
            units: record
                .units
                .iter()
                .map(|unit| ChargeUnit {
                    payee: unit.payee.clone(),
                    order: unit.order.clone(),
                    notify_url: unit.notify_url.clone(),
                })
                .collect(),
        };
        let made = self.charge_units(purchase, now)?;
        if let Some(record) = self.orders.get_mut(&record.id) {
            record.updated = now;
            for (unit, txn_id) in record.units.iter_mut().zip(made) {
                unit.txn_id = Some(txn_id);
            }
        }
        let is_paid = self.checkouts.is_paid(&record.token);
        if is_paid {
            let id = record.id.clone();
            self.emit(EventKind::OrderCompleted { id }, now);
        }
        Ok(())
    }

    /// Makes every payment of a checkout that its buyer agreed to, or none;
    /// answers their transaction ids. The checkout is paid then.
    pub(super) fn charge_units(
        &mut self,
        purchase: Purchase,
        now: Timestamp,
    ) -> Result<Vec<String>, StoreError> {
        let checkout = self
            .checkouts
            .get(&purchase.token)
            .ok_or(StoreError::UnknownCheckout)?
            .clone();
        let buyer = checkout.paying_account().ok_or(StoreError::NoBuyer)?;
        if checkout.bank_refuses || self.decline_fault() {
            return Err(StoreError::Declined);
        }
        if let Some(issue) = self.refuse_fault() {
            return Err(StoreError::Refused { issue });
        }
        let payer = self.payer(&checkout, &buyer, checkout.memo.clone())?;
        let account = self.accounts.get(&buyer).ok_or(StoreError::NoBuyer)?;
        let totals = purchase.units.iter().map(|unit| unit.order.total);
        let currency = checkout.details.order.currency;
        check_balance(account, Money::sum(currency, totals)?)?;
        let mut charges = Vec::with_capacity(purchase.units.len());
        for unit in purchase.units {
            let payee = self
                .accounts
                .get(&unit.payee)
                .ok_or(StoreError::UnknownCheckout)?;
            charges.push(Charge {
                api: purchase.api,
                token: Some(purchase.token.clone()),
                origin: Some(purchase.origin.clone()),
                order: unit.order,
                payer: payer.clone(),
                charset: payee.settings.charset,
                payee: unit.payee,
                notify_url: unit.notify_url,
            });
        }
        // All or none: nothing is charged before everything can be.
        self.check_charges(&charges)?;
        let charged = charges.into_iter().map(|charge| self.charge(charge, now));
        let made = charged.collect::<Result<Vec<String>, StoreError>>()?;
        if let (Some(checkout), Some(first)) =
            (self.checkouts.get_mut(&purchase.token), made.first())
        {
            checkout.status = match payer.card.as_ref().and_then(Card::refusal) {
                Some(_) => CheckoutStatus::Declined,
                None => CheckoutStatus::Paid {
                    txn_id: first.clone(),
                },
            };
        }
        Ok(made)
    }

    /// Returns whether the payments of a checkout's order are made, also where
    /// a bank has declined them.
    fn is_completed(&self, checkout: &Checkout) -> bool {
        match &checkout.source {
            Source::Payment(id) | Source::Order(id) => {
                self.orders.get(id).is_some_and(OrderRecord::is_done)
            }
            Source::Form(_) | Source::ExpressCheckout => false,
        }
    }
}

/// Payments of a checkout that are to be made together.
pub(super) struct Purchase {
    pub(super) api: Api,
    pub(super) token: String,
    pub(super) origin: Origin,
    pub(super) units: Vec<ChargeUnit>,
}

/// One payment of a purchase.
pub(super) struct ChargeUnit {
    pub(super) payee: AccountId,
    pub(super) order: Order,
    pub(super) notify_url: Option<String>,
}
