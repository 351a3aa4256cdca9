//! The buyer's address and way of shipping, of which a page with an SDK may want
//! to hear before the buyer agrees.

use serde_json::{Value, json};

use crate::pages::AskedPage;
use crate::store::accounts::Account;
use crate::store::checkouts::Checkout;
use crate::store::shipping_option::ShippingOption;

/// The page that is asked, and about what; none where it does not want to be
/// asked, or there is nothing to ask about.
pub(crate) fn asked_page(
    checkout: &Checkout,
    buyer: &Account,
    options: &[ShippingOption],
) -> Option<AskedPage> {
    let window = checkout.window.as_ref()?;
    let details = &checkout.details;
    let address = details.prefill.ship_to(buyer.address.as_ref());
    let asks_address = window.asks_shipping && address.is_some();
    let asks_options = window.asks_options && !options.is_empty();
    if !asks_address && !asks_options {
        return None;
    }
    let currency = details.order.currency.code();
    let options = options.iter().map(|option| {
        let amount = option.amount.map(|amount| amount.to_string());
        json!({
            "id": option.id,
            "label": option.label,
            "type": option.kind,
            "selected": option.is_selected,
            "amount": amount.map(|value| json!({"currencyCode": currency, "value": value})),
        })
    });
    let options: Vec<Value> = options.collect();
    let message = json!({
        "token": checkout.token,
        "address": address.map(|address| json!({
            "city": address.city,
            "state": address.state,
            "countryCode": address.country_code,
            "postalCode": address.zip,
        })),
        "asksAddress": asks_address,
        "options": options,
        "asksOptions": asks_options,
        "amount": {"currencyCode": currency, "value": details.order.total.to_string()},
    });
    Some(AskedPage {
        origin: window.origin.clone(),
        message: message.to_string(),
    })
}
