//! Operations of the shop on payments: refund, capture, void, ask.

use anyhow::{Result, anyhow, bail};
use clap::Args;
use leptos_paypal_api::Clock;
use leptos_paypal_core::{CheckoutId, Ruling, TxnId};
use paypal_merchant::{Ids, Merchant, OperationOutcome};

use super::printable::say;
use super::shop::ShopArgs;

/// A server that listens nowhere: addresses it tells nobody.
const NOWHERE: &str = "http://127.0.0.1";

async fn open(shop: ShopArgs) -> Result<Merchant> {
    let (config, _) = shop.config()?;
    Ok(Merchant::open(config, NOWHERE).await?)
}

/// A key for an operation that nobody names.
fn key(given: Option<String>) -> Result<String> {
    match given {
        Some(key) => Ok(key),
        None => {
            let random = Ids::random()
                .next(Clock::real().now())
                .map_err(|error| anyhow!("the system has no randomness: {error}"))?;
            let key = format!("cli-{random}");
            eprintln!("idempotency key {key}: give it as --key to repeat this very operation");
            Ok(key)
        }
    }
}

fn tell(done: &OperationOutcome) {
    let id = done.id.as_ref().map_or("-", TxnId::as_str);
    say!("{}  {id}  {}", done.kind, done.status);
}

#[derive(Args)]
pub(crate) struct Refund {
    /// The checkout
    id: CheckoutId,
    /// Amount, in the checkout's currency [default: all that is left]
    #[arg(long)]
    amount: Option<String>,
    /// Payment, where there are several
    #[arg(long)]
    txn_id: Option<TxnId>,
    /// The operation's name: the same name is the same refund
    #[arg(long)]
    key: Option<String>,
    #[command(flatten)]
    shop: ShopArgs,
}

impl Refund {
    pub(crate) async fn run(self) -> Result<()> {
        let merchant = open(self.shop).await?;
        let key = key(self.key)?;
        let amount = self.amount.as_deref();
        tell(&merchant.refund(&self.id, &key, amount, self.txn_id).await?);
        Ok(())
    }
}

#[derive(Args)]
pub(crate) struct Reserved {
    /// The checkout
    id: CheckoutId,
    /// The operation's name: the same name is the same operation
    #[arg(long)]
    key: Option<String>,
    #[command(flatten)]
    shop: ShopArgs,
}

impl Reserved {
    pub(crate) async fn capture(self) -> Result<()> {
        let merchant = open(self.shop).await?;
        let key = key(self.key)?;
        tell(&merchant.capture(&self.id, &key).await?);
        Ok(())
    }

    pub(crate) async fn void(self) -> Result<()> {
        let merchant = open(self.shop).await?;
        let key = key(self.key)?;
        tell(&merchant.void(&self.id, &key).await?);
        Ok(())
    }
}

#[derive(Args)]
pub(crate) struct Resolve {
    /// The checkout
    id: CheckoutId,
    /// It counts as paid, and is fulfilled
    #[arg(long, required_unless_present = "reject", conflicts_with = "reject")]
    accept: bool,
    /// It does not: it stays in review until the money went back
    #[arg(long)]
    reject: bool,
    /// Reason, for its history
    #[arg(long)]
    note: String,
    /// The decision's name: the same name is the same decision
    #[arg(long)]
    key: Option<String>,
    #[command(flatten)]
    shop: ShopArgs,
}

impl Resolve {
    pub(crate) async fn run(self) -> Result<()> {
        let merchant = open(self.shop).await?;
        let key = key(self.key)?;
        let ruling = if self.accept {
            Ruling::Accept
        } else {
            Ruling::Reject
        };
        let status = merchant.resolve(&self.id, &key, ruling, &self.note).await?;
        say!("{}  {status}", self.id);
        Ok(())
    }
}

#[derive(Args)]
pub(crate) struct Reconcile {
    /// The checkouts [default: all whose end is not known]
    ids: Vec<CheckoutId>,
    /// Largest number of rows
    #[arg(long, default_value_t = 1000)]
    limit: u32,
    #[command(flatten)]
    shop: ShopArgs,
}

impl Reconcile {
    pub(crate) async fn run(self) -> Result<()> {
        let merchant = open(self.shop).await?;
        let ids = if self.ids.is_empty() {
            merchant.ledger().quiet(i64::from(self.limit)).await?
        } else {
            self.ids
        };
        let mut failed = 0_u32;
        for id in &ids {
            match merchant.reconcile(id).await {
                Ok(status) => say!("{id}  {status}"),
                Err(problem) => {
                    failed += 1;
                    say!("{id}  {}: {problem}", problem.code());
                }
            }
        }
        if failed > 0 {
            bail!("{failed} of {} could not be asked about", ids.len());
        }
        Ok(())
    }
}

#[derive(Args)]
pub(crate) struct Adopt {
    /// PayPal's ids of orders, payments, captures or sales
    #[arg(required = true)]
    ids: Vec<String>,
    #[command(flatten)]
    shop: ShopArgs,
}

impl Adopt {
    pub(crate) async fn run(self) -> Result<()> {
        let merchant = open(self.shop).await?;
        let mut failed = 0_u32;
        for id in &self.ids {
            match merchant.adopt(id).await {
                Ok((checkout, status)) => say!("{id}  {checkout}  {status}"),
                Err(problem) => {
                    failed += 1;
                    say!("{id}  {}: {problem}", problem.code());
                }
            }
        }
        if failed > 0 {
            bail!("{failed} of {} were not adopted", self.ids.len());
        }
        Ok(())
    }
}

#[derive(Args)]
pub(crate) struct ReplayIpn {
    /// The message's number, as show and messages tell it
    number: i64,
    #[command(flatten)]
    shop: ShopArgs,
}

impl ReplayIpn {
    pub(crate) async fn run(self) -> Result<()> {
        let merchant = open(self.shop).await?;
        match merchant.replay_message(self.number.into()).await? {
            Some(outcome) => say!("{}  {outcome}", self.number),
            None => bail!("there is no IPN message {}", self.number),
        }
        Ok(())
    }
}
