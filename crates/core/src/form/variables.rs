//! The variables of the form protocol as a table: how long each may be, and
//! with which command ("HTML variables for PayPal Payments Standard").

use super::command::Command;

/// One variable, without its suffixes.
pub(super) struct Variable {
    pub(super) name: &'static str,
    /// The most characters, 0 when none are stated.
    limit: u16,
    /// The bits of the commands that know it.
    pub(super) commands: u8,
}

impl Variable {
    pub(super) const fn max_chars(&self) -> Option<usize> {
        match self.limit {
            0 => None,
            limit => Some(limit as usize),
        }
    }
}

const B: u8 = Command::BuyNow.bit();
const A: u8 = Command::AddToCart.bit();
const U: u8 = Command::Upload.bit();
const D: u8 = Command::Donate.bit();
const V: u8 = Command::Display.bit();
const S: u8 = Command::Subscribe.bit();
const H: u8 = Command::Saved.bit();
const EVERY: u8 = B | A | U | D | V | S;
const CART: u8 = B | A | U;

const fn row(name: &'static str, limit: u16, commands: u8) -> Variable {
    Variable {
        name,
        limit,
        commands,
    }
}

/// Every variable. Where documents disagree the shorter length stands here, so
/// that nothing is cut by either.
const VARIABLES: &[Variable] = &[
    row("cmd", 0, EVERY | H),
    row("redirect_cmd", 0, B | U),
    row("upload", 1, U),
    row("add", 1, A),
    row("display", 1, V),
    row("notify_url", 255, EVERY | H),
    row("bn", 32, EVERY),
    row("hosted_button_id", 32, H),
    row("encrypted", 0, H),
    // Item.
    row("amount", 0, CART | D),
    row("item_name", 127, CART | D | S),
    row("item_number", 127, CART | D | S),
    row("quantity", 0, CART),
    row("undefined_quantity", 1, B),
    row("weight", 0, CART),
    row("weight_unit", 0, CART),
    row("on", 64, CART | S | H),
    row("os", 64, CART | S | H),
    row("option_index", 1, B | A),
    row("option_select", 64, B | A),
    row("option_amount", 64, B | A),
    // Charges and reductions.
    row("shipping", 0, CART),
    row("shipping2", 0, CART),
    row("handling", 0, CART),
    row("handling_cart", 0, A | U),
    row("tax", 0, CART),
    row("tax_rate", 6, B | A),
    row("tax_cart", 0, U),
    row("discount_amount", 0, CART),
    row("discount_amount2", 0, B | A),
    row("discount_rate", 0, CART),
    row("discount_rate2", 0, B | A),
    row("discount_num", 0, B | A),
    row("discount_amount_cart", 0, U),
    row("discount_rate_cart", 0, U),
    row("weight_cart", 0, U),
    // Subscriptions.
    row("a1", 0, S),
    row("p1", 2, S),
    row("t1", 1, S),
    row("a2", 0, S),
    row("p2", 2, S),
    row("t2", 1, S),
    row("a3", 0, S),
    row("p3", 2, S),
    row("t3", 1, S),
    row("src", 1, S),
    row("srt", 2, S),
    row("sra", 1, S),
    row("modify", 1, S),
    row("usr_manage", 1, S),
    // The payment as a whole.
    row("business", 127, EVERY),
    row("currency_code", 3, EVERY),
    row("custom", 255, EVERY | H),
    row("invoice", 127, EVERY),
    row("address_override", 1, EVERY),
    row("paymentaction", 0, B | U),
    row("shopping_url", 0, A),
    // Pages and return.
    row("return", 1024, EVERY),
    row("cancel_return", 1024, EVERY),
    row("rm", 1, EVERY),
    row("cbt", 60, EVERY),
    row("no_shipping", 1, EVERY),
    row("no_note", 1, EVERY),
    row("cn", 40, EVERY),
    row("image_url", 1024, EVERY),
    row("page_style", 30, EVERY),
    row("cpp_header_image", 0, EVERY),
    row("cpp_headerback_color", 6, EVERY),
    row("cpp_headerborder_color", 6, EVERY),
    row("cpp_payflow_color", 6, EVERY),
    row("cpp_logo_image", 127, CART),
    row("cpp_cart_border_color", 6, CART),
    row("cs", 1, EVERY),
    row("lc", 5, EVERY),
    row("charset", 21, EVERY | H),
    // Buyer pre-fill.
    row("email", 127, EVERY),
    row("first_name", 32, EVERY),
    row("last_name", 32, EVERY),
    row("address1", 100, EVERY),
    row("address2", 100, EVERY),
    row("city", 40, EVERY),
    row("state", 2, EVERY),
    row("zip", 32, EVERY),
    row("country", 2, EVERY),
    row("night_phone_a", 3, EVERY),
    row("night_phone_b", 0, EVERY),
    row("night_phone_c", 4, EVERY),
    row("day_phone_a", 3, EVERY),
    row("day_phone_b", 0, EVERY),
    row("day_phone_c", 4, EVERY),
];

/// The variable of that name, without its suffixes.
pub(super) fn variable(name: &str) -> Option<&'static Variable> {
    VARIABLES.iter().find(|variable| variable.name == name)
}

/// The most characters of a variable; nothing when none are stated.
pub(crate) fn max_chars(name: &str) -> Option<usize> {
    variable(name)?.max_chars()
}

/// Without the second the first has no effect. Both stand in the same item;
/// `os2` needs `on2`.
pub(super) const NEEDS: &[(&str, &str)] = &[
    ("os", "on"),
    ("shipping2", "shipping"),
    ("discount_amount2", "discount_amount"),
    ("discount_rate2", "discount_rate"),
    ("rm", "return"),
    ("cbt", "return"),
    ("a2", "a1"),
];

/// PayPal does not say what both together mean. Both stand in the same item.
pub(super) const NOT_WITH: &[(&str, &str)] = &[
    ("tax_rate", "tax"),
    ("discount_rate", "discount_amount"),
    ("discount_rate", "discount_amount2"),
    ("discount_rate2", "discount_amount"),
    ("discount_rate_cart", "discount_amount_cart"),
];

/// An item's variable and the cart's that makes it void or ambiguous: a
/// reduction of the cart asks for `tax_cart`, and replaces only the items'
/// reductions of its own kind.
pub(super) const NOT_WITH_CART: &[(&str, &str)] = &[
    ("tax", "discount_amount_cart"),
    ("tax", "discount_rate_cart"),
    ("discount_rate", "discount_amount_cart"),
    ("discount_amount", "discount_rate_cart"),
];
