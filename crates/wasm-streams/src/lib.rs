//! Stand-in for the crate of that name. Leptos' server functions link it for
//! bodies that are streams; its exported classes then stay in every module,
//! 4 KB of it, used or not. Nothing in this workspace streams one.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use wasm_bindgen::JsValue;

/// Stream of a body. There is none: making one panics.
#[derive(Debug)]
pub enum ReadableStream {}

impl ReadableStream {
    /// Stream of a fetched body.
    ///
    /// # Panics
    /// Always.
    #[must_use]
    pub fn from_raw(_: web_sys::ReadableStream) -> Self {
        unimplemented!("server functions with a stream need the crate wasm-streams itself")
    }

    /// Body to be sent.
    ///
    /// # Panics
    /// Always.
    #[must_use]
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        unimplemented!("server functions with a stream need the crate wasm-streams itself")
    }

    /// The stream itself.
    #[must_use]
    pub fn into_stream(self) -> Self {
        self
    }

    /// The browser's stream.
    #[must_use]
    pub fn into_raw(self) -> web_sys::ReadableStream {
        match self {}
    }
}

impl Stream for ReadableStream {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match *self {}
    }
}
