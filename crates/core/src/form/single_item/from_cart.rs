//! Buy Now for an article of the catalogue, or for a whole cart.

use std::sync::Arc;

use super::{ItemCommand, SingleItem};
use crate::form::amount_limits::is_shipping;
use crate::form::form_totals::check_payable;
use crate::form::{FormOption, PaymentVariables, display_text};
use crate::{
    Cart, CartAction, CartItem, CoreError, LineDiscount, Money, PricingRules, Totals,
    VariableProblem,
};

impl SingleItem {
    /// Buy Now for `quantity` of one article, at exactly what [`Totals::of`]
    /// says for a cart with nothing else in it.
    ///
    /// Amounts are sent, never rates: shipping, handling and tax are flat for
    /// the payment. Shipping above 999.99, which PayPal would ignore, is sent
    /// as handling. Names and options are for display and are cut at PayPal's
    /// length.
    ///
    /// # Errors
    /// Errors of the cart and of [`Totals::of`]; `currency_mixed`;
    /// `variable_out_of_range` when a percentage leaves less than one minor
    /// unit of each price: only a cart upload can say that.
    pub fn from_item(
        item: &CartItem,
        quantity: u32,
        rules: &PricingRules,
        payment: PaymentVariables,
    ) -> Result<Self, CoreError> {
        let cart = Cart::new(payment.currency).reduce(CartAction::Add {
            item: Arc::new(item.clone()),
            quantity,
        })?;
        let totals = Totals::of(&cart, rules)?;
        check_payable(&totals, 0)?;
        let mut form = Self::new(ItemCommand::BuyNow, payment);
        form.amount = Some(item.price);
        form.item_name = Some(display_text("item_name", &item.name));
        form.item_number = Some(item.sku.as_str().to_owned());
        form.quantity = quantity;
        form.weight = item.weight;
        form.options = FormOption::for_display(&item.options);
        let ships = item.shipping.is_some() || rules.shipping.is_some();
        let taxed = item.tax.is_some() || rules.tax.is_some();
        form.charge(&totals, ships, taxed)?;
        match item.discount {
            // As the article says it, unless the cart's own replaces it.
            Some(LineDiscount::Amounts(units)) if !totals.discount_is_carts => {
                form.discount_amount = Some(units.first);
                form.discount_amount2 = Some(units.further);
                form.discount_num = units.num;
            }
            _ if totals.discount.is_positive() => form.spread(totals.discount, item.price)?,
            _ => {}
        }
        Ok(form)
    }

    /// Buy Now for a whole cart under one name, at exactly what [`Totals::of`]
    /// says.
    ///
    /// Shipping, handling and tax stay separate, and reductions are one
    /// `discount_amount`; shipping above 999.99, which PayPal would ignore, is
    /// sent as handling. `item_name` is cut at PayPal's length. What was bought
    /// is told by the shop's own record alone.
    ///
    /// # Errors
    /// Errors of [`Totals::of`]; `currency_mixed`; `variable_missing` for a
    /// cart without lines.
    pub fn from_cart(
        cart: &Cart,
        rules: &PricingRules,
        payment: PaymentVariables,
        item_name: &str,
    ) -> Result<Self, CoreError> {
        let totals = Totals::of(cart, rules)?;
        if payment.currency != totals.currency {
            return Err(CoreError::CurrencyMixed {
                expected: totals.currency,
                found: payment.currency,
            });
        }
        if cart.lines().is_empty() {
            return Err(CoreError::Variable {
                variable: "amount".into(),
                problem: VariableProblem::Missing,
            });
        }
        check_payable(&totals, 0)?;
        let mut lines = cart.lines().iter().map(|line| &line.item);
        let ships = rules.shipping.is_some() || lines.clone().any(|item| item.shipping.is_some());
        let taxed = rules.tax.is_some() || lines.any(|item| item.tax.is_some());
        let mut form = Self::new(ItemCommand::BuyNow, payment);
        form.amount = Some(totals.items);
        form.item_name = Some(display_text("item_name", item_name));
        form.discount_amount = totals.discount.is_positive().then_some(totals.discount);
        form.charge(&totals, ships, taxed)?;
        Ok(form)
    }

    /// Shipping, handling and tax of a whole payment, where the shop names
    /// them.
    fn charge(&mut self, totals: &Totals, ships: bool, taxed: bool) -> Result<(), CoreError> {
        let mut handling = totals.handling;
        if ships {
            if is_shipping(totals.shipping) {
                self.shipping = Some(totals.shipping);
            } else {
                self.shipping = Some(Money::zero(totals.currency));
                handling = handling.plus(totals.shipping)?;
            }
        }
        self.handling = handling.is_positive().then_some(handling);
        self.tax = taxed.then_some(totals.tax);
        Ok(())
    }

    /// Says a reduction of the whole payment in `discount_amount` and, where it
    /// is not below the price of one, in `discount_amount2` of further units.
    fn spread(&mut self, discount: Money, price: Money) -> Result<(), CoreError> {
        let currency = discount.currency();
        let (discount, price) = (discount.minor(), price.minor());
        if discount < price {
            self.discount_amount = Some(Money::from_minor(discount, currency)?);
            return Ok(());
        }
        // Alike for every unit, what is left over with the first; or as much
        // as there can be for as few units as there can be.
        let units = i64::from(self.quantity);
        let alike = discount / units;
        let steep = price - 1;
        let (first, further, num) = if discount - alike * (units - 1) < price {
            (discount - alike * (units - 1), alike, None)
        } else if steep > 0 && discount / steep < units {
            (discount % steep, steep, Some(discount / steep))
        } else {
            return Err(CoreError::out_of_range(
                "discount_amount",
                Money::from_minor(discount, currency)?.text(),
                "less than the price of one, for every unit",
            ));
        };
        self.discount_amount = Some(Money::from_minor(first, currency)?);
        self.discount_amount2 = Some(Money::from_minor(further, currency)?);
        self.discount_num = num.and_then(|num| u32::try_from(num).ok());
        Ok(())
    }
}
