//! The window of its own in which a buyer is at PayPal.

pub(crate) mod hand_over;
mod open_window;

pub(crate) use open_window::OpenWindow;
