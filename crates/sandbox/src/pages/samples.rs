//! Pages with content that is hard to show: used by the tests and to look at the pages.

mod account;
mod people;
mod review;
mod subscriptions;

use super::*;
pub(crate) use account::*;
use askama::Template;
pub(crate) use people::{people, people_at_first};
pub(crate) use review::{review, review_donation, review_long};
pub(crate) use subscriptions::{
    all_subscriptions, review_subscription, subscribed, subscriptions, subscriptions_login,
};

/// Markup, quotes and an entity, in every place that an outsider can fill.
pub(crate) const HOSTILE: &str = r#"<b onclick="x()">Tom's & "Jerry's"</b> &amp; </script>"#;

/// Every page, rendered, by name.
pub(crate) fn all() -> Vec<(&'static str, String)> {
    vec![
        ("login", login().render().unwrap()),
        ("login-error", login_with_error().render().unwrap()),
        ("card", card().render().unwrap()),
        ("review", review().render().unwrap()),
        ("review-long", review_long().render().unwrap()),
        ("review-donation", review_donation().render().unwrap()),
        ("review-plan", review_subscription().render().unwrap()),
        ("done", done().render().unwrap()),
        ("subscribed", subscribed().render().unwrap()),
        ("pending", pending().render().unwrap()),
        ("cancelled", cancelled().render().unwrap()),
        ("declined", declined().render().unwrap()),
        ("refused", refused().render().unwrap()),
        ("problem", problem().render().unwrap()),
        ("cart", cart().render().unwrap()),
        ("cart-empty", empty_cart().render().unwrap()),
        ("account", account().render().unwrap()),
        ("account-first", account_at_first().render().unwrap()),
        ("account-new", account_new().render().unwrap()),
        ("account-settings", account_settings().render().unwrap()),
        ("selling", selling().render().unwrap()),
        ("selling-first", selling_at_first().render().unwrap()),
        ("certificates", form_certificates().render().unwrap()),
        (
            "certificates-first",
            form_certificates_at_first().render().unwrap(),
        ),
        ("api-access", api_access().render().unwrap()),
        ("transaction", transaction().render().unwrap()),
        ("mails", mails().render().unwrap()),
        ("mail", mail().render().unwrap()),
        ("ipn-simulator", ipn_simulator().render().unwrap()),
        ("subscriptions", subscriptions().render().unwrap()),
        ("subscriptions-all", all_subscriptions().render().unwrap()),
        (
            "subscriptions-login",
            subscriptions_login().render().unwrap(),
        ),
        ("people", people().render().unwrap()),
        ("people-first", people_at_first().render().unwrap()),
    ]
}

fn text(value: &str) -> String {
    value.to_owned()
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter()
        .map(|(name, value)| (text(name), text(value)))
        .collect()
}

pub(crate) fn line(name: &str, quantity: u32, unit_price: &str, total: &str) -> LineView {
    LineView {
        name: text(name),
        description: None,
        number: None,
        quantity,
        options: Vec::new(),
        unit_price: text(unit_price),
        total: text(total),
    }
}

pub(crate) fn totals(currency: &str, items_total: &str, total: &str) -> TotalsView {
    TotalsView {
        currency: text(currency),
        items_total: text(items_total),
        discount: None,
        shipping: None,
        handling: None,
        tax: None,
        total: text(total),
    }
}

pub(crate) fn ignored() -> Vec<IgnoredView> {
    vec![
        IgnoredView {
            variable: text("shipping_1"),
            value: text("undefined"),
            reason: text("not an amount; PayPal drops amounts that it cannot read"),
        },
        IgnoredView {
            variable: text("tax_cart"),
            value: text("1.23456"),
            reason: text("more decimals than USD has; PayPal drops such amounts without rounding"),
        },
    ]
}

pub(crate) fn login() -> LoginPage {
    LoginPage {
        token: text("EC-7BX40219HK3382514"),
        csrf: text("c5f1"),
        payee: text("Kiln & Leaf"),
        total: Some(text("1044.00")),
        currency: text("USD"),
        email: text("buyer@example.com"),
        password: text("sandbox-buyer"),
        accounts: vec![text("buyer@example.com"), text("second@example.com")],
        in_app: true,
        error: None,
    }
}

pub(crate) fn login_with_error() -> LoginPage {
    LoginPage {
        payee: text(HOSTILE),
        email: text(HOSTILE),
        error: Some(text("No test account has this address and password.")),
        ..login()
    }
}

pub(crate) fn card() -> CardPage {
    CardPage {
        token: text("EC-7BX40219HK3382514"),
        csrf: text("c5f1"),
        payee: text(HOSTILE),
        total: text("68.00"),
        currency: text("USD"),
        name: text("Ann Miller"),
        error: Some(text("Invalid card number")),
    }
}

pub(crate) fn done() -> DonePage {
    DonePage {
        payee: text("Kiln & Leaf"),
        buyer_email: text("buyer@example.com"),
        txn_id: Some(text("61E67681CH3238416")),
        status: text("Completed"),
        pending_reason: None,
        currency: text("USD"),
        total: text("54.53"),
        date: text("21 Nov 2026, 12:04:09 UTC"),
        subscription: None,
        returns: Some(ReturnView {
            method: text("post"),
            action: text("http://127.0.0.1:8080/www/return.html?checkout=co_1"),
            fields: vec![(text("custom"), text(HOSTILE)), (text("submit"), text("1"))],
            label: text("Return to Kiln & Leaf"),
            automatic: true,
        }),
    }
}

pub(crate) fn pending() -> DonePage {
    DonePage {
        payee: text(HOSTILE),
        status: text("Pending"),
        pending_reason: Some(text("echeck")),
        returns: None,
        ..done()
    }
}

pub(crate) fn cancelled() -> CancelledPage {
    CancelledPage {
        payee: text(HOSTILE),
    }
}

pub(crate) fn declined() -> DeclinedPage {
    DeclinedPage {
        token: text("EC-7BX40219HK3382514"),
        csrf: text("c5f1"),
        payee: text(HOSTILE),
        reason: text("The bank refused the payment."),
        currency: text("USD"),
        total: text("54.53"),
    }
}

pub(crate) fn refused() -> RefusedPage {
    RefusedPage {
        code: text("amount_invalid"),
        variable: Some(text("amount_2")),
        value: Some(text("12,50 €")),
        detail: text("amount_2 is \"12,50 €\", which is not an amount in USD. Send 12.50."),
        rule: text(
            "An amount has digits, a point and at most two decimals for USD; no sign, grouping or currency mark.",
        ),
        documented: text(
            "HTML Variables for PayPal Payments Standard, “Individual item variables”",
        ),
        sent: pairs(&[
            ("cmd", "_cart"),
            ("upload", "1"),
            ("business", "merchant@example.com"),
            ("currency_code", "USD"),
            ("item_name_1", HOSTILE),
            ("amount_1", "18.00"),
            ("item_name_2", "煎茶 100 g"),
            ("amount_2", "12,50 €"),
            ("custom", ""),
            (
                "return",
                "http://127.0.0.1:8080/www/return.html?checkout=co_01hx3v7t0g5r2m8k4n6p9q1s2w&lang=de",
            ),
            (
                "a_variable_that_nobody_knows_and_that_is_rather_long",
                "  two spaces, then a\nline break",
            ),
        ]),
    }
}

pub(crate) fn problem() -> ProblemPage {
    ProblemPage {
        status: 404,
        title: text("This checkout is not known"),
        detail: text(HOSTILE),
        back: Some(text("/_sandbox/accounts/MERCHANT23456")),
    }
}

pub(crate) fn cart() -> CartPage {
    let mut bowl = line("Tea bowl", 4, "24.00", "96.00");
    bowl.options = pairs(&[("Glaze", HOSTILE)]);
    CartPage {
        merchant: text("merchant@example.com"),
        csrf: text("c5f1"),
        payee: text("Kiln & Leaf"),
        lines: vec![
            CartLineView {
                index: 1,
                line: bowl,
                shipping: Some(text("3.00")),
            },
            CartLineView {
                index: 2,
                line: line("إبريق شاي من الخزف المصنوع يدويًا", 1, "1240.00", "1240.00"),
                shipping: None,
            },
        ],
        totals: Some(TotalsView {
            shipping: Some(text("3.00")),
            ..totals("USD", "1336.00", "1339.00")
        }),
        shopping_url: Some(text("http://127.0.0.1:8080/")),
        notices: vec![text("“Whisk” was not added: its amount is missing.")],
    }
}

pub(crate) fn empty_cart() -> CartPage {
    CartPage {
        lines: Vec::new(),
        totals: None,
        notices: Vec::new(),
        shopping_url: Some(text("javascript:alert(1)")),
        ..cart()
    }
}
