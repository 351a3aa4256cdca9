use super::*;

const SHOP: &str = include_str!("../../../../../www/shop/catalogue.json");

fn shop() -> serde_json::Value {
    serde_json::json!({
        "currencies": ["USD", "JPY"],
        "pricing": {"USD": {"tax": {"rate": "8.25"}}},
        "products": [{
            "sku": "MUG", "name": "Mug \"<b>\" 茶 🍵",
            "prices": {"USD": "18.00", "JPY": "2600"},
            "options": [{"name": "Size", "choices": [
                {"value": "Small"},
                {"value": "Large", "prices": {"USD": "24.00", "JPY": "3400"}},
            ]}],
        }],
    })
}

#[test]
fn the_demo_shop_can_be_paid_for() {
    let catalogue = Catalogue::parse(SHOP).unwrap();
    for &currency in catalogue.currencies() {
        let section = catalogue.section(currency).unwrap();
        assert!(!section.products.is_empty());
        assert!(
            section
                .products
                .iter()
                .all(|product| product.price.currency() == currency)
        );
    }
}

#[test]
fn prices_are_those_of_the_currency() {
    let catalogue = Catalogue::parse(&shop().to_string()).unwrap();
    assert_eq!(catalogue.currencies(), [Currency::USD, Currency::JPY]);
    let yen = catalogue.section(Currency::JPY).unwrap();
    let mug = yen.product(&"MUG".parse().unwrap()).unwrap();
    assert_eq!(mug.price.to_string(), "2600");
    let large = mug.options[0].choices[1].price.unwrap();
    assert_eq!(large.to_string(), "3400");
    assert!(catalogue.section(Currency::EUR).is_none());
}

#[test]
fn an_article_has_charges_of_its_own() {
    let mut shop = shop();
    let usd = |value: &str| serde_json::json!({"value": value, "currency": "USD"});
    shop["products"][0]["weight"] = serde_json::json!("0.45");
    shop["products"][0]["charges"] = serde_json::json!({"USD": {
        "shipping": {"first": usd("4.00"), "further": usd("0.50")},
        "handling": usd("0.25"),
        "tax": usd("1.10"),
        "discount": {"rate": "10"},
    }});
    let catalogue = Catalogue::parse(&shop.to_string()).unwrap();
    let mug = |currency| {
        let section = catalogue.section(currency).unwrap();
        section.product(&"MUG".parse().unwrap()).unwrap().clone()
    };
    let (dollars, yen) = (mug(Currency::USD), mug(Currency::JPY));
    assert_eq!(dollars.shipping.unwrap().first.to_string(), "4.00");
    assert_eq!(dollars.handling.unwrap().to_string(), "0.25");
    assert_eq!(dollars.tax.unwrap().to_string(), "1.10");
    assert!(dollars.discount.is_some() && dollars.weight.is_some());
    assert_eq!((yen.shipping, yen.discount), (None, None));

    for (pointer, value, place) in [
        ("/charges/EUR", serde_json::json!({}), "charges.EUR"),
        (
            "/charges/USD/tax",
            serde_json::json!({"value": "1", "currency": "JPY"}),
            "products[0]",
        ),
        (
            "/charges/USD/discount",
            serde_json::json!({"amount": usd("18.00")}),
            "products[0]",
        ),
        (
            "/charges/USD/shipping",
            serde_json::json!({"first": usd("-4.00")}),
            "products[0]",
        ),
    ] {
        let mut broken = shop.clone();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        let entry = broken["products"][0].pointer_mut(parent).unwrap();
        entry[name] = value;
        let error = Catalogue::parse(&broken.to_string()).unwrap_err();
        assert!(error.to_string().contains(place), "{pointer}: {error}");
    }
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let null = serde_json::Value::Null;
    for (pointer, value, code, place) in [
        (
            "/currencies",
            serde_json::json!([]),
            "catalogue_content",
            "currencies",
        ),
        (
            "/currencies",
            serde_json::json!(["USD", "USD"]),
            "catalogue_content",
            "USD is there twice",
        ),
        (
            "/currencies",
            serde_json::json!(["USD", "XXX"]),
            "catalogue_form",
            "XXX",
        ),
        (
            "/products",
            serde_json::json!([]),
            "catalogue_content",
            "products",
        ),
        (
            "/products/0/prices/JPY",
            serde_json::json!("26.00"),
            "amount_too_many_decimals",
            "products[0] \"MUG\", prices.JPY",
        ),
        (
            "/products/0/prices",
            serde_json::json!({"USD": "1.00"}),
            "catalogue_content",
            "prices.JPY",
        ),
        (
            "/products/0/prices/USD",
            serde_json::json!("0.00"),
            "",
            "MUG",
        ),
        (
            "/products/0/name",
            serde_json::json!(" "),
            "name_missing",
            "MUG",
        ),
        (
            "/products/0/options/0/choices",
            serde_json::json!([]),
            "catalogue_content",
            "option \"Size\"",
        ),
        (
            "/products/0/options/0/choices/1/prices",
            serde_json::json!({"USD": "24.00"}),
            "catalogue_content",
            "choice \"Large\", prices.JPY",
        ),
        (
            "/products/0/options/0/choices/1/value",
            serde_json::json!("Small"),
            "catalogue_content",
            "\"Small\" is there twice",
        ),
        (
            "/pricing",
            serde_json::json!({"EUR": {}}),
            "catalogue_content",
            "pricing.EUR",
        ),
        (
            "/pricing/USD/tax",
            serde_json::json!({"rate": "0"}),
            "catalogue_form",
            "0 is not between",
        ),
        (
            "/products/0/max_quantity",
            serde_json::json!(0),
            "quantity_not_positive",
            "MUG",
        ),
        ("/products/0/sku", null, "catalogue_form", "line"),
    ] {
        let mut broken = shop();
        match broken.pointer_mut(pointer) {
            Some(place) => *place = value,
            None => {
                broken["products"][0]["max_quantity"] = value;
            }
        }
        let problem = Catalogue::parse(&broken.to_string()).unwrap_err();
        assert!(problem.to_string().contains(place), "{pointer}: {problem}");
        if !code.is_empty() {
            assert_eq!(problem.code(), code, "{pointer}: {problem}");
        }
    }
}

#[test]
fn weights_have_one_unit() {
    let mut file = shop();
    let unit = |file: &serde_json::Value| {
        Catalogue::parse(&file.to_string()).map(|catalogue| catalogue.weight_unit())
    };
    assert_eq!(unit(&file).unwrap(), WeightUnit::Lbs);
    file["weight_unit"] = "kgs".into();
    assert_eq!(unit(&file).unwrap(), WeightUnit::Kgs);
    file["weight_unit"] = "stones".into();
    assert!(unit(&file).is_err());
}

#[test]
fn subscriptions_and_donations_are_checked_with_their_forms() {
    let offers = serde_json::json!({
        "currencies": ["USD", "JPY"],
        "subscriptions": [{
            "id": "GOLD", "name": "Gold", "recurrences": 36, "reattempt": false, "modify": 0,
            "trial": {"prices": {"USD": "0.00", "JPY": "0"}, "period": "2 W"},
            "regular": {"prices": {"USD": "9.00", "JPY": "900"}, "period": "1 M"},
        }],
        "donations": [
            {"id": "ROOF", "purpose": "A roof", "least": {"USD": "5.00", "JPY": "500"}},
            {"id": "BELL", "purpose": "A bell", "suggested": {"USD": "25.00", "JPY": "2500"},
             "most": {"USD": "50.00", "JPY": "5000"}},
        ],
    });
    let catalogue = Catalogue::parse(&offers.to_string()).unwrap();
    let yen = catalogue.section(Currency::JPY).unwrap();
    let gold = yen.subscription(&"GOLD".parse().unwrap()).unwrap();
    assert_eq!(gold.plan.regular.amount.to_string(), "900");
    assert!(gold.plan.trial.unwrap().amount.is_zero());
    let roof = yen.donation(&"ROOF".parse().unwrap()).unwrap();
    assert_eq!(roof.limits.least.unwrap().to_string(), "500");
    assert_eq!(roof.limits.most, None);

    let both = serde_json::json!({"USD": "1.00", "JPY": "100"});
    for (pointer, name, value, place) in [
        (
            "/subscriptions/0",
            "recurrences",
            serde_json::json!(53),
            "GOLD",
        ),
        (
            "/subscriptions/0",
            "recurrences",
            serde_json::json!(0),
            "GOLD",
        ),
        ("/subscriptions/0", "modify", serde_json::json!(1), "modify"),
        (
            "/subscriptions/0",
            "name",
            serde_json::json!("x".repeat(128)),
            "item_name",
        ),
        (
            "/subscriptions/0/regular",
            "period",
            serde_json::json!("25 M"),
            "regular",
        ),
        (
            "/subscriptions/0/regular",
            "prices",
            serde_json::json!({"USD": "9.00"}),
            "prices.JPY",
        ),
        (
            "/subscriptions/0/regular",
            "prices",
            serde_json::json!({"USD": "0.00", "JPY": "1"}),
            "a3",
        ),
        (
            "/donations/1",
            "id",
            serde_json::json!("ROOF"),
            "ROOF is there twice",
        ),
        ("/donations/1", "fixed", both.clone(), "either"),
        ("/donations/1", "most", both.clone(), "limits"),
        ("/donations/0", "most", both, "more than"),
    ] {
        let mut broken = offers.clone();
        broken.pointer_mut(pointer).unwrap()[name] = value;
        let error = Catalogue::parse(&broken.to_string()).unwrap_err();
        assert!(
            error.to_string().contains(place),
            "{pointer}/{name}: {error}"
        );
    }
}
