//! PayPal checkout for web pages: a cart, a button that leads to PayPal, and a
//! return page that tells the truth about the payment. As Leptos components
//! here, as custom elements in the npm package in `pkg/`.
//!
//! ```
//! use leptos::prelude::*;
//! use leptos_paypal::{Cart, CheckoutConfig, Currency, Environment, Shop};
//!
//! #[component]
//! fn Page() -> impl IntoView {
//!     let mut config = CheckoutConfig::new(Environment::Sandbox, Currency::USD);
//!     config.server = Some("/api".to_owned());
//!     Shop::provide(config);
//!     view! { <Cart/> }
//! }
//! ```
//!
//! One of the features `csr`, `hydrate` and `ssr` says where the components
//! run. On a server those with children render these, a plain PayPal form for
//! example; the others render themselves, as they are with an empty cart. The
//! browser keeps the buyer's cart, and brings it after hydration.
//!
//! ```
//! use leptos::prelude::*;
//! use leptos_paypal::{PayPalButton, Product};
//!
//! #[component]
//! fn BuyNow(product: Product) -> impl IntoView {
//!     view! {
//!         <PayPalButton single=Some((product, 1))>
//!             <a href="https://www.paypal.com/ncp/payment/EXAMPLE">"Buy with PayPal"</a>
//!         </PayPalButton>
//!     }
//! }
//! ```

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

#[cfg(any(
    all(feature = "csr", feature = "hydrate"),
    all(feature = "csr", feature = "ssr"),
    all(feature = "hydrate", feature = "ssr"),
))]
compile_error!("choose one of the features csr, hydrate and ssr: they exclude each other");

// A server renders, and calls nothing of it.
#[cfg_attr(feature = "ssr", allow(dead_code))]
mod browser;
mod checkout;
mod components;
mod config;
#[cfg(all(feature = "elements", feature = "ssr"))]
compile_error!(
    "the custom elements are for browsers: the features elements and ssr exclude each other"
);

#[cfg(feature = "elements")]
pub mod elements;
mod kept;
mod live;
#[cfg(feature = "ssr")]
mod markup;
mod reactive;
mod record;
mod state;
mod text;

#[cfg(feature = "leptos")]
pub use components::{AddToCart, Cart, PayPalButton, ReturnStatus, Totals};
/// A page's few hundred small values need no more, and it is a sixth of the
/// standard library's.
#[cfg(all(feature = "elements", not(feature = "leptos"), target_arch = "wasm32"))]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

pub use components::{ButtonColor, ButtonLabel, ButtonShape, ButtonStyle};
pub use config::{CheckoutConfig, CheckoutPath, ServerApi};
pub use leptos_paypal_core::{self as core, Currency, Environment, Product};
pub use live::Live;
pub use state::Shop;
pub use text::{Text, Texts};
