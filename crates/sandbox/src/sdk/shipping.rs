//! The buyer's address, which a page with an SDK may want to hear of before the
//! buyer agrees.

use serde_json::json;

use crate::pages::AskedPage;
use crate::store::accounts::Account;
use crate::store::checkouts::Checkout;

/// The page that is asked, and about which address; none where it does not want
/// to be asked, or nothing is shipped.
pub(crate) fn asked_page(checkout: &Checkout, buyer: &Account) -> Option<AskedPage> {
    let window = checkout.window.as_ref()?;
    let details = &checkout.details;
    let address = details.prefill.ship_to(buyer.address.as_ref())?;
    if !window.asks_shipping {
        return None;
    }
    let message = json!({
        "token": checkout.token,
        "address": {
            "city": address.city,
            "state": address.state,
            "countryCode": address.country_code,
            "postalCode": address.zip,
        },
        "amount": {
            "currencyCode": details.order.currency.code(),
            "value": details.order.total.to_string(),
        },
    });
    Some(AskedPage {
        origin: window.origin.clone(),
        message: message.to_string(),
    })
}
