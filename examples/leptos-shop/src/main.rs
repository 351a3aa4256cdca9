//! A whole shop in the browser: a shelf, a page for each article, a cart, and
//! the page that buyers come back to. It has no server of its own; PayPal's
//! form takes the payment.

mod app;
mod articles;
mod badge;
mod config;
mod payment;
mod product_page;
mod shelf;

fn main() {
    leptos::mount::mount_to_body(app::App);
}
