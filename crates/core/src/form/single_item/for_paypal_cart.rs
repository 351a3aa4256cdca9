//! Add to Cart for an article of the catalogue.

use std::sync::Arc;

use super::{ItemCommand, SingleItem};
use crate::form::{FormOption, PaymentVariables, display_text};
use crate::{Cart, CartAction, CartItem, CoreError, LineDiscount, PricingRules, VariableProblem};

impl SingleItem {
    /// Puts `quantity` of an article into the cart that PayPal keeps (`_cart`
    /// with `add`), with the article's own charges and reductions.
    ///
    /// Rates are sent as rates and shipping with its `shipping2`, since the
    /// buyer may change the quantity at PayPal; PayPal rounds a rate for the
    /// first unit and for the further ones together. It adds tax and handling
    /// of an article once, whatever its quantity. Of several `handling_cart`
    /// PayPal takes the first article's. Names and options are for display and
    /// are cut at PayPal's length.
    ///
    /// # Errors
    /// Errors of the article and its quantity; `variable_not_for_command` for
    /// rules of the shop that PayPal's cart does not know: shipping, discount,
    /// tax and weight of a whole cart.
    pub fn for_paypal_cart(
        item: &CartItem,
        quantity: u32,
        rules: &PricingRules,
        payment: PaymentVariables,
    ) -> Result<Self, CoreError> {
        // The limits of a cart are those of a quantity here.
        Cart::new(payment.currency).reduce(CartAction::Add {
            item: Arc::new(item.clone()),
            quantity,
        })?;
        rules.check()?;
        let mut form = Self::new(ItemCommand::AddToCart, payment);
        for (name, is_set) in [
            ("pricing.shipping", rules.shipping.is_some()),
            ("pricing.discount", rules.discount.is_some()),
            ("pricing.tax", rules.tax.is_some()),
            ("pricing.weight", rules.weight.is_some()),
        ] {
            if is_set {
                return Err(form.unsuitable(name));
            }
        }
        form.amount = Some(item.price);
        form.item_name = Some(display_text("item_name", &item.name));
        form.item_number = Some(item.sku.as_str().to_owned());
        form.quantity = quantity;
        form.weight = item.weight;
        form.options = FormOption::for_display(&item.options);
        form.shipping = item.shipping.map(|shipping| shipping.first);
        form.shipping2 = item.shipping.and_then(|shipping| shipping.further);
        form.handling = item.handling;
        form.handling_cart = rules.handling;
        form.tax = item.tax;
        match item.discount {
            None => {}
            Some(LineDiscount::Amount(amount)) => form.discount_amount = Some(amount),
            Some(LineDiscount::Amounts(units)) => {
                form.discount_amount = Some(units.first);
                form.discount_amount2 = Some(units.further);
                form.discount_num = units.num;
            }
            Some(LineDiscount::Rate(rate)) => {
                form.discount_rate = Some(rate);
                form.discount_rate2 = Some(rate);
            }
            Some(LineDiscount::Rates(units)) => {
                form.discount_rate = Some(units.first);
                form.discount_rate2 = Some(units.further);
                form.discount_num = units.num;
            }
        }
        Ok(form)
    }

    fn unsuitable(&self, name: &str) -> CoreError {
        CoreError::Variable {
            variable: name.to_owned(),
            problem: VariableProblem::NotForCommand {
                command: self.command.command().name().to_owned(),
            },
        }
    }
}
