//! From the buyer's agreement to the payments: forms at once, REST payments
//! and orders when the shop completes them.

use jiff::Timestamp;

use super::Store;
use super::accounts::AccountId;
use super::charge::Charge;
use super::checkouts::{Checkout, CheckoutStatus, Source};
use super::error::LedgerError;
use super::events::EventKind;
use super::ledger::enough;
use super::payments::{Api, Origin, Payer};
use super::rest_orders::Record;

impl Store {
    /// Pays a checkout. Paying again changes nothing and answers the same
    /// transaction id: a double click is one payment.
    pub(crate) fn pay(
        &mut self,
        token: &str,
        buyer: &AccountId,
        memo: Option<String>,
        now: Timestamp,
    ) -> Result<String, LedgerError> {
        let checkout = self
            .checkouts
            .get(token)
            .ok_or(LedgerError::UnknownCheckout)?;
        if let CheckoutStatus::Paid { txn_id } = &checkout.status {
            return Ok(txn_id.clone());
        }
        let result = self.make_payment(&checkout.clone(), buyer, memo, now);
        if let Some(checkout) = self.checkouts.get_mut(token) {
            checkout.status = match &result {
                Ok(txn_id) => CheckoutStatus::Paid {
                    txn_id: txn_id.clone(),
                },
                Err(LedgerError::Declined | LedgerError::InsufficientFunds { .. }) => {
                    CheckoutStatus::Declined
                }
                Err(_) => checkout.status.clone(),
            };
        }
        result
    }

    fn make_payment(
        &mut self,
        checkout: &Checkout,
        buyer: &AccountId,
        memo: Option<String>,
        now: Timestamp,
    ) -> Result<String, LedgerError> {
        let reading = &checkout.reading;
        let order = &reading.order;
        let total = order.total;
        if checkout.is_expired(now) {
            return Err(LedgerError::Expired);
        }
        if !total.is_positive() {
            return Err(LedgerError::AmountMissing);
        }
        let payer = self.payer(checkout, buyer, memo)?;
        if self.declines() {
            return Err(LedgerError::Declined);
        }
        let settings = &self
            .accounts
            .get(&checkout.payee)
            .ok_or(LedgerError::UnknownCheckout)?
            .settings;
        let charge = Charge {
            api: Api::Form,
            token: checkout.token.clone(),
            origin: None,
            order: order.clone(),
            payer,
            payee: checkout.payee.clone(),
            notify_url: reading.journey.notify_url.clone(),
            charset: reading.journey.charset.unwrap_or(settings.charset),
        };
        self.charge(charge, now)
    }

    /// The buyer as the merchant is told, with the address to send to.
    pub(crate) fn payer(
        &self,
        checkout: &Checkout,
        buyer: &AccountId,
        memo: Option<String>,
    ) -> Result<Payer, LedgerError> {
        let account = self.accounts.get(buyer).ok_or(LedgerError::NoBuyer)?;
        let prefill = &checkout.reading.prefill;
        let ship_to = prefill.ship_to(account.address.as_ref());
        if ship_to.is_none() && prefill.requires_address() {
            return Err(LedgerError::AddressMissing);
        }
        Ok(Payer {
            id: account.id.clone(),
            email: account.email.clone(),
            first_name: account.first_name.clone(),
            last_name: account.last_name.clone(),
            country: account.country.clone(),
            ship_to,
            memo,
        })
    }

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
        if let Some(record) = self.orders.get_mut(&id) {
            record.updated = now;
        }
        self.emit(EventKind::OrderApproved { id }, now);
        Ok(())
    }

    /// The buyer who agreed to a payment or an order that is not completed.
    pub(crate) fn approved_buyer(&self, record: &Record) -> Result<AccountId, LedgerError> {
        self.checkouts
            .get(&record.token)
            .filter(|checkout| checkout.status == CheckoutStatus::Approved)
            .and_then(|checkout| checkout.buyer.clone())
            .ok_or(LedgerError::NotApproved)
    }

    /// Makes the payments of an agreed payment or order: all of them, or none.
    pub(crate) fn take_payments(
        &mut self,
        record: &Record,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        record.check_open()?;
        self.approved_buyer(record)?;
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
                api: record.api,
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
        if let Some(record) = self.orders.get_mut(&record.id) {
            record.updated = now;
            for (unit, txn_id) in record.units.iter_mut().zip(made) {
                unit.txn_id = Some(txn_id);
            }
        }
        let event = EventKind::OrderCompleted {
            id: record.id.clone(),
        };
        self.emit(event, now);
        Ok(())
    }
}
