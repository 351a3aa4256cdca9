//! Names of the variables, for the tests of all that makes forms.

use std::collections::BTreeSet;

/// Variables of the technical part, the item, its charges, the payment, the
/// pages and the buyer, as PayPal's tables name them ("HTML Variables for
/// PayPal Payments Standard").
pub const VARIABLES: &str = "
    cmd notify_url bn hosted_button_id
    amount item_name item_number quantity undefined_quantity weight weight_unit
    on0 on1 on2 on3 on4 on5 on6 on7 on8 on9
    os0 os1 os2 os3 os4 os5 os6 os7 os8 os9
    option_index
    option_select0 option_select1 option_select2 option_select3 option_select4
    option_select5 option_select6 option_select7 option_select8 option_select9
    option_amount0 option_amount1 option_amount2 option_amount3 option_amount4
    option_amount5 option_amount6 option_amount7 option_amount8 option_amount9
    shipping shipping2 handling handling_cart tax tax_rate tax_cart
    discount_amount discount_amount2 discount_rate discount_rate2 discount_num
    discount_amount_cart discount_rate_cart weight_cart
    business currency_code custom invoice address_override paymentaction
    upload add display shopping_url
    return cancel_return rm cbt no_shipping no_note cn image_url page_style
    cpp_header_image cpp_headerback_color cpp_headerborder_color
    cpp_payflow_color cpp_logo_image cpp_cart_border_color cs lc charset
    email first_name last_name address1 address2 city state zip country
    night_phone_a night_phone_b night_phone_c
    day_phone_a day_phone_b day_phone_c";

/// Variables of subscriptions alone.
pub const SUBSCRIPTION_VARIABLES: &str = "a1 p1 t1 a2 p2 t2 a3 p3 t3 src srt sra modify usr_manage";

/// Variables that an item of a cart upload may carry.
pub const ITEM_VARIABLES: &str = "
    amount item_name item_number quantity weight
    on0 on1 on2 on3 on4 on5 on6 on7 on8 on9
    os0 os1 os2 os3 os4 os5 os6 os7 os8 os9
    shipping shipping2 handling tax discount_amount discount_rate";

/// Every variable of PayPal's pages, of the way back and of the buyer that
/// suits a cart, with a value.
pub const PAGE: &[(&str, &str)] = &[
    ("cmd", "_ext-enter"),
    ("paymentaction", "authorization"),
    ("rm", "2"),
    ("cbt", "Back to the shop"),
    ("no_shipping", "2"),
    ("no_note", "0"),
    ("cn", "A note for us"),
    ("lc", "en_US"),
    ("bn", "Example_ShoppingCart_WPS_US"),
    ("image_url", "https://shop.example/logo.png"),
    ("page_style", "primary"),
    ("cpp_header_image", "https://shop.example/head.png"),
    ("cpp_headerback_color", "ffffff"),
    ("cpp_headerborder_color", "0A7F2E"),
    ("cpp_payflow_color", "f4f4f4"),
    ("cpp_logo_image", "https://shop.example/small.png"),
    ("cpp_cart_border_color", "0A7F2E"),
    ("cs", "1"),
    ("address_override", "1"),
    ("email", "buyer@example.com"),
    ("first_name", "Jo"),
    ("last_name", "Buyer"),
    ("address1", "1 Main St"),
    ("address2", "Apt 2"),
    ("city", "San Jose"),
    ("state", "CA"),
    ("zip", "95131"),
    ("country", "US"),
    ("night_phone_a", "408"),
    ("night_phone_b", "555"),
    ("night_phone_c", "0100"),
    ("day_phone_a", "408"),
    ("day_phone_b", "555"),
    ("day_phone_c", "0101"),
];

/// The [`VARIABLES`] that neither leave with one of the forms, whose names
/// `posted` has, nor are decided for all of them; and those that are both.
/// `decided` has names, of options with prices without a number, and reasons.
#[must_use]
pub fn unsettled<'a>(
    posted: impl IntoIterator<Item = &'a str>,
    decided: &[(&str, &str)],
) -> Vec<&'static str> {
    let posted: BTreeSet<&str> = posted.into_iter().map(plain).collect();
    let is_decided = |name: &str| decided.iter().any(|decided| decided.0 == name);
    let names = VARIABLES.split_whitespace().map(plain);
    let names: BTreeSet<&'static str> = names.collect();
    let unsettled = names.into_iter();
    unsettled
        .filter(|name| posted.contains(name) == is_decided(name))
        .collect()
}

/// The name without the number of the item, and of options with prices without
/// that of the choice.
fn plain(name: &str) -> &str {
    let name = match name.rsplit_once('_') {
        Some((item, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => item,
        _ => name,
    };
    if name.starts_with("option_select") || name.starts_with("option_amount") {
        name.trim_end_matches(|digit: char| digit.is_ascii_digit())
    } else {
        name
    }
}
