//! Rules that the component and the sandbox share: what the one refuses to send,
//! the other refuses or ignores.

use crate::harness::{self, Harness};
use leptos_paypal_core::form::CartUpload;
use leptos_paypal_core::form::example;
use leptos_paypal_core::{CoreError, Currency, Money};

type Fields = Vec<(String, String)>;

/// A rule broken by hand in a posted form, and the same break in the typed one.
struct Break {
    /// Name and value to post; no value takes the variable away.
    post: &'static [(&'static str, Option<&'static str>)],
    typed: fn(&mut CartUpload),
    /// Variable that both sides name, the sandbox as refused or as ignored.
    variable: &'static str,
}

fn usd(text: &str) -> Option<Money> {
    Money::parse(text, Currency::USD).ok()
}

const BREAKS: &[Break] = &[
    Break {
        post: &[("item_name_2", None)],
        typed: |form| form.items[1].item_name.clear(),
        variable: "item_name_2",
    },
    Break {
        post: &[("quantity_1", Some("0"))],
        typed: |form| form.items[0].quantity = 0,
        variable: "quantity_1",
    },
    Break {
        post: &[("amount_2", Some("-9.99"))],
        typed: |form| form.items[1].amount = form.items[1].amount.negated(),
        variable: "amount_2",
    },
    Break {
        post: &[("shipping_2", Some("1000.00"))],
        typed: |form| form.items[1].shipping = usd("1000.00"),
        variable: "shipping_2",
    },
    Break {
        post: &[("shipping2_3", Some("1000.00"))],
        typed: |form| form.items[2].shipping2 = usd("1000.00"),
        variable: "shipping2_3",
    },
    Break {
        post: &[("handling_cart", Some("1.005"))],
        typed: |form| form.handling_cart = Money::from_minor(1, Currency::JPY).ok(),
        variable: "handling_cart",
    },
    Break {
        post: &[("on3_2", None)],
        typed: |form| form.items[1].options[3].name.clear(),
        variable: "os3_2",
    },
    Break {
        post: &[("discount_amount_1", Some("18.00"))],
        typed: |form| form.items[0].discount_amount = usd("18.00"),
        variable: "discount_amount_1",
    },
    Break {
        post: &[("discount_amount_2", Some("1.00"))],
        typed: |form| form.items[1].discount_amount = usd("1.00"),
        variable: "discount_rate_2",
    },
    Break {
        post: &[("discount_rate_2", Some("100"))],
        typed: |form| form.items[1].discount_rate = "100".parse().ok(),
        variable: "discount_rate_2",
    },
    Break {
        post: &[("discount_amount_cart", Some("1000.00"))],
        typed: |form| {
            form.discount_amount_cart = usd("1000.00");
            form.tax_cart = usd("1.00");
            form.items[1].discount_rate = None;
        },
        variable: "discount_amount_cart",
    },
    Break {
        post: &[
            ("amount_1", Some("0.00")),
            ("amount_2", Some("0.00")),
            ("amount_3", Some("0.00")),
            ("discount_amount_1", None),
            ("discount_amount_3", None),
        ],
        typed: |form| {
            for item in &mut form.items {
                item.amount = Money::zero(Currency::USD);
                item.discount_amount = None;
            }
        },
        variable: "amount_1",
    },
    Break {
        post: &[("last_name", Some(TOO_LONG))],
        typed: |form| form.payment.buyer.last_name = Some(TOO_LONG.to_owned()),
        variable: "last_name",
    },
    Break {
        post: &[("city", Some(TOO_LONG))],
        typed: |form| form.payment.buyer.city = Some(TOO_LONG.to_owned()),
        variable: "city",
    },
];

const TOO_LONG: &str = "1234567890123456789012345678901234567890123456789012345678901234567890";

#[tokio::test]
async fn what_the_component_refuses_would_be_refused_or_lost() {
    let harness = Harness::start().await;
    for rule in BREAKS {
        let mut typed = example::upload().unwrap();
        let mut fields = typed.fields().unwrap();
        (rule.typed)(&mut typed);
        let error: CoreError = typed.fields().unwrap_err();
        assert_eq!(error.variable(), Some(rule.variable), "{error}");

        for (name, value) in rule.post {
            fields.retain(|field| field.0 != *name);
            if let Some(value) = value {
                fields.push(((*name).to_owned(), (*value).to_owned()));
            }
        }
        let expected = rule.variable;
        let named = named_by_sandbox(&harness, &fields).await;
        assert!(
            named.iter().any(|name| name == expected),
            "{expected}: {named:?}"
        );
    }
    harness.sandbox.stop().await;
}

/// The variable of a refusal, or those that were ignored.
async fn named_by_sandbox(harness: &Harness, fields: &Fields) -> Vec<String> {
    let response = harness.post_form(fields).await;
    if response.status() == 303 {
        let location = harness::location(&response);
        let (_, token) = location.split_once("token=").unwrap();
        let ignored = &harness.checkout(token).await["ignored"];
        let ignored = ignored.as_array().unwrap().iter();
        return ignored
            .map(|one| one["variable"].as_str().unwrap().to_owned())
            .collect();
    }
    let problem = harness.refused(fields).await;
    vec![problem["variable"].as_str().unwrap_or_default().to_owned()]
}
