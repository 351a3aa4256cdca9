//! Errors as JavaScript gets them.

use js_sys::Reflect;
#[cfg(feature = "split")]
use leptos::wasm_split::SplitLoaderError;
use leptos_paypal::CheckoutError;
use leptos_paypal::core::CoreError;
use wasm_bindgen::JsValue;

/// Error of a call: an `Error` with `code`, and with the `option` and `value`
/// that it is about.
#[derive(Debug)]
pub struct ElementsError(Box<Details>);

#[derive(Debug)]
struct Details {
    code: &'static str,
    message: String,
    option: Option<&'static str>,
    value: JsValue,
}

impl ElementsError {
    /// An error with a stable code and a sentence.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self(Box::new(Details {
            code,
            message: message.into(),
            option: None,
            value: JsValue::UNDEFINED,
        }))
    }

    /// A value that is not of the type that `option` has.
    pub fn unreadable(
        code: &'static str,
        option: &'static str,
        value: &JsValue,
        error: serde_wasm_bindgen::Error,
    ) -> Self {
        // What is shown is a JavaScript Error, with its own prefix.
        let reason = error.to_string();
        let reason = reason.strip_prefix("Error: ").unwrap_or(&reason);
        Self::new(code, format!("{option} cannot be used: {reason}")).about(option, value)
    }

    /// A core rule that the option or property `option` breaks.
    pub fn rule(option: &'static str, error: &CoreError) -> Self {
        Self::new(error.code(), format!("{option}: {error}")).of(Some(option))
    }

    /// The same error about `option` with that value.
    #[must_use]
    pub fn about(mut self, option: &'static str, value: &JsValue) -> Self {
        self.0.value = value.clone();
        self.of(Some(option))
    }

    fn of(mut self, option: Option<&'static str>) -> Self {
        self.0.option = option;
        self
    }
}

/// The error of an option whose value breaks a core rule.
pub(crate) fn invalid(option: &'static str) -> impl FnOnce(CoreError) -> ElementsError {
    move |error| ElementsError::rule(option, &error)
}

#[cfg(feature = "split")]
impl From<SplitLoaderError> for ElementsError {
    fn from(_: SplitLoaderError) -> Self {
        let message = "a part of the module could not be loaded";
        Self::new("part_unavailable", message)
    }
}

impl From<CheckoutError> for ElementsError {
    fn from(error: CheckoutError) -> Self {
        Self::new(error.code(), error.to_string()).of(error.option())
    }
}

impl From<ElementsError> for JsValue {
    fn from(ElementsError(error): ElementsError) -> Self {
        let Details {
            code,
            message,
            option,
            value,
        } = *error;
        let made = js_sys::Error::new(&message).into();
        for (name, value) in [
            ("code", code.into()),
            ("option", option.into()),
            ("value", value),
        ] {
            // An Error takes any property.
            let _ = Reflect::set(&made, &name.into(), &value);
        }
        made
    }
}
