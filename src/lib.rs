//! PayPal checkout as Leptos components: a cart, a button that leads to PayPal,
//! and a return page that tells the truth about the payment. The npm package in
//! `pkg/` has the same as custom elements.
//!
//! ```
//! use leptos::prelude::*;
//! use leptos_paypal::{Cart, CheckoutConfig, Currency, Environment, provide_checkout};
//!
//! #[component]
//! fn Page() -> impl IntoView {
//!     let mut config = CheckoutConfig::new(Environment::Sandbox, Currency::USD);
//!     config.server = Some("/api".to_owned());
//!     provide_checkout(config);
//!     view! { <Cart/> }
//! }
//! ```
//!
//! One of the features `csr`, `hydrate` and `ssr` says where the components
//! run. A server renders the empty cart; the browser hydrates it in place and
//! then loads the buyer's. Components with children render these until they can
//! work, a plain PayPal form for example:
//!
//! ```
//! use leptos::prelude::*;
//! use leptos_paypal::{PayPalButton, Product};
//!
//! #[component]
//! fn BuyNow(product: Product) -> impl IntoView {
//!     view! {
//!         <PayPalButton product>
//!             <a href="https://www.paypal.com/ncp/payment/EXAMPLE">"Buy with PayPal"</a>
//!         </PayPalButton>
//!     }
//! }
//! ```
//!
//! [`use_checkout`] gives cart, sums, phase and actions to shops that draw
//! everything themselves:
//!
//! ```
//! use leptos::prelude::*;
//! use leptos_paypal::use_checkout;
//!
//! #[component]
//! fn Badge() -> impl IntoView {
//!     let checkout = use_checkout();
//!     view! { <span>{move || checkout.units()}</span> }
//! }
//! ```

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

#[cfg(any(
    all(feature = "csr", feature = "hydrate"),
    all(feature = "csr", feature = "ssr"),
    all(feature = "hydrate", feature = "ssr"),
))]
compile_error!("choose one of the features csr, hydrate and ssr: they exclude each other");

mod attempt;
mod cart;
mod checkout;
mod components;
mod config;
mod context;
mod dom;
mod error;
mod http_client;
mod i18n;
mod merchant_client;
mod offers;
mod part;
mod payment_status;
mod paypal_client;
mod paypal_sdk;
mod paypal_window;
mod phase;

pub use cart::LineSignal;
pub use checkout::{
    CheckoutDetail, ErrorDetail, Field, ShippingDetail, ShippingOptionDetail, StatusDetail,
    provide_checkout,
};
pub use components::{
    AddToCart, AddToPayPalCart, ButtonColor, ButtonLabel, ButtonShape, ButtonStyle, Cart,
    CartDialog, CartLine, CartTotals, DonateButton, HostedButton, PayPalButton, PaymentStatus,
    QuantityStepper, SubscribeButton, ViewPayPalCart,
};
pub use config::{
    CheckoutConfig, CheckoutPath, ClientApi, FundingSource, Presentation, SdkOptions, SdkVersion,
    ServerApi,
};
pub use context::{CheckoutContext, use_checkout};
pub use error::CheckoutError;
pub use i18n::{Message, Messages};
pub use leptos_paypal_core::{self as core, Currency, Environment, Product};
pub use offers::{DonationAmount, DonationOffer, SubscriptionOffer};
pub use phase::{ButtonId, CheckoutFailure, CheckoutPhase, Subject};
