//! Details of a checkout: payee, order, pages and prefilled data, whichever API
//! opened it.

use encoding_rs::Encoding;
use leptos_paypal_core::Money;
use leptos_paypal_core::form::SubscriptionPlan;
use serde::Serialize;

use super::accounts::AccountId;
use super::order::Order;
use crate::config::Address;

/// Details of a checkout, read from its form or request.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct CheckoutDetails {
    pub(crate) payee: AccountId,
    /// Order that is paid now; of a subscription its first payment, which can be free.
    pub(crate) order: Order,
    pub(crate) subscription: Option<Box<SubscriptionPlan>>,
    pub(crate) asks: Asks,
    /// The part of the order that comes from the payee's profile.
    #[serde(default)]
    pub(crate) profile_charges: ProfileCharges,
    pub(crate) page_options: CheckoutPageOptions,
    pub(crate) prefill: Prefill,
    pub(crate) ignored: Vec<Ignored>,
}

/// Input that the buyer is asked for, of a single item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Asks {
    pub(crate) name: bool,
    pub(crate) amount: bool,
    pub(crate) quantity: bool,
}

/// Shipping and tax by the payee's profile, already part of an order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, serde::Deserialize)]
pub(crate) struct ProfileCharges {
    pub(crate) shipping: Option<Money>,
    pub(crate) tax: Option<Money>,
}

/// `rm`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum ReturnMethod {
    /// `0` and `1`: GET without payment variables.
    Get,
    /// `2`: POST with all payment variables.
    Post,
}

/// The variables about pages, return and notification.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct CheckoutPageOptions {
    pub(crate) return_url: Option<String>,
    pub(crate) cancel_return: Option<String>,
    pub(crate) notify_url: Option<String>,
    pub(crate) rm: ReturnMethod,
    /// True when the buyer may write a note (`no_note=0`).
    pub(crate) note: bool,
    /// The form's own encoding, which messages about it have too.
    pub(crate) charset: Option<&'static Encoding>,
}

/// `no_shipping`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum NoShipping {
    /// `0`: an address is asked for, and may be left out.
    Optional,
    /// `1`: no address.
    Without,
    /// `2`: an address is needed.
    Required,
}

/// The buyer as the shop knows them.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Prefill {
    pub(crate) email: Option<String>,
    pub(crate) contact: Contact,
    pub(crate) no_shipping: NoShipping,
    /// The shop's address, when it has street, town and country.
    pub(crate) address: Option<Address>,
    /// True when it stands in for the buyer's own, even when it is unusable:
    /// then no address is shown at all.
    pub(crate) address_override: bool,
}

/// Name and telephone number of the buyer as the shop knows them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, serde::Deserialize)]
pub(crate) struct Contact {
    pub(crate) first_name: Option<String>,
    pub(crate) last_name: Option<String>,
    pub(crate) phone: Option<String>,
}

impl Contact {
    /// First and last name, as far as they are known.
    pub(crate) fn name(&self) -> Option<String> {
        let parts = [&self.first_name, &self.last_name];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }
}

impl Prefill {
    /// Returns whether there is no payment without an address.
    pub(crate) fn requires_address(&self) -> bool {
        self.no_shipping == NoShipping::Required
    }

    /// Name above the address of delivery, where that is the shop's address;
    /// above the buyer's own is the buyer's name.
    pub(crate) fn recipient(&self, own: Option<&Address>) -> Option<String> {
        let is_own = own.is_some() && !self.address_override;
        self.contact.name().filter(|_| !is_own)
    }

    /// Address of delivery: the shop's address where it overrides, else the
    /// buyer's own, else the shop's.
    pub(crate) fn ship_to(&self, own: Option<&Address>) -> Option<Address> {
        match (self.no_shipping, self.address_override) {
            (NoShipping::Without, _) => None,
            (_, true) => self.address.clone(),
            (_, false) => own.cloned().or_else(|| self.address.clone()),
        }
    }
}

/// A variable that came and did not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub(crate) struct Ignored {
    pub(crate) variable: String,
    pub(crate) value: String,
    pub(crate) reason: String,
}

/// Input of the buyer on PayPal's pages.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct BuyerInput {
    /// With `undefined_quantity=1`.
    pub(crate) quantity: Option<String>,
    /// Amount that the buyer types; needed when the form names none.
    pub(crate) amount: Option<String>,
    /// Purpose that the buyer types; needed when the form names no item.
    pub(crate) item_name: Option<String>,
}
