//! `GET /api/openapi.json`: OpenAPI description of everything below `/api`.

use axum::Router;
use axum::body::Bytes;
use axum::http::header;
use axum::routing::get;
use tracing::error;
use utoipa::openapi::OpenApi as Description;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

/// Description without its paths, which come with the routes.
#[derive(OpenApi)]
#[openapi(
    info(title = "paypal-merchant", description = "The shop's server: checkouts and their payments."),
    tags(
        (name = "checkout", description = "For the shop's pages"),
        (name = "admin", description = "For the shop alone"),
    ),
    modifiers(&AdminToken)
)]
pub(super) struct ApiDescription;

/// Security scheme of `/api/admin`.
struct AdminToken;

impl Modify for AdminToken {
    fn modify(&self, description: &mut Description) {
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The shop's admin token"))
            .build();
        description
            .components
            .get_or_insert_default()
            .add_security_scheme("admin_token", SecurityScheme::Http(bearer));
    }
}

/// Router that serves the description.
pub(super) fn router<S: Clone + Send + Sync + 'static>(description: &Description) -> Router<S> {
    let json = description.to_json().unwrap_or_else(|error| {
        error!(%error, "the description of the API cannot be written");
        "{}".to_owned()
    });
    let json = Bytes::from(json);
    Router::new().route(
        "/openapi.json",
        get(|| async { ([(header::CONTENT_TYPE, "application/json")], json) }),
    )
}
