//! Schemas of types whose JSON is not that of their fields.

use std::borrow::Cow;

use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::{Currency, Money, Rate, Sku, TxnId, Weight};

macro_rules! text_schemas {
    ($($type:ty: $name:literal, $description:literal, $example:literal;)+) => {$(
        impl PartialSchema for $type {
            fn schema() -> RefOr<Schema> {
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .description(Some($description))
                    .examples([$example])
                    .into()
            }
        }

        impl ToSchema for $type {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed($name)
            }
        }
    )+};
}

text_schemas! {
    Currency: "Currency", "Currency that PayPal takes, by its ISO 4217 code.", "USD";
    Rate: "Rate", "Percentage, to a thousandth of a percent.", "19";
    Sku: "Sku", "Article number.", "MUG";
    TxnId: "TxnId", "Transaction id at PayPal.", "5TY05013RG002845M";
    Weight: "Weight", "Weight in the unit of the catalogue.", "0.5";
}

impl PartialSchema for Money {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .description(Some("Amount with its currency."))
            .property("value", amount())
            .property(
                "currency",
                utoipa::openapi::Ref::from_schema_name("Currency"),
            )
            .required("value")
            .required("currency")
            .into()
    }
}

fn amount() -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some("Decimal with the currency's decimals."))
        .examples(["4.90"])
}

impl ToSchema for Money {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Money")
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((Currency::name().into_owned(), Currency::schema()));
    }
}
