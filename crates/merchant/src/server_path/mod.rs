//! Server path: its settings, and what is stored of its payments.

mod api;
mod purchase;
mod settings;

pub use api::{Api, ApiUnknown};
pub use purchase::StoredPurchase;
pub(crate) use purchase::{NewPurchase, Terms};
pub use settings::ServerPath;
