//! The payments that the server makes, from before they are made.

use leptos_paypal_api::RequestId;
use leptos_paypal_core::{CheckoutId, TxnId};

use super::calls;
use super::sql::{from_row, query};
use super::{ApiCall, Connection, Ledger, LedgerError, Write, json, rows};
use crate::server_path::{Api, StoredPurchase};

/// The payment of a checkout that is to be recorded with it.
#[derive(Clone, Debug)]
pub struct NewServerPayment {
    /// API that makes it.
    pub api: Api,
    /// `PayPal-Request-Id` of the request that makes it.
    pub request_id: RequestId,
    /// Purchase that it is made of.
    pub purchase: StoredPurchase,
}

/// The payment of a checkout.
#[derive(Clone, Debug)]
pub struct ServerPayment {
    /// API that makes it.
    pub api: Api,
    /// `PayPal-Request-Id` of the request that makes it.
    pub request_id: RequestId,
    /// Purchase that it is made of.
    pub purchase: StoredPurchase,
    /// PayPal's name of it, once it is made.
    pub paypal_id: Option<String>,
    /// `token` of the return query.
    pub token: Option<String>,
    /// Approval page.
    pub approval_url: Option<String>,
    /// The number of the next attempt to move the money.
    pub attempt: i64,
    /// True when the buyer came back by the cancel address, or was declined: the
    /// money is moved once the buyer comes back, and not unasked.
    pub awaits_buyer: bool,
}

impl From<NewServerPayment> for ServerPayment {
    /// The payment that was just recorded.
    fn from(new: NewServerPayment) -> Self {
        Self {
            api: new.api,
            request_id: new.request_id,
            purchase: new.purchase,
            paypal_id: None,
            token: None,
            approval_url: None,
            attempt: 1,
            awaits_buyer: false,
        }
    }
}

/// A definite refusal of one attempt to move the money.
#[derive(Clone, Copy, Debug)]
pub struct Declined {
    /// The number of the attempt.
    pub attempt: i64,
    /// True when the next one needs the buyer.
    pub awaits_buyer: bool,
}

/// Payment that PayPal made.
#[derive(Clone, Copy, Debug)]
pub struct OpenedPayment<'a> {
    /// PayPal's name of it.
    pub paypal_id: &'a str,
    /// `token` of the return query.
    pub token: Option<&'a str>,
    /// Approval page.
    pub approval_url: Option<&'a str>,
    /// Time at which PayPal is first asked about it.
    pub ask_at: i64,
}

struct ServerPaymentRow {
    api: String,
    request_id: String,
    purchase: String,
    paypal_id: Option<String>,
    token: Option<String>,
    approval_url: Option<String>,
    attempt: i64,
    turned_back_at: Option<i64>,
}

from_row!(ServerPaymentRow {
    api,
    request_id,
    purchase,
    paypal_id,
    token,
    approval_url,
    attempt,
    turned_back_at
});

pub(super) async fn insert(
    write: &mut Write,
    checkout: &CheckoutId,
    new: &NewServerPayment,
) -> Result<(), LedgerError> {
    query(
        "INSERT INTO server_payments (checkout_id, api, request_id, purchase)
         VALUES ($1, $2, $3, $4)",
    )
    .bind(checkout.as_str())
    .bind(new.api.as_str())
    .bind(new.request_id.as_str())
    .bind(json(&new.purchase)?)
    .execute(write)
    .await?;
    Ok(())
}

/// API and approval page of a checkout.
pub(super) async fn way(
    connection: &mut Connection,
    checkout: &str,
) -> Result<Option<(Api, Option<String>)>, LedgerError> {
    let row: Option<(String, Option<String>)> =
        query("SELECT api, approval_url FROM server_payments WHERE checkout_id = $1")
            .bind(checkout)
            .fetch_optional(connection)
            .await?;
    row.map(|(name, approval_url)| Ok((api(&name)?, approval_url)))
        .transpose()
}

fn api(name: &str) -> Result<Api, LedgerError> {
    name.parse().map_err(|_| LedgerError::Unreadable {
        what: "an API",
        value: name.to_owned(),
    })
}

impl Ledger {
    /// The payment of a checkout; `None` for one of another path.
    ///
    /// # Errors
    /// `database`.
    pub async fn server_payment(
        &self,
        checkout: &CheckoutId,
    ) -> Result<Option<ServerPayment>, LedgerError> {
        let row: Option<ServerPaymentRow> = query(
            "SELECT api, request_id, purchase, paypal_id, token, approval_url, attempt, turned_back_at
             FROM server_payments WHERE checkout_id = $1",
        )
        .bind(checkout.as_str())
        .fetch_optional(&mut self.read().await?)
        .await?;
        row.map(|row| {
            Ok(ServerPayment {
                api: api(&row.api)?,
                request_id: row
                    .request_id
                    .parse()
                    .map_err(|_| LedgerError::Unreadable {
                        what: "a request id",
                        value: row.request_id.clone(),
                    })?,
                purchase: rows::from_json("a purchase", &row.purchase)?,
                paypal_id: row.paypal_id,
                token: row.token,
                approval_url: row.approval_url,
                attempt: row.attempt,
                awaits_buyer: row.turned_back_at.is_some(),
            })
        })
        .transpose()
    }

    /// PayPal has made the payment. The first answer stays.
    ///
    /// # Errors
    /// `database`.
    pub async fn record_opened_payment(
        &self,
        checkout: &CheckoutId,
        opened: &OpenedPayment<'_>,
        call: &ApiCall,
        now: i64,
    ) -> Result<(), LedgerError> {
        let mut write = self.write().await?;
        write.lock_checkout(checkout.as_str()).await?;
        calls::insert(&mut write, checkout, call, now).await?;
        query(
            "UPDATE server_payments SET paypal_id = $1, token = $2, approval_url = $3, ask_at = $4
             WHERE checkout_id = $5 AND paypal_id IS NULL",
        )
        .bind(opened.paypal_id)
        .bind(opened.token)
        .bind(opened.approval_url)
        .bind(opened.ask_at)
        .bind(checkout.as_str())
        .execute(&mut write)
        .await?;
        write.commit().await
    }

    /// PayPal has definitely refused an attempt: the next one is another
    /// request.
    ///
    /// # Errors
    /// `database`.
    pub async fn declined(
        &self,
        checkout: &CheckoutId,
        declined: &Declined,
        call: &ApiCall,
        now: i64,
    ) -> Result<(), LedgerError> {
        let mut write = self.write().await?;
        write.lock_checkout(checkout.as_str()).await?;
        calls::insert(&mut write, checkout, call, now).await?;
        query(
            "UPDATE server_payments SET attempt = attempt + 1,
                turned_back_at = COALESCE($3, turned_back_at)
             WHERE checkout_id = $1 AND attempt = $2",
        )
        .bind(checkout.as_str())
        .bind(declined.attempt)
        .bind(declined.awaits_buyer.then_some(now))
        .execute(&mut write)
        .await?;
        write.commit().await
    }

    /// The buyer came back by the cancel address.
    ///
    /// # Errors
    /// `database`.
    pub async fn record_buyer_cancel(
        &self,
        checkout: &CheckoutId,
        now: i64,
    ) -> Result<(), LedgerError> {
        let mut write = self.write_one().await?;
        query("UPDATE server_payments SET turned_back_at = $1 WHERE checkout_id = $2")
            .bind(now)
            .bind(checkout.as_str())
            .execute(&mut write)
            .await?;
        write.commit().await
    }

    /// The checkout of a payment of PayPal's APIs.
    ///
    /// # Errors
    /// `database`.
    pub async fn checkout_of_payment(
        &self,
        paypal_id: &str,
    ) -> Result<Option<CheckoutId>, LedgerError> {
        let found: Option<(String,)> =
            query("SELECT checkout_id FROM server_payments WHERE paypal_id = $1")
                .bind(super::text(paypal_id))
                .fetch_optional(&mut self.read().await?)
                .await?;
        found.map(|(id,)| rows::checkout_id(&id)).transpose()
    }

    /// The checkout that a transaction belongs to.
    ///
    /// # Errors
    /// `database`.
    pub async fn checkout_of_transaction(
        &self,
        txn_id: &TxnId,
    ) -> Result<Option<CheckoutId>, LedgerError> {
        let found: Option<(String,)> =
            query("SELECT checkout_id FROM payments WHERE txn_id = $1 LIMIT 1")
                .bind(txn_id.as_str())
                .fetch_optional(&mut self.read().await?)
                .await?;
        found.map(|(id,)| rows::checkout_id(&id)).transpose()
    }
}
