//! Request to PayPal, stored so that it can be repeated alike.

use leptos_paypal_api::classic::{PaymentDetails, SetExpressCheckout};
use leptos_paypal_api::v1::NewPayment;
use leptos_paypal_api::v2::NewOrder;
use leptos_paypal_api::{Intent, Purchase, PurchaseProblem};
use leptos_paypal_core::form::Payee;
use leptos_paypal_core::{Cart, CartSnapshot, CheckoutId, PricingRules, SnapshotProblem, Totals};
use serde::{Deserialize, Serialize};

use super::Api;

/// Stored request to PayPal. Prices, rules and addresses are
/// those of the moment of the checkout: a request id stands for one body, also
/// when the catalogue has changed since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredPurchase {
    cart: CartSnapshot,
    rules: PricingRules,
    authorize: bool,
    return_url: String,
    cancel_url: String,
    notify_url: String,
    payee: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    brand_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    locale: Option<String>,
    needs_shipping: bool,
}

/// Terms of a request to PayPal: everything besides the cart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terms<'a> {
    pub(crate) intent: Intent,
    pub(crate) return_url: &'a str,
    pub(crate) cancel_url: &'a str,
    /// Address that IPN messages go to; Orders v2 cannot say it.
    pub(crate) notify_url: &'a str,
    pub(crate) payee: &'a Payee,
    pub(crate) brand_name: Option<&'a str>,
    pub(crate) locale: Option<&'a str>,
    pub(crate) needs_shipping: bool,
}

/// The request for one of the APIs.
pub(crate) enum NewPurchase {
    V1(Box<NewPayment>),
    V2(Box<NewOrder>),
    Nvp(Box<SetExpressCheckout>),
    Soap(Box<SetExpressCheckout>),
}

impl StoredPurchase {
    pub(crate) fn new(cart: &Cart, rules: &PricingRules, terms: &Terms<'_>) -> Self {
        Self {
            cart: CartSnapshot::of(cart),
            rules: *rules,
            authorize: terms.intent == Intent::Authorize,
            return_url: terms.return_url.to_owned(),
            cancel_url: terms.cancel_url.to_owned(),
            notify_url: terms.notify_url.to_owned(),
            payee: terms.payee.as_str().to_owned(),
            brand_name: terms.brand_name.map(str::to_owned),
            locale: terms.locale.map(str::to_owned),
            needs_shipping: terms.needs_shipping,
        }
    }

    /// Returns whether money is only reserved.
    #[must_use]
    pub const fn authorizes(&self) -> bool {
        self.authorize
    }

    /// The cart that was stored.
    pub(crate) fn cart(&self) -> Result<Cart, SnapshotProblem> {
        self.cart.clone().restore()
    }

    /// The request to one of the APIs for `cart`, the cart that was stored.
    pub(crate) fn request(
        &self,
        id: &CheckoutId,
        cart: &Cart,
        api: Api,
    ) -> Result<NewPurchase, PurchaseProblem> {
        let totals = Totals::of(cart, &self.rules)?;
        let payee = Payee::try_from(self.payee.clone())?;
        self.terms(&payee).request(id, cart, &totals, api)
    }

    /// Payment of DoExpressCheckoutPayment for `cart`, the cart that was
    /// stored: the same as SetExpressCheckout.
    pub(crate) fn payment_details(
        &self,
        id: &CheckoutId,
        cart: &Cart,
    ) -> Result<PaymentDetails, PurchaseProblem> {
        let totals = Totals::of(cart, &self.rules)?;
        let payee = Payee::try_from(self.payee.clone())?;
        let request = self.terms(&payee).express_checkout(id, cart, &totals)?;
        Ok(request.payment)
    }

    fn terms<'a>(&'a self, payee: &'a Payee) -> Terms<'a> {
        Terms {
            intent: if self.authorize {
                Intent::Authorize
            } else {
                Intent::Capture
            },
            return_url: &self.return_url,
            cancel_url: &self.cancel_url,
            notify_url: &self.notify_url,
            payee,
            brand_name: self.brand_name.as_deref(),
            locale: self.locale.as_deref(),
            needs_shipping: self.needs_shipping,
        }
    }
}

impl Terms<'_> {
    /// Checks that PayPal's API takes it, before anything is stored.
    pub(crate) fn check(
        &self,
        id: &CheckoutId,
        cart: &Cart,
        totals: &Totals,
        api: Api,
    ) -> Result<(), PurchaseProblem> {
        self.request(id, cart, totals, api).map(drop)
    }

    fn request(
        &self,
        id: &CheckoutId,
        cart: &Cart,
        totals: &Totals,
        api: Api,
    ) -> Result<NewPurchase, PurchaseProblem> {
        let purchase = self.purchase(id, cart, totals);
        Ok(match api {
            Api::PaymentsV1 => {
                let purchase = Purchase {
                    locale: self.locale_with_country(),
                    ..purchase
                };
                let mut new = NewPayment::of(&purchase)?;
                let [transaction] = &mut new.transactions;
                transaction.notify_url = Some(self.notify_url.to_owned());
                NewPurchase::V1(Box::new(new))
            }
            Api::OrdersV2 => NewPurchase::V2(Box::new(NewOrder::of(&purchase)?)),
            Api::Nvp => NewPurchase::Nvp(Box::new(self.express_checkout(id, cart, totals)?)),
            Api::Soap => NewPurchase::Soap(Box::new(self.express_checkout(id, cart, totals)?)),
        })
    }

    /// The account of the credentials is paid: to name it again would make a
    /// payment of several parties of it.
    fn express_checkout(
        &self,
        id: &CheckoutId,
        cart: &Cart,
        totals: &Totals,
    ) -> Result<SetExpressCheckout, PurchaseProblem> {
        let mut new = SetExpressCheckout::of(&Purchase {
            payee: None,
            locale: self.locale_with_country(),
            ..self.purchase(id, cart, totals)
        })?;
        new.payment.notify_url = Some(self.notify_url.to_owned());
        Ok(new)
    }

    fn purchase<'a>(
        &'a self,
        id: &'a CheckoutId,
        cart: &'a Cart,
        totals: &'a Totals,
    ) -> Purchase<'a> {
        Purchase {
            intent: self.intent,
            payee: Some(self.payee),
            brand_name: self.brand_name,
            locale: self.locale,
            needs_shipping: self.needs_shipping,
            ..Purchase::new(id, cart, totals, self.return_url, self.cancel_url)
        }
    }

    /// Payments v1 and NVP know languages only with their country.
    fn locale_with_country(&self) -> Option<&str> {
        self.locale.filter(|locale| locale.len() == 5)
    }
}
