//! Every variable that PayPal documents is there.

use std::collections::BTreeSet;

use crate::form::{Form, example};

/// The variables of the item, its charges, the payment, the pages and the
/// buyer, as PayPal's tables name them.
const DOCUMENTED: &str = "
    cmd redirect_cmd notify_url bn
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
    a1 p1 t1 a2 p2 t2 a3 p3 t3 src srt sra modify usr_manage
    hosted_button_id encrypted
    return cancel_return rm cbt no_shipping no_note cn image_url page_style
    cpp_header_image cpp_headerback_color cpp_headerborder_color
    cpp_payflow_color cpp_logo_image cpp_cart_border_color cs lc charset
    email first_name last_name address1 address2 city state zip country
    night_phone_a night_phone_b night_phone_c
    day_phone_a day_phone_b day_phone_c";

/// Variables that an item of a cart upload may carry.
const OF_ITEMS: &str = "
    amount item_name item_number quantity weight
    on0 on1 on2 on3 on4 on5 on6 on7 on8 on9
    os0 os1 os2 os3 os4 os5 os6 os7 os8 os9
    shipping shipping2 handling tax discount_amount discount_rate";

fn every_form() -> Vec<(&'static str, Form)> {
    let mut forms = example::every_form().unwrap();
    forms.extend(example::forms_without_total().unwrap());
    forms
}

#[test]
fn the_forms_together_carry_every_documented_variable() {
    let mut posted = BTreeSet::new();
    for (kind, form) in every_form() {
        let fields = form
            .fields()
            .unwrap_or_else(|error| panic!("{kind}: {error}"));
        for (name, value) in fields {
            assert!(!value.is_empty(), "{kind}: {name}");
            posted.insert(name);
        }
    }
    let documented = DOCUMENTED.split_whitespace().map(str::to_owned);
    let of_items = OF_ITEMS
        .split_whitespace()
        .flat_map(|name| (1..=3).map(move |number| format!("{name}_{number}")));
    let mut expected: BTreeSet<_> = documented.chain(of_items).collect();
    // A line is reduced by an amount or by a rate.
    for one_kind in ["discount_rate_1", "discount_amount_2", "discount_rate_3"] {
        assert!(expected.remove(one_kind));
    }
    assert_eq!(posted, expected);
}

#[test]
fn no_form_posts_a_name_twice() {
    for (kind, form) in every_form() {
        let fields = form.fields().unwrap();
        let names: BTreeSet<_> = fields.iter().map(|field| &field.0).collect();
        assert_eq!(names.len(), fields.len(), "{kind}");
        // An encrypted form says it inside.
        assert!(
            kind == "encrypted form"
                || fields.contains(&("charset".to_owned(), "utf-8".to_owned())),
            "{kind}"
        );
    }
}
