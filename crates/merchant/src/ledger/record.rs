//! Records what a verified message comes to.

use leptos_paypal_core::ipn::{
    Expected, ExpectedSubscription, IpnMessage, MessageSource, Mismatch, PaymentStatus, Seen,
    TxnType, Verdict, check, check_subscription,
};
use leptos_paypal_core::{
    CheckoutId, CheckoutStatus, ReviewReason, SubscriptionEvent, SubscriptionStatus,
};

use super::advance::{Changes, advance, reapply};
use super::event_context::{EventContext, Source};
use super::locked_checkout::{LockedCheckout, lock_checkout};
use super::payments::{self, NewPayment};
use super::sql::query;
use super::{
    Ledger, LedgerError, MessageId, OrderKind, StoredMessage, Write, json, rows, subscriptions,
    text, unclear,
};

/// Expectations of the shop for every message.
#[derive(Clone, Debug)]
pub struct Shop {
    /// The names of its account.
    pub payees: Vec<String>,
    /// True when only play money moves.
    pub test: bool,
}

/// Outcome of a message or a hint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The verdict's stable name: `accepted`, `duplicate`, ….
    pub verdict: &'static str,
    /// The checkout it is about.
    pub checkout: Option<CheckoutId>,
    /// The status before and after, when the checkout has another one now.
    pub changed: Option<(CheckoutStatus, CheckoutStatus)>,
    /// The same of the subscription.
    pub subscription: Option<(SubscriptionStatus, SubscriptionStatus)>,
    /// True when the shop's own system is to be told something.
    pub tells: bool,
}

impl Outcome {
    pub(super) const fn of(
        verdict: &'static str,
        checkout: Option<CheckoutId>,
        changes: Changes,
    ) -> Self {
        Self {
            verdict,
            checkout,
            changed: changes.status,
            subscription: changes.subscription,
            tells: changes.tells,
        }
    }
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
        let kept = self.store_message_in(&mut write, message, now, now).await?;
        let outcome = match kept {
            StoredMessage::Open(id) => {
                let outcome = self.record_in(&mut write, id, message, shop, now).await?;
                Some((id, outcome))
            }
            StoredMessage::Done(_) => None,
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
        let name = message.get("txn_id").or_else(|| message.get("subscr_id"));
        write.lock("transaction", name.unwrap_or_default()).await?;
        write.lock_message(id).await?;
        let (processed_at, received_at): (Option<i64>, i64) =
            query("SELECT processed_at, received_at FROM messages WHERE id = $1")
                .bind(id.0)
                .fetch_one(write)
                .await?;
        if processed_at.is_some() {
            // Two tasks asked about the same message: the other was first.
            let checkout = message.checkout_id();
            return Ok(Outcome::of("duplicate", checkout, Changes::default()));
        }
        let is_anew = unclear::forget(write, id).await?;
        let mut known = order_of(write, message).await?;
        if let Some(known) = &mut known {
            known.is_anew = is_anew;
        }
        let seen = seen(write, message).await?;
        let mut verdict = judge(message, known.as_ref(), shop, &seen, received_at);
        if matches!(verdict, Verdict::Duplicate { .. }) {
            // The transaction was told before, perhaps by a source that does
            // not see what this message shows.
            let anew = judge(message, known.as_ref(), shop, &[], received_at);
            let adds = match (&known, acting(&anew)) {
                (Some(known), Some((event, mismatches))) if !mismatches.is_empty() => {
                    merge(write, &known.id, &event, message, id, now).await?
                }
                _ => false,
            };
            if adds {
                verdict = anew;
            }
        }
        let detail = verdict.to_string();
        let checkout = known.as_ref().map(|known| known.id.clone());
        let note = known.as_ref().and_then(|known| note(known, message));
        let context = EventContext {
            cause: match message.source() {
                MessageSource::Ipn => "ipn",
                MessageSource::Pdt => "pdt",
            },
            detail: None,
            note: note.as_deref(),
            source: Source {
                message: Some(id),
                ..Source::default()
            },
            now,
            fulfils: self.fulfils,
        };
        let mut reason = None;
        let mut code = verdict.code();
        let changes = match (known, acting(&verdict)) {
            (Some(known), Some((event, mismatches))) => {
                let event = match event {
                    SubscriptionEvent::Checkout(event) => known.judged(&event).into(),
                    event => event,
                };
                let detail = (!mismatches.is_empty()).then_some(detail.as_str());
                let context = context.detailed(detail);
                let is_notice = matches!(event, SubscriptionEvent::Notice { .. });
                let is_new = merge(write, &known.id, &event, message, id, now).await?;
                let mut events = vec![event];
                if is_notice && is_new {
                    // Terms that nobody offered are for a person.
                    reason = mismatches.iter().map(Mismatch::reason).min();
                    events.extend(reason.map(|reason| unclear::event(id, reason).into()));
                }
                if is_new || !is_notice {
                    advance(write, known, &events, context).await?
                } else {
                    code = "duplicate";
                    reapply(write, known, context).await?
                }
            }
            (Some(known), None) => {
                reason = match verdict.not_understood() {
                    Some(reason) if unclear::is_told(write, &known.id, id, reason).await? => None,
                    reason => reason,
                };
                match reason {
                    Some(reason) => {
                        let event = unclear::event(id, reason).into();
                        let context = context.detailed(Some(&detail));
                        advance(write, known, &[event], context).await?
                    }
                    None if is_anew => reapply(write, known, context).await?,
                    None => Changes::default(),
                }
            }
            (None, _) => Changes::default(),
        };
        query(
            "UPDATE messages SET verification = 'verified', attempts = attempts + 1,
                next_attempt_at = NULL, fields = $1, charset = $2, verdict = $3, verdict_detail = $4,
                checkout_id = $5, processed_at = $6, review_reason = $7
             WHERE id = $8",
        )
        .bind(json(&message.pairs())?)
        .bind(text(message.charset()))
        .bind(code)
        .bind(text(&detail))
        .bind(checkout.as_ref().map(CheckoutId::as_str))
        .bind(now)
        .bind(reason.map(ReviewReason::as_str))
        .bind(id.0)
        .execute(write)
        .await?;
        Ok(Outcome::of(code, checkout, changes))
    }
}

/// Holds a message against the order that it is about.
fn judge(
    message: &IpnMessage,
    known: Option<&LockedCheckout>,
    shop: &Shop,
    seen: &[Seen],
    received_at: i64,
) -> Verdict {
    let Some(known) = known else {
        return check(message, None, seen);
    };
    let (own, recorded) = (known.state.own(), known.state.transactions());
    let order = Expected {
        id: &known.id,
        payees: &shop.payees,
        test: shop.test,
        amount: known.amount,
        own: &own,
        recorded: &recorded,
        // What a server has made cannot be changed by a browser, and its
        // items are written otherwise.
        items: (!known.is_by_api()).then_some(known.ordered.as_slice()),
        txn_types: match known.kind {
            OrderKind::Subscription => &[TxnType::SubscrPayment],
            OrderKind::Donation => &[TxnType::WebAccept],
            OrderKind::Cart if known.is_by_api() => {
                &[TxnType::Cart, TxnType::WebAccept, TxnType::ExpressCheckout]
            }
            // A cart upload; Buy Now should one be made of it.
            OrderKind::Cart => &[TxnType::Cart, TxnType::WebAccept],
        },
    };
    match known.plan() {
        Some(plan) => {
            let expected = ExpectedSubscription {
                order,
                plan,
                agreements: &known.state.agreements(),
                received_at,
            };
            check_subscription(message, &expected, seen)
        }
        None => check(message, Some(&order), seen),
    }
}

/// The event of a message that is acted upon, with the differences from the
/// order.
fn acting(verdict: &Verdict) -> Option<(SubscriptionEvent, &[Mismatch])> {
    match verdict {
        Verdict::Act { event, mismatches } => Some((event.clone().into(), mismatches)),
        Verdict::Subscription { event, mismatches } => Some((event.clone(), mismatches)),
        _ => None,
    }
}

/// Words for the history of a subscription: PayPal's, and which one it is.
fn note(known: &LockedCheckout, message: &IpnMessage) -> Option<String> {
    known.plan()?;
    let names = ["txn_type", "payment_status", "mc_gross", "subscr_id"];
    let words: Vec<_> = names
        .into_iter()
        .filter_map(|name| message.get(name))
        .collect();
    Some(words.join(" "))
}

/// The checkout a message is about: of a follow-up that of its payment, else
/// the first that `custom` or `invoice` names, else that of the transaction
/// itself, else that of the subscription.
async fn order_of(
    write: &mut Write,
    message: &IpnMessage,
) -> Result<Option<LockedCheckout>, LedgerError> {
    if let Some(id) = paid_by(write, message.get("parent_txn_id")).await? {
        return lock_checkout(write, &id).await;
    }
    for id in message.checkout_ids() {
        if let Some(known) = lock_checkout(write, id.as_str()).await? {
            return Ok(Some(known));
        }
    }
    if let Some(id) = paid_by(write, message.txn_id()).await? {
        return lock_checkout(write, &id).await;
    }
    let Some(subscr_id) = message.get("subscr_id") else {
        return Ok(None);
    };
    match subscriptions::checkout_of(write, subscr_id).await? {
        Some(id) => lock_checkout(write, &id).await,
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

/// Statuses of the message's transaction that were processed, for any checkout.
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

/// Writes an event down. Answers whether it was not known.
async fn merge(
    write: &mut Write,
    checkout: &CheckoutId,
    event: &SubscriptionEvent,
    message: &IpnMessage,
    id: MessageId,
    now: i64,
) -> Result<bool, LedgerError> {
    let paid_for = match event {
        SubscriptionEvent::Notice {
            subscription,
            notice,
        } => {
            return subscriptions::insert_notice(write, checkout, subscription, notice, id, now)
                .await;
        }
        SubscriptionEvent::Payment {
            subscription, at, ..
        } => Some((subscription.clone(), *at)),
        SubscriptionEvent::Checkout(_) => None,
    };
    let Some(event) = event.checkout_event() else {
        return Ok(false);
    };
    let payment = message.payment().ok().flatten();
    let new = NewPayment {
        checkout: checkout.as_str(),
        event: &event,
        paid_for,
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
    };
    payments::merge(write, &new).await
}
