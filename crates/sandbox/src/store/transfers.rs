//! Money that an account sends to others.

use jiff::Timestamp;
use leptos_paypal_core::Money;

use super::Store;
use super::accounts::AccountId;
use super::charge::Charge;
use super::error::StoreError;
use super::ledger::check_balance;
use super::order::Order;
use super::payments::Api;

/// One receiver of money that an account sends.
#[derive(Clone, Debug)]
pub(crate) struct Transfer {
    pub(crate) payee: AccountId,
    pub(crate) order: Order,
    pub(crate) note: Option<String>,
}

impl Store {
    /// Sends money to several receivers: to all of them, or to none.
    pub(crate) fn transfer_all(
        &mut self,
        sender: &AccountId,
        transfers: Vec<Transfer>,
        now: Timestamp,
    ) -> Result<Vec<String>, StoreError> {
        let account = self.accounts.get(sender).ok_or(StoreError::NoBuyer)?;
        if let Some(first) = transfers.first() {
            let totals = transfers.iter().map(|transfer| transfer.order.total);
            let sum = Money::sum(first.order.currency, totals)?;
            check_balance(account, sum)?;
        }
        let mut charges = Vec::with_capacity(transfers.len());
        for transfer in transfers {
            let payee = self.accounts.get(&transfer.payee);
            let charset = payee.ok_or(StoreError::NoBuyer)?.settings.charset;
            let mut payer = self.payer_of(sender, None)?;
            payer.memo = transfer.note;
            charges.push(Charge {
                api: Api::Classic,
                token: None,
                origin: None,
                order: transfer.order,
                payer,
                payee: transfer.payee,
                notify_url: None,
                charset,
            });
        }
        self.check_charges(&charges)?;
        let made = charges.into_iter().map(|charge| self.charge(charge, now));
        made.collect()
    }
}
