//! Operations of the REST APIs: who may call them, and which errors can be mocked.

use super::errors::ApiVersion;

/// Kind of a call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operation {
    pub(crate) version: ApiVersion,
    /// A token of a client id alone is enough.
    pub(crate) browser: bool,
    /// Errors that `PayPal-Mock-Response` may ask for here.
    pub(crate) mocks: &'static [&'static str],
}

impl Operation {
    /// For tokens with a secret behind them, without mocked errors.
    pub(crate) const fn new(version: ApiVersion) -> Self {
        Self {
            version,
            browser: false,
            mocks: &[],
        }
    }

    pub(crate) const fn for_browsers(mut self) -> Self {
        self.browser = true;
        self
    }

    pub(crate) const fn mocks(mut self, mocks: &'static [&'static str]) -> Self {
        self.mocks = mocks;
        self
    }
}
