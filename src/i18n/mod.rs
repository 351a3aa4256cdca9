//! Texts for buyers, in the languages of `locales/`.

mod message;
mod messages;

pub use message::Message;
pub use messages::Messages;
