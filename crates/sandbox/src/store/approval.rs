//! From the buyer's agreement to the payments.

use jiff::Timestamp;

use super::Store;
use super::accounts::AccountId;
use super::charge::Charge;
use super::checkouts::{CheckoutStatus, Source};
use super::events::EventKind;
use super::ledger::{LedgerError, enough};
use super::payments::Origin;
use super::rest_orders::Record;

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
        if let Some(record) = self.orders.get_mut(&id) {
            record.updated = now;
        }
        self.emit(EventKind::OrderApproved { id }, now);
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
