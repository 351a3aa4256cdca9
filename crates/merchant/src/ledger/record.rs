//! From what was heard to what has become of a checkout, in one transaction
//! with its cause.

use leptos_paypal_core::ipn::{
    Expected, IpnMessage, MessageSource, PaymentStatus, Seen, TxnType, Verdict, check,
};
use leptos_paypal_core::{
    CheckoutEvent, CheckoutId, CheckoutState, CheckoutStatus, Money, OrderedItem, ReviewReason,
    transition,
};
use sqlx::FromRow;

use super::calls::CallId;
use super::learn::is_settled;
use super::payments::{self, NewPayment};
use super::rows;
use super::{
    Kept, Ledger, LedgerError, MessageId, WebhookNumber, Write, fulfilments, json, resolutions,
    server_payments, text,
};

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

/// Why a checkout moved, where no message says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The browser came back by `cancel_return`.
    BuyerCancelled,
    /// Nobody paid in time.
    Expired,
}

impl Cause {
    const fn as_str(self) -> &'static str {
        match self {
            Self::BuyerCancelled => "buyer_cancelled",
            Self::Expired => "expired",
        }
    }

    const fn event(self) -> CheckoutEvent {
        match self {
            Self::BuyerCancelled => CheckoutEvent::BuyerCancelled,
            Self::Expired => CheckoutEvent::TimeOver,
        }
    }
}

/// A checkout inside the transaction that may move it.
pub(super) struct Known {
    id: String,
    path: String,
    total: Money,
    ordered: Vec<OrderedItem>,
    pub(super) state: CheckoutState,
    reason: Option<ReviewReason>,
    reason_detail: Option<String>,
}

#[derive(FromRow)]
struct KnownRow {
    path: String,
    currency: String,
    total: i64,
    ordered: String,
    hint: String,
    reason: Option<String>,
    reason_detail: Option<String>,
}

/// What told it: a message, a call, or a webhook.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Source {
    pub(super) message: Option<MessageId>,
    pub(super) api_call: Option<CallId>,
    pub(super) webhook: Option<WebhookNumber>,
}

/// Why the checkout moves, for its history.
pub(super) struct Step<'a> {
    pub(super) event: &'a CheckoutEvent,
    pub(super) cause: &'a str,
    pub(super) detail: Option<&'a str>,
    pub(super) source: Source,
    pub(super) now: i64,
    /// Whether the shop's own system is told of paid checkouts.
    pub(super) fulfils: bool,
}

impl Known {
    fn is_server(&self) -> bool {
        self.path == "server"
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
            sqlx::query_as("SELECT processed_at FROM messages WHERE id = $1")
                .bind(id.0)
                .fetch_one(&mut **write)
                .await?;
        if processed_at.is_some() {
            // Two tasks asked about the same message: the other was first.
            return Ok(Outcome {
                verdict: "duplicate",
                checkout: message.checkout_id(),
                changed: None,
            });
        }
        let known = match order_of(write, message).await? {
            Some(checkout) => known(write, &checkout).await?,
            None => None,
        };
        let expected = known.as_ref().map(|known| Expected {
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
                    payments::merge(write, &new_payment(&known.id, event, message, id, now)).await?
                }
                _ => false,
            };
            if adds {
                verdict = anew;
            }
        }
        let detail = verdict.to_string();
        let mut changed = None;
        let checkout = known.as_ref().map(|known| known.id.clone());
        if let (Some(known), Verdict::Act { event, mismatches }) = (known, &verdict) {
            payments::merge(write, &new_payment(&known.id, event, message, id, now)).await?;
            let source = match message.source() {
                MessageSource::Ipn => "ipn",
                MessageSource::Pdt => "pdt",
            };
            let step = Step {
                event,
                cause: source,
                detail: (!mismatches.is_empty()).then_some(detail.as_str()),
                source: Source {
                    message: Some(id),
                    ..Source::default()
                },
                now,
                fulfils: self.fulfils,
            };
            changed = advance(write, known, &step).await?;
        }
        sqlx::query(
            "UPDATE messages SET verification = 'verified', attempts = attempts + 1,
                next_attempt_at = NULL, fields = $1, charset = $2, verdict = $3, verdict_detail = $4,
                checkout_id = $5, processed_at = $6
             WHERE id = $7",
        )
        .bind(json(&message.pairs())?)
        .bind(text(message.charset()))
        .bind(verdict.code())
        .bind(text(&detail))
        .bind(&checkout)
        .bind(now)
        .bind(id.0)
        .execute(&mut **write)
        .await?;
        Ok(Outcome {
            verdict: verdict.code(),
            checkout: checkout.and_then(|id| id.parse().ok()),
            changed,
        })
    }

    /// Takes a hint: it moves only what no money has touched. `None` when
    /// there is no such checkout.
    ///
    /// # Errors
    /// `database`.
    pub async fn hint(
        &self,
        id: &CheckoutId,
        cause: Cause,
        now: i64,
    ) -> Result<Option<Outcome>, LedgerError> {
        let mut write = self.write().await?;
        let Some(known) = known(&mut write, id.as_str()).await? else {
            return Ok(None);
        };
        let event = cause.event();
        let step = Step {
            event: &event,
            cause: cause.as_str(),
            detail: None,
            source: Source::default(),
            now,
            fulfils: self.fulfils,
        };
        let changed = advance(&mut write, known, &step).await?;
        write.commit().await?;
        Ok(Some(Outcome {
            verdict: "hint",
            checkout: Some(id.clone()),
            changed,
        }))
    }

    /// Lets every checkout expire that was made before `made_before` and that
    /// nobody has paid.
    ///
    /// # Errors
    /// `database`.
    pub async fn expire(&self, made_before: i64, now: i64) -> Result<u64, LedgerError> {
        let due: Vec<(String,)> = sqlx::query_as(
            "SELECT id FROM checkouts
             WHERE status IN ('created', 'approved') AND created_at < $1 LIMIT 500",
        )
        .bind(made_before)
        .fetch_all(&self.pool)
        .await?;
        let mut expired = 0;
        for (id,) in due {
            let Ok(id) = id.parse() else { continue };
            let outcome = self.hint(&id, Cause::Expired, now).await?;
            expired += u64::from(outcome.is_some_and(|outcome| outcome.changed.is_some()));
        }
        Ok(expired)
    }
}

/// The checkout a message is about: of a follow-up that of its payment, else
/// the one that `custom` or `invoice` names.
async fn order_of(write: &mut Write, message: &IpnMessage) -> Result<Option<String>, LedgerError> {
    if let Some(parent) = message.get("parent_txn_id") {
        let found: Option<(String,)> =
            sqlx::query_as("SELECT checkout_id FROM payments WHERE txn_id = $1 LIMIT 1")
                .bind(text(parent))
                .fetch_optional(&mut **write)
                .await?;
        if let Some((id,)) = found {
            return Ok(Some(id));
        }
    }
    Ok(message.checkout_id().map(String::from))
}

/// The checkout as it stands, held until the transaction ends.
pub(super) async fn known(write: &mut Write, id: &str) -> Result<Option<Known>, LedgerError> {
    write.lock_checkout(id).await?;
    let row: Option<KnownRow> = sqlx::query_as(
        "SELECT path, currency, total, ordered, hint, reason, reason_detail
         FROM checkouts WHERE id = $1",
    )
    .bind(id)
    .fetch_optional(&mut **write)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let total = rows::money(row.total, rows::currency(&row.currency)?)?;
    let mut state = CheckoutState::with_hint(total, rows::status(&row.hint)?);
    for payment in rows::payments(write, id).await? {
        state = transition(&state, &payment.event()?).state;
    }
    for decision in resolutions::decisions(write, id).await? {
        state = transition(&state, &decision).state;
    }
    Ok(Some(Known {
        id: id.to_owned(),
        path: row.path,
        total,
        ordered: rows::from_json("ordered items", &row.ordered)?,
        state,
        reason: rows::reason(row.reason.as_deref())?,
        reason_detail: row.reason_detail,
    }))
}

/// What was processed of the message's transaction, for whichever checkout.
async fn seen(write: &mut Write, message: &IpnMessage) -> Result<Vec<Seen>, LedgerError> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("SELECT txn_id, payment_status FROM payments WHERE txn_id = $1")
            .bind(text(message.get("txn_id").unwrap_or_default()))
            .fetch_all(&mut **write)
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
        status: message
            .payment_status()
            .unwrap_or_else(|| PaymentStatus::Other(String::new())),
        fee: payment.and_then(|payment| payment.fee),
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

/// Moves the checkout and adds to its history. A hint that changes nothing
/// leaves no trace.
pub(super) async fn advance(
    write: &mut Write,
    known: Known,
    step: &Step<'_>,
) -> Result<Option<(CheckoutStatus, CheckoutStatus)>, LedgerError> {
    let next = transition(&known.state, step.event);
    if !next.learnt {
        return Ok(None);
    }
    // A decision's note is in the history; the values behind the review stay.
    let decided = matches!(step.event, CheckoutEvent::Decision { .. });
    let reason_detail = match next.reason {
        None => None,
        Some(_) if decided => known.reason_detail,
        Some(ReviewReason::PaidTwice) if step.detail.is_none() => {
            Some("more than one payment of the full amount".to_owned())
        }
        reason if reason == known.reason && step.detail.is_none() => known.reason_detail,
        _ => step.detail.map(str::to_owned).or(known.reason_detail),
    };
    sqlx::query(
        "UPDATE checkouts SET status = $1, hint = $2, reason = $3, reason_detail = $4, updated_at = $5
         WHERE id = $6",
    )
    .bind(next.to.as_str())
    .bind(next.state.hint().as_str())
    .bind(next.reason.map(ReviewReason::as_str))
    .bind(reason_detail.as_deref().map(text))
    .bind(step.now)
    .bind(&known.id)
    .execute(&mut **write)
    .await?;
    sqlx::query(
        "INSERT INTO events (checkout_id, at, cause, from_status, to_status, reason, detail,
            message_id, api_call_id, webhook_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(&known.id)
    .bind(step.now)
    .bind(step.cause)
    .bind(next.from.as_str())
    .bind(next.to.as_str())
    .bind(next.reason.map(ReviewReason::as_str))
    .bind(step.detail.map(text))
    .bind(step.source.message.map(|id| id.0))
    .bind(step.source.api_call.map(|id| id.0))
    .bind(step.source.webhook.map(|id| id.0))
    .execute(&mut **write)
    .await?;
    if is_settled(next.to) {
        server_payments::leave_alone(write, &known.id).await?;
    }
    if next.to == CheckoutStatus::Paid && step.fulfils {
        fulfilments::insert(write, &known.id, step.now).await?;
    }
    if next.changes() && step.fulfils {
        fulfilments::look_again(write, &known.id, step.now).await?;
    }
    Ok(next.changes().then_some((next.from, next.to)))
}
