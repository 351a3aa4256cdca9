//! Everything that touches the browser. On a server none of it is called.

#[cfg(not(feature = "ssr"))]
pub(crate) mod element;
pub(crate) mod event;
pub(crate) mod intl;
pub(crate) mod js;
pub(crate) mod merchant;
pub(crate) mod page;
pub(crate) mod random;
pub(crate) mod read;
pub(crate) mod return_query;
pub(crate) mod storage;
pub(crate) mod task;
pub(crate) mod write;
