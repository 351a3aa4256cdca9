//! `paypal-merchant subscriptions`.

use anyhow::{Result, bail};
use clap::{Args, Subcommand};
use leptos_paypal_core::form::{Recurrence, SubscriptionPlan};
use leptos_paypal_core::{CheckoutId, ReviewReason, SubscriptionStatus};
use paypal_merchant::ledger::SubscriptionSummary;

use super::books::time;
use super::database::DatabaseArgs;
use super::printable::say;

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Subscriptions {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    list: List,
}

#[derive(Subcommand)]
enum Command {
    /// List the newest subscriptions
    List(List),
    /// Show one subscription with its payments
    Show(Show),
}

#[derive(Args)]
struct List {
    #[command(flatten)]
    database: DatabaseArgs,
    /// Only those of this status, such as active or cancelled
    #[arg(long, value_parser = status)]
    status: Option<SubscriptionStatus>,
    /// Number of rows
    #[arg(long, default_value_t = 50)]
    limit: u32,
}

#[derive(Args)]
struct Show {
    /// The checkout of the subscription
    id: CheckoutId,
    #[command(flatten)]
    database: DatabaseArgs,
}

fn status(name: &str) -> Result<SubscriptionStatus, String> {
    name.parse().map_err(|_| {
        let names: Vec<_> = SubscriptionStatus::ALL
            .iter()
            .map(|status| status.as_str())
            .collect();
        format!("use one of {}", names.join(", "))
    })
}

impl Subscriptions {
    pub(crate) async fn run(self) -> Result<()> {
        match self.command {
            Some(Command::List(list)) => list.run().await,
            Some(Command::Show(show)) => show.run().await,
            None => self.list.run().await,
        }
    }
}

impl List {
    async fn run(self) -> Result<()> {
        let ledger = self.database.open().await?;
        for listed in ledger.subscriptions(self.status, self.limit).await? {
            let subscription = &listed.subscription;
            say!(
                "{}  {}  {:14} {:10} {:>3} × paid {:>10} {}  {}  {}  {}",
                time(listed.created_at),
                listed.checkout_id,
                subscription.status.as_str(),
                subscription.offer,
                subscription.payments,
                subscription.paid.to_string(),
                subscription.paid.currency(),
                upcoming(subscription),
                listed.reason.map_or("", ReviewReason::as_str),
                listed.custom.as_deref().unwrap_or_default(),
            );
        }
        Ok(())
    }
}

impl Show {
    async fn run(self) -> Result<()> {
        let ledger = self.database.open().await?;
        let checkout = ledger.checkout(&self.id).await?;
        let judged = ledger.judge_subscription(&self.id).await?;
        let (Some(checkout), Some(judged)) = (checkout, judged) else {
            bail!("there is no subscription {}", self.id);
        };
        let Some(subscription) = &checkout.subscription else {
            bail!("there is no subscription {}", self.id);
        };
        say!(
            "{}  {}  {}  {}",
            checkout.id,
            subscription.status,
            subscription.offer,
            subscription.name
        );
        if let (Some(reason), Some(detail)) = (checkout.reason, &checkout.reason_detail) {
            say!("  {reason}: {detail}");
        }
        if let Some(custom) = &checkout.custom {
            say!("  custom {custom}");
        }
        say!("  {}", plan(&subscription.plan));
        say!(
            "  at PayPal {}  {} × paid {} {}  {}",
            subscription.subscr_id.as_deref().unwrap_or("-"),
            subscription.payments,
            subscription.paid,
            subscription.paid.currency(),
            upcoming(subscription),
        );
        say!("payments");
        for payment in judged.payments {
            let went_back = if payment.went_back.is_zero() {
                String::new()
            } else {
                format!("  {} went back", payment.went_back)
            };
            say!(
                "  {}  {:19} {:18} {:>10} {}{went_back}  {}",
                payment.at.map_or_else(|| "-".to_owned(), time),
                payment.txn_id,
                payment.status.as_str(),
                payment.gross.to_string(),
                payment.gross.currency(),
                payment.reason.map_or("", ReviewReason::as_str),
            );
        }
        Ok(())
    }
}

/// The payment that comes next, or the day until which all is paid.
fn upcoming(subscription: &SubscriptionSummary) -> String {
    match (subscription.next, subscription.paid_until) {
        (Some(next), _) => format!("next {} on {}", next.amount, next.due),
        (None, Some(day)) => format!("paid until {day}"),
        (None, None) => String::new(),
    }
}

fn plan(plan: &SubscriptionPlan) -> String {
    let trials = [plan.trial, plan.second_trial].into_iter().flatten();
    let mut told: Vec<_> = trials
        .map(|term| format!("{} for {}", term.amount, term.period))
        .collect();
    let regular = plan.regular;
    let times = match plan.recurrence {
        Recurrence::Once => ", once".to_owned(),
        Recurrence::Times(times) => format!(", {times} times"),
        Recurrence::UntilCancelled => ", until cancelled".to_owned(),
    };
    told.push(format!(
        "{} {} each {}{times}",
        regular.amount,
        regular.amount.currency(),
        regular.period
    ));
    told.join(", then ")
}
