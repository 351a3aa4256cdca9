//! Donations, subscriptions and buttons saved at PayPal.

use leptos::prelude::*;
use leptos_paypal::core::form::{BillingPeriod, PayPalPage, SubscriptionPlan, SubscriptionTerm};
use leptos_paypal::{
    CheckoutDetail, DonateButton, DonationAmount, HostedButton, PayPalButton, SubscribeButton,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::observers::{EventLog, Forms};
use crate::page::{Page, config, mug, restore_from_cache, settle, usd};

const DONATE: &str = "Donate with PayPal";
const SUBSCRIBE: &str = "Subscribe with PayPal";

fn plan() -> SubscriptionPlan {
    let mut plan = SubscriptionPlan::new(SubscriptionTerm {
        amount: usd("20.00"),
        period: BillingPeriod::MONTH,
    });
    plan.item_name = Some("Tea of the month".to_owned());
    plan.trial = Some(SubscriptionTerm {
        amount: usd("0.00"),
        period: "7 D".parse().unwrap(),
    });
    plan
}

fn assert_fields(forms: &Forms, form: usize, expected: &[(&str, &str)]) {
    for (name, value) in expected {
        let found = forms.field(form, name).unwrap_or_default();
        assert_eq!(found, *value, "{name}");
    }
}

#[wasm_bindgen_test]
async fn a_fixed_donation_posts_its_form() {
    let (forms, events) = (Forms::catch(), EventLog::on("checkout", false));
    let amount = DonationAmount::Fixed(usd("25.00"));
    let view = move || view! { <DonateButton name="Clay" number="CLAY" amount/> }.into_any();
    let page = Page::show(config(), view).await;
    page.click("button", DONATE);
    let id = events.last("checkoutId");
    assert_fields(
        &forms,
        0,
        &[
            ("cmd", "_donations"),
            ("business", "merchant@example.com"),
            ("item_name", "Clay"),
            ("item_number", "CLAY"),
            ("amount", "25.00"),
            ("currency_code", "USD"),
            ("custom", &id),
            ("invoice", &id),
        ],
    );
    assert_eq!(forms.field(0, "quantity"), None);
    assert_eq!(events.last("total"), "25.00");
}

#[wasm_bindgen_test]
async fn an_open_donation_leaves_the_amount_to_paypals_page() {
    let forms = Forms::catch();
    let totals = RwSignal::new(Vec::new());
    let view = move || {
        let on_checkout = move |detail: CheckoutDetail| totals.update(|all| all.push(detail.total));
        view! { <DonateButton name="Clay" on_checkout/> }.into_any()
    };
    let page = Page::show(config(), view).await;
    page.click("button", DONATE);
    assert_eq!(forms.field(0, "amount"), None);
    assert_eq!(totals.get_untracked(), [None]);
    // The same donation again is the same checkout.
    restore_from_cache();
    settle().await;
    page.click("button", DONATE);
    assert_eq!(forms.field(0, "invoice"), forms.field(1, "invoice"));
}

#[wasm_bindgen_test]
async fn a_suggested_donation_is_what_the_donor_types() {
    let (forms, errors) = (Forms::catch(), EventLog::on("checkout-error", false));
    let amount = DonationAmount::Suggested(usd("10.00"));
    let view = move || view! { <DonateButton name="Clay" amount/> }.into_any();
    let page = Page::show(config(), view).await;
    page.click("button", DONATE);
    assert_fields(&forms, 0, &[("amount", "10.00")]);
    restore_from_cache();
    settle().await;
    for wrong in ["", "0", "-3", "1.005"] {
        page.fill("spinbutton", "Amount (USD)", wrong);
        page.click("button", DONATE);
        settle().await;
        assert!(page.says("Enter an amount, such as 10.00."), "{wrong}");
        assert_eq!(errors.last("code"), "amount_unreadable");
    }
    assert_eq!(forms.count(), 1);
    page.fill("spinbutton", "Amount (USD)", "12.5");
    page.click("button", DONATE);
    assert_fields(&forms, 1, &[("amount", "12.50")]);
    assert_ne!(forms.field(0, "invoice"), forms.field(1, "invoice"));
}

#[wasm_bindgen_test]
async fn a_subscription_posts_its_terms() {
    let (forms, events) = (Forms::catch(), EventLog::on("checkout", false));
    let view = || view! { <SubscribeButton plan=plan()/> }.into_any();
    let page = Page::show(config(), view).await;
    page.click("button", SUBSCRIBE);
    assert_fields(
        &forms,
        0,
        &[
            ("cmd", "_xclick-subscriptions"),
            ("item_name", "Tea of the month"),
            ("a1", "0.00"),
            ("p1", "7"),
            ("t1", "D"),
            ("a3", "20.00"),
            ("p3", "1"),
            ("t3", "M"),
            ("src", "1"),
            ("no_note", "1"),
        ],
    );
    assert_eq!(events.last("total"), "0.00");
}

#[wasm_bindgen_test]
async fn a_page_with_a_server_and_no_payee_posts_nothing() {
    let forms = Forms::catch();
    let mut config = config();
    config.business = None;
    config.server = Some("/api".to_owned());
    let view = || {
        view! {
            <DonateButton name="Clay"/>
            <SubscribeButton plan=plan()/>
        }
        .into_any()
    };
    let page = Page::show(config, view).await;
    for button in [DONATE, SUBSCRIBE] {
        let errors = EventLog::on("checkout-error", false);
        page.click("button", button);
        settle().await;
        assert_eq!(errors.last("code"), "variable_missing", "{button}");
        assert!(page.says("This can’t be paid with PayPal (variable_missing)."));
    }
    assert_eq!(forms.count(), 0);
}

#[wasm_bindgen_test]
async fn a_saved_button_needs_no_payee() {
    let forms = Forms::catch();
    let mut config = config();
    config.business = None;
    let view = || {
        let button_id: leptos_paypal::core::form::HostedButtonId = "6RNT8A4HBBJRE".parse().unwrap();
        view! { <HostedButton button_id/> }.into_any()
    };
    let page = Page::show(config, view).await;
    page.click("button", "PayPal");
    assert_fields(
        &forms,
        0,
        &[("cmd", "_s-xclick"), ("hosted_button_id", "6RNT8A4HBBJRE")],
    );
    assert_eq!(forms.field(0, "business"), None);
}

#[wasm_bindgen_test]
async fn every_form_carries_the_settings_of_the_page() {
    let forms = Forms::catch();
    let mut config = config();
    let variables = [("lc", "de_DE"), ("cmd", "_ext-enter"), ("no_shipping", "1")];
    config.paypal_page = PayPalPage::from_variables(variables).unwrap();
    config.check().unwrap();
    let own = PayPalPage::from_variables([("lc", "fr_FR")]).unwrap();
    let view = move || {
        view! {
            <PayPalButton product=mug()/>
            <DonateButton name="Clay" page=own/>
        }
        .into_any()
    };
    let page = Page::show(config.clone(), view).await;
    page.click("button", "PayPal");
    let expected = [
        ("cmd", "_ext-enter"),
        ("redirect_cmd", "_xclick"),
        ("lc", "de_DE"),
        ("no_shipping", "1"),
    ];
    assert_fields(&forms, 0, &expected);
    restore_from_cache();
    settle().await;
    page.click("button", DONATE);
    assert_fields(&forms, 1, &[("cmd", "_donations"), ("lc", "fr_FR")]);
    assert_eq!(forms.field(1, "no_shipping"), None);

    // What does not fit is found with the configuration.
    config.paypal_page = PayPalPage::from_variables([("rm", "2")]).unwrap();
    let error = config.check().unwrap_err();
    assert_eq!(
        (error.option(), error.code()),
        (Some("paypalPage"), "variable_needs")
    );
    assert!(error.to_string().contains("rm"), "{error}");
}
