//! The shop's pages.

use axum::Router;
use axum::extract::{OriginalUri, Request};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use leptos_paypal_core::ReturnQuery;
use tower_http::services::ServeDir;

use super::site_files::SiteFiles;
use super::state::AppState;
use super::{headers, unknown};
use crate::config::Config;

/// Adds the pages, and the way back for browsers that PayPal lets post.
pub(super) fn add(router: Router<AppState>, config: &Config) -> Router<AppState> {
    let Some(folder) = &config.site else {
        return router
            .route(&config.return_path, post(redirect_post))
            .fallback(unknown);
    };
    // Folders answer with their index.html.
    let files = ServeDir::with_backend(folder, SiteFiles::new(folder, config.site_follows_links));
    let pages = Router::new()
        .fallback_service(files.fallback(Router::new().fallback(unknown)))
        .layer(axum::middleware::from_fn(one_slash))
        .layer(axum::middleware::map_response(headers::cache));
    router
        .route(
            &config.return_path,
            post(redirect_post).fallback_service(pages.clone()),
        )
        .fallback_service(pages)
}

/// Refuses paths that begin with two slashes: where a folder's address gets its
/// slash, browsers would read the rest as another host.
async fn one_slash(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if path.starts_with("//") || path.starts_with("/\\") {
        return unknown().await.into_response();
    }
    next.run(request).await
}

/// With `rm=2` PayPal lets the browser post all payment variables to the
/// return page. The page itself reads a query, so it gets one, of those that
/// PDT would bring; they are hints like these.
async fn redirect_post(OriginalUri(uri): OriginalUri, body: String) -> Redirect {
    let mut query = form_urlencoded::Serializer::new(uri.query().unwrap_or_default().to_owned());
    if let Some(pdt) = ReturnQuery::parse(&body).pdt {
        query.append_pair("tx", &pdt.tx).append_pair("st", &pdt.st);
        for (name, value) in [("amt", pdt.amt), ("cc", pdt.cc), ("cm", pdt.cm)] {
            if let Some(value) = value {
                query.append_pair(name, &value);
            }
        }
    }
    let query = query.finish();
    let mark = if query.is_empty() { "" } else { "?" };
    Redirect::to(&format!("{}{mark}{query}", uri.path()))
}
