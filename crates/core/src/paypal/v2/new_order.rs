//! The request that creates an order.

use serde::{Serialize, Serializer};

use super::{AmountWithBreakdown, OrderIntent, Shipping};
use crate::paypal::purchase::{item_description, item_name};
use crate::paypal::text::clip;
use crate::paypal::wire_money::V2;
use crate::paypal::{Intent, Purchase, PurchaseProblem};
use crate::{Money, open_enum};

/// The most characters of `brand_name`.
const BRAND: usize = 127;

open_enum! {
    /// `landing_page`: which page a buyer without a session sees.
    #[non_exhaustive]
    LandingPage {
        Login = "LOGIN",
        GuestCheckout = "GUEST_CHECKOUT",
        Billing = "BILLING",
        NoPreference = "NO_PREFERENCE",
    }
}

open_enum! {
    /// `shipping_preference`: whether the buyer chooses an address.
    #[non_exhaustive]
    ShippingPreference {
        GetFromFile = "GET_FROM_FILE",
        NoShipping = "NO_SHIPPING",
        SetProvidedAddress = "SET_PROVIDED_ADDRESS",
    }
}

impl ShippingPreference {
    pub(crate) const fn of(needs_shipping: bool) -> Self {
        if needs_shipping {
            Self::GetFromFile
        } else {
            Self::NoShipping
        }
    }
}

open_enum! {
    /// `user_action`: what the button on PayPal's page says.
    #[non_exhaustive]
    UserAction { Continue = "CONTINUE", PayNow = "PAY_NOW" }
}

open_enum! {
    /// `payment_method_preference`: which ways of paying are taken.
    #[non_exhaustive]
    PaymentMethodPreference {
        Unrestricted = "UNRESTRICTED",
        ImmediatePaymentRequired = "IMMEDIATE_PAYMENT_REQUIRED",
    }
}

/// `POST /v2/checkout/orders`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewOrder {
    /// Intent: money moves at once, or is reserved.
    pub intent: OrderIntent,
    /// Purchase units: 1 to 10, and one with intent `AUTHORIZE`.
    pub purchase_units: Vec<NewPurchaseUnit>,
    /// Means of payment. With it the buyer's page is `payer-action`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_source: Option<PaymentSource>,
    /// The older place of the same settings. With it, and without a payment
    /// source, the buyer's page is `approve`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application_context: Option<ApplicationContext>,
}

/// One of `purchase_units`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewPurchaseUnit {
    /// Its name, `default` when not given; required and unique with several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference_id: Option<String>,
    /// Amount to pay.
    pub amount: AmountWithBreakdown,
    /// Payee, when it is not the account of the app.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payee: Option<NewPayee>,
    /// Description, 1 to 127 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Comes back as it is, 1 to 127 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_id: Option<String>,
    /// The shop's own number, 1 to 127 characters; PayPal takes each once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_id: Option<String>,
    /// On the buyer's card statement, 1 to 22 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub soft_descriptor: Option<String>,
    /// Items; price times quantity sums to `item_total`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Item>,
    /// Shipping address, when the shop knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping: Option<Shipping>,
}

/// `payee`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NewPayee {
    /// By e-mail address.
    EmailAddress(String),
    /// By account id.
    MerchantId(String),
}

impl From<&crate::Payee> for NewPayee {
    fn from(payee: &crate::Payee) -> Self {
        let text = payee.as_str().to_owned();
        if payee.is_account_id() {
            Self::MerchantId(text)
        } else {
            Self::EmailAddress(text)
        }
    }
}

/// One of `items`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The name, 1 to 127 characters.
    pub name: String,
    /// The choices made, at most 127 characters.
    pub description: Option<String>,
    /// The article number, at most 127 characters.
    pub sku: Option<String>,
    /// Quantity, from 1.
    pub quantity: u32,
    /// The price of one.
    pub unit_amount: Money,
}

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Fields<'a> {
            name: &'a str,
            unit_amount: V2,
            quantity: String,
            #[serde(skip_serializing_if = "Option::is_none")]
            description: Option<&'a str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            sku: Option<&'a str>,
        }
        Fields {
            name: &self.name,
            unit_amount: V2(self.unit_amount),
            quantity: self.quantity.to_string(),
            description: self.description.as_deref(),
            sku: self.sku.as_deref(),
        }
        .serialize(serializer)
    }
}

/// `payment_source`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PaymentSource {
    /// With PayPal.
    pub paypal: PayPalWallet,
}

/// `payment_source.paypal`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PayPalWallet {
    /// The buyer, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_address: Option<String>,
    /// Appearance of PayPal's pages.
    pub experience_context: ExperienceContext,
}

macro_rules! contexts {
    ($($(#[$meta:meta])* $name:ident $({ $(#[$field_meta:meta])* $field:ident: $kind:ty })?;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
        pub struct $name {
            /// The shop's name, 1 to 127 characters.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub brand_name: Option<String>,
            /// The language of the pages: `de-DE`.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub locale: Option<String>,
            /// First page for a buyer without a session.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub landing_page: Option<LandingPage>,
            /// Handling of the shipping address.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub shipping_preference: Option<ShippingPreference>,
            /// Label of PayPal's button.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub user_action: Option<UserAction>,
            $($(#[$field_meta])* #[serde(skip_serializing_if = "Option::is_none")] pub $field: $kind,)?
            /// After agreeing; gets `token` and `PayerID` added.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub return_url: Option<String>,
            /// After turning away; gets `token` added.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub cancel_url: Option<String>,
        }
    )+};
}

contexts! {
    /// `experience_context` of a wallet.
    ExperienceContext {
        /// Means of payment that are accepted.
        payment_method_preference: Option<PaymentMethodPreference>
    };
    /// `application_context` of an order.
    ApplicationContext;
}

impl NewOrder {
    /// The order of a purchase, with a payment source; every field can be
    /// changed afterwards.
    ///
    /// # Errors
    /// [`PurchaseProblem`]: the totals are not those of the cart, or PayPal
    /// would not take them.
    pub fn of(purchase: &Purchase<'_>) -> Result<Self, PurchaseProblem> {
        let unit = NewPurchaseUnit {
            reference_id: None,
            amount: AmountWithBreakdown::of(purchase)?,
            payee: purchase.payee.map(Into::into),
            description: None,
            custom_id: Some(purchase.checkout.to_string()),
            invoice_id: Some(purchase.checkout.to_string()),
            soft_descriptor: None,
            items: purchase
                .cart
                .lines()
                .iter()
                .map(|line| Item {
                    name: item_name(line),
                    description: item_description(line),
                    sku: Some(line.item.sku.to_string()),
                    quantity: line.quantity,
                    unit_amount: line.item.price,
                })
                .collect(),
            shipping: None,
        };
        let experience_context = ExperienceContext {
            brand_name: purchase
                .brand_name
                .map(|name| clip(name, BRAND))
                .filter(|name| !name.is_empty()),
            locale: purchase.locale.map(|locale| locale.replace('_', "-")),
            landing_page: None,
            shipping_preference: Some(ShippingPreference::of(purchase.needs_shipping)),
            user_action: Some(UserAction::PayNow),
            payment_method_preference: None,
            return_url: Some(purchase.return_url.to_owned()),
            cancel_url: Some(purchase.cancel_url.to_owned()),
        };
        Ok(Self {
            intent: match purchase.intent {
                Intent::Capture => OrderIntent::Capture,
                Intent::Authorize => OrderIntent::Authorize,
            },
            purchase_units: vec![unit],
            payment_source: Some(PaymentSource {
                paypal: PayPalWallet {
                    email_address: None,
                    experience_context,
                },
            }),
            application_context: None,
        })
    }

    /// The same order without a payment source, which needs a request id
    /// (`PAYPAL_REQUEST_ID_REQUIRED`): PayPal does not let a browser send one
    /// from another origin.
    #[must_use]
    pub fn without_payment_source(mut self) -> Self {
        if let Some(source) = self.payment_source.take() {
            let context = source.paypal.experience_context;
            self.application_context = Some(ApplicationContext {
                brand_name: context.brand_name,
                locale: context.locale,
                landing_page: context.landing_page,
                shipping_preference: context.shipping_preference,
                user_action: context.user_action,
                return_url: context.return_url,
                cancel_url: context.cancel_url,
            });
        }
        self
    }
}
