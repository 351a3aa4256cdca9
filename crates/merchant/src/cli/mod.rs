//! The command line.

mod books;
mod database;
mod serve;
mod shop;

use clap::{Parser, Subcommand};

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
    /// Show one checkout with its history and messages
    Show(books::Show),
    /// List verified messages that belong to no checkout, and those not yet verified
    Messages(books::Messages),
}

impl Cli {
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::Serve(serve) => serve.run().await,
            Command::Checkouts(list) => list.run().await,
            Command::Show(show) => show.run().await,
            Command::Messages(list) => list.run().await,
        }
    }
}
