//! `GetBalance` and `GetPalDetails`.

use jiff::Timestamp;
use leptos_paypal_core::Money;

use crate::classic::amounts::DEFAULT_CURRENCY;
use crate::classic::answer::Answer;
use crate::classic::call::Call;
use crate::classic::errors::CallResult;
use crate::classic::fields::Fields;
use crate::classic::operation::{Operation, Reply};

/// Tells the account's balances.
#[derive(Debug)]
pub(super) struct GetBalance {
    all_currencies: bool,
}

/// Balances, the first in the account's own currency.
pub(super) struct Balances {
    balances: Vec<Money>,
    at: Timestamp,
}

impl Operation for GetBalance {
    const NAME: &'static str = "GetBalance";
    type Reply = Balances;

    fn read(fields: &Fields<'_>) -> CallResult<Self> {
        Ok(Self {
            all_currencies: fields.flag("RETURNALLCURRENCIES", "ReturnAllCurrencies"),
        })
    }

    fn run(&self, call: &mut Call<'_>) -> CallResult<Balances> {
        let account = call.account()?;
        let mut balances = vec![account.balance(DEFAULT_CURRENCY)];
        if self.all_currencies {
            let others = account.balances();
            balances.extend(
                others.filter(|money| money.currency() != DEFAULT_CURRENCY && !money.is_zero()),
            );
        }
        Ok(Balances {
            balances,
            at: call.now,
        })
    }
}

impl Reply for Balances {
    fn write(&self, answer: &mut Answer) {
        if let Some(first) = self.balances.first() {
            answer.amount("", "Balance", *first);
        }
        answer.time("", "BalanceTimeStamp", self.at);
        for (index, balance) in self.balances.iter().enumerate() {
            answer.amount(&format!("L_AMT{index}"), "BalanceHoldings", *balance);
            let code = balance.currency().code();
            answer.text(&format!("L_CURRENCYCODE{index}"), "", code);
        }
    }
}

/// Tells the account's id.
#[derive(Debug)]
pub(super) struct GetPalDetails;

/// Id and language of an account.
pub(super) struct PalDetails {
    pal: String,
}

impl Operation for GetPalDetails {
    const NAME: &'static str = "GetPalDetails";
    type Reply = PalDetails;

    fn read(_: &Fields<'_>) -> CallResult<Self> {
        Ok(Self)
    }

    fn run(&self, call: &mut Call<'_>) -> CallResult<PalDetails> {
        Ok(PalDetails {
            pal: call.account.0.clone(),
        })
    }
}

impl Reply for PalDetails {
    fn write(&self, answer: &mut Answer) {
        answer.text("PAL", "Pal", &self.pal);
        answer.text("LOCALE", "Locale", "en_US");
    }
}
