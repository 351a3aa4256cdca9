//! The catalogue as a file: one list of articles with prices per currency.

mod offers;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use leptos_paypal_core::form::{CartUpload, Payee, PaymentVariables};
use leptos_paypal_core::{
    Cart, CartAction, CartDiscount, Choice, ChosenOption, CoreError, Currency, ItemShipping,
    LineDiscount, Money, PricingRules, Product, ProductOption, ShippingRule, Sku, TaxRule, Weight,
    WeightUnit,
};
use serde::Deserialize;

use super::{Catalogue, CatalogueProblem, Section};
use offers::{DonationEntry, SubscriptionEntry, check_ids};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CatalogueFile {
    currencies: Vec<Currency>,
    #[serde(default)]
    pricing: BTreeMap<Currency, RulesEntry>,
    #[serde(default)]
    weight_unit: WeightUnit,
    #[serde(default)]
    products: Vec<ProductEntry>,
    #[serde(default)]
    subscriptions: Vec<SubscriptionEntry>,
    #[serde(default)]
    donations: Vec<DonationEntry>,
}

/// [`PricingRules`] without the currency, which is the entry's name.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RulesEntry {
    shipping: Option<ShippingRule>,
    handling: Option<Money>,
    discount: Option<CartDiscount>,
    tax: Option<TaxRule>,
    weight: Option<Weight>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProductEntry {
    sku: Sku,
    name: String,
    description: Option<String>,
    picture: Option<String>,
    max_quantity: Option<u32>,
    weight: Option<Weight>,
    #[serde(default)]
    sold_out: bool,
    prices: BTreeMap<Currency, String>,
    #[serde(default)]
    charges: BTreeMap<Currency, ChargesEntry>,
    #[serde(default)]
    options: Vec<OptionEntry>,
}

/// Charges and reductions of an article in one currency.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ChargesEntry {
    shipping: Option<ItemShipping>,
    handling: Option<Money>,
    tax: Option<Money>,
    discount: Option<LineDiscount>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OptionEntry {
    name: String,
    choices: Vec<ChoiceEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChoiceEntry {
    value: String,
    #[serde(default)]
    prices: BTreeMap<Currency, String>,
}

fn rule(place: &str) -> impl Fn(CoreError) -> CatalogueProblem {
    move |problem| CatalogueProblem::Rule {
        place: place.to_owned(),
        problem,
    }
}

fn content(place: &str, what: impl Into<String>) -> CatalogueProblem {
    CatalogueProblem::Content {
        place: place.to_owned(),
        what: what.into(),
    }
}

impl Catalogue {
    /// Reads and checks a catalogue file.
    ///
    /// # Errors
    /// [`CatalogueProblem`], naming the place.
    pub fn read(path: &Path) -> Result<Self, CatalogueProblem> {
        let json = std::fs::read_to_string(path).map_err(|source| CatalogueProblem::File {
            path: path.to_owned(),
            source,
        })?;
        Self::parse(&json)
    }

    /// Checks a catalogue given as JSON.
    ///
    /// # Errors
    /// [`CatalogueProblem`], naming the place.
    pub fn parse(json: &str) -> Result<Self, CatalogueProblem> {
        let file: CatalogueFile = serde_json::from_str(json)?;
        if file.currencies.is_empty() {
            return Err(content("currencies", "name at least one currency"));
        }
        if let Some(twice) = repeated(&file.currencies) {
            return Err(content("currencies", format!("{twice} is there twice")));
        }
        if let Some(stranger) = file
            .pricing
            .keys()
            .find(|currency| !file.currencies.contains(currency))
        {
            return Err(content(
                &format!("pricing.{stranger}"),
                "is not one of the currencies: add it there or take it out",
            ));
        }
        let offers = file.subscriptions.len() + file.donations.len();
        if file.products.is_empty() && offers == 0 {
            return Err(content("products", "there is nothing to sell"));
        }
        let skus: Vec<_> = file.products.iter().map(|product| &product.sku).collect();
        if let Some(twice) = repeated(&skus) {
            return Err(content("products", format!("{twice} is there twice")));
        }
        check_ids(&file.subscriptions, &file.donations)?;
        let mut sections = BTreeMap::new();
        for &currency in &file.currencies {
            let rules = rules(currency, file.pricing.get(&currency));
            rules
                .check()
                .map_err(rule(&format!("pricing.{currency}")))?;
            let mut products = Vec::with_capacity(file.products.len());
            for (index, entry) in file.products.iter().enumerate() {
                let place = format!("products[{index}] {:?}", entry.sku.as_str());
                let product = product(entry, currency, &file.currencies, &place)?;
                prove(&product, &rules).map_err(rule(&format!("{place} in {currency}")))?;
                products.push(product);
            }
            let subscriptions = file.subscriptions.iter().enumerate();
            let donations = file.donations.iter().enumerate();
            let section = Section {
                rules,
                products,
                subscriptions: subscriptions
                    .map(|(index, entry)| entry.offer(index, currency, &file.currencies))
                    .collect::<Result<_, _>>()?,
                donations: donations
                    .map(|(index, entry)| entry.offer(index, currency, &file.currencies))
                    .collect::<Result<_, _>>()?,
            };
            sections.insert(currency, section);
        }
        Ok(Self {
            currencies: file.currencies,
            sections,
            weight_unit: file.weight_unit,
        })
    }
}

fn repeated<T: Ord>(list: &[T]) -> Option<&T> {
    let mut seen = BTreeSet::new();
    list.iter().find(|entry| !seen.insert(*entry))
}

fn rules(currency: Currency, entry: Option<&RulesEntry>) -> PricingRules {
    let mut rules = PricingRules::none(currency);
    if let Some(entry) = entry {
        rules.shipping = entry.shipping;
        rules.handling = entry.handling;
        rules.discount = entry.discount;
        rules.tax = entry.tax;
        rules.weight = entry.weight;
    }
    rules
}

/// The price in `currency`; prices must be given in all of the shop's
/// currencies and in no other.
fn price(
    prices: &BTreeMap<Currency, String>,
    currency: Currency,
    currencies: &[Currency],
    place: &str,
) -> Result<Money, CatalogueProblem> {
    if let Some(stranger) = prices.keys().find(|code| !currencies.contains(code)) {
        return Err(content(
            &format!("{place}, prices.{stranger}"),
            "is not one of the currencies: add it there or take it out",
        ));
    }
    let place = format!("{place}, prices.{currency}");
    let text = prices
        .get(&currency)
        .ok_or_else(|| content(&place, "the price is missing"))?;
    Money::parse(text, currency).map_err(rule(&place))
}

fn product(
    entry: &ProductEntry,
    currency: Currency,
    currencies: &[Currency],
    place: &str,
) -> Result<Product, CatalogueProblem> {
    let names: Vec<_> = entry.options.iter().map(|option| &option.name).collect();
    if let Some(twice) = repeated(&names) {
        return Err(content(
            place,
            format!("the option {twice:?} is there twice"),
        ));
    }
    let mut options = Vec::with_capacity(entry.options.len());
    for option in &entry.options {
        let place = format!("{place}, option {:?}", option.name);
        if option.choices.is_empty() {
            return Err(content(&place, "there is nothing to choose from"));
        }
        let values: Vec<_> = option.choices.iter().map(|choice| &choice.value).collect();
        if let Some(twice) = repeated(&values) {
            return Err(content(&place, format!("{twice:?} is there twice")));
        }
        let mut choices = Vec::with_capacity(option.choices.len());
        for choice in &option.choices {
            let price = if choice.prices.is_empty() {
                None
            } else {
                let place = format!("{place}, choice {:?}", choice.value);
                Some(price(&choice.prices, currency, currencies, &place)?)
            };
            choices.push(Choice {
                value: choice.value.clone(),
                price,
            });
        }
        options.push(ProductOption {
            name: option.name.clone(),
            choices,
        });
    }
    if let Some(stranger) = entry.charges.keys().find(|code| !currencies.contains(code)) {
        return Err(content(
            &format!("{place}, charges.{stranger}"),
            "is not one of the currencies: add it there or take it out",
        ));
    }
    let charges = entry.charges.get(&currency);
    Ok(Product {
        sku: entry.sku.clone(),
        name: entry.name.clone(),
        description: entry.description.clone(),
        picture: entry.picture.clone(),
        price: price(&entry.prices, currency, currencies, place)?,
        options,
        discount: charges.and_then(|charges| charges.discount),
        shipping: charges.and_then(|charges| charges.shipping),
        handling: charges.and_then(|charges| charges.handling),
        tax: charges.and_then(|charges| charges.tax),
        weight: entry.weight,
        max_quantity: entry.max_quantity,
        sold_out: entry.sold_out,
    })
}

/// Makes the form of one of the article with every choice once, so that what
/// PayPal would refuse is found before a buyer finds it.
fn prove(product: &Product, rules: &PricingRules) -> Result<(), CoreError> {
    let first = product.default_choices();
    let mut sets = vec![first.clone()];
    for (index, option) in product.options.iter().enumerate() {
        for choice in option.choices.iter().skip(1) {
            let mut set = first.clone();
            set[index] = ChosenOption {
                name: option.name.clone(),
                value: choice.value.clone(),
            };
            sets.push(set);
        }
    }
    for chosen in sets {
        let cart = Cart::new(rules.currency).reduce(CartAction::Add {
            item: Arc::new(product.item(&chosen)?),
            quantity: 1,
        })?;
        let business: Payee = "shop@example.com".parse()?;
        let payment = PaymentVariables::new(business, rules.currency);
        CartUpload::from_cart(&cart, rules, payment, "Shipping")?.fields()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
