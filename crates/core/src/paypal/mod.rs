//! PayPal's REST interface: requests that create a payment, and the meaning of
//! words, amounts and links in its answers.
//!
//! Server and browser read the same answers, the server with everything in
//! them, a page only what its server hands through. What a word, an amount or
//! a link means is said here for both.

mod amount;
mod answer;
mod body;
mod described_choices;
mod error_name;
mod issue;
mod lenient;
mod links;
#[cfg(feature = "ipn")]
mod payment_status;
pub mod purchase;
mod refusal;
mod states;
#[cfg(test)]
mod tests;
pub mod text;
pub mod v1;
pub mod v2;
pub mod wire_money;

pub use amount::amount;
pub use answer::PayPalAnswer;
pub use body::PayPalBody;
pub use described_choices::described_choices;
pub use error_name::ErrorName;
pub use issue::Issue;
pub use links::{APPROVAL_RELS, approval_link};
pub use purchase::{Intent, Purchase, PurchaseProblem};
pub use refusal::PayPalRefusal;
