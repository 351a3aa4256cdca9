//! PayPal Payments Standard: the forms that are posted to `webscr`.

mod charges;
mod command;
pub(crate) mod endpoint;
mod form;
mod hosted;
mod item;
mod journey;
mod leftover;
mod options;
pub(crate) mod params;
mod prefill;
mod reader;
pub(crate) mod refusal;
mod whole;

#[cfg(test)]
pub(crate) use command::Command;
pub(crate) use form::{Form, Reading, Rules};
pub(crate) use hosted::routes as cart_routes;
pub(crate) use item::Asks;
pub(crate) use journey::{Journey, ReturnMethod};
pub(crate) use params::Params;
pub(crate) use prefill::{NoShipping, Prefill};
