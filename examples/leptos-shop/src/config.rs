//! Configuration of the checkout.

use leptos::prelude::{document, window};
use leptos_paypal::core::form::{AbsoluteUrl, Payee};
use leptos_paypal::core::{CoreError, Money, PricingRules, ShippingRule};
use leptos_paypal::{CheckoutConfig, Currency, Environment};

use crate::articles::articles;

/// Path of the page that PayPal sends buyers back to.
pub const PAYMENT_PATH: &str = "/payment";

/// PayPal account that is paid.
const BUSINESS: &str = "merchant@example.com";

/// Configuration of a page without a server: `business` instead of `server`.
///
/// # Errors
/// A rule of PayPal's that the shop's data breaks.
pub fn checkout_config() -> Result<CheckoutConfig, CoreError> {
    let currency = Currency::USD;
    let mut config = CheckoutConfig::new(environment()?, currency);
    config.business = Some(Payee::try_from(BUSINESS.to_owned())?);
    config.products = articles()?;
    config.pricing = PricingRules {
        shipping: Some(ShippingRule {
            first: Money::parse("4.90", currency)?,
            further: None,
            free_from: Some(Money::parse("50.00", currency)?),
        }),
        ..PricingRules::none(currency)
    };
    config.storage_key = "leptos-shop-cart".to_owned();
    let origin = window().location().origin().unwrap_or_default();
    let payment_page = format!("{origin}{PAYMENT_PATH}");
    config.return_url = Some(AbsoluteUrl::parse("return", &payment_page)?);
    config.cancel_url = Some(AbsoluteUrl::parse("cancel_return", &payment_page)?);
    Ok(config)
}

/// PayPal's sandbox, or what the page's `<meta name="paypal-environment">` names:
/// `live`, or the address of the offline sandbox.
fn environment() -> Result<Environment, CoreError> {
    let meta = document().query_selector("meta[name=paypal-environment]");
    let content = meta
        .ok()
        .flatten()
        .and_then(|meta| meta.get_attribute("content"));
    content.map_or(Ok(Environment::Sandbox), |name| name.parse())
}
