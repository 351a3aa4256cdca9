//! The WebAssembly module of the npm package: what its custom elements call.
//!
//! Nothing of Rust is borrowed while code of the page runs, so that an event
//! listener may call back in.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod cart_api;
mod error;
mod member;
mod mount;
mod offers;
mod options;
mod page;
mod part;
mod payment_status;
mod paypal_page;
mod properties;
#[cfg(all(test, target_arch = "wasm32"))]
mod tests;

/// A page's few hundred small values need no more, and it is a sixth of the
/// standard library's.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
