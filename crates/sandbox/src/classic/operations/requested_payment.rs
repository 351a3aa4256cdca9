//! A payment as it was asked for, as `PAYMENTREQUEST_n_…` and `PaymentDetails`.

use leptos_paypal_core::Money;

use crate::classic::answer::Answer;
use crate::classic::words::action_word;
use crate::store::express_checkouts::{RequestedPayment, ShipTo};
use crate::store::order::Line;

/// Writes a payment as it was asked for, in the order of `PaymentDetailsType`.
pub(super) fn write(
    answer: &mut Answer,
    payment: &RequestedPayment,
    ship_to: Option<&ShipTo>,
    txn_id: Option<&str>,
) {
    let (order, parts) = (&payment.order, &payment.parts);
    let none = Money::zero(order.currency);
    let or_none = |part: Option<Money>| part.unwrap_or(none);
    answer.text("CURRENCYCODE", "", order.currency.code());
    answer.amount("AMT", "OrderTotal", order.total);
    answer.optional_amount("ITEMAMT", "ItemTotal", parts.items);
    answer.amount("SHIPPINGAMT", "ShippingTotal", or_none(parts.shipping));
    answer.amount("HANDLINGAMT", "HandlingTotal", or_none(parts.handling));
    answer.amount("TAXAMT", "TaxTotal", or_none(parts.tax));
    answer.optional("DESC", "OrderDescription", Some(&payment.description));
    answer.optional("CUSTOM", "Custom", Some(&order.custom));
    answer.optional("INVNUM", "InvoiceID", order.invoice.as_deref());
    answer.optional("NOTIFYURL", "NotifyURL", payment.notify_url.as_deref());
    if let Some(ship_to) = ship_to {
        answer.group("ShipToAddress", |answer| write_address(answer, ship_to));
    }
    if payment.has_items {
        answer.list("PaymentDetailsItem", &order.lines, write_item);
    }
    answer.amount("INSURANCEAMT", "InsuranceTotal", or_none(parts.insurance));
    answer.amount(
        "SHIPDISCAMT",
        "ShippingDiscount",
        or_none(parts.shipping_discount),
    );
    answer.text("INSURANCEOPTIONOFFERED", "InsuranceOptionOffered", "false");
    if let Some(seller) = &payment.seller {
        answer.group("SellerDetails", |answer| {
            answer.text("SELLERPAYPALACCOUNTID", "PayPalAccountID", seller);
        });
    }
    answer.optional("TRANSACTIONID", "TransactionId", txn_id);
    answer.text("", "PaymentAction", action_word(order.action));
    answer.optional(
        "PAYMENTREQUESTID",
        "PaymentRequestID",
        payment.request_id.as_deref(),
    );
}

fn write_item(answer: &mut Answer, line: &Line) {
    answer.optional("NAME", "Name", Some(&line.name));
    answer.optional("NUMBER", "Number", Some(&line.number));
    answer.text("QTY", "Quantity", line.quantity.to_string());
    let count = i64::from(line.quantity).max(1);
    let tax = Money::from_minor(line.tax.minor() / count, line.tax.currency());
    answer.amount("TAXAMT", "Tax", tax.unwrap_or(line.tax));
    answer.amount("AMT", "Amount", line.unit_price);
    answer.optional("DESC", "Description", Some(&line.description));
}

/// Writes an address in the order of `AddressType`.
pub(super) fn write_address(answer: &mut Answer, ship_to: &ShipTo) {
    let address = &ship_to.address;
    let (first, second) = address
        .street
        .split_once('\n')
        .unwrap_or((&address.street, ""));
    answer.optional("SHIPTONAME", "Name", Some(&ship_to.name));
    answer.optional("SHIPTOSTREET", "Street1", Some(first));
    answer.optional("SHIPTOSTREET2", "Street2", Some(second));
    answer.optional("SHIPTOCITY", "CityName", Some(&address.city));
    answer.optional("SHIPTOSTATE", "StateOrProvince", Some(&address.state));
    answer.optional("SHIPTOCOUNTRYCODE", "Country", Some(&address.country_code));
    answer.optional("SHIPTOPHONENUM", "Phone", Some(&ship_to.phone));
    answer.optional("SHIPTOZIP", "PostalCode", Some(&address.zip));
    answer.text("ADDRESSSTATUS", "AddressStatus", "Confirmed");
}
