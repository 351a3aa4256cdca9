//! Subscriptions, donations and a shop's own notes, with messages as PayPal
//! sends them.

mod asked;
mod custom;
mod donations;
mod judged;
mod operator;
mod paypal;
mod sandbox;
mod taker;
mod told;
mod whole;
