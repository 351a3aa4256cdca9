//! Form variables of PayPal Payments Standard.

mod ordered_item;

pub use ordered_item::OrderedItem;
