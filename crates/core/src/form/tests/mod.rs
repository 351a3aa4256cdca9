//! The rules of the forms, from outside.

mod from_cart;
