//! The shop's settings, under the names that `paypal-merchant` reads.

use std::env;

use anyhow::{Context, Result};
use leptos_paypal::core::form::Payee;
use paypal_merchant::ledger::Database;
use paypal_merchant::{Catalogue, Config};
use shop::{RETURN_PATH, Settings};

/// Address to listen on: `PAYPAL_MERCHANT_LISTEN`.
pub fn listen() -> String {
    env::var("PAYPAL_MERCHANT_LISTEN").unwrap_or_else(|_| "127.0.0.1:8080".to_owned())
}

/// Configuration of the merchant's server, and settings of the pages.
pub fn read() -> Result<(Config, Settings)> {
    let business: Payee = variable("PAYPAL_MERCHANT_BUSINESS")?.parse()?;
    let catalogue = Catalogue::read(variable("PAYPAL_MERCHANT_CATALOGUE")?.as_ref())?;
    let currency = *catalogue
        .currencies()
        .first()
        .context("the catalogue has no currency")?;
    let section = catalogue
        .section(currency)
        .context("the catalogue has no section")?;
    let settings = Settings {
        paypal: variable("PAYPAL_MERCHANT_PAYPAL")?.parse()?,
        business: business.as_str().to_owned(),
        currency,
        products: section.products.clone(),
        pricing: section.rules,
    };
    let database = Database::file(variable("PAYPAL_MERCHANT_DATABASE")?);
    let mut config = Config::new(settings.paypal.clone(), business, catalogue, database);
    config.site = Some(variable("PAYPAL_MERCHANT_SITE")?.into());
    config.return_path = RETURN_PATH.to_owned();
    config.public_url = env::var("PAYPAL_MERCHANT_PUBLIC_URL").ok();
    config.pdt_token = env::var("PAYPAL_MERCHANT_PDT_TOKEN").ok().map(Into::into);
    Ok((config, settings))
}

fn variable(name: &str) -> Result<String> {
    env::var(name).with_context(|| format!("set {name}"))
}
