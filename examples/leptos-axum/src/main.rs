//! Server of the pages, with the merchant's server beside them.

// The types of views are deep.
#![recursion_limit = "256"]

mod config;

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::http::{HeaderValue, header};
use leptos::config::LeptosOptions;
use leptos::nonce::use_nonce;
use leptos::prelude::{expect_context, provide_context};
use leptos_axum::{LeptosRoutes, ResponseOptions, generate_route_list};
use paypal_merchant::Merchant;
use shop::{App, Settings, document};
use tokio::net::TcpListener;

/// Pause between two runs of the regular work.
const TICK: Duration = Duration::from_secs(15);

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let listener = TcpListener::bind(config::listen()).await?;
    let address = listener.local_addr()?;
    let (config, settings) = config::read()?;
    let merchant = Merchant::open(config, &format!("http://{address}")).await?;

    // Retries what PayPal could not answer at once.
    let worker = merchant.clone();
    tokio::spawn(async move {
        let mut ticks = tokio::time::interval(TICK);
        loop {
            ticks.tick().await;
            if let Err(problem) = worker.tick().await {
                eprintln!("the regular work failed: {problem}");
            }
        }
    });

    println!("leptos-axum-shop listens on http://{address}");
    let service = router(&merchant, settings).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).await?;
    Ok(())
}

/// The pages first; everything else is the merchant's, the files of its site
/// included.
fn router(merchant: &Merchant, settings: Settings) -> Router {
    let options = LeptosOptions::builder().output_name("shop").build();
    let known = settings.clone();
    let routes = generate_route_list(move || {
        provide_context(known.clone());
        App()
    });
    let webscr = settings.paypal.webscr();
    Router::new()
        .leptos_routes_with_context(
            &options,
            routes,
            move || {
                provide_context(settings.clone());
            },
            move || {
                set_policy(&webscr);
                document()
            },
        )
        .with_state(options)
        .merge(merchant.router())
}

/// The merchant's server gives its own answers a policy. That of the pages
/// also lets the script run which Leptos writes into them.
fn set_policy(webscr: &str) {
    let nonce = use_nonce()
        .map(|nonce| nonce.to_string())
        .unwrap_or_default();
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'nonce-{nonce}'; \
         style-src 'self'; img-src 'self' data:; connect-src 'self'; \
         form-action 'self' {webscr}; base-uri 'none'; frame-ancestors 'none'"
    );
    // An address is ASCII, so the policy is never left out.
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        expect_context::<ResponseOptions>().insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}
