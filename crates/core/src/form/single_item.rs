//! Form for one product: Buy Now, Add to Cart, or a donation.

mod for_paypal_cart;
mod from_cart;

use super::command::Command;
use super::form_option::{chosen, write_options};
use super::form_totals::{CartWide, goods, shipping};
use super::writer::Writer;
use super::{FormOption, FormTotals, OrderedItem, PaymentVariables, PricedOption};
use crate::weight::weight_unit;
use crate::{CoreError, Currency, LineTotals, Money, Rate, VariableProblem, Weight, WeightUnit};

/// Command of a form for one product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ItemCommand {
    /// `_xclick`: paid at once.
    #[default]
    BuyNow,
    /// `_cart` with `add`: put into the cart that PayPal keeps.
    AddToCart,
    /// `_donations`: given; no options, quantities, charges or reductions.
    Donate,
}

impl ItemCommand {
    /// The value of `cmd`.
    #[must_use]
    pub const fn cmd(self) -> &'static str {
        self.command().cmd()
    }

    const fn command(self) -> Command {
        match self {
            Self::BuyNow => Command::BuyNow,
            Self::AddToCart => Command::AddToCart,
            Self::Donate => Command::Donate,
        }
    }
}

/// A form for one product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SingleItem {
    /// Command of the form.
    pub command: ItemCommand,
    /// The payment as a whole.
    pub payment: PaymentVariables,
    /// `amount`: the price of one. Without it the buyer types an amount, but
    /// not into a cart.
    pub amount: Option<Money>,
    /// `item_name`, at most 127 characters. Without it the buyer types it.
    pub item_name: Option<String>,
    /// `item_number`: comes back as it is, at most 127 characters.
    pub item_number: Option<String>,
    /// `quantity`, from 1.
    pub quantity: u32,
    /// `weight`.
    pub weight: Option<Weight>,
    /// `weight_unit`; pounds where there is a weight and no unit.
    pub weight_unit: Option<WeightUnit>,
    /// `on0`/`os0` and following.
    pub options: Vec<FormOption>,
    /// `option_index`, `option_select0`/`option_amount0` and following.
    pub priced_option: Option<PricedOption>,
    /// `shipping`, at most 999.99; flat when there is no `shipping2`.
    pub shipping: Option<Money>,
    /// `shipping2`, for each unit after the first; needs `shipping`.
    pub shipping2: Option<Money>,
    /// `handling`, whatever the quantity.
    pub handling: Option<Money>,
    /// `handling_cart`, for Add to Cart.
    pub handling_cart: Option<Money>,
    /// `tax`, flat.
    pub tax: Option<Money>,
    /// `tax_rate`, of the goods after discounts; not with `tax`.
    pub tax_rate: Option<Rate>,
    /// `discount_amount`: less than the price, taken once.
    pub discount_amount: Option<Money>,
    /// `discount_amount2`, for each further unit; needs `discount_amount`.
    pub discount_amount2: Option<Money>,
    /// `discount_rate`: below 100 %, of the first unit; not with
    /// `discount_amount`.
    pub discount_rate: Option<Rate>,
    /// `discount_rate2`, of each further unit; needs `discount_rate`.
    pub discount_rate2: Option<Rate>,
    /// `discount_num`: the most further units that are reduced; needs
    /// `discount_amount2` or `discount_rate2`.
    pub discount_num: Option<u32>,
}

impl SingleItem {
    /// One unit, with nothing optional.
    #[must_use]
    pub const fn new(command: ItemCommand, payment: PaymentVariables) -> Self {
        Self {
            command,
            payment,
            amount: None,
            item_name: None,
            item_number: None,
            quantity: 1,
            weight: None,
            weight_unit: None,
            options: Vec::new(),
            priced_option: None,
            shipping: None,
            shipping2: None,
            handling: None,
            handling_cart: None,
            tax: None,
            tax_rate: None,
            discount_amount: None,
            discount_amount2: None,
            discount_rate: None,
            discount_rate2: None,
            discount_num: None,
        }
    }

    /// With the weight, where there is one, in `unit`.
    #[must_use]
    pub fn weighed_in(mut self, unit: WeightUnit) -> Self {
        self.weight_unit = self.weight.map(|_| unit);
        self
    }

    /// A donation for `item_name`; without an amount the buyer types it.
    #[must_use]
    pub fn donation(
        payment: PaymentVariables,
        item_name: Option<String>,
        amount: Option<Money>,
    ) -> Self {
        let mut form = Self::new(ItemCommand::Donate, payment);
        form.item_name = item_name;
        form.amount = amount;
        form
    }

    /// Totals of this form, as PayPal charges them.
    ///
    /// # Errors
    /// As [`SingleItem::fields`], and `variable_missing` when the buyer types
    /// the amount.
    pub fn totals(&self) -> Result<FormTotals, CoreError> {
        self.write(false)?;
        self.sum()?.ok_or_else(|| CoreError::Variable {
            variable: "amount".into(),
            problem: VariableProblem::Missing,
        })
    }

    /// The form, checked: names and values in order, `cmd` first.
    ///
    /// # Errors
    /// [`CoreError::Variable`], naming the first variable that PayPal would
    /// refuse, cut or ignore.
    pub fn fields(&self) -> Result<Vec<(String, String)>, CoreError> {
        self.fields_in(false)
    }

    /// Items ordered, for the check of the message about the payment.
    #[must_use]
    pub fn ordered_items(&self) -> Vec<OrderedItem> {
        vec![OrderedItem {
            number: self.item_number.clone(),
            name: self.item_name.clone().unwrap_or_default(),
            quantity: self.quantity,
            options: chosen(&self.options),
        }]
    }

    pub(super) fn fields_in(&self, wrapped: bool) -> Result<Vec<(String, String)>, CoreError> {
        let fields = self.write(wrapped)?;
        self.sum()?;
        Ok(fields)
    }

    /// The price of one: the chosen option's, or `amount`.
    fn unit(&self) -> Option<Money> {
        self.priced_option
            .as_ref()
            .and_then(|priced| priced.price(&self.options))
            .or(self.amount)
    }

    fn write(&self, wrapped: bool) -> Result<Vec<(String, String)>, CoreError> {
        let mut to = Writer::new(self.command.command(), self.payment.currency, wrapped);
        self.payment.write_head(&mut to);
        to.optional("item_name", self.item_name.as_deref());
        to.optional("item_number", self.item_number.as_deref());
        if self.amount.is_none() && self.command == ItemCommand::AddToCart {
            to.fail("amount", VariableProblem::Missing);
        }
        to.money("amount", self.amount);
        if self.quantity == 0 {
            to.out_of_range("quantity", "0".to_owned(), "a whole number from 1");
        }
        // A donation has none; any but 1 is refused for it by the table.
        if self.command != ItemCommand::Donate || self.quantity != 1 {
            to.number("quantity", self.quantity);
        }
        if let Some(weight) = self.weight {
            to.text("weight", &weight.text());
        }
        let unit = weight_unit(self.weight_unit, self.weight.is_some());
        to.optional("weight_unit", unit.map(WeightUnit::as_str));
        write_options(&self.options, &mut to);
        if let Some(priced) = &self.priced_option {
            priced.write(&self.options, &mut to);
        }
        to.money("shipping", self.shipping);
        to.money("shipping2", self.shipping2);
        to.money("handling", self.handling);
        to.money("handling_cart", self.handling_cart);
        to.money("tax", self.tax);
        if let Some(rate) = self.tax_rate {
            to.text("tax_rate", &rate.text());
        }
        self.write_discounts(&mut to);
        self.payment.write_tail(&mut to);
        to.finish()
    }

    fn write_discounts(&self, to: &mut Writer) {
        let unit = self.unit();
        for (name, discount) in [
            ("discount_amount", self.discount_amount),
            ("discount_amount2", self.discount_amount2),
        ] {
            let Some(discount) = discount else { continue };
            to.money(name, Some(discount));
            match unit {
                Some(unit) if discount.minor() >= unit.minor() => {
                    to.out_of_range(name, discount.text(), "less than the price of one");
                }
                Some(_) => {}
                None => {
                    let other = "amount".to_owned();
                    to.fail(name, VariableProblem::needs(other));
                }
            }
        }
        to.rate_below_100("discount_rate", self.discount_rate);
        if let Some(rate) = self.discount_rate2 {
            to.text("discount_rate2", &rate.text());
        }
        if let Some(num) = self.discount_num {
            to.number("discount_num", num);
            if self.discount_amount2.is_none() && self.discount_rate2.is_none() {
                let other = "discount_amount2".to_owned();
                to.fail("discount_num", VariableProblem::needs(other));
            }
        }
    }

    /// Adds up a form whose variables are checked already; nothing when the
    /// buyer types the amount.
    fn sum(&self) -> Result<Option<FormTotals>, CoreError> {
        let Some(unit) = self.unit() else {
            return Ok(None);
        };
        let currency = self.payment.currency;
        let cart = CartWide {
            handling: self.handling_cart,
            ..CartWide::default()
        };
        let lines = vec![self.line(unit, currency)?];
        FormTotals::of(currency, lines, cart, "amount").map(Some)
    }

    fn line(&self, unit: Money, currency: Currency) -> Result<LineTotals, CoreError> {
        let zero = Money::zero(currency);
        let goods = goods(unit, self.quantity, 0)?;
        let further = (self.quantity - 1).min(self.discount_num.unwrap_or(u32::MAX));
        let mut discount = self.discount_amount.unwrap_or(zero);
        if let Some(second) = self.discount_amount2 {
            discount = discount.plus(second.times(further)?)?;
        }
        // Amounts and rates never come together; each part is rounded.
        if let Some(first) = self.discount_rate {
            discount = unit.percent(first)?;
        }
        if let Some(second) = self.discount_rate2 {
            discount = discount.plus(unit.times(further)?.percent(second)?)?;
        }
        Ok(LineTotals {
            goods,
            discount,
            shipping: shipping(self.shipping, self.shipping2, self.quantity, currency)?,
            handling: self.handling.unwrap_or(zero),
            tax: match self.tax_rate {
                Some(rate) => goods.minus(discount)?.percent(rate)?,
                None => self.tax.unwrap_or(zero),
            },
        })
    }
}
