//! Reads a whole form: payee, lines, totals, and what does not count.

use leptos_paypal_core::{Currency, Money};

use super::charges::{CartDiscount, too_large};
use super::item::{self, Single};
use super::payment_variables::{CartCharges, PaymentVariables};
use super::profile_charges::{self, Item, Purchase};
use super::reader::{Reader, suffixed};
use super::refusal::{Refusal, RefusalKind};
use super::{subscription, unused};
use crate::config::Address;
use crate::params::Params;
use crate::store::Store;
use crate::store::accounts::{Account, Accounts};
use crate::store::checkout_details::{Asks, BuyerInput, CheckoutDetails, Ignored, ProfileCharges};
use crate::store::forms::{Command, Form, HostedItem};
use crate::store::order::{Line, Order, OrderKind};

/// Reads everything: who is paid, for what, how much, what does not count.
/// Shipping and tax of the payee's profile go by the address of the buyer.
pub(crate) fn read(
    form: &Form,
    store: &Store,
    input: &BuyerInput,
    buyer: Option<&Account>,
) -> Result<CheckoutDetails, Refusal> {
    match form {
        Form::Posted {
            command,
            params,
            outside,
        } => {
            let mut details = posted(*command, params, store, input, buyer)?;
            details
                .ignored
                .extend(outside.iter().map(|(name, value)| Ignored {
                    variable: name.clone(),
                    value: value.clone(),
                    reason: "not among the variables that are encrypted".to_owned(),
                }));
            Ok(details)
        }
        Form::Hosted { items, last } => hosted(items, last, store, buyer),
    }
}

/// The account that `business` names.
pub(crate) fn payee<'a>(params: &Params, accounts: &'a Accounts) -> Result<&'a Account, Refusal> {
    let name = params.get("business").unwrap_or_default();
    if name.trim().is_empty() {
        return Err(Refusal::new(
            RefusalKind::BusinessMissing,
            "business",
            "business is missing: name the payee by e-mail address or account id",
        ));
    }
    accounts.named(name).ok_or_else(|| {
        let detail = format!("no account here has the address or id {name:?}");
        Refusal::new(RefusalKind::BusinessUnknown, "business", detail).with_value(name)
    })
}

fn posted(
    command: Command,
    params: &Params,
    store: &Store,
    input: &BuyerInput,
    buyer: Option<&Account>,
) -> Result<CheckoutDetails, Refusal> {
    let payee = payee(params, &store.accounts)?;
    let currency = currency(params, payee)?;
    let mut reader = Reader::of_payee(params, payee, currency);
    let variables = PaymentVariables::read(&mut reader, params, payee, store)?;
    let ship_to = ship_to(&variables, buyer);
    let mut purchase = Purchase {
        kind: OrderKind::Single,
        payee,
        ship_to: ship_to.as_ref(),
        has_cart_tax: false,
        weight: None,
    };
    let (mut asks, mut item_count) = (Asks::default(), 0);
    let mut extra = CartCharges::none(currency);
    let mut items = match command {
        Command::CartUpload => {
            purchase.kind = OrderKind::Cart;
            let cart = upload(&mut reader, params, currency)?;
            purchase.has_cart_tax = cart.has_tax;
            purchase.weight = cart.weight;
            item_count = cart.items.len();
            extra = cart.charges;
            cart.items
        }
        Command::Donate => {
            purchase.kind = OrderKind::Donation;
            let (item, asked) = item::single(&mut reader, currency, Single::Donate, input)?;
            asks = asked;
            vec![item]
        }
        Command::Subscribe => {
            return subscription(reader, variables, (payee, currency), store, input);
        }
        Command::BuyNow | Command::CartAdd | Command::CartDisplay => {
            let (item, asked) = item::single(&mut reader, currency, Single::BuyNow, input)?;
            asks = asked;
            vec![item]
        }
    };
    let kind = purchase.kind;
    let profile_charges = purchase.charge(&mut items, &mut extra)?;
    let total_asked = asks.amount && input.amount.is_none();
    let first_amount = match kind {
        OrderKind::Cart => "amount_1",
        _ => "amount",
    };
    let order = variables.order(kind, currency, lines(items), extra)?;
    check_total(&order, first_amount, total_asked, store)?;
    Ok(CheckoutDetails {
        payee: payee.id.clone(),
        order,
        subscription: None,
        asks,
        profile_charges,
        page_options: variables.page_options,
        prefill: variables.prefill,
        ignored: reader.finish(|name| unused::reason(name, command, item_count)),
    })
}

fn lines(items: Vec<Item>) -> Vec<Line> {
    items.into_iter().map(|item| item.line).collect()
}

/// The address of delivery, as far as it is known.
fn ship_to(variables: &PaymentVariables, buyer: Option<&Account>) -> Option<Address> {
    let own = buyer.and_then(|buyer| buyer.address.as_ref());
    variables.prefill.ship_to(own)
}

/// A subscription, which has one item and neither charges nor reductions.
fn subscription(
    mut reader: Reader<'_>,
    mut variables: PaymentVariables,
    (payee, currency): (&Account, Currency),
    store: &Store,
    input: &BuyerInput,
) -> Result<CheckoutDetails, Refusal> {
    let form = subscription::read(&mut reader, currency, input)?;
    variables.sell_at_once(&mut reader);
    if reader.has_filled("no_note") && variables.page_options.note {
        reader.ignore("no_note", "a subscription has no note: no_note=1");
    }
    variables.page_options.note = false;
    let plan = form.plan;
    for (variable, term) in [
        ("a1", plan.trial),
        ("a2", plan.second_trial),
        ("a3", Some(plan.regular)),
    ] {
        if let Some(term) = term {
            check_maximum(term.amount, variable, store)?;
        }
    }
    let extra = CartCharges::none(currency);
    let order = variables.order(OrderKind::Subscription, currency, vec![form.line], extra)?;
    Ok(CheckoutDetails {
        payee: payee.id.clone(),
        order,
        subscription: Some(Box::new(plan)),
        asks: form.asks,
        profile_charges: ProfileCharges::default(),
        page_options: variables.page_options,
        prefill: variables.prefill,
        ignored: reader.finish(|name| unused::reason(name, Command::Subscribe, 0)),
    })
}

/// The items of a cart upload, with what the form says of the whole.
struct UploadedCart {
    items: Vec<Item>,
    charges: CartCharges,
    has_tax: bool,
    weight: Option<u64>,
}

/// Reads the numbered items up to the first gap, and what is said of the cart.
fn upload(
    reader: &mut Reader<'_>,
    params: &Params,
    currency: Currency,
) -> Result<UploadedCart, Refusal> {
    let exists = |number: u32| {
        ["item_name", "amount"]
            .iter()
            .any(|variable| params.has(&suffixed(variable, Some(number))))
    };
    let count = (1..).take_while(|number| exists(*number)).count();
    if count == 0 {
        return Err(Refusal::new(
            RefusalKind::ItemsMissing,
            "item_name_1",
            "the cart has no first item: send item_name_1 and amount_1",
        ));
    }
    let cart_tax = reader.money("tax_cart", currency);
    let cart_discount = CartDiscount::read(reader, currency)?;
    let weight_unit = profile_charges::weight_unit(reader);
    let mut items = Vec::with_capacity(count);
    for number in 1..=u32::try_from(count).unwrap_or(u32::MAX) {
        items.push(item::numbered(
            reader,
            currency,
            number,
            cart_discount,
            cart_tax.is_some(),
            weight_unit,
        )?);
    }
    let sum = |part: fn(&Line) -> Money| {
        Money::sum(currency, items.iter().map(|item: &Item| part(&item.line)))
            .map_err(too_large("amount_1"))
    };
    let discount = match cart_discount {
        Some(discount) => {
            discount.of(reader, sum(|line| line.goods)?, sum(|line| line.discount)?)?
        }
        None => Money::zero(currency),
    };
    let zero = Money::zero(currency);
    Ok(UploadedCart {
        items,
        charges: CartCharges {
            discount,
            shipping: zero,
            handling: reader.money("handling_cart", currency).unwrap_or(zero),
            tax: cart_tax.unwrap_or(zero),
        },
        has_tax: cart_tax.is_some(),
        weight: profile_charges::cart_weight(reader, weight_unit),
    })
}

fn hosted(
    hosted_items: &[HostedItem],
    last: &Params,
    store: &Store,
    buyer: Option<&Account>,
) -> Result<CheckoutDetails, Refusal> {
    let first = hosted_items.first().ok_or_else(|| {
        Refusal::new(
            RefusalKind::ItemsMissing,
            "add",
            "the cart is empty: add an item first",
        )
    })?;
    let payee = payee(last, &store.accounts)?;
    let currency = currency(&first.params, payee)?;
    let mut items = Vec::with_capacity(hosted_items.len());
    let mut ignored = Vec::new();
    let mut handling = Money::zero(currency);
    for (index, hosted) in hosted_items.iter().enumerate() {
        if self::currency(&hosted.params, payee)? != currency {
            let detail =
                format!("this cart is in {currency}: pay it before adding another currency");
            return Err(Refusal::new(
                RefusalKind::CurrencyMixed,
                "currency_code",
                detail,
            ));
        }
        let mut reader = Reader::of_payee(&hosted.params, payee, currency);
        let input = BuyerInput {
            quantity: hosted.quantity.map(|quantity| quantity.to_string()),
            ..BuyerInput::default()
        };
        let (item, _) = item::single(&mut reader, currency, Single::Hosted, &input)?;
        items.push(item);
        // The first item's value counts.
        if index == 0 {
            handling = reader
                .money("handling_cart", currency)
                .unwrap_or(Money::zero(currency));
        } else {
            reader.ignore("handling_cart", "that of the first item counts");
        }
        PaymentVariables::read(&mut reader, &hosted.params, payee, store)?;
        ignored.extend(reader.finish(|name| unused::reason(name, Command::CartAdd, 0)));
    }
    let mut reader = Reader::new(last);
    let variables = PaymentVariables::read(&mut reader, last, payee, store)?;
    let mut extra = CartCharges {
        handling,
        ..CartCharges::none(currency)
    };
    let ship_to = ship_to(&variables, buyer);
    let purchase = Purchase {
        kind: OrderKind::Cart,
        payee,
        ship_to: ship_to.as_ref(),
        has_cart_tax: false,
        weight: None,
    };
    let profile_charges = purchase.charge(&mut items, &mut extra)?;
    let order = variables.order(OrderKind::Cart, currency, lines(items), extra)?;
    check_total(&order, "amount", false, store)?;
    Ok(CheckoutDetails {
        payee: payee.id.clone(),
        order,
        subscription: None,
        asks: Asks::default(),
        profile_charges,
        page_options: variables.page_options,
        prefill: variables.prefill,
        ignored,
    })
}

fn currency(params: &Params, payee: &Account) -> Result<Currency, Refusal> {
    let Some(code) = params.get("currency_code") else {
        return Ok(Currency::USD);
    };
    let currency: Currency = code
        .parse()
        .map_err(|error: leptos_paypal_core::CoreError| {
            Refusal::new(
                RefusalKind::CurrencyUnknown,
                "currency_code",
                error.to_string(),
            )
            .with_value(code)
        })?;
    let home = match currency {
        Currency::BRL => "BR",
        Currency::CNY => "CN",
        Currency::INR => "IN",
        Currency::MYR => "MY",
        _ => return Ok(currency),
    };
    match &payee.country {
        Some(country) if country != home => {
            let detail = format!("{code} is only for accounts in {home}, this one is in {country}");
            Err(
                Refusal::new(RefusalKind::CurrencyDomestic, "currency_code", detail)
                    .with_value(code),
            )
        }
        _ => Ok(currency),
    }
}

/// "A payment whose items sum to zero is refused", and none is above the limit.
fn check_total(
    order: &Order,
    variable: &str,
    still_asked: bool,
    store: &Store,
) -> Result<(), Refusal> {
    if !still_asked && (!order.items_total.is_positive() || !order.total.is_positive()) {
        return Err(Refusal::new(
            RefusalKind::TotalZero,
            variable,
            "the items cost nothing: PayPal takes no payment of zero",
        ));
    }
    check_maximum(order.total, variable, store)
}

fn check_maximum(amount: Money, variable: &str, store: &Store) -> Result<(), Refusal> {
    let currency = amount.currency();
    let maximum = store.maximum(currency);
    if amount <= maximum {
        return Ok(());
    }
    let detail = format!("the total of {amount} {currency} is above the limit of {maximum}");
    Err(Refusal::new(RefusalKind::TotalTooLarge, variable, detail).with_value(amount.to_string()))
}
