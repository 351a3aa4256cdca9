//! The browser: custom events, storage, locks between tabs, `Intl`, randomness,
//! leaving the page.

pub(crate) mod event;
pub(crate) mod intl;
pub(crate) mod json;
pub(crate) mod popup;
pub(crate) mod random;
pub(crate) mod redirect;
pub(crate) mod storage;
pub(crate) mod tab_lock;
