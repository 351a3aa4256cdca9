//! Texts for buyers, in the languages of `locales/`.

mod catalog;
mod messages;

pub use catalog::Messages;
pub use messages::Message;
