//! `MassPay`.

use leptos_paypal_core::{Currency, Money};

use crate::classic::amounts::{currency, unsigned};
use crate::classic::answer::Answer;
use crate::classic::call::Call;
use crate::classic::errors::{CallResult, ClassicError, of_store, refused};
use crate::classic::fields::Fields;
use crate::classic::operation::{Operation, Reply, code_of_text};
use crate::store::error::StoreError;
use crate::store::order::{Line, Order, OrderKind, PaymentAction};
use crate::store::transfers::Transfer;

/// The most receivers of one call.
const MAX_RECEIVERS: usize = 250;

/// Sends money to several receivers.
#[derive(Debug)]
pub(super) struct MassPay {
    items: Vec<Item>,
    subject: Option<String>,
}

#[derive(Debug)]
struct Item {
    receiver: String,
    amount: Money,
    note: Option<String>,
    unique_id: Option<String>,
}

/// Nothing but that it was done.
pub(super) struct MassPayDone;

impl Operation for MassPay {
    const NAME: &'static str = "MassPay";
    type Reply = MassPayDone;

    fn read(fields: &Fields<'_>) -> CallResult<Self> {
        let names = ["EMAIL", "RECEIVERID", "AMT"];
        let entries = fields.list(&names, "MassPayItem");
        if entries.is_empty() || entries.len() > MAX_RECEIVERS {
            return Err(ClassicError::argument("MassPay takes from 1 to 250 receivers").into());
        }
        let shared = match fields {
            Fields::Nvp { .. } => Some(currency(fields, None)?),
            Fields::Soap(_) => None,
        };
        let items = entries.iter().map(|entry| Item::read(entry, shared));
        let items = items.collect::<CallResult<Vec<Item>>>()?;
        let first = items.first().map(|item| item.amount.currency());
        if items
            .iter()
            .any(|item| Some(item.amount.currency()) != first)
        {
            return refused(10418);
        }
        Ok(Self {
            items,
            subject: fields.text("EMAILSUBJECT", "EmailSubject"),
        })
    }

    fn test_codes(&self) -> Vec<u32> {
        let subject = self.subject.as_deref();
        subject.and_then(code_of_text).into_iter().collect()
    }

    fn run(&self, call: &mut Call<'_>) -> CallResult<MassPayDone> {
        let business = call.account()?.email.clone();
        let mut transfers = Vec::with_capacity(self.items.len());
        for item in &self.items {
            let Some(payee) = call.store.accounts.named(&item.receiver) else {
                let long = format!("The receiver {} has no account here", item.receiver);
                return Err(ClassicError::argument(long).into());
            };
            if payee.id == call.account {
                return Err(ClassicError::argument("An account cannot pay itself").into());
            }
            if item.amount > call.store.maximum(item.amount.currency()) {
                return refused(10414);
            }
            transfers.push(Transfer {
                payee: payee.id.clone(),
                order: item.order(business.clone()),
                note: item.note.clone(),
            });
        }
        let (sender, now) = (call.account.clone(), call.now);
        let sent = call.store.transfer_all(&sender, transfers, now);
        sent.map_err(|error| match error {
            StoreError::InsufficientFunds { .. } => ClassicError::of(10321),
            other => of_store(&other),
        })?;
        Ok(MassPayDone)
    }
}

impl Item {
    fn read(entry: &Fields<'_>, shared: Option<Currency>) -> CallResult<Self> {
        let receiver = entry.text("EMAIL", "ReceiverEmail");
        let Some(receiver) = receiver.or_else(|| entry.text("RECEIVERID", "ReceiverID")) else {
            return Err(ClassicError::argument("A receiver is missing").into());
        };
        let Some(written) = entry.amount("AMT", "Amount") else {
            return Err(ClassicError::argument("An amount is missing").into());
        };
        let currency = match shared {
            Some(shared) => shared,
            None => currency(entry, Some(&written))?,
        };
        let amount = unsigned(&written, currency, 10004)?;
        if amount.is_zero() {
            return refused(10525);
        }
        Ok(Self {
            receiver,
            amount,
            note: entry.text("NOTE", "Note"),
            unique_id: entry.text("UNIQUEID", "UniqueId"),
        })
    }

    fn order(&self, business: String) -> Order {
        let none = Money::zero(self.amount.currency());
        let name = self.note.clone().unwrap_or_default();
        Order {
            kind: OrderKind::Transfer,
            action: PaymentAction::Sale,
            business,
            currency: self.amount.currency(),
            lines: vec![Line {
                name: name.chars().take(127).collect(),
                description: String::new(),
                number: String::new(),
                quantity: 1,
                unit_price: self.amount,
                options: Vec::new(),
                goods: self.amount,
                discount: none,
                shipping: none,
                handling: none,
                tax: none,
            }],
            items_total: self.amount,
            discount: none,
            shipping: none,
            handling: none,
            tax: none,
            total: self.amount,
            invoice: None,
            custom: self.unique_id.clone().unwrap_or_default(),
        }
    }
}

impl Reply for MassPayDone {
    fn write(&self, _: &mut Answer) {}
}
