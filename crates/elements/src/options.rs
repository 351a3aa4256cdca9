//! Options of `configure()`.

use std::str::FromStr;

use js_sys::{Object, Reflect};
use leptos_paypal::core::form::{AbsoluteUrl, Payee};
use leptos_paypal::core::{ClientId, CoreError, PricingRules, Product};
use leptos_paypal::{
    CheckoutConfig, CheckoutError, CheckoutPath, FundingSource, Messages, SdkOptions,
};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::error::{ElementsError, invalid};
use crate::member::{read, text, value};
use crate::page;
use crate::part::at_once;
use crate::paypal_page;

/// Names of all options. The last ones are those of the loader.
const KNOWN: [&str; 29] = [
    "environment",
    "currency",
    "server",
    "path",
    "api",
    "createUrl",
    "completeUrl",
    "clientId",
    "sdk",
    "nonce",
    "fundingSources",
    "payLaterMessage",
    "cardFields",
    "appSwitch",
    "business",
    "returnUrl",
    "cancelUrl",
    "notifyUrl",
    "pricing",
    "weightUnit",
    "paypalPage",
    "products",
    "presentation",
    "locale",
    "messages",
    "storageKey",
    "pollMs",
    "prefix",
    "wasmUrl",
];

/// Sets the page up, or changes it while it runs.
///
/// # Errors
/// An `Error` with `code`, `option` and `value` when an option cannot be used.
#[wasm_bindgen]
pub fn configure(options: JsValue) -> Result<(), JsValue> {
    warn_of_unknown(&options);
    page::configure(config(&options)?);
    Ok(())
}

/// The configuration that `options` describe.
fn config(options: &JsValue) -> Result<CheckoutConfig, ElementsError> {
    let environment = required(options, "environment")?;
    let currency = required(options, "currency")?;
    let mut config = CheckoutConfig::new(environment, currency);
    let server = text(options, "server")?;
    config.server = server.map(|server| server.trim_end_matches('/').to_owned());
    config.create_url = text(options, "createUrl")?;
    config.complete_url = text(options, "completeUrl")?;
    let path = text(options, "path")?;
    let api = match path.as_deref() {
        Some("sdk") => text(options, "sdk")?,
        _ => text(options, "api")?,
    };
    config.path = CheckoutPath::from_names(path.as_deref(), api.as_deref())?;
    let client_id = text(options, "clientId")?;
    let client_id = client_id.map(|id| ClientId::try_from(id).map_err(invalid("clientId")));
    config.client_id = client_id.transpose()?;
    config.sdk = sdk(options)?;
    let business = text(options, "business")?;
    let business = business.map(|business| Payee::try_from(business).map_err(invalid("business")));
    config.business = business.transpose()?;
    config.return_url = url(options, "returnUrl", "return")?;
    config.cancel_url = url(options, "cancelUrl", "cancel_return")?;
    config.notify_url = url(options, "notifyUrl", "notify_url")?;
    if let Some(pricing) = value(options, "pricing")? {
        // Rules that do not say are in the currency of the page.
        if value(&pricing, "currency")?.is_none() {
            let own = Object::assign(&Object::new(), pricing.unchecked_ref());
            let _ = Reflect::set(&own, &"currency".into(), &currency.code().into());
            config.pricing = read::<PricingRules>("pricing", own.into())?;
        } else {
            config.pricing = read::<PricingRules>("pricing", pricing)?;
        }
    }
    if let Some(unit) = value(options, "weightUnit")? {
        config.weight_unit = read("weightUnit", unit)?;
    }
    if let Some(presentation) = text(options, "presentation")? {
        config.presentation = presentation.parse()?;
    }
    if let Some(products) = value(options, "products")? {
        config.products = read::<Vec<Product>>("products", products)?;
    }
    if let Some(locale) = text(options, "locale")? {
        config.locale = locale;
    }
    if let Some(messages) = value(options, "messages")? {
        config.messages = Messages::from_lookup(|key| {
            let message = Reflect::get(&messages, &key.into()).ok()?;
            message.as_string()
        });
    }
    if let Some(key) = text(options, "storageKey")? {
        config.storage_key = key;
    }
    if let Some(pause) = value(options, "pollMs")? {
        config.poll_ms = read("pollMs", pause)?;
    }
    config.check_options()?;
    match value(options, "paypalPage")? {
        Some(page) => at_once(paypal_page::read(config, page)),
        None => Ok(config),
    }
}

/// Settings of PayPal's SDK.
fn sdk(options: &JsValue) -> Result<SdkOptions, ElementsError> {
    let mut sdk = SdkOptions {
        nonce: text(options, "nonce")?,
        ..SdkOptions::default()
    };
    for (name, switch) in [
        ("payLaterMessage", &mut sdk.pay_later_message),
        ("cardFields", &mut sdk.card_fields),
        ("appSwitch", &mut sdk.app_switch),
    ] {
        if let Some(wanted) = value(options, name)? {
            // An attribute of the script tag has it as text, and may be empty.
            let text = wanted.as_string();
            *switch = text.map_or(wanted.is_truthy(), |text| text != "false");
        }
    }
    if let Some(sources) = value(options, "fundingSources")? {
        let names = match sources.as_string() {
            Some(text) => text.split_whitespace().map(str::to_owned).collect(),
            None => read::<Vec<String>>("fundingSources", sources.clone())?,
        };
        let known = names.iter().map(|name| FundingSource::from_name(name));
        sdk.funding_sources = known.collect::<Option<Vec<_>>>().ok_or_else(|| {
            let all = FundingSource::ALL.map(FundingSource::as_str).join(", ");
            ElementsError::new(
                "funding_source_unknown",
                format!("fundingSources are {all}"),
            )
            .about("fundingSources", &sources)
        })?;
    }
    Ok(sdk)
}

fn required<T: FromStr<Err = CoreError>>(
    options: &JsValue,
    name: &'static str,
) -> Result<T, ElementsError> {
    let text = text(options, name)?.ok_or(CheckoutError::OptionMissing {
        option: name,
        hint: "every page has to set it",
    })?;
    let parsed = text.parse().map_err(invalid(name));
    parsed.map_err(|error| error.about(name, &text.into()))
}

fn url(
    options: &JsValue,
    name: &'static str,
    variable: &str,
) -> Result<Option<AbsoluteUrl>, ElementsError> {
    let parse = |url: String| AbsoluteUrl::parse(variable, &url).map_err(invalid(name));
    text(options, name)?.map(parse).transpose()
}

fn warn_of_unknown(options: &JsValue) {
    let Some(options) = options.dyn_ref::<Object>() else {
        return;
    };
    for name in Object::keys(options)
        .iter()
        .filter_map(|name| name.as_string())
    {
        if !KNOWN.contains(&name.as_str()) {
            let known = KNOWN.join(", ");
            let warning = format!("leptos-paypal: there is no option {name}; there are {known}");
            web_sys::console::warn_1(&warning.into());
        }
    }
}
