//! Every variable that PayPal documents is there.

use std::collections::BTreeSet;

use crate::form::example::{ITEM_VARIABLES, SUBSCRIPTION_VARIABLES, VARIABLES};
use crate::form::{Form, example};

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
    let documented = VARIABLES.split_whitespace();
    let documented = documented.chain(SUBSCRIPTION_VARIABLES.split_whitespace());
    let documented = documented
        .chain(["redirect_cmd", "encrypted"])
        .map(str::to_owned);
    let of_items = ITEM_VARIABLES
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
