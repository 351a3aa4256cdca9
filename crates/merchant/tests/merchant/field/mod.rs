//! Faults that others met in the field, as inputs of our own making. Each test
//! names where its fault was reported.

pub mod message_fields;
mod messages;
mod not_understood;
mod other_orders;
