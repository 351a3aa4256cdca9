//! Billing agreements: buyers who let a merchant charge them again.

use jiff::Timestamp;

use super::Store;
use super::accounts::AccountId;
use super::charge::Charge;
use super::error::StoreError;
use super::express_checkouts::RequestedPayment;
use super::payments::{Api, Origin, Payer};
use crate::config::Address;

/// A billing agreement.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct BillingAgreement {
    pub(crate) id: String,
    pub(crate) merchant: AccountId,
    pub(crate) buyer: AccountId,
    pub(crate) description: String,
    pub(crate) is_active: bool,
    /// The checkout in which the buyer agreed.
    token: String,
    ship_to: Option<Address>,
}

/// All billing agreements, oldest first.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct BillingAgreements(Vec<BillingAgreement>);

impl BillingAgreements {
    pub(crate) fn get(&self, id: &str) -> Option<&BillingAgreement> {
        self.0.iter().find(|agreement| agreement.id == id)
    }

    /// Ends an agreement.
    pub(crate) fn cancel(&mut self, id: &str) {
        let found = self.0.iter_mut().find(|agreement| agreement.id == id);
        if let Some(agreement) = found {
            agreement.is_active = false;
        }
    }
}

impl Store {
    /// Keeps the agreement that a checkout asked for and its buyer gave;
    /// answers its id, the same for the same checkout. Nothing where the
    /// checkout asked for none.
    pub(crate) fn create_agreement(&mut self, token: &str) -> Result<Option<String>, StoreError> {
        let mut known = self.agreements.0.iter();
        if let Some(known) = known.find(|agreement| agreement.token == token) {
            return Ok(Some(known.id.clone()));
        }
        let express = self.express.get(token);
        let express = express.ok_or(StoreError::UnknownCheckout)?;
        let mut asked = express.agreements.iter();
        let Some(asked) = asked.find(|asked| !asked.is_recurring).cloned() else {
            return Ok(None);
        };
        let checkout = self
            .checkouts
            .get(token)
            .filter(|checkout| checkout.status.is_agreed());
        let checkout = checkout.ok_or(StoreError::NotApproved)?;
        let buyer = checkout.buyer.clone().ok_or(StoreError::NoBuyer)?;
        let account = self.accounts.get(&buyer).ok_or(StoreError::NoBuyer)?;
        let id = self.ids.billing_agreement();
        self.agreements.0.push(BillingAgreement {
            id: id.clone(),
            merchant: express.merchant.clone(),
            description: asked.description,
            is_active: true,
            token: token.to_owned(),
            ship_to: checkout.details.prefill.ship_to(account.address.as_ref()),
            buyer,
        });
        Ok(Some(id))
    }

    /// Charges the buyer of an agreement; answers the transaction id.
    pub(crate) fn charge_agreement(
        &mut self,
        agreement: &BillingAgreement,
        payment: RequestedPayment,
        now: Timestamp,
    ) -> Result<String, StoreError> {
        if self.decline_fault() {
            return Err(StoreError::Declined);
        }
        if let Some(issue) = self.refuse_fault() {
            return Err(StoreError::Refused { issue });
        }
        let ship_to = payment.ship_to.map(|ship_to| ship_to.address);
        let payer = self.payer_of(&agreement.buyer, ship_to.or(agreement.ship_to.clone()))?;
        let payee = self.accounts.get(&payment.payee);
        let charset = payee.ok_or(StoreError::NoBuyer)?.settings.charset;
        let charge = Charge {
            api: Api::Classic,
            token: None,
            origin: Some(Origin {
                app: agreement.merchant.clone(),
                id: agreement.id.clone(),
            }),
            order: payment.order,
            payer,
            payee: payment.payee,
            notify_url: payment.notify_url,
            charset,
        };
        self.charge(charge, now)
    }

    /// An account as the payer of a payment that no checkout made.
    pub(super) fn payer_of(
        &self,
        account: &AccountId,
        ship_to: Option<Address>,
    ) -> Result<Payer, StoreError> {
        let account = self.accounts.get(account).ok_or(StoreError::NoBuyer)?;
        Ok(Payer {
            id: account.id.clone(),
            email: account.email.clone(),
            first_name: account.first_name.clone(),
            last_name: account.last_name.clone(),
            country: account.country.clone(),
            ship_to,
            recipient: None,
            phone: None,
            memo: None,
            card: None,
        })
    }
}
