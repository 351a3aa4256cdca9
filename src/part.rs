//! Parts of the module: what only some pages need, and load then.
//!
//! A part is what its functions and nothing else calls. With the feature `split`
//! they have the attribute `wasm_split` with its name, and a call waits until the
//! part is there. Without it they are functions like all others.

use std::pin::Pin;
use std::task::{Context, Waker};

use leptos::task::spawn_local;
#[cfg(feature = "split")]
use leptos::wasm_split::SplitLoaderError;

use crate::http_client::{CallError, Refusal};

/// Work of a function that may be in a part.
pub(crate) type PartFuture<T> = Pin<Box<dyn Future<Output = T>>>;

/// Begins with the work at once: where its part is there already, what it does
/// at first is done in the click itself.
pub(crate) fn begin(work: impl Future<Output = ()> + 'static) {
    let mut work: PartFuture<()> = Box::pin(work);
    let first = work.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    if first.is_pending() {
        spawn_local(work);
    }
}

/// A part that could not be loaded. The next call tries again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PartUnavailable;

impl PartUnavailable {
    /// The stable code.
    pub(crate) const CODE: &str = "part_unavailable";
}

#[cfg(feature = "split")]
impl From<SplitLoaderError> for PartUnavailable {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

impl From<PartUnavailable> for CallError {
    fn from(_: PartUnavailable) -> Self {
        Self::Refused(Box::new(Refusal {
            is_temporary: true,
            ..Refusal::of(PartUnavailable::CODE)
        }))
    }
}

#[cfg(feature = "split")]
impl From<SplitLoaderError> for CallError {
    fn from(error: SplitLoaderError) -> Self {
        PartUnavailable::from(error).into()
    }
}
