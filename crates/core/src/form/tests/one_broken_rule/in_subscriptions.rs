//! Subscriptions and saved buttons.

use super::{Broken, TOO_MUCH, assert_broken, usd};
use crate::form::{
    FormOption, HostedButton, Modify, PaymentAction, Recurrence, SavedButton, Subscription, example,
};
use crate::{Currency, Money};

#[test]
fn subscriptions() {
    let rules: &[Broken<Subscription>] = &[
        (|form| form.plan.trial = None, "a2", "variable_needs"),
        (
            |form| form.plan.regular.amount = Money::zero(Currency::USD),
            "a3",
            "variable_out_of_range",
        ),
        (
            |form| form.plan.regular.amount = usd(TOO_MUCH).unwrap(),
            "a3",
            "variable_out_of_range",
        ),
        (
            |form| form.plan.trial.as_mut().unwrap().amount = usd("1.00").unwrap().negated(),
            "a1",
            "variable_out_of_range",
        ),
        (
            |form| {
                form.plan.second_trial.as_mut().unwrap().amount = Money::zero(Currency::EUR);
            },
            "a2",
            "variable_currency",
        ),
        (
            |form| form.plan.recurrence = Recurrence::Times(1),
            "srt",
            "variable_out_of_range",
        ),
        (
            |form| form.plan.recurrence = Recurrence::Times(53),
            "srt",
            "variable_out_of_range",
        ),
        (
            |form| form.plan.modify = Some(Modify::NewOrChange),
            "modify",
            "variable_invalid",
        ),
        (
            |form| form.plan.modify = Some(Modify::ChangeOnly),
            "modify",
            "variable_invalid",
        ),
        (
            |form| form.payment.no_note = Some(false),
            "no_note",
            "variable_invalid",
        ),
        (
            |form| form.payment.cn = Some("A note".to_owned()),
            "cn",
            "variable_not_with",
        ),
        (
            |form| form.payment.paymentaction = Some(PaymentAction::Authorization),
            "paymentaction",
            "variable_not_for_command",
        ),
        (
            |form| form.payment.custom = Some("a".repeat(256)),
            "custom",
            "variable_too_long",
        ),
        (
            |form| form.plan.item_name = Some("a".repeat(128)),
            "item_name",
            "variable_too_long",
        ),
        (
            |form| {
                form.plan.options.push(FormOption {
                    name: "Seventh".to_owned(),
                    value: None,
                });
            },
            "on6",
            "variable_out_of_range",
        ),
    ];
    assert_broken(rules, example::subscription, Subscription::fields);
}

#[test]
fn hosted_buttons() {
    let rules: &[Broken<HostedButton>] = &[
        (
            |button| button.custom = Some("a".repeat(256)),
            "custom",
            "variable_too_long",
        ),
        (
            |button| button.options[3].value = Some("a".repeat(65)),
            "os3",
            "variable_too_long",
        ),
    ];
    assert_broken(rules, example::hosted_button, |button| {
        SavedButton::Hosted(button.clone()).fields()
    });
}
