//! Events on the document, and the callbacks of the components.

use leptos::prelude::*;
use leptos_paypal::core::{CartAction, MAX_MINOR, Money, ShippingRule};
use leptos_paypal::{Cart, CheckoutDetail, Currency, ErrorDetail, PayPalButton};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::observers::{EventLog, Forms};
use crate::page::{Page, config, item, mug, restore_from_cache, settle};

/// A page that uses the cart without showing it.
async fn headless(config: leptos_paypal::CheckoutConfig) -> Page {
    Page::show(config, || view! { <p></p> }.into_any()).await
}

#[wasm_bindgen_test]
async fn cart_change_comes_once_at_the_start_and_once_for_every_change() {
    let config = config();
    let events = EventLog::on("cart-change", false);
    let page = headless(config.clone()).await;
    let detail = || ["units", "total", "currency"].map(|field| events.last(field));
    assert_eq!(events.count(), 1);
    assert_eq!(detail(), ["0", "0.00", "USD"]);
    page.checkout.add(item("Tea", "2.50"), 2).unwrap();
    assert_eq!(
        (events.count(), detail()),
        (2, ["2", "5.00", "USD"].map(str::to_owned))
    );
    let key = page.cart().lines()[0].item.key();
    page.checkout.set_quantity(key.clone(), 3).unwrap();
    assert_eq!((events.count(), events.last("units")), (3, "3".to_owned()));
    // The same cart is no change.
    page.checkout.set_quantity(key.clone(), 3).unwrap();
    assert!(
        page.checkout
            .apply(CartAction::Remove {
                key: item("Pot", "1.00").key()
            })
            .is_err()
    );
    settle().await;
    assert_eq!(events.count(), 3);
    page.checkout.remove(key).unwrap();
    page.checkout.clear();
    settle().await;
    assert_eq!((events.count(), events.last("units")), (4, "0".to_owned()));

    page.checkout.add(item("Tea", "2.50"), 1).unwrap();
    drop(page);
    let _again = headless(config).await;
    settle().await;
    assert_eq!((events.count(), events.last("units")), (6, "1".to_owned()));
}

#[wasm_bindgen_test]
async fn cart_change_comes_without_a_total_when_the_sums_fail() {
    let events = EventLog::on("cart-change", false);
    let mut config = config();
    let most = Money::from_minor(MAX_MINOR, Currency::USD).unwrap();
    config.pricing.shipping = Some(ShippingRule {
        first: most,
        further: None,
        free_from: None,
    });
    let page = headless(config).await;
    page.checkout.add(item("Tea", "2.50"), 2).unwrap();
    assert!(page.checkout.totals().is_err());
    assert_eq!(events.count(), 2);
    assert_eq!(
        (events.last("units"), events.last("total")),
        ("2".to_owned(), "null".to_owned())
    );
}

#[wasm_bindgen_test]
async fn cart_change_stays_one_event_however_many_components_are_mounted() {
    let events = EventLog::on("cart-change", false);
    let view = || view! { <Cart/> <Cart/> <PayPalButton/> }.into_any();
    let page = Page::show(config(), view).await;
    page.checkout.add(item("Tea", "2.50"), 1).unwrap();
    settle().await;
    assert_eq!(events.count(), 2);
}

#[wasm_bindgen_test]
async fn callbacks_run_beside_the_events() {
    let forms = Forms::catch();
    let (left, failed) = (RwSignal::new(Vec::new()), RwSignal::new(Vec::new()));
    let view = move || {
        let on_checkout = move |detail: CheckoutDetail| left.update(|all| all.push(detail));
        let on_error = move |detail: ErrorDetail| failed.update(|all| all.push(detail));
        view! { <Cart on_checkout on_error/> }.into_any()
    };
    let mut broken = config();
    let page = Page::show(broken.clone(), view).await;
    let events = EventLog::at(page.root.clone(), "checkout", false);
    page.checkout.add(item("Tea", "2.50"), 2).unwrap();
    settle().await;
    page.click("button", "PayPal");
    let detail = left.with_untracked(|left| left[0].clone());
    assert_eq!(
        (detail.total.as_deref(), detail.currency.as_str()),
        (Some("5.00"), "USD")
    );
    assert_eq!(Some(detail.checkout_id), forms.field(0, "custom"));
    assert_eq!(detail.fields[0].name, "cmd");
    assert_eq!((events.count(), left.with_untracked(Vec::len)), (1, 1));

    restore_from_cache();
    broken.business = None;
    page.checkout.configure(broken);
    settle().await;
    let errors = EventLog::at(page.root.clone(), "checkout-error", false);
    page.click("button", "PayPal");
    settle().await;
    let error = failed.with_untracked(|failed| failed[0].clone());
    assert_eq!(error.code, "variable_missing");
    assert!(page.says(&error.message));
    assert_eq!((errors.count(), failed.with_untracked(Vec::len)), (1, 1));
    assert_eq!(forms.count(), 1);
}

#[wasm_bindgen_test]
async fn a_prevented_checkout_is_not_reported_to_the_callback() {
    let forms = Forms::catch();
    let left = RwSignal::new(0);
    let view = move || {
        let on_checkout = move |_: CheckoutDetail| left.update(|count| *count += 1);
        view! { <PayPalButton product=mug() on_checkout/> }.into_any()
    };
    let page = Page::show(config(), view).await;
    let events = EventLog::on("checkout", true);
    page.click("button", "PayPal");
    assert_eq!(
        (events.count(), left.get_untracked(), forms.count()),
        (1, 0, 0)
    );
}

/// Dispatches what a browser does when a policy forbids something.
fn violate(directive: &str) {
    let dispatch = js_sys::Function::new_with_args(
        "directive",
        "document.dispatchEvent(new SecurityPolicyViolationEvent('securitypolicyviolation', {
           bubbles: true, composed: true, documentURI: location.href, originalPolicy: '',
           violatedDirective: directive, effectiveDirective: directive,
           disposition: 'enforce', statusCode: 200 }))",
    );
    dispatch.call1(&JsValue::NULL, &directive.into()).unwrap();
}

#[wasm_bindgen_test]
async fn a_policy_that_keeps_the_form_here_arms_the_button_again() {
    let forms = Forms::catch();
    let errors = EventLog::on("checkout-error", false);
    let page = Page::show(config(), || view! { <Cart/> }.into_any()).await;
    page.checkout.add(item("Tea", "2.50"), 2).unwrap();
    settle().await;
    let attribute = |name: &str| page.find("button", "PayPal").get_attribute(name).unwrap();
    // Nothing is under way yet.
    violate("form-action");
    settle().await;
    assert_eq!(errors.count(), 0);

    page.click("button", "PayPal");
    violate("img-src");
    settle().await;
    assert_eq!(
        (attribute("aria-busy").as_str(), errors.count()),
        ("true", 0)
    );
    violate("form-action");
    settle().await;
    assert_eq!(
        ["aria-busy", "aria-disabled"].map(attribute),
        ["false", "false"]
    );
    assert_eq!(
        (errors.count(), errors.last("code")),
        (1, "redirect_blocked".to_owned())
    );
    assert!(page.says(&errors.last("message")));

    page.click("button", "PayPal");
    assert_eq!(forms.count(), 2);
    assert_eq!(forms.field(0, "invoice"), forms.field(1, "invoice"));
}
