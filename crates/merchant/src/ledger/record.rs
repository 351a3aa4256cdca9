//! Records what a verified message comes to.

use leptos_paypal_core::ipn::{
    Expected, IpnMessage, MessageSource, PaymentStatus, Seen, TxnType, Verdict, check,
};
use leptos_paypal_core::{CheckoutEvent, CheckoutId, CheckoutStatus, ReviewReason};

use super::advance::{Known, advance, known, stand_anew};
use super::because::{Because, Source};
use super::payments::{self, NewPayment};
use super::sql::query;
use super::{Kept, Ledger, LedgerError, MessageId, Write, json, rows, text, unclear};

/// What the shop expects of every message.
#[derive(Clone, Debug)]
pub struct Shop {
    /// The names of its account.
    pub payees: Vec<String>,
    /// Whether only play money moves.
    pub test: bool,
}

/// What a message or a hint came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The verdict's stable name: `accepted`, `duplicate`, ….
    pub verdict: &'static str,
    /// The checkout it is about.
    pub checkout: Option<CheckoutId>,
    /// The status before and after, when the checkout has another one now.
    pub changed: Option<(CheckoutStatus, CheckoutStatus)>,
}

impl Ledger {
    /// Makes of a verified message what it comes to: checks it against the
    /// order, moves the checkout, and writes down why. All of it or nothing.
    ///
    /// # Errors
    /// `database`.
    pub async fn record(
        &self,
        id: MessageId,
        message: &IpnMessage,
        shop: &Shop,
        now: i64,
    ) -> Result<Outcome, LedgerError> {
        let mut write = self.write().await?;
        let outcome = self.record_in(&mut write, id, message, shop, now).await?;
        write.commit().await?;
        Ok(outcome)
    }

    /// Keeps what PayPal has answered to a question and records it, in one
    /// transaction: nobody would ask about it again. `None` when the same
    /// answer was recorded before.
    ///
    /// # Errors
    /// `database`.
    pub async fn record_answer(
        &self,
        message: &IpnMessage,
        shop: &Shop,
        now: i64,
    ) -> Result<Option<(MessageId, Outcome)>, LedgerError> {
        let mut write = self.write().await?;
        let kept = self.keep_in(&mut write, message, now, now).await?;
        let outcome = match kept {
            Kept::Open(id) => {
                let outcome = self.record_in(&mut write, id, message, shop, now).await?;
                Some((id, outcome))
            }
            Kept::Done(_) => None,
        };
        write.commit().await?;
        Ok(outcome)
    }

    async fn record_in(
        &self,
        write: &mut Write,
        id: MessageId,
        message: &IpnMessage,
        shop: &Shop,
        now: i64,
    ) -> Result<Outcome, LedgerError> {
        // Two messages may name one transaction for two checkouts.
        write
            .lock("transaction", message.get("txn_id").unwrap_or_default())
            .await?;
        write.lock_message(id).await?;
        let (processed_at,): (Option<i64>,) =
            query("SELECT processed_at FROM messages WHERE id = $1")
                .bind(id.0)
                .fetch_one(write)
                .await?;
        if processed_at.is_some() {
            // Two tasks asked about the same message: the other was first.
            return Ok(Outcome {
                verdict: "duplicate",
                checkout: message.checkout_id(),
                changed: None,
            });
        }
        let is_anew = unclear::forget(write, id).await?;
        let mut known = order_of(write, message).await?;
        if let Some(known) = &mut known {
            known.is_anew = is_anew;
        }
        let expected = known.as_ref().map(|known| Expected {
            id: &known.id,
            payees: &shop.payees,
            test: shop.test,
            total: known.total,
            // What a server has made cannot be changed by a browser, and its
            // items are written otherwise.
            items: (!known.is_server()).then_some(known.ordered.as_slice()),
            txn_types: if known.is_server() {
                &[TxnType::Cart, TxnType::WebAccept, TxnType::ExpressCheckout]
            } else {
                // A cart upload; Buy Now should one be made of it.
                &[TxnType::Cart, TxnType::WebAccept]
            },
        });
        let seen = seen(write, message).await?;
        let mut verdict = check(message, expected.as_ref(), &seen);
        if matches!(verdict, Verdict::Duplicate { .. }) {
            // The transaction was told before, perhaps by a source that does
            // not see what this message shows.
            let anew = check(message, expected.as_ref(), &[]);
            let adds = match (&known, &anew) {
                (Some(known), Verdict::Act { event, mismatches }) if !mismatches.is_empty() => {
                    payments::merge(
                        write,
                        &new_payment(known.id.as_str(), event, message, id, now),
                    )
                    .await?
                }
                _ => false,
            };
            if adds {
                verdict = anew;
            }
        }
        let detail = verdict.to_string();
        let checkout = known.as_ref().map(|known| known.id.clone());
        let because = Because {
            cause: match message.source() {
                MessageSource::Ipn => "ipn",
                MessageSource::Pdt => "pdt",
            },
            detail: None,
            source: Source {
                message: Some(id),
                ..Source::default()
            },
            now,
            fulfils: self.fulfils,
        };
        let mut reason = None;
        let changed = match (known, &verdict) {
            (Some(known), Verdict::Act { event, mismatches }) => {
                let checkout = known.id.clone();
                let new = new_payment(checkout.as_str(), event, message, id, now);
                payments::merge(write, &new).await?;
                let detail = (!mismatches.is_empty()).then_some(detail.as_str());
                advance(write, known, event, because.detailed(detail)).await?
            }
            (Some(known), verdict) => {
                reason = match verdict.not_understood() {
                    Some(reason) if unclear::is_told(write, &known.id, id, reason).await? => None,
                    reason => reason,
                };
                match reason {
                    Some(reason) => {
                        let event = unclear::event(id, reason);
                        let because = because.detailed(Some(&detail));
                        advance(write, known, &event, because).await?
                    }
                    None if is_anew => stand_anew(write, known, because).await?,
                    None => None,
                }
            }
            (None, _) => None,
        };
        query(
            "UPDATE messages SET verification = 'verified', attempts = attempts + 1,
                next_attempt_at = NULL, fields = $1, charset = $2, verdict = $3, verdict_detail = $4,
                checkout_id = $5, processed_at = $6, review_reason = $7
             WHERE id = $8",
        )
        .bind(json(&message.pairs())?)
        .bind(text(message.charset()))
        .bind(verdict.code())
        .bind(text(&detail))
        .bind(checkout.as_ref().map(CheckoutId::as_str))
        .bind(now)
        .bind(reason.map(ReviewReason::as_str))
        .bind(id.0)
        .execute(write)
        .await?;
        Ok(Outcome {
            verdict: verdict.code(),
            checkout,
            changed,
        })
    }
}

/// The checkout a message is about: of a follow-up that of its payment, else
/// the first that `custom` or `invoice` names, else that of the transaction
/// itself.
async fn order_of(write: &mut Write, message: &IpnMessage) -> Result<Option<Known>, LedgerError> {
    if let Some(id) = paid_by(write, message.get("parent_txn_id")).await? {
        return known(write, &id).await;
    }
    for id in message.checkout_ids() {
        if let Some(known) = known(write, id.as_str()).await? {
            return Ok(Some(known));
        }
    }
    match paid_by(write, message.txn_id()).await? {
        Some(id) => known(write, &id).await,
        None => Ok(None),
    }
}

/// The checkout whose payment `txn_id` is.
async fn paid_by(write: &mut Write, txn_id: Option<&str>) -> Result<Option<String>, LedgerError> {
    let Some(txn_id) = txn_id else {
        return Ok(None);
    };
    let found: Option<(String,)> =
        query("SELECT checkout_id FROM payments WHERE txn_id = $1 LIMIT 1")
            .bind(text(txn_id))
            .fetch_optional(write)
            .await?;
    Ok(found.map(|(id,)| id))
}

/// What was processed of the message's transaction, for whichever checkout.
async fn seen(write: &mut Write, message: &IpnMessage) -> Result<Vec<Seen>, LedgerError> {
    let rows: Vec<(String, String)> =
        query("SELECT txn_id, payment_status FROM payments WHERE txn_id = $1")
            .bind(text(message.get("txn_id").unwrap_or_default()))
            .fetch_all(write)
            .await?;
    rows.into_iter()
        .map(|(txn, status)| Ok((rows::txn_id(&txn)?, status.into())))
        .collect()
}

fn new_payment<'a>(
    checkout: &'a str,
    event: &'a CheckoutEvent,
    message: &'a IpnMessage,
    id: MessageId,
    now: i64,
) -> NewPayment<'a> {
    let payment = message.payment().ok().flatten();
    NewPayment {
        checkout,
        event,
        fee: payment.as_ref().and_then(|payment| payment.fee),
        status: payment.map_or_else(
            || PaymentStatus::Other(String::new()),
            |payment| payment.status,
        ),
        detail: message
            .get("pending_reason")
            .or_else(|| message.get("reason_code")),
        source: Source {
            message: Some(id),
            ..Source::default()
        },
        now,
    }
}
