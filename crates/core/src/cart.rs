//! Cart: a value, and a reducer that makes the next one.

use std::sync::Arc;

use crate::{CartItem, CoreError, Currency, LineKey, Money};

/// The most of one article that a line holds.
pub const MAX_QUANTITY: u32 = 9_999;

/// The most lines that a cart holds.
pub const MAX_LINES: usize = 100;

/// One line of a cart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CartLine {
    /// Article with its choices.
    pub item: Arc<CartItem>,
    /// Quantity, from 1.
    pub quantity: u32,
}

impl CartLine {
    /// The most of it that can be ordered.
    #[must_use]
    pub fn limit(&self) -> u32 {
        self.item
            .max_quantity
            .unwrap_or(MAX_QUANTITY)
            .min(MAX_QUANTITY)
    }

    /// Price times quantity, before discounts.
    ///
    /// # Errors
    /// `amount_out_of_range`.
    pub fn goods(&self) -> Result<Money, CoreError> {
        self.item.price.times(self.quantity)
    }
}

/// Changes of a cart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CartAction {
    /// Adds `quantity` of `item`: to its line, or as a new last line.
    Add {
        /// The article with its choices.
        item: Arc<CartItem>,
        /// Quantity to add.
        quantity: u32,
    },
    /// Sets the quantity of a line.
    SetQuantity {
        /// The line.
        key: LineKey,
        /// The new quantity, from 1.
        quantity: u32,
    },
    /// Takes a line out.
    Remove {
        /// The line.
        key: LineKey,
    },
    /// Takes everything out.
    Clear,
    /// Takes out what one checkout paid for, and leaves what came since.
    RemovePaid {
        /// Line and quantity that were paid.
        lines: Vec<(LineKey, u32)>,
    },
}

/// Articles of one currency, in the order they were added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cart {
    currency: Currency,
    lines: Vec<CartLine>,
}

impl Cart {
    /// An empty cart.
    #[must_use]
    pub const fn new(currency: Currency) -> Self {
        Self {
            currency,
            lines: Vec::new(),
        }
    }

    /// The currency of every amount in it.
    #[must_use]
    pub const fn currency(&self) -> Currency {
        self.currency
    }

    /// Its lines.
    #[must_use]
    pub fn lines(&self) -> &[CartLine] {
        &self.lines
    }

    /// The line of that key.
    #[must_use]
    pub fn line(&self, key: &LineKey) -> Option<&CartLine> {
        self.lines.iter().find(|line| line.item.key() == *key)
    }

    /// Returns true when the cart has no lines.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Number of articles, counting quantities.
    #[must_use]
    pub fn units(&self) -> u32 {
        // 100 lines of 9,999 are far below u32::MAX.
        self.lines.iter().map(|line| line.quantity).sum()
    }

    /// The cart after `action`; this one stays as it is.
    ///
    /// # Errors
    /// `quantity_not_positive`, `quantity_above_limit`, `cart_full`,
    /// `line_unknown`, `amount_out_of_range`, and what [`CartItem::check`]
    /// finds, such as `currency_mixed`.
    pub fn reduce(&self, action: CartAction) -> Result<Self, CoreError> {
        let mut next = self.clone();
        match action {
            CartAction::Add { item, quantity } => next.add(item, quantity)?,
            CartAction::SetQuantity { key, quantity } => {
                let index = next.index(&key).ok_or(CoreError::LineUnknown)?;
                next.set_quantity(index, quantity)?;
            }
            CartAction::Remove { key } => {
                let index = next.index(&key).ok_or(CoreError::LineUnknown)?;
                next.lines.remove(index);
            }
            CartAction::Clear => next.lines.clear(),
            CartAction::RemovePaid { lines } => {
                for (key, paid) in lines {
                    let Some(index) = next.index(&key) else {
                        continue;
                    };
                    match next.lines[index].quantity.checked_sub(paid) {
                        None | Some(0) => drop(next.lines.remove(index)),
                        Some(left) => next.lines[index].quantity = left,
                    }
                }
            }
        }
        next.goods()?;
        Ok(next)
    }

    /// The sum of price times quantity, before discounts.
    ///
    /// # Errors
    /// `amount_out_of_range`.
    pub fn goods(&self) -> Result<Money, CoreError> {
        self.lines
            .iter()
            .try_fold(Money::zero(self.currency), |sum, line| {
                sum.plus(line.goods()?)
            })
    }

    fn index(&self, key: &LineKey) -> Option<usize> {
        self.lines.iter().position(|line| line.item.key() == *key)
    }

    fn add(&mut self, item: Arc<CartItem>, quantity: u32) -> Result<(), CoreError> {
        item.check(self.currency)?;
        let key = item.key();
        if let Some(index) = self.index(&key) {
            let sum = self.lines[index].quantity.saturating_add(quantity);
            if quantity == 0 {
                return Err(CoreError::QuantityNotPositive);
            }
            // The newest price and limit count.
            self.lines[index].item = item;
            return self.set_quantity(index, sum);
        }
        if self.lines.len() >= MAX_LINES {
            return Err(CoreError::CartFull { limit: MAX_LINES });
        }
        self.lines.push(CartLine { item, quantity: 1 });
        self.set_quantity(self.lines.len() - 1, quantity)
    }

    fn set_quantity(&mut self, index: usize, quantity: u32) -> Result<(), CoreError> {
        let line = &mut self.lines[index];
        if quantity == 0 {
            return Err(CoreError::QuantityNotPositive);
        }
        let limit = line.limit();
        if quantity > limit {
            return Err(CoreError::QuantityAboveLimit {
                name: line.item.name.as_str().into(),
                limit,
            });
        }
        line.quantity = quantity;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ChosenOption;
    use proptest::prelude::*;

    fn item(sku: &str, price: i64, currency: Currency) -> CartItem {
        CartItem::new(
            sku.parse().unwrap(),
            format!("Article {sku}"),
            Money::from_minor(price, currency).unwrap(),
        )
    }

    fn add(cart: &Cart, item: CartItem, quantity: u32) -> Result<Cart, CoreError> {
        cart.reduce(CartAction::Add {
            item: Arc::new(item),
            quantity,
        })
    }

    #[test]
    fn the_same_article_with_other_options_is_another_line() {
        let cart = Cart::new(Currency::USD);
        let plain = item("A", 100, Currency::USD);
        let mut red = plain.clone();
        red.options.push(ChosenOption {
            name: "Colour".to_owned(),
            value: "Red".to_owned(),
        });
        let cart = add(&cart, plain.clone(), 1).unwrap();
        let cart = add(&cart, red, 2).unwrap();
        let cart = add(&cart, plain, 3).unwrap();
        let quantities: Vec<_> = cart.lines().iter().map(|line| line.quantity).collect();
        assert_eq!(quantities, [4, 2]);
    }

    #[test]
    fn what_cannot_be_paid_is_refused_and_changes_nothing() {
        let cart = add(&Cart::new(Currency::USD), item("A", 100, Currency::USD), 1).unwrap();
        let euros = add(&cart, item("B", 100, Currency::EUR), 1).unwrap_err();
        assert_eq!(euros.code(), "currency_mixed");
        let none = add(&cart, item("B", 100, Currency::USD), 0).unwrap_err();
        assert_eq!(none.code(), "quantity_not_positive");
        let negative = add(&cart, item("B", -100, Currency::USD), 1).unwrap_err();
        assert_eq!(negative.code(), "amount_negative");
        let many = add(&cart, item("A", 100, Currency::USD), u32::MAX).unwrap_err();
        assert_eq!(many.code(), "quantity_above_limit");
        let huge = add(&cart, item("B", crate::MAX_MINOR, Currency::USD), 2).unwrap_err();
        assert_eq!(huge.code(), "amount_out_of_range");
        let key = item("A", 100, Currency::USD).key();
        let zero = cart
            .reduce(CartAction::SetQuantity { key, quantity: 0 })
            .unwrap_err();
        assert_eq!(zero.code(), "quantity_not_positive");
        assert_eq!(cart.units(), 1);
    }

    #[test]
    fn a_limit_counts_for_the_whole_line() {
        let mut rare = item("A", 100, Currency::USD);
        rare.max_quantity = Some(3);
        let cart = add(&Cart::new(Currency::USD), rare.clone(), 2).unwrap();
        let error = add(&cart, rare, 2).unwrap_err();
        assert_eq!(error.code(), "quantity_above_limit");
    }

    #[test]
    fn paying_takes_out_only_what_was_paid() {
        let cart = add(&Cart::new(Currency::USD), item("A", 100, Currency::USD), 2).unwrap();
        let cart = add(&cart, item("B", 200, Currency::USD), 1).unwrap();
        let paid = cart
            .lines()
            .iter()
            .map(|line| (line.item.key(), line.quantity))
            .collect();
        let later = add(&cart, item("A", 100, Currency::USD), 1).unwrap();
        let left = later
            .reduce(CartAction::RemovePaid { lines: paid })
            .unwrap();
        assert_eq!(left.units(), 1);
        assert_eq!(left.lines()[0].item.sku.as_str(), "A");
    }

    proptest! {
        #[test]
        fn any_row_of_actions_keeps_the_cart_payable(
            actions in proptest::collection::vec((0..4_u8, 0..6_u8, 0..12_000_u32, 0..50_000_i64), 0..40),
        ) {
            let mut cart = Cart::new(Currency::JPY);
            for (kind, sku, quantity, price) in actions {
                let item = item(&sku.to_string(), price, Currency::JPY);
                let key = item.key();
                let action = match kind {
                    0 => CartAction::Add { item: Arc::new(item), quantity },
                    1 => CartAction::SetQuantity { key, quantity },
                    2 => CartAction::Remove { key },
                    _ => CartAction::RemovePaid { lines: vec![(key, quantity)] },
                };
                cart = cart.reduce(action).unwrap_or(cart);
                let mut sum = 0;
                for line in cart.lines() {
                    prop_assert!((1..=MAX_QUANTITY).contains(&line.quantity));
                    sum += line.item.price.minor() * i64::from(line.quantity);
                }
                prop_assert_eq!(cart.goods().unwrap().minor(), sum);
            }
        }
    }
}
