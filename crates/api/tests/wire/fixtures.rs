//! A cart, and answers of the documented shapes.

use leptos_paypal_core::{
    Cart, CartAction, CartDiscount, CartItem, CheckoutId, ChosenOption, Currency, Money,
    PricingRules, ShippingRule, TaxRule, Totals,
};
use serde_json::{Value, json};

pub const RETURN_URL: &str = "https://shop.example/return?checkout=1";
pub const CANCEL_URL: &str = "https://shop.example/return?checkout=1&cancelled=1";

pub fn checkout() -> CheckoutId {
    CheckoutId::from_random([7; 16])
}

pub fn money(text: &str, currency: Currency) -> Money {
    Money::parse(text, currency).unwrap()
}

/// Two mugs with options and a tea, with a discount, shipping, handling and
/// tax.
pub fn cart() -> (Cart, Totals) {
    let usd = |text| money(text, Currency::USD);
    let mut mug = CartItem::new("MUG".parse().unwrap(), "Mug".to_owned(), usd("18.00"));
    mug.options.push(ChosenOption {
        name: "Size".to_owned(),
        value: "Large".to_owned(),
    });
    let tea = CartItem::new("TEA".parse().unwrap(), "Tea ".repeat(50), usd("9.99"));
    let mut cart = Cart::new(Currency::USD);
    for (item, quantity) in [(mug, 2), (tea, 1)] {
        let item = std::sync::Arc::new(item);
        cart = cart.reduce(CartAction::Add { item, quantity }).unwrap();
    }
    let mut rules = PricingRules::none(Currency::USD);
    rules.discount = Some(CartDiscount::Amount(usd("5.00")));
    rules.handling = Some(usd("1.00"));
    rules.shipping = Some(ShippingRule {
        first: usd("4.90"),
        further: None,
        free_from: None,
    });
    rules.tax = Some(TaxRule {
        rate: "8.25".parse().unwrap(),
        on_shipping: false,
    });
    let totals = Totals::of(&cart, &rules).unwrap();
    (cart, totals)
}

/// A payment after execution.
pub fn executed_payment() -> Value {
    json!({
        "id": "PAYID-L4DUKPA4FP52372FV6317036",
        "intent": "sale",
        "state": "approved",
        "cart": "1AB23456CD789012E",
        "payer": {
            "payment_method": "paypal",
            "status": "VERIFIED",
            "payer_info": {
                "email": "buyer@example.com",
                "first_name": "Test",
                "last_name": "Buyer",
                "payer_id": "ABCDEFGHJKLMN",
                "shipping_address": {
                    "recipient_name": "Test Buyer",
                    "line1": "1 Main St",
                    "city": "San Jose",
                    "state": "CA",
                    "postal_code": "95131",
                    "country_code": "US"
                },
                "country_code": "US"
            }
        },
        "transactions": [{
            "amount": {"total": "30.11", "currency": "USD", "details": {"subtotal": "30.00"}},
            "payee": {"merchant_id": "NMLKJHGFEDCBA", "email": "merchant@example.com"},
            "custom": "co_a",
            "invoice_number": "co_a",
            "item_list": {"items": []},
            "related_resources": [{
                "sale": {
                    "id": "4RR959492F879224U",
                    "state": "completed",
                    "amount": {"total": "30.11", "currency": "USD"},
                    "payment_mode": "INSTANT_TRANSFER",
                    "protection_eligibility": "ELIGIBLE",
                    "transaction_fee": {"value": "1.17", "currency": "USD"},
                    "parent_payment": "PAYID-L4DUKPA4FP52372FV6317036",
                    "create_time": "2026-11-21T12:00:00Z",
                    "update_time": "2026-11-21T12:00:00Z",
                    "links": [{
                        "href": "https://api.sandbox.paypal.com/v1/payments/sale/4RR959492F879224U",
                        "rel": "self",
                        "method": "GET"
                    }]
                }
            }]
        }],
        "create_time": "2026-11-21T11:59:00Z",
        "links": [{
            "href": "https://api.sandbox.paypal.com/v1/payments/payment/PAYID-L4DUKPA4FP52372FV6317036",
            "rel": "self",
            "method": "GET"
        }]
    })
}

/// An order after its capture.
pub fn captured_order() -> Value {
    json!({
        "id": "5O190127TN364715T",
        "intent": "CAPTURE",
        "status": "COMPLETED",
        "payment_source": {"paypal": {"email_address": "buyer@example.com"}},
        "purchase_units": [{
            "reference_id": "default",
            "amount": {"currency_code": "USD", "value": "30.11"},
            "payee": {"email_address": "merchant@example.com", "merchant_id": "NMLKJHGFEDCBA"},
            "custom_id": "co_a",
            "invoice_id": "co_a",
            "shipping": {
                "name": {"full_name": "Test Buyer"},
                "address": {"address_line_1": "1 Main St", "country_code": "US"}
            },
            "payments": {
                "captures": [{
                    "id": "3C679366HH908993F",
                    "status": "COMPLETED",
                    "amount": {"currency_code": "USD", "value": "30.11"},
                    "final_capture": true,
                    "custom_id": "co_a",
                    "invoice_id": "co_a",
                    "seller_protection": {"status": "ELIGIBLE"},
                    "seller_receivable_breakdown": {
                        "gross_amount": {"currency_code": "USD", "value": "30.11"},
                        "paypal_fee": {"currency_code": "USD", "value": "1.17"},
                        "net_amount": {"currency_code": "USD", "value": "28.94"}
                    },
                    "supplementary_data": {"related_ids": {"order_id": "5O190127TN364715T"}},
                    "create_time": "2026-11-21T12:00:00Z",
                    "links": [{
                        "href": "https://api.sandbox.paypal.com/v2/checkout/orders/5O190127TN364715T",
                        "rel": "up",
                        "method": "GET"
                    }]
                }]
            }
        }],
        "payer": {
            "payer_id": "ABCDEFGHJKLMN",
            "email_address": "buyer@example.com",
            "name": {"given_name": "Test", "surname": "Buyer"}
        },
        "links": []
    })
}
