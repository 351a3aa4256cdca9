//! Payments of an Express Checkout: amounts, items, texts and address.

use leptos_paypal_core::{Currency, Money};

use crate::classic::amounts::{currency, signed, unsigned};
use crate::classic::call::Call;
use crate::classic::errors::{CallResult, ClassicError, refused};
use crate::classic::fields::Fields;
use crate::classic::words::payment_action;
use crate::config::Address;
use crate::store::express_checkouts::{PaymentParts, RequestedPayment, ShipTo};
use crate::store::http_url;
use crate::store::order::{Line, Order, OrderKind, PaymentAction};

/// The names that an item can have in NVP.
const ITEM_NAMES: &[&str] = &["NAME", "DESC", "AMT", "NUMBER", "QTY", "TAXAMT"];

const MAX_DESCRIPTION: usize = 127;
const MAX_INVOICE: usize = 127;
const MAX_CUSTOM: usize = 256;
const MAX_ITEM_TEXT: usize = 127;
const MAX_URL: usize = 2048;

/// One payment of a request.
#[derive(Clone, Debug)]
pub(super) struct PaymentDetails {
    pub(super) currency: Currency,
    pub(super) total: Money,
    parts: PaymentParts,
    pub(super) action: PaymentAction,
    description: String,
    custom: String,
    invoice: Option<String>,
    notify_url: Option<String>,
    pub(super) request_id: Option<String>,
    seller: Option<String>,
    pub(super) ship_to: Option<ShipTo>,
    items: Vec<Item>,
}

#[derive(Clone, Debug)]
struct Item {
    name: String,
    description: String,
    number: String,
    quantity: u32,
    amount: Money,
    tax: Option<Money>,
}

/// Reads the payments of a request, which are in one currency.
pub(super) fn read_payments(fields: &Fields<'_>) -> CallResult<Vec<PaymentDetails>> {
    let outer = fields.text("", "PaymentAction");
    let payments = fields.payments();
    let payments = payments.iter().map(|fields| read(fields, outer.as_deref()));
    let payments = payments.collect::<CallResult<Vec<PaymentDetails>>>()?;
    let mut ids = Vec::new();
    for payment in &payments {
        if payment.currency != payments[0].currency {
            return refused(10418);
        }
        if let Some(id) = &payment.request_id {
            if ids.contains(&id) {
                return refused(11821);
            }
            ids.push(id);
        }
    }
    Ok(payments)
}

fn read(fields: &Fields<'_>, outer_action: Option<&str>) -> CallResult<PaymentDetails> {
    let Some(total) = fields.amount("AMT", "OrderTotal") else {
        return refused(10401);
    };
    let currency = currency(fields, Some(&total))?;
    let total = unsigned(&total, currency, 10400)?;
    let part = |nvp: &str, soap: &str, code: u32| {
        let written = fields.amount(nvp, soap);
        written
            .map(|written| unsigned(&written, currency, code))
            .transpose()
    };
    let shipping_discount = fields
        .amount("SHIPDISCAMT", "ShippingDiscount")
        .map(|written| signed(&written, currency, 10004))
        .transpose()?;
    let parts = PaymentParts {
        items: part("ITEMAMT", "ItemTotal", 10426)?,
        shipping: part("SHIPPINGAMT", "ShippingTotal", 10427)?,
        handling: part("HANDLINGAMT", "HandlingTotal", 10428)?,
        tax: part("TAXAMT", "TaxTotal", 10429)?,
        insurance: part("INSURANCEAMT", "InsuranceTotal", 10004)?,
        shipping_discount,
    };
    if shipping_discount.is_some_and(Money::is_positive) {
        return Err(ClassicError::field(
            &fields.name("SHIPDISCAMT", "ShippingDiscount"),
            "The shipping discount must not be above zero",
        )
        .into());
    }
    let action = fields.text("PAYMENTACTION", "PaymentAction");
    let details = PaymentDetails {
        currency,
        total,
        parts,
        action: read_action(action.as_deref().or(outer_action))?,
        description: limited(fields, ("DESC", "OrderDescription"), MAX_DESCRIPTION, 10433)?,
        custom: limited(fields, ("CUSTOM", "Custom"), MAX_CUSTOM, 10434)?,
        invoice: Some(limited(
            fields,
            ("INVNUM", "InvoiceID"),
            MAX_INVOICE,
            10432,
        )?)
        .filter(|invoice| !invoice.is_empty()),
        notify_url: read_notify_url(fields)?,
        request_id: fields.text("PAYMENTREQUESTID", "PaymentRequestID"),
        seller: fields.text("SELLERPAYPALACCOUNTID", "SellerDetails/PayPalAccountID"),
        ship_to: read_ship_to(fields),
        items: read_items(fields, currency)?,
    };
    details.check_sums()?;
    Ok(details)
}

fn read_action(word: Option<&str>) -> CallResult<PaymentAction> {
    let Some(word) = word else {
        return Ok(PaymentAction::Sale);
    };
    payment_action(word)
        .ok_or_else(|| ClassicError::field("PAYMENTACTION", "The payment action is invalid").into())
}

fn limited(
    fields: &Fields<'_>,
    (nvp, soap): (&str, &str),
    most: usize,
    code: u32,
) -> CallResult<String> {
    let text = fields.text_or_empty(nvp, soap);
    if text.chars().count() > most {
        return refused(code);
    }
    Ok(text)
}

fn read_notify_url(fields: &Fields<'_>) -> CallResult<Option<String>> {
    let Some(url) = fields.text("NOTIFYURL", "NotifyURL") else {
        return Ok(None);
    };
    if url.len() > MAX_URL || http_url(&url).is_none() {
        let name = fields.name("NOTIFYURL", "NotifyURL");
        return Err(ClassicError::field(&name, "The NotifyURL is invalid").into());
    }
    Ok(Some(url))
}

fn read_ship_to(fields: &Fields<'_>) -> Option<ShipTo> {
    // Before version 63 the address stands outside of the payment.
    let (own, outer) = (fields.within("ShipToAddress"), fields.within("Address"));
    let text = |nvp: &str, soap: &str| {
        let found = own.text(nvp, soap).or_else(|| outer.text(nvp, soap));
        found.unwrap_or_default()
    };
    let street = [
        text("SHIPTOSTREET", "Street1"),
        text("SHIPTOSTREET2", "Street2"),
    ];
    let country = [
        text("SHIPTOCOUNTRYCODE", "Country"),
        text("SHIPTOCOUNTRY", "Country"),
    ];
    let address = Address {
        street: street.join("\n").trim().to_owned(),
        city: text("SHIPTOCITY", "CityName"),
        state: text("SHIPTOSTATE", "StateOrProvince"),
        zip: text("SHIPTOZIP", "PostalCode"),
        country_code: country
            .into_iter()
            .find(|country| !country.is_empty())
            .unwrap_or_default()
            .to_ascii_uppercase(),
    };
    let ship_to = ShipTo {
        name: text("SHIPTONAME", "Name"),
        address,
        phone: text("SHIPTOPHONENUM", "Phone"),
    };
    (ship_to != ShipTo::default()).then_some(ship_to)
}

fn read_items(fields: &Fields<'_>, currency: Currency) -> CallResult<Vec<Item>> {
    let entries = fields.list(ITEM_NAMES, "PaymentDetailsItem");
    entries
        .iter()
        .map(|entry| {
            let text = |nvp: &str, soap: &str| -> String {
                let text = entry.text_or_empty(nvp, soap);
                text.chars().take(MAX_ITEM_TEXT).collect()
            };
            let quantity = match entry.text("QTY", "Quantity") {
                None => 1,
                Some(quantity) => match quantity.parse::<u32>() {
                    Ok(quantity) if quantity > 0 => quantity,
                    _ => {
                        let name = entry.name("QTY", "Quantity");
                        return Err(ClassicError::field(&name, "Item quantity is invalid.").into());
                    }
                },
            };
            let amount = match entry.amount("AMT", "Amount") {
                // Discounts are items below zero.
                Some(written) => signed(&written, currency, 10430)?,
                None => Money::zero(currency),
            };
            let tax = entry.amount("TAXAMT", "Tax");
            Ok(Item {
                name: text("NAME", "Name"),
                description: text("DESC", "Description"),
                number: text("NUMBER", "Number"),
                quantity,
                amount,
                tax: tax
                    .map(|written| unsigned(&written, currency, 10429))
                    .transpose()?,
            })
        })
        .collect()
}

impl PaymentDetails {
    /// Items are those of `ITEMAMT`, their taxes those of `TAXAMT`, and the
    /// total is the sum of its parts.
    fn check_sums(&self) -> CallResult<()> {
        let parts = &self.parts;
        let named = [parts.shipping, parts.handling, parts.tax, parts.insurance];
        let has_parts = named.iter().any(Option::is_some) || parts.shipping_discount.is_some();
        let Some(items) = parts.items else {
            return if has_parts || !self.items.is_empty() {
                refused(10413)
            } else {
                Ok(())
            };
        };
        let sum = |amounts: &mut dyn Iterator<Item = Money>| {
            // A sum that is out of range is none of these amounts.
            Money::sum(self.currency, amounts).ok()
        };
        let priced = self
            .items
            .iter()
            .map(|item| item.amount.times(item.quantity));
        let priced: Option<Vec<Money>> = priced.map(Result::ok).collect();
        let goods = priced.and_then(|goods| sum(&mut goods.into_iter()));
        if !self.items.is_empty() && goods != Some(items) {
            return refused(10413);
        }
        let taxed = self.items.iter();
        let taxed = taxed.filter_map(|item| Some(item.tax?.times(item.quantity)));
        let taxed: Option<Vec<Money>> = taxed.map(Result::ok).collect();
        let is_taxed = self.items.iter().any(|item| item.tax.is_some());
        let taxes = taxed.and_then(|taxes| sum(&mut taxes.into_iter()));
        if is_taxed && taxes != Some(parts.tax.unwrap_or(Money::zero(self.currency))) {
            return refused(10413);
        }
        let all = named
            .into_iter()
            .chain([Some(items), parts.shipping_discount]);
        if sum(&mut all.flatten()) != Some(self.total) {
            return refused(10413);
        }
        Ok(())
    }

    /// Finds the seller, and makes the order that the buyer sees.
    pub(super) fn resolve(&self, call: &Call<'_>) -> CallResult<RequestedPayment> {
        let payee = match &self.seller {
            None => call.account()?,
            Some(seller) => {
                let unknown =
                    ClassicError::field("SELLERPAYPALACCOUNTID", "The seller is not known");
                let found = call.store.accounts.named(seller);
                found.ok_or(unknown)?
            }
        };
        if self.total > call.store.maximum(self.currency) {
            return refused(10414);
        }
        Ok(RequestedPayment {
            payee: payee.id.clone(),
            order: self.order(payee.email.clone()),
            parts: self.parts,
            description: self.description.clone(),
            notify_url: self.notify_url.clone(),
            request_id: self.request_id.clone(),
            seller: self.seller.clone(),
            ship_to: self.ship_to.clone(),
            has_items: !self.items.is_empty(),
        })
    }

    fn order(&self, business: String) -> Order {
        let none = Money::zero(self.currency);
        let parts = &self.parts;
        let or_none = |part: Option<Money>| part.unwrap_or(none);
        // The sum was checked to be in range.
        let handling = or_none(parts.handling)
            .plus(or_none(parts.insurance))
            .unwrap_or(none);
        let (shipping, tax) = (or_none(parts.shipping), or_none(parts.tax));
        let goods = parts.items.unwrap_or(self.total);
        let mut lines: Vec<Line> = self.items.iter().map(|item| item.line(none)).collect();
        if lines.is_empty() {
            lines.push(Line {
                name: self.description.clone(),
                description: String::new(),
                number: String::new(),
                quantity: 1,
                unit_price: goods,
                options: Vec::new(),
                goods,
                discount: none,
                shipping: none,
                handling: none,
                tax: none,
            });
        }
        if let [single] = lines.as_mut_slice() {
            // Messages about one item have the charges of the whole there.
            (single.shipping, single.handling, single.tax) = (shipping, handling, tax);
        }
        Order {
            kind: if lines.len() > 1 {
                OrderKind::Cart
            } else {
                OrderKind::Express
            },
            action: self.action,
            business,
            currency: self.currency,
            lines,
            items_total: goods,
            discount: or_none(parts.shipping_discount).negated(),
            shipping,
            handling,
            tax,
            total: self.total,
            invoice: self.invoice.clone(),
            custom: self.custom.clone(),
        }
    }
}

impl Item {
    fn line(&self, none: Money) -> Line {
        let times = |amount: Money| amount.times(self.quantity).unwrap_or(none);
        Line {
            name: self.name.clone(),
            description: self.description.clone(),
            number: self.number.clone(),
            quantity: self.quantity,
            unit_price: self.amount,
            options: Vec::new(),
            goods: times(self.amount),
            discount: none,
            shipping: none,
            handling: none,
            tax: times(self.tax.unwrap_or(none)),
        }
    }
}
