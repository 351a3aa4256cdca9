//! How merchants learn about payments: IPN and PDT.

mod encode;
pub(crate) mod fields;
pub(crate) mod message;
pub(crate) mod pdt;
pub(crate) mod sender;
pub(crate) mod verify;
