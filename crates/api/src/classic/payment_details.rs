//! The payment of a request: its total, the parts of it and the items.

use leptos_paypal_core::{CoreError, Money};

use super::Address;
use super::fields::{Fields, NONE, Part};
use super::limits::within;
use crate::PurchaseProblem;

/// Time at which money moves; `PAYMENTACTION`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PaymentAction {
    /// With DoExpressCheckoutPayment.
    #[default]
    Sale,
    /// It is only reserved, and captured later.
    Authorization,
    /// Neither; it is reserved later, in one or more parts.
    Order,
}

impl PaymentAction {
    /// PayPal's word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sale => "Sale",
            Self::Authorization => "Authorization",
            Self::Order => "Order",
        }
    }
}

/// `PAYMENTREQUEST_0_…`, or `PaymentDetails`. The amounts are proved against
/// the total before anything is sent, where PayPal would answer 10413:
/// `total = items + shipping + handling + tax + insurance + shipping_discount`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentDetails {
    /// Amount to pay.
    pub total: Money,
    /// Amount times quantity of all items; required when there are items or
    /// other parts.
    pub items_total: Option<Money>,
    /// Shipping.
    pub shipping: Option<Money>,
    /// Handling.
    pub handling: Option<Money>,
    /// Tax; that of the items where they have one.
    pub tax: Option<Money>,
    /// Insurance of the shipment.
    pub insurance: Option<Money>,
    /// Money off. Negative, and added.
    pub shipping_discount: Option<Money>,
    /// Intent: money moves at once, or is reserved.
    pub action: PaymentAction,
    /// Description, at most 127 characters.
    pub description: Option<String>,
    /// Comes back as it is, at most 256 characters.
    pub custom: Option<String>,
    /// The shop's own number, at most 127 characters; PayPal takes each once.
    pub invoice: Option<String>,
    /// Address for IPN messages, at most 2048 characters. It counts in
    /// DoExpressCheckoutPayment.
    pub notify_url: Option<String>,
    /// Shipping address, when the shop knows it.
    pub ship_to: Option<Address>,
    /// Items.
    pub items: Vec<Item>,
    /// Takes only what pays at once (`InstantPaymentOnly`).
    pub instant_only: bool,
    /// Payee, when it is not the account of the credentials: an e-mail
    /// address or account id, at most 127 characters.
    pub seller: Option<String>,
    /// Name of the payment among several, at most 127 characters; PayPal wants
    /// one where there is a `seller`.
    pub request_id: Option<String>,
}

/// `L_PAYMENTREQUEST_0_…n`, or `PaymentDetailsItem`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The name, at most 127 characters.
    pub name: String,
    /// The choices made, at most 127 characters.
    pub description: Option<String>,
    /// The article number, at most 127 characters.
    pub number: Option<String>,
    /// Quantity, from 1.
    pub quantity: u32,
    /// The price of one; negative for a discount.
    pub amount: Money,
    /// The tax of one.
    pub tax: Option<Money>,
}

impl PaymentDetails {
    /// A payment of `total`, without items.
    #[must_use]
    pub const fn new(total: Money) -> Self {
        Self {
            total,
            items_total: None,
            shipping: None,
            handling: None,
            tax: None,
            insurance: None,
            shipping_discount: None,
            action: PaymentAction::Sale,
            description: None,
            custom: None,
            invoice: None,
            notify_url: None,
            ship_to: None,
            items: Vec::new(),
            instant_only: false,
            seller: None,
            request_id: None,
        }
    }

    /// Proves the amounts and the lengths.
    ///
    /// # Errors
    /// [`PurchaseProblem`]: amounts that do not sum up or are in two
    /// currencies, texts and amounts that are too long.
    pub fn check(&self) -> Result<(), PurchaseProblem> {
        self.check_signs()?;
        self.check_items()?;
        self.check_total()?;
        self.check_lengths()
    }

    /// The parts of the total with their names.
    fn parts(&self) -> [(&'static str, Option<Money>); 6] {
        [
            ("the items' total", self.items_total),
            ("the shipping", self.shipping),
            ("the handling", self.handling),
            ("the tax", self.tax),
            ("the insurance", self.insurance),
            ("the shipping discount", self.shipping_discount),
        ]
    }

    fn check_signs(&self) -> Result<(), PurchaseProblem> {
        if !self.total.is_positive() {
            return Err(PurchaseProblem::NothingToPay { total: self.total });
        }
        for (what, amount) in self.parts() {
            let Some(amount) = amount else { continue };
            if what == "the shipping discount" {
                if amount.is_positive() {
                    return Err(PurchaseProblem::Positive { what, amount });
                }
            } else if amount.is_negative() {
                return Err(PurchaseProblem::Negative { what, amount });
            }
        }
        Ok(())
    }

    fn check_items(&self) -> Result<(), PurchaseProblem> {
        if self.items.is_empty() {
            return Ok(());
        }
        let zero = Money::zero(self.total.currency());
        let sum = |amount: &dyn Fn(&Item) -> Option<Money>| {
            self.items
                .iter()
                .try_fold(zero, |sum, item| match amount(item) {
                    Some(amount) => sum.plus(amount.times(item.quantity)?),
                    None => Ok(sum),
                })
        };
        let items: Result<Money, CoreError> = sum(&|item| Some(item.amount));
        same("the items' total", items?, self.items_total.unwrap_or(zero))?;
        if self.items.iter().any(|item| item.tax.is_some()) {
            let tax: Result<Money, CoreError> = sum(&|item| item.tax);
            same("the tax", tax?, self.tax.unwrap_or(zero))?;
        }
        Ok(())
    }

    fn check_total(&self) -> Result<(), PurchaseProblem> {
        if self.parts().iter().all(|(_, amount)| amount.is_none()) {
            return Ok(());
        }
        let mut sum = Money::zero(self.total.currency());
        for amount in self.parts().into_iter().filter_map(|(_, amount)| amount) {
            sum = sum.plus(amount)?;
        }
        same("the total", sum, self.total)?;
        // Parts without the items' total are refused like a wrong sum.
        match self.items_total {
            Some(_) => Ok(()),
            None => Err(PurchaseProblem::Mismatch {
                what: "the items' total",
                expected: self.total,
                found: Money::zero(self.total.currency()),
            }),
        }
    }

    fn check_lengths(&self) -> Result<(), PurchaseProblem> {
        within("the description", 127, self.description.as_deref())?;
        within("custom", 256, self.custom.as_deref())?;
        within("the invoice number", 127, self.invoice.as_deref())?;
        within("notify_url", 2048, self.notify_url.as_deref())?;
        within("the seller", 127, self.seller.as_deref())?;
        within("the payment request id", 127, self.request_id.as_deref())?;
        if let Some(address) = &self.ship_to {
            address.check()?;
        }
        for item in &self.items {
            within("the name of an item", 127, Some(&item.name))?;
            within(
                "the description of an item",
                127,
                item.description.as_deref(),
            )?;
            within("the number of an item", 127, item.number.as_deref())?;
        }
        Ok(())
    }

    /// Writes the payment; `button_source` goes along with
    /// DoExpressCheckoutPayment.
    pub(super) fn write(&self, to: &mut Fields, button_source: Option<&str>) {
        // The name of the partner has no number in NVP.
        if let Some(source) = button_source {
            to.text("BUTTONSOURCE", NONE, source);
        }
        let payment = Part::prefixed("PaymentDetails", "PAYMENTREQUEST_0_");
        to.part(payment, |to| {
            to.currency(self.total);
            to.amount("AMT", "OrderTotal", self.total);
            to.amount("ITEMAMT", "ItemTotal", self.items_total);
            to.amount("SHIPPINGAMT", "ShippingTotal", self.shipping);
            to.amount("HANDLINGAMT", "HandlingTotal", self.handling);
            to.amount("TAXAMT", "TaxTotal", self.tax);
            to.option("DESC", "OrderDescription", self.description.as_ref());
            to.option("CUSTOM", "Custom", self.custom.as_ref());
            to.option("INVNUM", "InvoiceID", self.invoice.as_ref());
            to.option(NONE, "ButtonSource", button_source);
            to.option("NOTIFYURL", "NotifyURL", self.notify_url.as_ref());
            if let Some(address) = &self.ship_to {
                to.part(Part::same("ShipToAddress"), |to| address.write(to));
            }
            for (index, item) in self.items.iter().enumerate() {
                let entry = Part::entry("PaymentDetailsItem", "L_PAYMENTREQUEST_0_", index);
                to.part(entry, |to| item.write(to));
            }
            to.amount("INSURANCEAMT", "InsuranceTotal", self.insurance);
            to.amount("SHIPDISCAMT", "ShippingDiscount", self.shipping_discount);
            let instant = self.instant_only.then_some("InstantPaymentOnly");
            to.option("ALLOWEDPAYMENTMETHOD", "AllowedPaymentMethod", instant);
            if let Some(seller) = &self.seller {
                to.part(Part::same("SellerDetails"), |to| {
                    to.text("SELLERPAYPALACCOUNTID", "PayPalAccountID", seller);
                });
            }
            to.text("PAYMENTACTION", "PaymentAction", self.action.as_str());
            to.option(
                "PAYMENTREQUESTID",
                "PaymentRequestID",
                self.request_id.as_ref(),
            );
        });
    }
}

impl Item {
    fn write(&self, to: &mut Fields) {
        to.text("NAME", "Name", &self.name);
        to.option("NUMBER", "Number", self.number.as_ref());
        to.text("QTY", "Quantity", &self.quantity.to_string());
        to.amount("TAXAMT", "Tax", self.tax);
        to.amount("AMT", "Amount", self.amount);
        to.option("DESC", "Description", self.description.as_ref());
    }
}

fn same(what: &'static str, expected: Money, found: Money) -> Result<(), PurchaseProblem> {
    if expected == found {
        Ok(())
    } else {
        Err(PurchaseProblem::Mismatch {
            what,
            expected,
            found,
        })
    }
}
