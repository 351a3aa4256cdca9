//! `GET /api/catalogue`.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use leptos_paypal_core::{Currency, Environment, PricingRules, Product, WeightUnit};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::problem::{PROBLEM_JSON, Problem};
use super::subscription_view::{DonationOfferView, SubscriptionOfferView};
use crate::catalogue::Catalogue;
use crate::services::quote::QuoteError;

#[derive(Deserialize)]
pub(super) struct CatalogueQuery {
    currency: Option<String>,
}

/// The catalogue in one currency.
#[derive(Serialize, ToSchema)]
#[schema(as = Catalogue)]
pub(super) struct CatalogueView {
    currency: Currency,
    currencies: Vec<Currency>,
    /// `live`, `sandbox` or a base URL: where the shop's PayPal is.
    environment: String,
    pricing: PricingRules,
    products: Vec<Product>,
    subscriptions: Vec<SubscriptionOfferView>,
    donations: Vec<DonationOfferView>,
    /// Unit of the articles' weights.
    weight_unit: WeightUnit,
}

/// Shows the catalogue in one currency.
#[utoipa::path(
    get,
    path = "/catalogue",
    tag = "checkout",
    params(("currency" = Option<String>, Query, description = "ISO 4217 code; the shop's first currency when not given")),
    responses(
        (status = 200, description = "Catalogue in one currency", body = CatalogueView),
        (status = "4XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
        (status = "5XX", description = "Problem details", body = Problem, content_type = PROBLEM_JSON),
    ),
)]
pub(super) async fn show(
    State(catalogue): State<Arc<Catalogue>>,
    State(environment): State<Arc<Environment>>,
    Query(query): Query<CatalogueQuery>,
) -> Result<Json<CatalogueView>, Problem> {
    let wanted = match &query.currency {
        Some(code) => code.parse().ok(),
        None => catalogue.currencies().first().copied(),
    };
    let Some((currency, section)) =
        wanted.and_then(|currency| Some((currency, catalogue.section(currency)?)))
    else {
        let code = query.currency.unwrap_or_default();
        return Err(QuoteError::CurrencyNotOffered(code).into());
    };
    Ok(Json(CatalogueView {
        currency,
        currencies: catalogue.currencies().to_vec(),
        environment: environment.to_string(),
        pricing: section.rules,
        products: section.products.clone(),
        subscriptions: section.subscriptions.iter().map(Into::into).collect(),
        donations: section.donations.iter().map(Into::into).collect(),
        weight_unit: catalogue.weight_unit(),
    }))
}
