//! Upload of the shop's own cart (`_cart` with `upload`).

use super::amount_limits::is_shipping;
use super::command::Command;
use super::form_option::{chosen, write_options};
use super::form_totals::{CartWide, check_payable, goods, shipping};
use super::writer::Writer;
use super::{FormOption, FormTotals, OrderedItem, PaymentVariables, display_text};
use crate::weight::weight_unit;
use crate::{Cart, CoreError, LineTotals, Money, PricingRules, Rate, Totals, Weight, WeightUnit};

/// One item of a cart upload; its number is its place in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadItem {
    /// `item_name_x`, at most 127 characters.
    pub item_name: String,
    /// `amount_x`: the price of one.
    pub amount: Money,
    /// `item_number_x`: comes back as it is, at most 127 characters.
    pub item_number: Option<String>,
    /// `quantity_x`, from 1.
    pub quantity: u32,
    /// `on0_x`/`os0_x` and following.
    pub options: Vec<FormOption>,
    /// `weight_x`.
    pub weight: Option<Weight>,
    /// `shipping_x`, at most 999.99; flat when there is no `shipping2`.
    pub shipping: Option<Money>,
    /// `shipping2_x`, for each unit after the first; needs `shipping`.
    pub shipping2: Option<Money>,
    /// `handling_x`, whatever the quantity.
    pub handling: Option<Money>,
    /// `tax_x`, whatever the quantity; with a reduction of the cart send
    /// `tax_cart`.
    pub tax: Option<Money>,
    /// `discount_amount_x`: less than the price of one, taken once for the
    /// line.
    pub discount_amount: Option<Money>,
    /// `discount_rate_x`: below 100 %, for all units; not with
    /// `discount_amount`.
    pub discount_rate: Option<Rate>,
}

impl UploadItem {
    /// An item of quantity 1, with nothing optional.
    #[must_use]
    pub const fn new(item_name: String, amount: Money) -> Self {
        Self {
            item_name,
            amount,
            item_number: None,
            quantity: 1,
            options: Vec::new(),
            weight: None,
            shipping: None,
            shipping2: None,
            handling: None,
            tax: None,
            discount_amount: None,
            discount_rate: None,
        }
    }

    /// Writes the item without what `cart` says for all items together.
    fn write(&self, to: &mut Writer, cart: &CartUpload) {
        to.required("item_name", &self.item_name);
        to.optional("item_number", self.item_number.as_deref());
        to.money("amount", Some(self.amount));
        if self.quantity == 0 {
            to.out_of_range("quantity", "0".to_owned(), "a whole number from 1");
        }
        to.number("quantity", self.quantity);
        write_options(&self.options, to);
        if let (Some(weight), None) = (self.weight, cart.weight_cart) {
            to.text("weight", &weight.text());
        }
        to.money("shipping", self.shipping);
        to.money("shipping2", self.shipping2);
        to.money("handling", self.handling);
        if cart.tax_cart.is_none() {
            to.money("tax", self.tax);
        }
        if let (Some(discount), None) = (self.discount_amount, cart.discount_amount_cart) {
            to.money("discount_amount", Some(discount));
            if discount.minor() >= self.amount.minor() {
                to.out_of_range(
                    "discount_amount",
                    discount.text(),
                    "less than the price of one",
                );
            }
        }
        if cart.discount_rate_cart.is_none() {
            to.rate_below_100("discount_rate", self.discount_rate);
        }
    }

    fn totals(&self, number: usize, cart: &CartUpload) -> Result<LineTotals, CoreError> {
        let currency = cart.payment.currency;
        let zero = Money::zero(currency);
        let goods = goods(self.amount, self.quantity, number)?;
        let replaced = cart.discount_amount_cart.is_some() || cart.discount_rate_cart.is_some();
        Ok(LineTotals {
            goods,
            discount: match (self.discount_amount, self.discount_rate) {
                (Some(amount), _) if !replaced => amount,
                (None, Some(rate)) if !replaced => goods.percent(rate)?,
                _ => zero,
            },
            shipping: shipping(self.shipping, self.shipping2, self.quantity, currency)?,
            handling: self.handling.unwrap_or(zero),
            tax: match cart.tax_cart {
                Some(_) => zero,
                None => self.tax.unwrap_or(zero),
            },
        })
    }
}

/// A cart upload. Items are numbered from 1 without gaps by their place.
///
/// Variables of the cart replace those of items: `tax_cart` every
/// `tax_x`, `discount_amount_cart` every `discount_amount_x`,
/// `discount_rate_cart` every `discount_rate_x`, `weight_cart` every
/// `weight_x`. What is replaced is not posted, so that a form says everything
/// once. `handling_cart` is added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CartUpload {
    /// The payment as a whole.
    pub payment: PaymentVariables,
    /// Items to pay for, at least one.
    pub items: Vec<UploadItem>,
    /// `handling_cart`.
    pub handling_cart: Option<Money>,
    /// `tax_cart`.
    pub tax_cart: Option<Money>,
    /// `discount_amount_cart`: less than the sum of prices.
    pub discount_amount_cart: Option<Money>,
    /// `discount_rate_cart`: below 100 %; not with `discount_amount_cart`.
    pub discount_rate_cart: Option<Rate>,
    /// `weight_cart`.
    pub weight_cart: Option<Weight>,
    /// `weight_unit` of all weights; pounds where there are weights and no unit.
    pub weight_unit: Option<WeightUnit>,
}

impl CartUpload {
    /// PayPal's advice is to put no more items than this into one form. More
    /// are sent all the same.
    pub const RECOMMENDED_ITEMS: usize = 25;

    /// An upload without anything that belongs to the cart.
    #[must_use]
    pub const fn new(payment: PaymentVariables, items: Vec<UploadItem>) -> Self {
        Self {
            payment,
            items,
            handling_cart: None,
            tax_cart: None,
            discount_amount_cart: None,
            discount_rate_cart: None,
            weight_cart: None,
            weight_unit: None,
        }
    }

    /// With the weights, where there are some, in `unit`.
    #[must_use]
    pub fn weighed_in(mut self, unit: WeightUnit) -> Self {
        self.weight_unit = self.has_weight().then_some(unit);
        self
    }

    /// The upload that charges exactly what [`Totals::of`] says.
    ///
    /// Amounts are sent, never rates, so that nothing is left to round: all
    /// reductions as `discount_amount_cart`, all tax as `tax_cart`, the cart's
    /// handling as `handling_cart`, the cart's weight as `weight_cart`, the cart's
    /// shipping within `shipping_1`.
    /// When shipping is more than 999.99, which PayPal would ignore, all
    /// of it becomes a last item named `shipping_label`. Shipping and tax that
    /// neither cart nor rules name are left to the account's profile; where
    /// they do, nothing is sent as 0.
    ///
    /// Names and options are for display and are cut at PayPal's length;
    /// article numbers and everything in `payment` are not.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use leptos_paypal_core::form::{CartUpload, PaymentVariables};
    /// use leptos_paypal_core::{Cart, CartAction, CartItem, Currency, Money, PricingRules};
    /// let price = Money::parse("19.95", Currency::USD)?;
    /// let item = CartItem::new("MUG".parse()?, "Mug".to_owned(), price);
    /// let cart = Cart::new(Currency::USD)
    ///     .reduce(CartAction::Add { item: Arc::new(item), quantity: 2 })?;
    /// let payment = PaymentVariables::new("merchant@example.com".parse()?, Currency::USD);
    /// let rules = PricingRules::none(Currency::USD);
    /// let form = CartUpload::from_cart(&cart, &rules, payment, "Shipping")?;
    /// assert_eq!(form.fields()?[0], ("cmd".to_owned(), "_cart".to_owned()));
    /// assert_eq!(form.totals()?.total.to_string(), "39.90");
    /// # Ok::<(), leptos_paypal_core::CoreError>(())
    /// ```
    ///
    /// # Errors
    /// What [`Totals::of`] finds, and `currency_mixed` when the payment is in
    /// another currency than the cart.
    pub fn from_cart(
        cart: &Cart,
        rules: &PricingRules,
        payment: PaymentVariables,
        shipping_label: &str,
    ) -> Result<Self, CoreError> {
        let totals = Totals::of(cart, rules)?;
        let currency = totals.currency;
        if payment.currency != currency {
            return Err(CoreError::CurrencyMixed {
                expected: currency,
                found: payment.currency,
            });
        }
        check_payable(&totals, 1)?;
        let zero = Money::zero(currency);
        let shipping_is_item = !is_shipping(totals.shipping);
        let mut taxed = rules.tax.is_some();
        let mut items = Vec::with_capacity(cart.lines().len() + 1);
        for line in cart.lines() {
            let item = &line.item;
            taxed |= item.tax.is_some();
            let mut posted = UploadItem::new(display_text("item_name", &item.name), item.price);
            posted.item_number = Some(item.sku.as_str().to_owned());
            posted.quantity = line.quantity;
            posted.options = FormOption::for_display(&item.options);
            posted.weight = item.weight;
            posted.handling = item.handling;
            if !shipping_is_item {
                posted.shipping = item.shipping.map(|shipping| shipping.first);
                posted.shipping2 = item
                    .shipping
                    .and_then(|shipping| shipping.further)
                    .filter(|_| line.quantity > 1);
            }
            if items.is_empty() && (rules.shipping.is_some() || shipping_is_item) {
                let own = posted.shipping.unwrap_or(zero);
                posted.shipping = Some(if shipping_is_item {
                    own
                } else {
                    own.plus(totals.cart_shipping)?
                });
            }
            items.push(posted);
        }
        if shipping_is_item {
            items.push(UploadItem::new(
                display_text("item_name", shipping_label),
                totals.shipping,
            ));
        }
        let mut upload = Self::new(payment, items);
        upload.handling_cart = rules.handling;
        upload.weight_cart = rules.weight;
        upload.tax_cart = taxed.then_some(totals.tax);
        upload.discount_amount_cart = totals.discount.is_positive().then_some(totals.discount);
        Ok(upload)
    }

    /// Totals of this form, as PayPal charges them.
    ///
    /// # Errors
    /// As [`CartUpload::fields`].
    pub fn totals(&self) -> Result<FormTotals, CoreError> {
        self.write(false)?;
        self.sum()
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
        self.items
            .iter()
            .map(|item| OrderedItem {
                number: item.item_number.clone(),
                name: item.item_name.clone(),
                quantity: item.quantity,
                options: chosen(&item.options),
            })
            .collect()
    }

    pub(super) fn fields_in(&self, wrapped: bool) -> Result<Vec<(String, String)>, CoreError> {
        let fields = self.write(wrapped)?;
        self.sum()?;
        Ok(fields)
    }

    fn write(&self, wrapped: bool) -> Result<Vec<(String, String)>, CoreError> {
        let mut to = Writer::new(Command::Upload, self.payment.currency, wrapped);
        self.payment.write_head(&mut to);
        if self.items.is_empty() {
            to.enter(1);
            to.required("item_name", "");
        }
        for (number, item) in (1..).zip(&self.items) {
            to.enter(number);
            item.write(&mut to, self);
        }
        to.enter(0);
        to.money("handling_cart", self.handling_cart);
        to.money("tax_cart", self.tax_cart);
        to.money("discount_amount_cart", self.discount_amount_cart);
        to.rate_below_100("discount_rate_cart", self.discount_rate_cart);
        if let Some(weight) = self.weight_cart {
            to.text("weight_cart", &weight.text());
        }
        let unit = weight_unit(self.weight_unit, self.has_weight());
        to.optional("weight_unit", unit.map(WeightUnit::as_str));
        self.payment.write_tail(&mut to);
        to.finish()
    }

    fn has_weight(&self) -> bool {
        self.weight_cart.is_some() || self.items.iter().any(|item| item.weight.is_some())
    }

    /// Adds up a form whose variables are checked already.
    fn sum(&self) -> Result<FormTotals, CoreError> {
        let mut lines = Vec::with_capacity(self.items.len());
        for (number, item) in (1..).zip(&self.items) {
            lines.push(item.totals(number, self)?);
        }
        let cart = CartWide {
            discount_amount: self.discount_amount_cart,
            discount_rate: self.discount_rate_cart,
            handling: self.handling_cart,
            tax: self.tax_cart,
        };
        FormTotals::of(self.payment.currency, lines, cart, "amount_1")
    }
}
