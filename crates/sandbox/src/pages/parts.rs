//! Parts of several pages.

/// One line of what is bought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineView {
    /// Name of the item, as the shop sent it.
    pub name: String,
    /// Text that the shop says of the item besides, such as the choices.
    pub description: Option<String>,
    /// The shop's item number.
    pub number: Option<String>,
    /// Quantity.
    pub quantity: u32,
    /// Chosen options: name and value.
    pub options: Vec<(String, String)>,
    /// Price of one, a decimal string.
    pub unit_price: String,
    /// Unit price × quantity, a decimal string.
    pub total: String,
}

/// The sums under the lines. All amounts are decimal strings in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotalsView {
    /// Currency code of every amount here.
    pub currency: String,
    /// All lines together.
    pub items_total: String,
    /// Discount, without a sign; `None` when it is zero.
    pub discount: Option<String>,
    /// `None` when it is zero.
    pub shipping: Option<String>,
    /// `None` when it is zero.
    pub handling: Option<String>,
    /// `None` when it is zero.
    pub tax: Option<String>,
    /// Total.
    pub total: String,
}

/// A variable that was dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IgnoredView {
    /// Its name.
    pub variable: String,
    /// The value that came.
    pub value: String,
    /// Reason why it was dropped, in one sentence.
    pub reason: String,
}

/// The way back to the shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnView {
    /// `get` or `post`.
    pub method: String,
    /// Target of the form. With `get` it has no query of its own.
    pub action: String,
    /// Names and values, passed on as they are.
    pub fields: Vec<(String, String)>,
    /// Text of the button.
    pub label: String,
    /// True when the page leaves without a click.
    pub automatic: bool,
}

/// Returns whether a decimal string is more than zero.
pub(crate) fn is_more_than_zero(amount: &str) -> bool {
    !amount.starts_with('-') && amount.bytes().any(|byte| (b'1'..=b'9').contains(&byte))
}

/// Returns whether a link or a form may go there: `javascript:` and the like may not.
pub(crate) fn is_web_address(address: &str) -> bool {
    let starts_with = |scheme: &str| {
        address
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    starts_with("https://") || starts_with("http://")
}
