//! Looking into the ledger.

use anyhow::{Result, bail};
use clap::Args;
use jiff::Timestamp;
use leptos_paypal_core::{CheckoutId, CheckoutStatus, ReviewReason};
use paypal_merchant::ledger::MessageSummary;

use super::database::DatabaseArgs;
use super::printable::say;

#[derive(Args)]
pub(crate) struct Checkouts {
    #[command(flatten)]
    database: DatabaseArgs,
    /// Only those of this status, such as paid or review
    #[arg(long, value_parser = status)]
    status: Option<CheckoutStatus>,
    /// Number of rows
    #[arg(long, default_value_t = 50)]
    limit: u32,
}

fn status(name: &str) -> Result<CheckoutStatus, String> {
    CheckoutStatus::from_name(name).ok_or_else(|| {
        let names: Vec<_> = CheckoutStatus::ALL
            .iter()
            .map(|status| status.as_str())
            .collect();
        format!("use one of {}", names.join(", "))
    })
}

pub(crate) fn time(milliseconds: i64) -> String {
    Timestamp::from_millisecond(milliseconds)
        .map(|time| format!("{time:.0}"))
        .unwrap_or_else(|_| milliseconds.to_string())
}

impl Checkouts {
    pub(crate) async fn run(self) -> Result<()> {
        let ledger = self.database.open().await?;
        for checkout in ledger.checkouts(self.status, self.limit).await? {
            let detail = checkout.reason_detail.map(|detail| format!("  {detail}"));
            let detail = detail.unwrap_or_default();
            say!(
                "{}  {}  {:18} {:>12} {}  {}{}{}{}",
                time(checkout.created_at),
                checkout.id,
                checkout.status.as_str(),
                checkout.total.to_string(),
                checkout.total.currency(),
                checkout.reason.map_or("", ReviewReason::as_str),
                if checkout.is_rejected {
                    "  rejected"
                } else {
                    ""
                },
                detail,
                checkout
                    .custom
                    .map(|custom| format!("  {custom}"))
                    .unwrap_or_default(),
            );
        }
        Ok(())
    }
}

#[derive(Args)]
pub(crate) struct Show {
    /// The checkout
    id: CheckoutId,
    /// Also what was asked for and what PayPal sent, as it came
    #[arg(long)]
    raw: bool,
    #[command(flatten)]
    database: DatabaseArgs,
}

impl Show {
    pub(crate) async fn run(self) -> Result<()> {
        let ledger = self.database.open().await?;
        let Some(checkout) = ledger.checkout(&self.id).await? else {
            bail!("there is no checkout {}", self.id);
        };
        say!(
            "{}  {}  {} {}",
            checkout.id,
            checkout.status,
            checkout.amount(),
            checkout.total.currency()
        );
        if let (Some(reason), Some(detail)) = (checkout.reason, &checkout.reason_detail) {
            say!("  {reason}: {detail}");
        }
        if let Some(custom) = &checkout.custom {
            say!("  custom {custom}");
        }
        if let Some(subscription) = &checkout.subscription {
            say!(
                "  subscription {} {}  {}",
                subscription.offer,
                subscription.name,
                subscription.status
            );
        }
        if let Some(donation) = &checkout.donation {
            say!("  donation {} {}", donation.id, donation.purpose);
        }
        if self.raw {
            say!("request");
            say!("  {}", checkout.request);
        }
        for line in &checkout.lines {
            let options: String = line
                .options
                .iter()
                .map(|option| format!("  {}: {}", option.name, option.value))
                .collect();
            say!(
                "  {:>4} × {} {} at {}{options}",
                line.quantity,
                line.sku,
                line.name,
                line.price
            );
        }
        say!("history");
        for event in ledger.history(&self.id).await? {
            let from = event
                .from_status
                .filter(|from| *from != event.to_status)
                .map(|from| format!("{from} → "))
                .unwrap_or_default();
            say!(
                "  {}  {:16} {from}{}  {}",
                time(event.at),
                event.cause,
                event.to_status,
                event.detail.unwrap_or_default()
            );
        }
        let calls = ledger.calls(&self.id).await?;
        if !calls.is_empty() {
            say!("calls to PayPal");
        }
        for call in calls {
            say!(
                "  {}  {:26} {:24} {:3} debug_id {}  {}  {}",
                time(call.at),
                call.operation,
                call.outcome,
                call.http_status
                    .map(|status| status.to_string())
                    .unwrap_or_default(),
                call.debug_id.as_deref().unwrap_or("-"),
                call.request_id.as_deref().unwrap_or_default(),
                call.detail.as_deref().unwrap_or_default(),
            );
            if self.raw
                && let Some(body) = &call.body
            {
                say!("    {}", String::from_utf8_lossy(body));
            }
        }
        say!("messages");
        for message in ledger.messages(Some(&self.id)).await? {
            tell(&message);
            if self.raw {
                say!("    {}", String::from_utf8_lossy(&message.raw));
            }
        }
        for webhook in ledger.webhooks(&self.id).await? {
            say!(
                "  {}  webhook {:10} {} {}  {}",
                time(webhook.received_at),
                webhook.verification,
                webhook.event_id,
                webhook.event_type,
                webhook
                    .verdict
                    .as_deref()
                    .or(webhook.problem.as_deref())
                    .unwrap_or_default(),
            );
            if self.raw {
                say!("    {}", String::from_utf8_lossy(&webhook.raw));
            }
        }
        if let Some(fulfilment) = ledger.fulfilment(&self.id).await? {
            match (fulfilment.done_at, fulfilment.problem) {
                (Some(done), _) => say!("the shop's system took it  {}", time(done)),
                (None, problem) => say!(
                    "the shop's system has not taken it, tried {} times  {}",
                    fulfilment.attempts,
                    problem.unwrap_or_default()
                ),
            }
        }
        Ok(())
    }
}

#[derive(Args)]
pub(crate) struct Messages {
    #[command(flatten)]
    database: DatabaseArgs,
}

impl Messages {
    pub(crate) async fn run(self) -> Result<()> {
        let ledger = self.database.open().await?;
        for message in ledger.messages(None).await? {
            tell(&message);
        }
        Ok(())
    }
}

fn tell(message: &MessageSummary) {
    say!(
        "  {}  {:5} {:3} {:10} {:19} {:18} {}",
        time(message.received_at),
        message.id,
        message.source,
        message.verification,
        message.txn_id.as_deref().unwrap_or("-"),
        message.payment_status.as_deref().unwrap_or("-"),
        message
            .verdict_detail
            .as_deref()
            .or(message.problem.as_deref())
            .unwrap_or_default(),
    );
}
