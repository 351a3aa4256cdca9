//! Rules for every page: escaped text, landmarks, labels, no inline script or style.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod markup;

use self::markup::{attribute, buttons, tags, visible};
use super::samples::{self, HOSTILE};
use super::*;
use askama::Template;
use std::collections::HashSet;

#[test]
fn text_from_outside_is_escaped_on_every_page() {
    let escaped = HOSTILE
        .replace('&', "&#38;")
        .replace('<', "&#60;")
        .replace('>', "&#62;")
        .replace('"', "&#34;")
        .replace('\'', "&#39;");
    let without = ["login", "review", "review-donation", "cart-empty"];
    for (name, html) in samples::all() {
        assert!(!html.contains("<b onclick"), "{name} lets markup through");
        assert!(!html.contains("&#38;#38;"), "{name} escapes twice");
        assert_eq!(
            html.contains(&escaped),
            !without.contains(&name),
            "{name} and the hostile text"
        );
    }
}

#[test]
fn every_page_has_its_landmarks_and_says_what_it_is() {
    for (name, html) in samples::all() {
        let tags = tags(&html);
        for landmark in ["html", "header", "main", "footer", "h1", "title"] {
            let count = tags.iter().filter(|tag| tag.0 == landmark).count();
            assert_eq!(count, 1, "{name}: <{landmark}>");
        }
        assert!(html.starts_with("<!doctype html>"), "{name}: doctype");
        let language = tags.iter().find(|tag| tag.0 == "html").unwrap();
        assert_eq!(attribute(language, "lang"), Some("en"), "{name}: lang");
        let text = visible(&html);
        assert!(
            text.contains("Offline sandbox · no real money"),
            "{name}: the mark"
        );
        assert!(text.contains("It is not PayPal"), "{name}: the disclaimer");
        assert!(
            html.contains(r##"<a class="skip" href="#main">"##),
            "{name}: the skip link"
        );
    }
}

#[test]
fn headings_do_not_skip_a_level() {
    for (name, html) in samples::all() {
        let mut before = 0;
        for (tag, _) in tags(&html) {
            let Some(level) = tag.strip_prefix('h').and_then(|n| n.parse::<u8>().ok()) else {
                continue;
            };
            assert!(level <= before + 1, "{name}: h{level} after h{before}");
            before = level;
        }
    }
}

#[test]
fn every_field_has_a_label_and_every_reference_a_target() {
    for (name, html) in samples::all() {
        let tags = tags(&html);
        let ids: Vec<&str> = tags.iter().filter_map(|tag| attribute(tag, "id")).collect();
        let unique: HashSet<&str> = ids.iter().copied().collect();
        assert_eq!(unique.len(), ids.len(), "{name}: an id is used twice");
        let labelled: HashSet<&str> = tags
            .iter()
            .filter(|tag| tag.0 == "label")
            .filter_map(|tag| attribute(tag, "for"))
            .collect();
        for tag in &tags {
            let is_field = ["textarea", "select"].contains(&tag.0.as_str())
                || (tag.0 == "input" && attribute(tag, "type") != Some("hidden"));
            if is_field {
                let id = attribute(tag, "id").expect("an id");
                assert!(labelled.contains(id), "{name}: {id} has no label");
                assert!(attribute(tag, "name").is_some(), "{name}: {id} has no name");
            }
            for key in ["aria-labelledby", "aria-describedby", "form", "list"] {
                if let Some(target) = attribute(tag, key) {
                    assert!(unique.contains(target), "{name}: {key}={target}");
                }
            }
            let inner_link = attribute(tag, "href").and_then(|href| href.strip_prefix('#'));
            if let Some(target) = inner_link {
                assert!(unique.contains(target), "{name}: link to #{target}");
            }
            if tag.0 == "button" {
                assert!(attribute(tag, "type").is_some(), "{name}: a button's type");
            }
        }
    }
}

#[test]
fn nothing_needs_more_than_the_pages_own_policy_allows() {
    for (name, html) in samples::all() {
        for tag in tags(&html) {
            assert!(tag.0 != "style", "{name}: inline style");
            for (key, value) in &tag.1 {
                assert!(key != "style", "{name}: a style attribute");
                assert!(!key.starts_with("on"), "{name}: {key}");
                assert!(!value.starts_with("javascript:"), "{name}: {value}");
            }
            let file = match tag.0.as_str() {
                "script" | "img" => attribute(&tag, "src").expect("a file"),
                "link" => attribute(&tag, "href").expect("a file"),
                _ => continue,
            };
            let asset_name = file
                .strip_prefix("/_sandbox/assets/")
                .expect("a file of the sandbox");
            assert!(asset(asset_name).is_some(), "{name}: {file}");
        }
    }
    assert_eq!(asset("../Cargo.toml"), None);
}

#[test]
fn every_form_of_a_checkout_carries_its_token_and_secret() {
    let mut seen = 0;
    for (name, html) in samples::all() {
        for form in html.split("<form").skip(1) {
            let form = form.split("</form>").next().unwrap();
            if form.contains(r#"action="/checkoutnow/"#) {
                seen += 1;
                assert!(form.contains(r#"method="post""#), "{name}");
                assert!(
                    form.contains(r#"name="token" value="EC-7BX40219HK3382514""#),
                    "{name}: token"
                );
                assert!(form.contains(r#"name="csrf" value="c5f1""#), "{name}: csrf");
            }
            if form.contains(r#"action="/cart/"#) {
                seen += 1;
                assert!(form.contains(r#"name="merchant""#), "{name}: merchant");
                assert!(form.contains(r#"name="csrf" value="c5f1""#), "{name}: csrf");
            }
        }
    }
    assert_eq!(seen, 3 * 2 + 4 * 4 + 1 + 2, "forms in all samples");
}

#[test]
fn login_shows_who_is_paid_and_a_filled_in_buyer() {
    let html = samples::login().render().unwrap();
    assert!(html.contains(">Log in</h1>"));
    assert!(visible(&html).contains("Pay Kiln &#38; Leaf 1,044.00 USD"));
    assert!(html.contains(r#"name="email" type="email" value="buyer@example.com""#));
    assert!(html.contains(r#"<option value="second@example.com">"#));
    assert_eq!(
        buttons(&html),
        ["Log in", "Cancel and return to Kiln &#38; Leaf"]
    );
    assert!(!html.contains("role=\"alert\""));
    let refused = samples::login_with_error().render().unwrap();
    assert!(refused.contains("role=\"alert\""));
    assert_eq!(refused.matches("aria-invalid=\"true\"").count(), 2);
}

#[test]
fn review_shows_lines_sums_and_what_the_buyer_can_do() {
    let html = samples::review().render().unwrap();
    assert!(html.contains("<h1>Review your payment</h1>"));
    let text = visible(&html);
    assert!(text.contains("Glaze: Celadon Size: Large, 350 ml 2 × 18.00"));
    assert!(text.contains(
        "Items 50.50 Discount −5.05 Shipping 4.90 Handling 1.00 Tax 3.18 Total 54.53 USD"
    ));
    assert!(text.contains("For developers: 2 variables were ignored"));
    assert!(html.contains(r#"<dd data-testid="total"><span class="money"><data value="54.53">"#));
    assert_eq!(
        buttons(&html),
        [
            "Not you?",
            "Pay now",
            "Cancel and return to Kiln &#38; Leaf",
            "Decline this payment"
        ]
    );
    assert!(!html.contains("name=\"amount\""));
    assert!(!html.contains("name=\"quantity\""));
}

#[test]
fn review_asks_for_what_the_form_left_open() {
    let donation = samples::review_donation().render().unwrap();
    assert!(
        donation.contains(r#"name="amount" form="pay" type="text" inputmode="decimal" required"#)
    );
    assert!(donation.contains(r#"name="item_name" form="pay" type="text" required"#));
    assert!(visible(&donation).contains("Amount in EUR"));
    assert!(
        !donation.contains("data-testid=\"total\"") && !donation.contains("value=\"0.00\""),
        "a total of nothing is not shown"
    );
    let quantity = samples::review_long().render().unwrap();
    assert!(quantity.contains(r#"name="action" value="update">Update</button>"#));
    assert!(quantity.contains(r##"<a href="#quantity">"##));
    assert_eq!(quantity.matches(r#"<li class="line">"#).count(), 30);
    assert!(visible(&quantity).contains("Total 344,901 JPY"));
}

#[test]
fn done_goes_back_with_the_fields_as_they_are() {
    let html = samples::done().render().unwrap();
    assert!(html.contains(">Payment sent</h1>"));
    assert!(html.contains(r#"<form id="return-form" method="post" action="http://127.0.0.1:8080/www/return.html?checkout=co_1" data-automatic>"#));
    assert!(html.contains("return.js"));
    assert_eq!(buttons(&html), ["Return to Kiln &#38; Leaf"]);

    let pending = samples::pending().render().unwrap();
    assert!(pending.contains(">Payment pending</h1>"));
    assert!(visible(&pending).contains("Reason echeck"));
    assert!(!pending.contains("return-form") && !pending.contains("return.js"));

    let mut by_hand = samples::done();
    by_hand.returns.as_mut().unwrap().automatic = false;
    let html = by_hand.render().unwrap();
    assert!(html.contains("return-form") && !html.contains("return.js"));

    by_hand.returns.as_mut().unwrap().action = "javascript:alert(1)".to_owned();
    assert!(!by_hand.render().unwrap().contains("return-form"));
}

#[test]
fn a_subscription_is_told_in_words_and_can_be_cancelled() {
    let review = samples::review_subscription().render().unwrap();
    let text = visible(&review);
    assert!(text.contains("Your subscription"));
    assert!(text.contains("Free for the first 7 days Then 9.00 EUR every month until you cancel"));
    assert!(buttons(&review).contains(&"Agree and subscribe".to_owned()));
    let done = samples::subscribed().render().unwrap();
    assert!(done.contains(">You are subscribed</h1>"));
    assert!(visible(&done).contains("Subscription I-8VCJ4C6TLLNG"));
    assert!(!done.contains("data-testid=\"total\"") && !done.contains("Transaction"));
    let own = samples::subscriptions().render().unwrap();
    assert_eq!(buttons(&own), ["Cancel subscription"]);
    assert!(own.contains(r#"name="csrf" value="c5f1""#));
    let all = samples::all_subscriptions().render().unwrap();
    assert!(all.contains(r#"action="/_sandbox/subscriptions/I-8VCJ4C6TLLNG/cancel""#));
    assert!(!all.contains("csrf") && visible(&all).contains("From buyer@example.com"));
    let none = SubscriptionsPage {
        subscriptions: Vec::new(),
        ..samples::subscriptions()
    };
    let none = none.render().unwrap();
    assert!(visible(&none).contains("There are no subscriptions."));
}

#[test]
fn declined_offers_another_try() {
    let html = samples::declined().render().unwrap();
    assert!(html.contains(">Payment declined</h1>"));
    assert!(html.contains(r#"href="/checkoutnow?token=EC-7BX40219HK3382514">Try again</a>"#));
    assert!(html.contains(r#"role="alert""#));
}

#[test]
fn cancelled_and_problem_say_what_happened() {
    let cancelled = samples::cancelled().render().unwrap();
    assert!(cancelled.contains(">Payment cancelled</h1>"));
    let problem = samples::problem().render().unwrap();
    assert!(problem.contains(">This checkout is not known</h1>"));
    assert!(visible(&problem).contains("404"));
    assert!(problem.contains(r#"href="/_sandbox/accounts/MERCHANT23456">Go back</a>"#));
}

#[test]
fn refused_names_variable_value_rule_and_document() {
    let html = samples::refused().render().unwrap();
    assert!(html.contains("<h1>This form was refused</h1>"));
    let text = visible(&html);
    assert!(text.contains("Variable amount_2 Value 12,50 € Rule An amount has digits"));
    assert!(text.contains("Documented in HTML Variables for PayPal Payments Standard"));
    assert_eq!(html.matches("class=\"wrong\"").count(), 1);
    assert!(text.contains("amount_2 refused 12,50 €"));
    assert!(text.contains("custom empty"));

    let mut missing = samples::refused();
    missing.variable = Some("business".to_owned());
    missing.value = None;
    missing.sent.clear();
    let text = visible(&missing.render().unwrap());
    assert!(text.contains("Variable business Value not sent"));
    assert!(text.contains("The request had no variables."));
}

#[test]
fn cart_presses_update_on_enter_and_names_its_lines() {
    let html = samples::cart().render().unwrap();
    assert!(html.contains("<h1>Your cart</h1>"));
    assert_eq!(buttons(&html)[0], "Update", "the first submit button");
    assert!(html.contains(r#"name="quantity_2" type="number""#));
    assert!(html.contains(r#"name="remove" value="2""#));
    assert!(html.contains(
        r#"<a class="button quiet-button wide" href="http://127.0.0.1:8080/">Continue shopping</a>"#
    ));
    assert!(visible(&html).contains("Total 1,339.00 USD Check out"));
    let empty = samples::empty_cart().render().unwrap();
    assert!(visible(&empty).contains("The cart is empty."));
    assert!(!empty.contains("Check out") && !empty.contains("Continue shopping"));
}

#[test]
fn people_see_payments_messages_and_balances() {
    let html = samples::people().render().unwrap();
    let text = visible(&html);
    assert!(text.contains("Payments 4") && text.contains("Messages 3"));
    assert!(text.contains("54.53 USD −54.53 refunded"));
    assert!(text.contains("12:04:24 503 12:04:54 200"));
    assert!(text.contains("next 12:08:24") && text.contains("no attempt"));
    assert!(html.contains(r#"action="/_sandbox/notifications/n_1/resend""#));
    assert!(text.contains("Send again n_1"));
    assert!(text.contains("USD 4,945.47 EUR 5,000.00 GBP 5,000.00 JPY 155,099 2 more currencies AUD 5,000.00 CAD 5,000.00"));
    assert!(text.contains("shipping_1 = undefined"));
    assert!(text.contains("Faults are switched on") && text.contains("set by hand"));
    let first = visible(&samples::people_at_first().render().unwrap());
    assert!(first.contains("Post a form to http://127.0.0.1:8081/cgi-bin/webscr"));
    assert!(!first.contains("Faults are switched on") && !first.contains("set by hand"));
}

#[test]
fn an_accounts_page_shows_money_with_its_sign() {
    let html = samples::account().render().unwrap();
    let text = visible(&html);
    assert!(text.contains("Refund sent"), "{text}");
    assert!(text.contains("−54.53 1.88 −54.53 USD"), "{text}");
    assert!(text.contains("EUR 52.65 JPY 332,444 USD −9.41"), "{text}");
    let first = visible(&samples::account_at_first().render().unwrap());
    assert!(first.contains("Nothing has happened yet.") && first.contains("No money yet."));
}

#[test]
fn an_accounts_form_is_filled_in() {
    let html = samples::account_settings().render().unwrap();
    assert!(html.contains(r#"<option value="XK" selected>XK</option>"#));
    assert!(html.contains("1 Main St\nSuite 2</textarea>"));
    assert!(html.contains("a@example.com\nb@example.com</textarea>"));
    assert!(html.contains(r#"name="ipn" type="checkbox" value="true" checked"#));
    assert!(html.contains(r#"name="auto_return" type="checkbox" value="true">"#));
    assert!(html.contains(r#"value="USD" checked"#) && !html.contains(r#"value="EUR" checked"#));
    let new = samples::account_new().render().unwrap();
    assert!(new.contains(r#"id="business" name="type" type="radio" value="business" checked"#));
    assert!(new.contains(r#"name="balances.JPY""#));
}
