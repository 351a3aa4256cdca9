//! Orders that are paid by card, without an account of the buyer.

use jiff::Timestamp;
use leptos_paypal_core::Currency;

use super::Store;
use super::accounts::AccountId;
use super::card::Card;
use super::card_issuer::issuer;
use super::checkouts::{Checkout, CheckoutStatus, Source};
use super::error::StoreError;
use super::events::EventKind;
use super::payments::Payer;
use crate::config::{AccountConfig, AccountType};

const ISSUER_EMAIL: &str = "card-bank@sandbox.invalid";

impl Checkout {
    /// Account that pays what was agreed to.
    pub(crate) fn paying_account(&self) -> Option<AccountId> {
        match self.card {
            Some(_) => Some(issuer()),
            None => self.buyer.clone(),
        }
    }
}

impl Store {
    /// Agrees to an order with a card. A card that was given before is replaced.
    pub(crate) fn approve_by_card(
        &mut self,
        token: &str,
        card: Card,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.open_issuer()?;
        let checkout = self
            .checkouts
            .get_mut(token)
            .ok_or(StoreError::UnknownCheckout)?;
        if checkout.is_paid() {
            return Err(StoreError::AlreadyPaid);
        }
        if checkout.is_expired(now) {
            return Err(StoreError::Expired);
        }
        checkout.status = CheckoutStatus::Approved;
        checkout.was_refused = false;
        checkout.bank_refuses = false;
        checkout.buyer = None;
        checkout.memo = None;
        checkout.card = Some(card);
        let Source::Order(id) = checkout.source.clone() else {
            return Ok(());
        };
        if let Some(record) = self.orders.get_mut(&id) {
            record.updated = now;
        }
        self.emit(EventKind::OrderApproved { id }, now);
        Ok(())
    }

    /// Opens the account of the cards' banks, with the first card.
    fn open_issuer(&mut self) -> Result<(), StoreError> {
        if self.accounts.get(&issuer()).is_some() {
            return Ok(());
        }
        let balance = |currency: &Currency| match currency.decimals() {
            0 => (*currency, "100000000".to_owned()),
            _ => (*currency, "1000000.00".to_owned()),
        };
        let issuer = AccountConfig {
            email: ISSUER_EMAIL.to_owned(),
            id: Some(issuer().0),
            kind: AccountType::Personal,
            // Nobody logs in.
            password: self.ids.secret(),
            first_name: "Card".to_owned(),
            last_name: "Bank".to_owned(),
            balances: Currency::ALL.iter().map(balance).collect(),
            ipn: false,
            pdt: false,
            auto_return: false,
            ..AccountConfig::default()
        };
        let opened = self.accounts.add(&issuer);
        opened.map(|_| ()).map_err(|_| StoreError::NoBuyer)
    }

    /// The holder of a card as the merchant is told.
    pub(super) fn card_payer(checkout: &Checkout, card: &Card) -> Payer {
        let (first_name, last_name) = card.holder();
        let prefill = &checkout.details.prefill;
        let billing = card.billing_address.as_ref();
        Payer {
            id: issuer(),
            email: prefill.email.clone().unwrap_or_default(),
            first_name,
            last_name,
            country: billing
                .map(|address| address.country_code.clone())
                .filter(|country| !country.is_empty()),
            recipient: prefill.recipient(None),
            phone: prefill.contact.phone.clone(),
            ship_to: prefill.ship_to(None),
            memo: None,
            card: Some(card.clone()),
        }
    }
}
