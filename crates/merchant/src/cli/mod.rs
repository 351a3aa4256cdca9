//! The command line.

mod books;
mod button;
mod database;
mod doctor;
mod encryption;
mod keys;
mod payments;
mod printable;
mod serve;
mod shop;
mod subscriptions;

use clap::{Parser, Subcommand};

pub(crate) use printable::printable;

/// A shop's server for PayPal: prices checkouts, listens to PayPal, keeps the
/// books.
#[derive(Parser)]
#[command(name = "paypal-merchant", version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the shop until Ctrl-C
    Serve(Box<serve::Serve>),
    /// List the newest checkouts
    Checkouts(books::Checkouts),
    /// Show one checkout with its history, its calls to PayPal and its messages
    Show(books::Show),
    /// List the newest subscriptions, or show one with its payments
    Subscriptions(Box<subscriptions::Subscriptions>),
    /// List verified messages that belong to no checkout, and those not yet verified
    Messages(books::Messages),
    /// Give money back to the buyer
    Refund(Box<payments::Refund>),
    /// Move the reserved money of a checkout
    Capture(Box<payments::Reserved>),
    /// Release the reserved money of a checkout
    Void(Box<payments::Reserved>),
    /// Decide about a checkout in review
    Resolve(Box<payments::Resolve>),
    /// Ask PayPal what became of checkouts, and finish what buyers agreed to
    Reconcile(Box<payments::Reconcile>),
    /// Adopt payments that a page made by itself along the client path
    Adopt(Box<payments::Adopt>),
    /// Ask PayPal again about a kept IPN message and record what it means
    ReplayIpn(Box<payments::ReplayIpn>),
    /// Say whether credentials, addresses and the clock are as they have to be
    Doctor(Box<doctor::Doctor>),
    /// Make a key and its certificate for encrypted forms
    Keys(keys::Keys),
    /// Make an encrypted form for a page
    Button(Box<button::Button>),
}

impl Cli {
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::Serve(serve) => serve.run().await,
            Command::Checkouts(list) => list.run().await,
            Command::Show(show) => show.run().await,
            Command::Subscriptions(subscriptions) => subscriptions.run().await,
            Command::Messages(list) => list.run().await,
            Command::Refund(refund) => refund.run().await,
            Command::Capture(reserved) => reserved.capture().await,
            Command::Void(reserved) => reserved.void().await,
            Command::Resolve(resolve) => resolve.run().await,
            Command::Reconcile(reconcile) => reconcile.run().await,
            Command::Adopt(adopt) => adopt.run().await,
            Command::ReplayIpn(replay) => replay.run().await,
            Command::Doctor(doctor) => doctor.run().await,
            Command::Keys(keys) => keys.run(),
            Command::Button(button) => button.run(),
        }
    }
}
