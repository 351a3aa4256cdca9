//! From columns back to types that cannot be wrong.

use leptos_paypal_core::{
    CheckoutEvent, CheckoutId, CheckoutStatus, Currency, Money, MoneyBackKind, PaymentState,
    ReviewReason, SubscriptionEvent, SubscriptionId, TxnId,
};
use serde::de::DeserializeOwned;

use super::sql::{from_row, query};
use super::{Connection, LedgerError};

fn unreadable(what: &'static str, value: &str) -> LedgerError {
    LedgerError::Unreadable {
        what,
        value: value.to_owned(),
    }
}

pub(super) fn status(name: &str) -> Result<CheckoutStatus, LedgerError> {
    CheckoutStatus::from_name(name).ok_or_else(|| unreadable("a status", name))
}

pub(super) fn reason(name: Option<&str>) -> Result<Option<ReviewReason>, LedgerError> {
    name.map(known_reason).transpose()
}

pub(super) fn known_reason(name: &str) -> Result<ReviewReason, LedgerError> {
    ReviewReason::from_name(name).ok_or_else(|| unreadable("a reason", name))
}

pub(super) fn checkout_id(text: &str) -> Result<CheckoutId, LedgerError> {
    text.parse().map_err(|_| unreadable("a checkout", text))
}

pub(super) fn currency(code: &str) -> Result<Currency, LedgerError> {
    Currency::from_code(code).ok_or_else(|| unreadable("a currency", code))
}

pub(super) fn money(minor: i64, currency: Currency) -> Result<Money, LedgerError> {
    Money::from_minor(minor, currency).map_err(|_| unreadable("an amount", &minor.to_string()))
}

pub(super) fn txn_id(text: &str) -> Result<TxnId, LedgerError> {
    text.parse().map_err(|_| unreadable("a transaction", text))
}

pub(super) fn subscription_id(text: &str) -> Result<SubscriptionId, LedgerError> {
    let unreadable = |_| unreadable("a subscription of PayPal's", text);
    text.parse().map_err(unreadable)
}

pub(super) fn from_json<T: DeserializeOwned>(
    what: &'static str,
    text: &str,
) -> Result<T, LedgerError> {
    serde_json::from_str(text).map_err(|_| unreadable(what, text))
}

pub(super) struct PaymentRow {
    pub(super) txn_id: String,
    pub(super) parent_txn_id: Option<String>,
    pub(super) kind: String,
    pub(super) gross: i64,
    pub(super) fee: Option<i64>,
    pub(super) currency: String,
    pub(super) mismatches: String,
    subscr_id: Option<String>,
    paid_at: Option<i64>,
}

from_row!(PaymentRow {
    txn_id,
    parent_txn_id,
    kind,
    gross,
    fee,
    currency,
    mismatches,
    subscr_id,
    paid_at
});

/// Everything that was heard of a checkout's money.
pub(super) async fn payments(
    connection: &mut Connection,
    checkout: &str,
) -> Result<Vec<PaymentRow>, LedgerError> {
    query(
        "SELECT txn_id, parent_txn_id, kind, gross, fee, currency, mismatches, subscr_id, paid_at
         FROM payments WHERE checkout_id = $1 ORDER BY recorded_at, txn_id, payment_status",
    )
    .bind(checkout)
    .fetch_all(connection)
    .await
}

impl PaymentRow {
    /// The event that made the row, with the subscription that was paid for.
    pub(super) fn subscription_event(&self) -> Result<SubscriptionEvent, LedgerError> {
        let subscription = self.subscr_id.as_deref().map(subscription_id);
        let subscription = subscription.transpose()?;
        Ok(match (self.event()?, self.paid_at) {
            (
                CheckoutEvent::Payment {
                    txn_id,
                    state,
                    gross,
                    mismatches,
                },
                Some(at),
            ) => SubscriptionEvent::Payment {
                subscription,
                txn_id,
                state,
                gross,
                mismatches,
                at,
            },
            (event, _) => event.into(),
        })
    }

    /// The event that made the row.
    fn event(&self) -> Result<CheckoutEvent, LedgerError> {
        let amount = money(self.gross, currency(&self.currency)?)?;
        let txn = txn_id(&self.txn_id)?;
        let payment = |state| -> Result<_, LedgerError> {
            Ok(CheckoutEvent::Payment {
                txn_id: txn.clone(),
                state,
                gross: amount,
                mismatches: from_json("reasons", &self.mismatches)?,
            })
        };
        let back = |kind| -> Result<_, LedgerError> {
            Ok(CheckoutEvent::MoneyBack {
                txn_id: txn.clone(),
                parent: txn_id(self.parent_txn_id.as_deref().unwrap_or_default())?,
                kind,
                amount,
            })
        };
        match self.kind.as_str() {
            "pending" => payment(PaymentState::Pending),
            "failed" => payment(PaymentState::Failed),
            "completed" => payment(PaymentState::Completed),
            "refund" => back(MoneyBackKind::Refund),
            "reversal" => back(MoneyBackKind::Reversal),
            "reversal_canceled" => back(MoneyBackKind::ReversalCanceled),
            other => Err(unreadable("a kind of payment", other)),
        }
    }
}

/// The `kind` column of an event about money.
pub(super) const fn kind(event: &CheckoutEvent) -> Option<&'static str> {
    Some(match event {
        CheckoutEvent::Payment { state, .. } => match state {
            PaymentState::Pending => "pending",
            PaymentState::Failed => "failed",
            PaymentState::Completed => "completed",
        },
        CheckoutEvent::MoneyBack { kind, .. } => match kind {
            MoneyBackKind::Refund => "refund",
            MoneyBackKind::Reversal => "reversal",
            MoneyBackKind::ReversalCanceled => "reversal_canceled",
        },
        CheckoutEvent::BuyerApproved
        | CheckoutEvent::BuyerCancelled
        | CheckoutEvent::TimeOver
        | CheckoutEvent::Unclear { .. }
        | CheckoutEvent::Decision { .. } => return None,
    })
}
