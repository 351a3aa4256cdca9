//! The buyer's cart: its signals, and where the browser keeps it.

mod persistence;
mod reprice;
mod store;

pub(crate) use persistence::{change_stored, is_cart_key};
pub(crate) use store::CartStore;
pub use store::LineSignal;
