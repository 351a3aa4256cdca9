//! The rules of the forms, from outside.

mod from_cart;
mod one_broken_rule;
#[cfg(feature = "schedule")]
mod subscriptions;
mod too_long;
mod totals;
mod variable_names;
