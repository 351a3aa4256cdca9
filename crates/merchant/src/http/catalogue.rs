//! `GET /api/catalogue`.

use axum::Json;
use axum::extract::{Query, State};
use leptos_paypal_core::{Currency, PricingRules, Product};
use serde::{Deserialize, Serialize};

use super::problem::Problem;
use crate::quote::QuoteProblem;

#[derive(Deserialize)]
pub(super) struct Wish {
    currency: Option<String>,
}

/// The catalogue in one currency.
#[derive(Serialize)]
pub(super) struct CatalogueView {
    currency: Currency,
    currencies: Vec<Currency>,
    /// `live`, `sandbox` or a base URL: where the shop's PayPal is.
    environment: String,
    pricing: PricingRules,
    products: Vec<Product>,
}

pub(super) async fn show(
    State(inner): super::State,
    Query(wish): Query<Wish>,
) -> Result<Json<CatalogueView>, Problem> {
    let catalogue = &inner.config.catalogue;
    let wished = match &wish.currency {
        Some(code) => code.parse().ok(),
        None => catalogue.currencies().first().copied(),
    };
    let Some((currency, section)) =
        wished.and_then(|currency| Some((currency, catalogue.section(currency)?)))
    else {
        let code = wish.currency.unwrap_or_default();
        return Err(QuoteProblem::CurrencyNotOffered(code).into());
    };
    Ok(Json(CatalogueView {
        currency,
        currencies: catalogue.currencies().to_vec(),
        environment: inner.config.environment.to_string(),
        pricing: section.rules,
        products: section.products.clone(),
    }))
}
