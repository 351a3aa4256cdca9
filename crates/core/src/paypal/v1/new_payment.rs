//! The request that creates a payment.

use serde::{Serialize, Serializer};

use super::amount::fits;
use super::{Amount, PaymentIntent, ShippingAddress};
use crate::paypal::purchase::{item_description, item_name};
use crate::paypal::text::clip;
use crate::paypal::v2::ShippingPreference;
use crate::paypal::{Intent, Purchase, PurchaseProblem};
use crate::{Money, Payee, open_enum};

/// The most characters of `brand_name`.
const BRAND: usize = 127;

/// The characters of a `locale`: language and country.
const LOCALE: usize = 5;

open_enum! {
    /// `landing_page`: which page a buyer without a session sees.
    #[non_exhaustive]
    LandingPage { Billing = "Billing", Login = "Login" }
}

open_enum! {
    /// `user_action`: what the button on PayPal's page says.
    #[non_exhaustive]
    UserAction { Commit = "commit", Continue = "continue" }
}

/// `POST /v1/payments/payment`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewPayment {
    /// Intent: money moves at once, or is reserved.
    pub intent: PaymentIntent,
    /// Means of payment: PayPal.
    pub payer: NewPayer,
    /// Transactions; PayPal takes one.
    pub transactions: [NewTransaction; 1],
    /// A note to the buyer, at most 165 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note_to_payer: Option<String>,
    /// Return addresses.
    pub redirect_urls: RedirectUrls,
    /// Appearance of PayPal's pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application_context: Option<ApplicationContext>,
}

/// `payer`: always `payment_method` `paypal`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewPayer {
    /// `payer_info.email`: the buyer, where known.
    pub email: Option<String>,
}

impl Serialize for NewPayer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Info<'a> {
            email: &'a str,
        }
        #[derive(Serialize)]
        struct Fields<'a> {
            payment_method: &'static str,
            #[serde(skip_serializing_if = "Option::is_none")]
            payer_info: Option<Info<'a>>,
        }
        let payer_info = self.email.as_deref().map(|email| Info { email });
        Fields {
            payment_method: "paypal",
            payer_info,
        }
        .serialize(serializer)
    }
}

/// `redirect_urls`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RedirectUrls {
    /// After agreeing; gets `paymentId`, `token` and `PayerID` added.
    pub return_url: String,
    /// After turning away; gets `token` added.
    pub cancel_url: String,
}

/// `application_context`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ApplicationContext {
    /// The shop's name, at most 127 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand_name: Option<String>,
    /// The language of the pages: `de_DE`.
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
}

/// One of `transactions`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewTransaction {
    /// Amount to pay.
    pub amount: Amount,
    /// Payee, when it is not the account of the app.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payee: Option<NewPayee>,
    /// Description, at most 127 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Comes back as it is, at most 127 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom: Option<String>,
    /// The shop's own number, at most 127 characters; PayPal takes each once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_number: Option<String>,
    /// On the buyer's card statement, at most 22 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub soft_descriptor: Option<String>,
    /// A note to the payee, at most 255 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note_to_payee: Option<String>,
    /// Address for IPN messages, at most 2048 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notify_url: Option<String>,
    /// Means of payment that are accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_options: Option<PaymentOptions>,
    /// Items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item_list: Option<ItemList>,
}

/// `payee`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NewPayee {
    /// By e-mail address.
    Email(String),
    /// By account id.
    MerchantId(String),
}

impl From<&Payee> for NewPayee {
    fn from(payee: &Payee) -> Self {
        let text = payee.as_str().to_owned();
        if payee.is_account_id() {
            Self::MerchantId(text)
        } else {
            Self::Email(text)
        }
    }
}

/// `payment_options.allowed_payment_method`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "allowed_payment_method", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PaymentOptions {
    /// Any, also those that clear days later.
    Unrestricted,
    /// Only sources that pay at once.
    InstantFundingSource,
    /// Only payments that are settled at once.
    ImmediatePay,
}

/// `item_list`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ItemList {
    /// The items; price times quantity sums to `subtotal`.
    pub items: Vec<Item>,
    /// Shipping address, when the shop knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_address: Option<ShippingAddress>,
}

/// One of `items`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The name, at most 127 characters.
    pub name: String,
    /// The choices made, at most 127 characters.
    pub description: Option<String>,
    /// The article number, at most 127 characters.
    pub sku: Option<String>,
    /// Quantity, from 1.
    pub quantity: u32,
    /// The price of one.
    pub price: Money,
}

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Fields<'a> {
            name: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            description: Option<&'a str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            sku: Option<&'a str>,
            quantity: String,
            price: String,
            currency: &'static str,
        }
        Fields {
            name: &self.name,
            description: self.description.as_deref(),
            sku: self.sku.as_deref(),
            quantity: self.quantity.to_string(),
            price: self.price.to_string(),
            currency: self.price.currency().code(),
        }
        .serialize(serializer)
    }
}

impl NewPayment {
    /// The payment of a purchase; every field can be changed afterwards.
    ///
    /// # Errors
    /// [`PurchaseProblem`]: the totals are not those of the cart, or PayPal
    /// would not take them.
    pub fn of(purchase: &Purchase<'_>) -> Result<Self, PurchaseProblem> {
        let amount = Amount::of(purchase)?;
        let mut items = Vec::with_capacity(purchase.cart.lines().len());
        for line in purchase.cart.lines() {
            fits("the price of an item", line.item.price)?;
            items.push(Item {
                name: item_name(line),
                description: item_description(line),
                sku: Some(line.item.sku.to_string()),
                quantity: line.quantity,
                price: line.item.price,
            });
        }
        let transaction = NewTransaction {
            amount,
            payee: purchase.payee.map(Into::into),
            description: None,
            custom: Some(purchase.checkout.to_string()),
            invoice_number: Some(purchase.checkout.to_string()),
            soft_descriptor: None,
            note_to_payee: None,
            notify_url: None,
            payment_options: None,
            item_list: Some(ItemList {
                items,
                shipping_address: None,
            }),
        };
        Ok(Self {
            intent: match purchase.intent {
                Intent::Capture => PaymentIntent::Sale,
                Intent::Authorize => PaymentIntent::Authorize,
            },
            payer: NewPayer::default(),
            transactions: [transaction],
            note_to_payer: None,
            redirect_urls: RedirectUrls {
                return_url: purchase.return_url.to_owned(),
                cancel_url: purchase.cancel_url.to_owned(),
            },
            application_context: Some(ApplicationContext {
                brand_name: purchase.brand_name.map(|name| clip(name, BRAND)),
                // A language without its country is none that v1 knows.
                locale: purchase
                    .locale
                    .filter(|locale| locale.len() == LOCALE)
                    .map(|locale| locale.replace('-', "_")),
                landing_page: None,
                shipping_preference: Some(ShippingPreference::of(purchase.needs_shipping)),
                user_action: Some(UserAction::Commit),
            }),
        })
    }
}
