//! Events of subscriptions that the shop's own system is still to be told.

use leptos_paypal_core::{
    CheckoutId, CheckoutStatus, SubscriptionEvent, SubscriptionJudgement, SubscriptionNotice,
    SubscriptionPayment, SubscriptionStatus,
};

use super::fulfilments::state;
use super::locked_checkout::lock_checkout;
use super::sql::{from_row, query};
use super::{FulfilmentKind, FulfilmentState, Ledger, LedgerError, Write, rows, text};

/// Subject of a message to the shop's own system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum SubscriptionTopic {
    /// The buyer has agreed, or has paid: the subscription begins.
    Started,
    /// A payment is there; taken back when its money goes back.
    Payment,
    /// A payment failed.
    PaymentFailed,
    /// Nothing more is paid.
    Cancelled,
    /// The last period is over.
    Ended,
}

impl SubscriptionTopic {
    /// The stable name: `started`, `payment_failed`, ….
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// Something about a subscription that the shop's own system is to be told.
#[derive(Clone, Debug)]
pub struct DueSubscriptionFulfilment {
    /// Its number.
    pub(crate) id: i64,
    /// The checkout of the subscription.
    pub checkout: CheckoutId,
    /// Subject.
    pub topic: SubscriptionTopic,
    /// The transaction of a payment, the name of a failure; else PayPal's id of
    /// the subscription, or nothing.
    pub name: String,
    /// Time of it, in milliseconds since 1970.
    pub at: i64,
    /// Number of attempts that failed.
    pub attempts: i64,
    /// The state of the shop's system, as far as it is known.
    pub state: FulfilmentState,
}

struct DueRow {
    id: i64,
    checkout_id: String,
    kind: String,
    name: String,
    at: i64,
    attempts: i64,
    told: Option<String>,
    telling: Option<String>,
}

from_row!(DueRow {
    id,
    checkout_id,
    kind,
    name,
    at,
    attempts,
    told,
    telling
});

impl DueSubscriptionFulfilment {
    /// The payment that it is about.
    pub(crate) fn payment<'j>(
        &self,
        judged: &'j SubscriptionJudgement,
    ) -> Option<&'j SubscriptionPayment> {
        let mut payments = judged.payments.iter();
        payments.find(|payment| payment.txn_id.as_str() == self.name)
    }

    /// The message that is due, for a subscription as it stands.
    pub(crate) fn message(&self, judged: &SubscriptionJudgement) -> Option<FulfilmentKind> {
        self.message_after(self.state, judged)
    }

    fn message_after(
        &self,
        state: FulfilmentState,
        judged: &SubscriptionJudgement,
    ) -> Option<FulfilmentKind> {
        let (status, waits) = match self.topic {
            SubscriptionTopic::Payment => {
                let payment = self.payment(judged)?;
                let waits = judged.has_open_messages || payment.is_of_second;
                (payment.status, waits)
            }
            SubscriptionTopic::Started => (CheckoutStatus::Paid, judged.has_open_messages),
            SubscriptionTopic::PaymentFailed
            | SubscriptionTopic::Cancelled
            | SubscriptionTopic::Ended => (CheckoutStatus::Paid, false),
        };
        let message = state.due(status);
        // A person has yet to decide whether it is what was offered.
        message.filter(|message| !waits || *message == FulfilmentKind::Cancelled)
    }
}

/// One thing to tell, for the transaction that makes it so.
struct NewTopic<'a> {
    topic: SubscriptionTopic,
    name: &'a str,
    at: i64,
}

/// Queues what is to be told after a subscription went from `before` to
/// `after`. Answers whether there is anything.
pub(super) async fn enqueue(
    write: &mut Write,
    checkout: &str,
    (before, after): (&SubscriptionJudgement, &SubscriptionJudgement),
    events: &[SubscriptionEvent],
    is_anew: bool,
    now: i64,
) -> Result<bool, LedgerError> {
    let mut new = Vec::new();
    if before.status == SubscriptionStatus::Created && after.status != before.status {
        new.push(NewTopic {
            topic: SubscriptionTopic::Started,
            name: "",
            at: after.started_at.unwrap_or(now),
        });
    }
    for event in events {
        if let SubscriptionEvent::Notice {
            subscription,
            notice,
        } = event
            // The shop is told of the one it has, not of a second one.
            && Some(subscription) == after.subscription.as_ref()
        {
            new.extend(topic(notice).map(|topic| NewTopic {
                topic,
                name: match notice.name() {
                    "" => subscription.as_str(),
                    name => name,
                },
                at: notice.at(),
            }));
        }
    }
    let changed: Vec<_> = after
        .payments
        .iter()
        .filter(|payment| !before.payments.contains(payment))
        .collect();
    for payment in changed {
        if payment.status.has_money() {
            new.push(NewTopic {
                topic: SubscriptionTopic::Payment,
                name: payment.txn_id.as_str(),
                at: payment.at.unwrap_or(now),
            });
        } else {
            look_again(
                write,
                checkout,
                SubscriptionTopic::Payment,
                payment.txn_id.as_str(),
                now,
            )
            .await?;
        }
    }
    // A message that is looked at anew is not among those before.
    if (before.has_open_messages || is_anew) && !after.has_open_messages {
        query("UPDATE subscription_fulfilments SET next_attempt_at = $1 WHERE checkout_id = $2")
            .bind(now)
            .bind(checkout)
            .execute(write)
            .await?;
    }
    for topic in &new {
        insert(write, checkout, topic, now).await?;
    }
    Ok(before != after)
}

const fn topic(notice: &SubscriptionNotice) -> Option<SubscriptionTopic> {
    match notice {
        SubscriptionNotice::SignedUp { .. } | SubscriptionNotice::Modified { .. } => None,
        SubscriptionNotice::PaymentFailed { .. } => Some(SubscriptionTopic::PaymentFailed),
        SubscriptionNotice::Cancelled { .. } => Some(SubscriptionTopic::Cancelled),
        SubscriptionNotice::Ended { .. } => Some(SubscriptionTopic::Ended),
    }
}

/// Queues it once; what is there already is looked at again.
async fn insert(
    write: &mut Write,
    checkout: &str,
    new: &NewTopic<'_>,
    now: i64,
) -> Result<(), LedgerError> {
    query(
        "INSERT INTO subscription_fulfilments (checkout_id, kind, name, at, next_attempt_at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (checkout_id, kind, name) DO UPDATE SET next_attempt_at = $5",
    )
    .bind(checkout)
    .bind(new.topic.as_str())
    .bind(text(new.name))
    .bind(new.at)
    .bind(now)
    .execute(write)
    .await?;
    Ok(())
}

async fn look_again(
    write: &mut Write,
    checkout: &str,
    topic: SubscriptionTopic,
    name: &str,
    now: i64,
) -> Result<(), LedgerError> {
    query(
        "UPDATE subscription_fulfilments SET next_attempt_at = $1
         WHERE checkout_id = $2 AND kind = $3 AND name = $4",
    )
    .bind(now)
    .bind(checkout)
    .bind(topic.as_str())
    .bind(name)
    .execute(write)
    .await?;
    Ok(())
}

impl DueRow {
    fn read(self) -> Result<DueSubscriptionFulfilment, LedgerError> {
        Ok(DueSubscriptionFulfilment {
            id: self.id,
            checkout: rows::checkout_id(&self.checkout_id)?,
            topic: self.kind.parse().map_err(|_| LedgerError::Unreadable {
                what: "a topic of a subscription",
                value: self.kind.clone(),
            })?,
            name: self.name,
            at: self.at,
            attempts: self.attempts,
            state: state(self.told.as_deref(), self.telling.as_deref()),
        })
    }
}

impl Ledger {
    /// Takes the event that has been due the longest, and puts it off until `taken_until`.
    ///
    /// # Errors
    /// `database`.
    pub async fn take_due_subscription_fulfilment(
        &self,
        now: i64,
        taken_until: i64,
    ) -> Result<Option<DueSubscriptionFulfilment>, LedgerError> {
        let mut write = self.write_one().await?;
        let row: Option<DueRow> = query(format!(
            "UPDATE subscription_fulfilments SET next_attempt_at = $1
             WHERE id = (SELECT id FROM subscription_fulfilments
                WHERE next_attempt_at <= $2 ORDER BY next_attempt_at, id LIMIT 1 {})
             AND next_attempt_at <= $2
             RETURNING id, checkout_id, kind, name, at, attempts, told, telling",
            self.store.skip_locked()
        ))
        .bind(taken_until)
        .bind(now)
        .fetch_optional(&mut write)
        .await?;
        write.commit().await?;
        row.map(DueRow::read).transpose()
    }

    /// The shop's system is about to be told. Written before it is, so that a
    /// crash in between is not taken for something that never left.
    ///
    /// # Errors
    /// `database`.
    pub async fn telling_of_subscription(
        &self,
        due: &DueSubscriptionFulfilment,
        kind: FulfilmentKind,
    ) -> Result<(), LedgerError> {
        let mut write = self.write_one().await?;
        query("UPDATE subscription_fulfilments SET telling = $1 WHERE id = $2")
            .bind(kind.as_str())
            .bind(due.id)
            .execute(&mut write)
            .await?;
        write.commit().await
    }

    /// The shop's system took `taken`, or there was nothing to tell it. A
    /// change of the payment meanwhile is told at once.
    ///
    /// # Errors
    /// `database`.
    pub async fn subscription_fulfilled(
        &self,
        done: &DueSubscriptionFulfilment,
        taken: Option<FulfilmentKind>,
        now: i64,
    ) -> Result<(), LedgerError> {
        let mut write = self.write().await?;
        let known = lock_checkout(&mut write, done.checkout.as_str()).await?;
        // Another instance may have told it meanwhile.
        let (told, telling): (Option<String>, Option<String>) =
            query("SELECT told, telling FROM subscription_fulfilments WHERE id = $1")
                .bind(done.id)
                .fetch_one(&mut write)
                .await?;
        let state = match taken {
            Some(_) => FulfilmentState {
                told: taken,
                telling: None,
            },
            None => state(told.as_deref(), telling.as_deref()),
        };
        let again = known.as_ref().and_then(|known| {
            let (_, judged) = known.state.subscription()?;
            done.message_after(state, judged)
        });
        query(
            "UPDATE subscription_fulfilments SET told = $1, telling = $2, next_attempt_at = $3,
                problem = NULL, done_at = COALESCE($4, done_at)
             WHERE id = $5",
        )
        .bind(state.told.map(FulfilmentKind::as_str))
        .bind(state.telling.map(FulfilmentKind::as_str))
        .bind(again.map(|_| now))
        .bind(taken.map(|_| now))
        .bind(done.id)
        .execute(&mut write)
        .await?;
        write.commit().await
    }

    /// The shop's system said no, or with `may_have_it` said nothing; it is
    /// told again at `next`.
    ///
    /// # Errors
    /// `database`.
    pub async fn subscription_not_fulfilled(
        &self,
        due: &DueSubscriptionFulfilment,
        problem: &str,
        may_have_it: bool,
        next: i64,
    ) -> Result<(), LedgerError> {
        let mut write = self.write_one().await?;
        query(
            "UPDATE subscription_fulfilments SET attempts = attempts + 1, problem = $1,
                next_attempt_at = $2, telling = CASE WHEN $4 THEN telling END
             WHERE id = $3",
        )
        .bind(text(problem))
        .bind(next)
        .bind(due.id)
        .bind(may_have_it)
        .execute(&mut write)
        .await?;
        write.commit().await
    }
}
