//! A form charges exactly what the cart shows.

mod as_one_payment;
mod cart_wide;
mod for_paypal_cart;
mod unit_discounts;

use proptest::prelude::*;

use crate::form::example::{self, Numbers};
use crate::form::{CartUpload, Form, PaymentVariables, SingleItem, UploadItem};
use crate::{
    Cart, CartAction, CartItem, ChosenOption, Currency, ItemShipping, LineDiscount, Money,
    PricingRules, ShippingRule, TaxRule, Totals, WeightUnit,
};

fn usd(text: &str) -> Money {
    Money::parse(text, Currency::USD).unwrap()
}

fn payment(currency: Currency) -> PaymentVariables {
    PaymentVariables::new("merchant@example.com".parse().unwrap(), currency)
}

fn cart_of(lines: Vec<(CartItem, u32)>) -> Cart {
    let currency = lines[0].0.price.currency();
    lines
        .into_iter()
        .fold(Cart::new(currency), |cart, (item, quantity)| {
            let item = std::sync::Arc::new(item);
            cart.reduce(CartAction::Add { item, quantity }).unwrap()
        })
}

fn item(sku: &str, price: Money) -> CartItem {
    CartItem::new(sku.parse().unwrap(), format!("Article {sku}"), price)
}

fn value<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    fields
        .iter()
        .find(|field| field.0 == name)
        .map(|field| field.1.as_str())
}

/// The snapshot of a whole form: what is sent, and in which order.
#[test]
fn a_cart_becomes_these_fields() {
    let mut mug = item("MUG", usd("18.00"));
    mug.options = vec![ChosenOption {
        name: "Size".to_owned(),
        value: "Large".to_owned(),
    }];
    mug.discount = Some(LineDiscount::Rate("10".parse().unwrap()));
    mug.weight = Some("0.45".parse().unwrap());
    mug.shipping = Some(ItemShipping {
        first: usd("2.00"),
        further: Some(usd("0.50")),
    });
    let mut tea = item("TEA", usd("9.99"));
    tea.handling = Some(usd("0.25"));
    let mut rules = PricingRules::none(Currency::USD);
    rules.shipping = Some(ShippingRule {
        first: usd("4.90"),
        further: None,
        free_from: None,
    });
    rules.handling = Some(usd("1.00"));
    rules.tax = Some(TaxRule {
        rate: "19".parse().unwrap(),
        on_shipping: true,
    });
    let mut payment = payment(Currency::USD);
    payment.custom = Some("co_aaaaaaaaaaaaaaaaaaaaaaaaaa".to_owned());
    payment.invoice = payment.custom.clone();
    let cart = cart_of(vec![(mug, 2), (tea, 1)]);
    let form = CartUpload::from_cart(&cart, &rules, payment, "Shipping").unwrap();
    let expected = [
        ("cmd", "_cart"),
        ("upload", "1"),
        ("business", "merchant@example.com"),
        ("currency_code", "USD"),
        ("charset", "utf-8"),
        ("item_name_1", "Article MUG"),
        ("item_number_1", "MUG"),
        ("amount_1", "18.00"),
        ("quantity_1", "2"),
        ("on0_1", "Size"),
        ("os0_1", "Large"),
        ("weight_1", "0.45"),
        ("shipping_1", "6.90"),
        ("shipping2_1", "0.50"),
        ("item_name_2", "Article TEA"),
        ("item_number_2", "TEA"),
        ("amount_2", "9.99"),
        ("quantity_2", "1"),
        ("handling_2", "0.25"),
        ("handling_cart", "1.00"),
        // 19 % of 45.99 − 3.60 + 7.40 + 1.25.
        ("tax_cart", "9.70"),
        ("discount_amount_cart", "3.60"),
        ("weight_unit", "lbs"),
        ("invoice", "co_aaaaaaaaaaaaaaaaaaaaaaaaaa"),
        ("custom", "co_aaaaaaaaaaaaaaaaaaaaaaaaaa"),
    ];
    let fields = form.fields().unwrap();
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(fields, expected);
    assert_eq!(form.totals().unwrap().total, usd("60.74"));
    let ordered = form.ordered_items();
    assert_eq!(ordered[0].number.as_deref(), Some("MUG"));
    assert_eq!(ordered[0].quantity, 2);
    assert_eq!(ordered[0].options[0].value, "Large");
}

#[test]
fn shipping_that_paypal_would_ignore_is_an_item() {
    for (currency, most, more) in [
        (Currency::USD, "999.99", "1000.00"),
        (Currency::JPY, "999", "1000"),
    ] {
        let price = Money::parse("2000", currency).unwrap();
        let cart = cart_of(vec![(item("A", price), 1)]);
        for (first, is_item) in [(most, false), (more, true)] {
            let first = Money::parse(first, currency).unwrap();
            let mut rules = PricingRules::none(currency);
            rules.shipping = Some(ShippingRule {
                first,
                further: None,
                free_from: None,
            });
            let form = CartUpload::from_cart(&cart, &rules, payment(currency), "Versand").unwrap();
            let fields = form.fields().unwrap();
            let name = value(&fields, "item_name_2");
            assert_eq!(name, is_item.then_some("Versand"));
            let sent = value(&fields, if is_item { "amount_2" } else { "shipping_1" });
            assert_eq!(sent, Some(first.to_string().as_str()));
            let total = Totals::of(&cart, &rules).unwrap().total;
            assert_eq!(form.totals().unwrap().total, total);
            let single = SingleItem::from_item(&cart.lines()[0].item, 1, &rules, payment(currency));
            assert_eq!(single.unwrap().totals().unwrap().total, total);
        }
    }
}

/// Amounts that the shop states are sent even as nothing, so that no profile
/// adds to them; others are left to the profile.
#[test]
fn nothing_is_said_only_where_the_shop_speaks() {
    let cart = cart_of(vec![(item("A", usd("60.00")), 1)]);
    let silent = PricingRules::none(Currency::USD);
    let form = CartUpload::from_cart(&cart, &silent, payment(Currency::USD), "S").unwrap();
    let fields = form.fields().unwrap();
    for name in [
        "shipping_1",
        "tax_cart",
        "handling_cart",
        "discount_amount_cart",
    ] {
        assert_eq!(value(&fields, name), None, "{name}");
    }
    let mut free = silent;
    free.shipping = Some(ShippingRule {
        first: usd("4.90"),
        further: None,
        free_from: Some(usd("50.00")),
    });
    let form = CartUpload::from_cart(&cart, &free, payment(Currency::USD), "S").unwrap();
    assert_eq!(value(&form.fields().unwrap(), "shipping_1"), Some("0.00"));
}

/// Names are cut at characters, article numbers and pass-through values never.
#[test]
fn only_what_people_read_is_cut() {
    let mut long = item(&"茶".repeat(127), usd("5.00"));
    long.name = format!("a\nb{}", "é".repeat(200));
    long.options = vec![ChosenOption {
        name: "ü".repeat(65),
        value: "😀".repeat(65),
    }];
    let cart = cart_of(vec![(long, 1)]);
    let rules = PricingRules::none(Currency::USD);
    let mut with_custom = payment(Currency::USD);
    with_custom.custom = Some("c".repeat(255));
    let form = CartUpload::from_cart(&cart, &rules, with_custom.clone(), "S").unwrap();
    let fields = form.fields().unwrap();
    let sent = |name| value(&fields, name).unwrap().to_owned();
    assert_eq!(sent("item_name_1"), format!("a b{}", "é".repeat(124)));
    assert_eq!(sent("on0_1"), "ü".repeat(64));
    assert_eq!(sent("os0_1"), "😀".repeat(64));
    assert_eq!(sent("item_number_1"), "茶".repeat(127));
    assert_eq!(sent("custom"), "c".repeat(255));

    with_custom.custom = Some("c".repeat(256));
    let form = CartUpload::from_cart(&cart, &rules, with_custom, "S").unwrap();
    let error = form.fields().unwrap_err();
    assert_eq!(
        (error.variable(), error.code()),
        (Some("custom"), "variable_too_long")
    );
}

#[test]
fn steep_reductions_of_cheap_articles_are_said_exactly() {
    for (price, percent, quantity) in [
        ("0.03", "50", 9_999),
        ("0.10", "89.999", 777),
        ("18.00", "99.9", 3),
        ("0.02", "49", 5_000),
    ] {
        let mut cheap = item("A", usd(price));
        cheap.discount = Some(LineDiscount::Rate(percent.parse().unwrap()));
        let rules = PricingRules::none(Currency::USD);
        let total = Totals::of(&cart_of(vec![(cheap.clone(), quantity)]), &rules);
        let form = SingleItem::from_item(&cheap, quantity, &rules, payment(Currency::USD));
        let form = form.unwrap();
        assert_eq!(
            form.totals().unwrap().total,
            total.unwrap().total,
            "{price} {percent}"
        );
    }
    // Less than a cent of each price would be left.
    for (price, percent) in [("0.01", "50"), ("18.00", "99.999")] {
        let mut cheap = item("A", usd(price));
        cheap.discount = Some(LineDiscount::Rate(percent.parse().unwrap()));
        let rules = PricingRules::none(Currency::USD);
        let error = SingleItem::from_item(&cheap, 3, &rules, payment(Currency::USD)).unwrap_err();
        assert_eq!(error.variable(), Some("discount_amount"));
        let cart = cart_of(vec![(cheap, 3)]);
        let form = CartUpload::from_cart(&cart, &rules, payment(Currency::USD), "S").unwrap();
        assert!(form.totals().unwrap().total.is_positive());
    }
}

/// The numbers of the items in a form, from its names.
fn numbers(fields: &[(String, String)]) -> Vec<usize> {
    fields
        .iter()
        .filter_map(|field| field.0.strip_prefix("amount_")?.parse().ok())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_form_charges_what_the_cart_shows(
        currency in prop::sample::select(Currency::ALL),
        top in prop::sample::select(&[10_u32, 1_000, 20_000, 200_000][..]),
        row in prop::collection::vec(any::<u32>(), 0..120),
    ) {
        let (cart, rules) = example::cart(currency, top, &mut Numbers::new(&row)).unwrap();
        let shown = Totals::of(&cart, &rules).unwrap();
        let form = CartUpload::from_cart(&cart, &rules, payment(currency), "Shipping").unwrap();
        let charged = form.totals().unwrap();
        prop_assert_eq!(charged.total, shown.total);
        prop_assert_eq!(charged.discount, shown.discount);
        prop_assert_eq!(charged.handling, shown.handling);
        prop_assert_eq!(charged.tax, shown.tax);
        if form.items.len() == cart.lines().len() {
            prop_assert_eq!(charged.shipping, shown.shipping);
            prop_assert_eq!(charged.items, shown.items);
        } else {
            prop_assert!(charged.shipping.is_zero());
            prop_assert_eq!(charged.items, shown.items.plus(shown.shipping).unwrap());
        }
        let fields = form.fields().unwrap();
        prop_assert_eq!(numbers(&fields), (1..=form.items.len()).collect::<Vec<_>>());
        let mut names: Vec<_> = fields.iter().map(|field| &field.0).collect();
        names.sort();
        names.dedup();
        prop_assert_eq!(names.len(), fields.len());
        prop_assert_eq!(&fields[0], &("cmd".to_owned(), "_cart".to_owned()));
        let wrapped = Form::ExtEnter(Box::new(Form::Cart(Box::new(form)))).fields().unwrap();
        prop_assert_eq!(&wrapped[1], &("redirect_cmd".to_owned(), "_cart".to_owned()));
        prop_assert_eq!(&wrapped[2..], &fields[1..]);
    }

    #[test]
    fn buying_one_article_now_charges_what_its_cart_shows(
        currency in prop::sample::select(Currency::ALL),
        top in prop::sample::select(&[100_u32, 1_000, 20_000][..]),
        quantity in 1..200_u32,
        row in prop::collection::vec(any::<u32>(), 0..60),
    ) {
        let (cart, rules) = example::cart(currency, top, &mut Numbers::new(&row)).unwrap();
        let item = &cart.lines()[0].item;
        let alone = cart_of(vec![((**item).clone(), quantity)]);
        let shown = Totals::of(&alone, &rules).unwrap();
        let form = match SingleItem::from_item(item, quantity, &rules, payment(currency)) {
            Ok(form) => form,
            // Less than one minor unit left of each price.
            Err(error) => {
                prop_assert_eq!(error.variable(), Some("discount_amount"));
                prop_assert!(shown.items.minor() - shown.discount.minor() < i64::from(quantity) * 2);
                return Ok(());
            }
        };
        let charged = form.totals().unwrap();
        prop_assert_eq!(charged.total, shown.total);
        prop_assert_eq!(charged.discount, shown.discount);
        prop_assert_eq!(charged.tax, shown.tax);
        let both = shown.shipping.plus(shown.handling).unwrap();
        prop_assert_eq!(charged.shipping.plus(charged.handling).unwrap(), both);
        prop_assert!(form.fields().is_ok());
    }

    /// Whatever is typed into names never breaks a form that the cart took.
    #[test]
    fn any_name_makes_a_form(name in "\\PC{1,200}", value in ".{0,100}") {
        let mut odd = item("A", usd("5.00"));
        odd.name = name;
        odd.options = vec![ChosenOption { name: "Size".to_owned(), value }];
        prop_assume!(odd.check(Currency::USD).is_ok());
        // A name of blanks alone up to where it is cut is no name.
        prop_assume!(!odd.name.chars().take(127).all(char::is_whitespace));
        let rules = PricingRules::none(Currency::USD);
        let cart = cart_of(vec![(odd, 1)]);
        let form = CartUpload::from_cart(&cart, &rules, payment(Currency::USD), "S").unwrap();
        prop_assert!(form.fields().is_ok());
    }
}
