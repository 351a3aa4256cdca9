//! A form that PayPal would refuse.

use askama::Template;

/// The 400 answer of `webscr`.
#[derive(Debug, Clone, Template)]
#[template(path = "refused.html")]
pub struct RefusedPage {
    /// Stable code of the refusal.
    pub code: String,
    /// The variable that is wrong, when one is.
    pub variable: Option<String>,
    /// Value that was sent; `None` when it was not.
    pub value: Option<String>,
    /// The fault, in one or two sentences.
    pub detail: String,
    /// The rule that was broken.
    pub rule: String,
    /// PayPal's document and section.
    pub documented: String,
    /// All variables that came, in order.
    pub sent: Vec<(String, String)>,
}

impl RefusedPage {
    fn is_wrong(&self, name: &str) -> bool {
        self.variable.as_deref() == Some(name)
    }
}
