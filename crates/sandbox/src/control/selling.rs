//! Shipping rates and sales tax of an account, on its page. Programs change
//! them among the settings.

use axum::body::{Body, Bytes};
use axum::extract::{Path, RawQuery, State as Shared};
use axum::http::{HeaderMap, Response, StatusCode};
use leptos_paypal_core::{Currency, WeightUnit};
use serde_json::json;

use super::account_pages::{currencies, head};
use super::accounts::answer;
use super::find_account::find;
use super::outcome::Outcome;
use super::{failed, own_page};
use crate::config::{
    ConfigError, SalesTax, ShippingBasis, ShippingConfig, ShippingMethod, ShippingTier,
};
use crate::pages::{AccountHead, RateRow, RegionView, SellingPage, TaxRow};
use crate::response::{Problem, json_response, wants_page};
use crate::state::State;
use crate::store::accounts::Account;
use crate::views;

/// Rows for more rates.
const SPARE_RATES: usize = 3;
const SPARE_TAXES: usize = 2;

/// The page, or the rules as JSON.
pub(super) async fn show(
    state: Shared<State>,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response<Body> {
    let store = state.store();
    let account = match find(&store, &name) {
        Ok(account) => account,
        Err(problem) => return failed(&headers, &problem),
    };
    let profile = account.profile();
    if wants_page(&headers) {
        return page(
            account,
            Form::of(&profile.shipping, &profile.sales_tax),
            None,
            Outcome::notice(query.as_deref()),
        );
    }
    let rules = json!({"shipping": profile.shipping, "sales_tax": profile.sales_tax});
    json_response(StatusCode::OK, &rules)
}

/// Saves the form of the page.
pub(super) async fn change(
    state: Shared<State>,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let form = Form::read(&body);
    let mut store = state.store();
    let account = match find(&store, &name) {
        Ok(account) => account,
        Err(problem) => return failed(&headers, &problem),
    };
    let (id, mut profile) = (account.id.clone(), account.profile().clone());
    let changed = form.rules().and_then(|(shipping, sales_tax)| {
        profile.shipping = shipping;
        profile.sales_tax = sales_tax;
        store.accounts.revise(&id, &profile).map_err(FormFault::of)
    });
    match changed {
        Ok(()) => answer(&state, &store, &headers, &id, "/selling", Outcome::Saved),
        Err(fault) if wants_page(&headers) => match find(&store, &name) {
            Ok(account) => page(account, form, Some(fault), None),
            Err(problem) => failed(&headers, &problem),
        },
        Err(fault) => failed(&headers, &fault.into()),
    }
}

fn page(
    account: &Account,
    form: Form,
    fault: Option<FormFault>,
    notice: Option<&'static str>,
) -> Response<Body> {
    let status = match fault {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let Form {
        mut regions,
        form_overrides,
        mut taxes,
    } = form;
    for region in &mut regions {
        let rows = region.rows.len() + SPARE_RATES;
        region.rows.resize_with(rows, RateRow::default);
    }
    taxes.resize_with(taxes.len() + SPARE_TAXES, TaxRow::default);
    let view = SellingPage {
        head: AccountHead {
            notice,
            ..head(account, "selling")
        },
        regions: regions.into(),
        form_overrides,
        taxes,
        currencies: currencies(),
        error: fault.map(|fault| (views::sentence(&fault.text), fault.field)),
    };
    own_page(status, &view)
}

/// A fault of the form, with the id of its field.
struct FormFault {
    text: String,
    field: String,
}

impl FormFault {
    fn of(error: ConfigError) -> Self {
        let (text, field) = match error {
            ConfigError::Shipping {
                region,
                row,
                detail,
                ..
            } => (
                format!("{}, row {row}: {detail}", title(region)),
                format!("{region}-from-{row}"),
            ),
            ConfigError::SalesTax { row, detail, .. } => (
                format!("Sales tax, row {row}: {detail}"),
                format!("tax-country-{row}"),
            ),
            other => (other.to_string(), String::new()),
        };
        Self { text, field }
    }
}

impl From<FormFault> for Problem {
    fn from(fault: FormFault) -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "rates_invalid",
            "These rates cannot be used",
            fault.text,
        )
    }
}

fn title(region: &str) -> &'static str {
    match region {
        "domestic" => "Within the account's country",
        _ => "To other countries",
    }
}

/// The fields of the page, without empty rows.
struct Form {
    regions: [RegionView; 2],
    form_overrides: bool,
    taxes: Vec<TaxRow>,
}

impl Form {
    /// The rules of an account.
    fn of(shipping: &ShippingConfig, sales_tax: &[SalesTax]) -> Self {
        let tax = |tax: &SalesTax| TaxRow {
            country: tax.country.clone(),
            state: tax.state.clone().unwrap_or_default(),
            rate: tax.rate.to_string(),
            on_shipping: tax.on_shipping,
        };
        Self {
            regions: [
                region("domestic", shipping.domestic.as_ref()),
                region("international", shipping.international.as_ref()),
            ],
            form_overrides: shipping.form_overrides,
            taxes: sales_tax.iter().map(tax).collect(),
        }
    }

    fn read(body: &[u8]) -> Self {
        let fields: Vec<(String, String)> = form_urlencoded::parse(body)
            .map(|(name, value)| (name.into_owned(), value.trim().to_owned()))
            .collect();
        let all = |name: &str| -> Vec<String> {
            let own = fields.iter().filter(|(known, _)| known == name);
            own.map(|(_, value)| value.clone()).collect()
        };
        let last = |name: &str| all(name).pop().unwrap_or_default();
        let read_region = |key: &'static str| {
            let column = |name: &str| all(&format!("{key}.{name}"));
            let (rates, kinds) = (column("rate"), column("kind"));
            let rows = column("from").into_iter().enumerate();
            let rows = rows.map(|(index, from)| RateRow {
                from,
                rate: rates.get(index).cloned().unwrap_or_default(),
                is_percent: kinds.get(index).is_some_and(|kind| kind == "percent"),
            });
            RegionView {
                basis: last(&format!("{key}.basis")),
                currency: last(&format!("{key}.currency")),
                weight_unit: last(&format!("{key}.weight_unit")),
                rows: rows
                    .filter(|row| !row.from.is_empty() || !row.rate.is_empty())
                    .collect(),
                ..region(key, None)
            }
        };
        let (states, rates, on) = (all("tax.state"), all("tax.rate"), all("tax.on"));
        let taxes = all("tax.country").into_iter().enumerate();
        let taxes = taxes.map(|(index, country)| TaxRow {
            country,
            state: states.get(index).cloned().unwrap_or_default(),
            rate: rates.get(index).cloned().unwrap_or_default(),
            on_shipping: on.get(index).is_some_and(|on| on == "shipping"),
        });
        Self {
            regions: [read_region("domestic"), read_region("international")],
            form_overrides: last("form_overrides") == "true",
            taxes: taxes
                .filter(|row| {
                    let texts = [&row.country, &row.state, &row.rate];
                    texts.into_iter().any(|text| !text.is_empty())
                })
                .collect(),
        }
    }

    /// The rules that the fields say.
    fn rules(&self) -> Result<(ShippingConfig, Vec<SalesTax>), FormFault> {
        let [domestic, international] = &self.regions;
        let shipping = ShippingConfig {
            domestic: method(domestic)?,
            international: method(international)?,
            form_overrides: self.form_overrides,
        };
        let taxes = self.taxes.iter().enumerate();
        let taxes = taxes.map(|(index, row)| sales_tax(index + 1, row));
        Ok((shipping, taxes.collect::<Result<_, _>>()?))
    }
}

fn region(key: &'static str, method: Option<&ShippingMethod>) -> RegionView {
    let row = |tier: &ShippingTier| RateRow {
        from: tier.from.clone(),
        rate: match (&tier.charge, tier.percent) {
            (_, Some(rate)) => rate.to_string(),
            (Some(amount), None) => amount.clone(),
            (None, None) => String::new(),
        },
        is_percent: tier.percent.is_some(),
    };
    RegionView {
        key,
        title: title(key).to_owned(),
        basis: method
            .map(|method| <&str>::from(method.basis).to_owned())
            .unwrap_or_default(),
        currency: method
            .map_or(Currency::USD, |method| method.currency)
            .code()
            .to_owned(),
        weight_unit: method
            .map(|method| method.weight_unit)
            .unwrap_or_default()
            .as_str()
            .to_owned(),
        rows: method
            .map(|method| method.tiers.iter().map(row).collect())
            .unwrap_or_default(),
    }
}

fn method(region: &RegionView) -> Result<Option<ShippingMethod>, FormFault> {
    let wrong = |text: &str, field: &str| FormFault {
        text: format!("{}: {text}", region.title),
        field: format!("{}-{field}", region.key),
    };
    let basis = match region.basis.as_str() {
        "amount" => ShippingBasis::Amount,
        "weight" => ShippingBasis::Weight,
        "quantity" => ShippingBasis::Quantity,
        "" if region.rows.is_empty() => return Ok(None),
        _ => return Err(wrong("choose what the rates are based on", "basis")),
    };
    let currency = region.currency.parse::<Currency>();
    let tiers = region.rows.iter().enumerate().map(|(index, row)| {
        let percent = if row.is_percent {
            let rate = row.rate.parse().map_err(|error| {
                let error: leptos_paypal_core::CoreError = error;
                wrong(
                    &format!("row {}: {error}", index + 1),
                    &format!("rate-{}", index + 1),
                )
            });
            Some(rate?)
        } else {
            None
        };
        Ok(ShippingTier {
            from: row.from.clone(),
            charge: (!row.is_percent).then(|| row.rate.clone()),
            percent,
        })
    });
    Ok(Some(ShippingMethod {
        basis,
        currency: currency.map_err(|error| wrong(&error.to_string(), "currency"))?,
        weight_unit: match region.weight_unit.as_str() {
            "kgs" => WeightUnit::Kgs,
            _ => WeightUnit::Lbs,
        },
        tiers: tiers.collect::<Result<_, FormFault>>()?,
    }))
}

fn sales_tax(number: usize, row: &TaxRow) -> Result<SalesTax, FormFault> {
    let wrong = |text: &str, field: &str| FormFault {
        text: format!("Sales tax, row {number}: {text}"),
        field: format!("tax-{field}-{number}"),
    };
    if row.country.is_empty() {
        return Err(wrong("choose a country", "country"));
    }
    let rate = row.rate.parse().map_err(|error| {
        let error: leptos_paypal_core::CoreError = error;
        wrong(&error.to_string(), "rate")
    });
    Ok(SalesTax {
        country: row.country.clone(),
        state: Some(row.state.clone()).filter(|state| !state.is_empty()),
        rate: rate?,
        on_shipping: row.on_shipping,
    })
}
