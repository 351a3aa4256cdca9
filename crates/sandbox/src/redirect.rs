//! Redirects of the buyer back to the shop: `rm`, PDT and Auto Return.

use url::Url;

use crate::notify::fields;
use crate::notify::subscriptions::of_subscription;
use crate::store::Store;
use crate::store::checkout_details::ReturnMethod;
use crate::store::checkouts::{Checkout, CheckoutStatus, Source};
use crate::store::http_url;
use crate::store::order::OrderKind;
use crate::store::payments::Payment;
use crate::store::sdk_window::AppSwitch;

/// The way back after a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ReturnRedirect {
    /// A GET of this address.
    Get { url: String },
    /// A POST of these fields.
    Post {
        url: String,
        fields: Vec<(String, String)>,
    },
}

/// The way back of a paid checkout, and whether it is taken without a click;
/// none when the shop named no return address.
///
/// With PDT on, its parameters are appended, unless nothing is paid yet, and
/// `rm` has no effect. Without,
/// `rm=2` is a POST with every payment variable, and the others a GET with
/// none.
pub(crate) fn return_redirect(
    store: &Store,
    checkout: &Checkout,
    signature: String,
) -> Option<(ReturnRedirect, bool)> {
    if checkout.is_api_checkout() {
        let url = api_redirect_url(checkout, true)?;
        return Some((ReturnRedirect::Get { url }, true));
    }
    if !checkout.is_paid() {
        return None;
    }
    let payment = checkout.status.txn_id().and_then(|id| store.payment(id));
    let settings = &store.accounts.get(&checkout.payee)?.settings;
    let page_options = &checkout.details.page_options;
    let own = page_options.return_url.as_deref();
    let url = http_url(own.or(settings.return_url.as_deref())?)?;
    let back = match (payment, page_options.rm) {
        (Some(payment), _) if settings.pdt => ReturnRedirect::Get {
            url: with_pdt(url, payment, &signature),
        },
        (_, ReturnMethod::Post) if !settings.pdt => ReturnRedirect::Post {
            url: url.into(),
            fields: posted(store, checkout, signature)?,
        },
        // A free trial has no transaction that could be looked up.
        _ => ReturnRedirect::Get { url: url.into() },
    };
    Some((back, settings.auto_return))
}

/// Appended to whatever query the address has.
fn with_pdt(mut url: Url, payment: &Payment, signature: &str) -> String {
    let order = &payment.order;
    let number = match order.kind {
        OrderKind::Single | OrderKind::Donation | OrderKind::Subscription => {
            order.lines.first().map_or("", |line| line.number.as_str())
        }
        _ => "",
    };
    url.query_pairs_mut()
        .append_pair("tx", &payment.txn_id)
        .append_pair("st", payment.status.message_word())
        .append_pair("amt", &payment.gross.to_string())
        .append_pair("cc", order.currency.code())
        .append_pair("cm", &order.custom)
        .append_pair("item_number", number)
        .append_pair("sig", signature);
    url.into()
}

/// The variables of IPN, of a subscription those of its sign-up. The browser
/// posts them as UTF-8, whatever the message itself is in.
fn posted(store: &Store, checkout: &Checkout, signature: String) -> Option<Vec<(String, String)>> {
    let mut all = match &checkout.status {
        CheckoutStatus::Subscribed { subscr_id, .. } => {
            let profile = store.profiles.get(subscr_id)?;
            let subscription = profile.subscription.as_ref()?;
            let merchant = store.accounts.get(&profile.merchant)?;
            let (kind, start) = ("subscr_signup", profile.terms.start);
            of_subscription(profile, subscription, merchant, kind, None, start)
        }
        status => fields::of_payment(store.payment(status.txn_id()?)?),
    };
    for (name, value) in &mut all {
        if name == "charset" {
            *value = "UTF-8".to_owned();
        }
    }
    all.push(("test_ipn".to_owned(), "1".to_owned()));
    all.push((
        "merchant_return_link".to_owned(),
        "Return to merchant".to_owned(),
    ));
    all.push(("auth".to_owned(), signature));
    Some(all)
}

/// Return address of a checkout that an API opened, with PayPal's own
/// parameters behind those that the address has. `approved` is for the return
/// after agreeing, the other for cancelling.
pub(crate) fn api_redirect_url(checkout: &Checkout, approved: bool) -> Option<String> {
    let page_options = &checkout.details.page_options;
    let address = if approved {
        &page_options.return_url
    } else {
        &page_options.cancel_return
    };
    let mut url: Url = http_url(address.as_deref()?)?;
    if let Some(app) = &checkout.app
        && url.fragment().is_none()
    {
        url.set_fragment(Some(&app_fragment(checkout, app, approved)));
        return Some(url.into());
    }
    {
        let mut query = url.query_pairs_mut();
        if let Source::Payment(id) = &checkout.source
            && approved
        {
            query.append_pair("paymentId", id);
        }
        query.append_pair("token", &checkout.token);
        if let (true, Some(buyer)) = (approved, &checkout.buyer) {
            query.append_pair("PayerID", &buyer.0);
        }
    }
    Some(url.into())
}

/// Fragment with which PayPal's app returns to a page with an SDK.
fn app_fragment(checkout: &Checkout, app: &AppSwitch, approved: bool) -> String {
    let buyer = checkout.buyer.as_ref().filter(|_| approved);
    let pairs = [
        ("token", Some(checkout.token.as_str())),
        ("PayerID", buyer.map(|buyer| buyer.0.as_str())),
        ("button_session_id", app.session.as_deref()),
        ("fundingSource", app.funding_source.as_deref()),
    ];
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(
        pairs
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?))),
    );
    let event = if approved { "onApprove" } else { "onCancel" };
    format!("{event}&{}", query.finish())
}

/// Cancel address of a checkout: the shop's, else a page of the sandbox's
/// under `base`.
pub(crate) fn cancel_url(base: &str, checkout: &Checkout) -> String {
    let url = if checkout.is_api_checkout() {
        api_redirect_url(checkout, false)
    } else {
        checkout.details.page_options.cancel_return.clone()
    };
    url.unwrap_or_else(|| format!("{base}/checkoutnow/cancelled?token={}", checkout.token))
}
