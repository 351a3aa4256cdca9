//! Form for a subscription (`_xclick-subscriptions`).

use serde::{Deserialize, Serialize};

use super::command::Command;
use super::form_option::{chosen, write_options_up_to};
use super::writer::Writer;
use super::{BillingPeriod, FormOption, OrderedItem, PaymentVariables};
use crate::{CoreError, Money};

/// The most options of a subscription.
const MAX_OPTIONS: u8 = 6;

/// A price and the time that it pays for: `a3`, `p3` and `t3`, or those of a
/// trial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubscriptionTerm {
    /// `a1`, `a2` or `a3`: more than zero for the regular term; a trial can be
    /// free.
    pub amount: Money,
    /// `p1`/`t1`, `p2`/`t2` or `p3`/`t3`.
    pub period: BillingPeriod,
}

/// Number of regular payments: `src` and `srt`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recurrence {
    /// `src=0`: one regular payment, and the subscription ends with its period.
    Once,
    /// `src=1`: until somebody cancels.
    #[default]
    UntilCancelled,
    /// `src=1` and `srt`: so many regular payments, 2 to 52.
    Times(u8),
}

impl Recurrence {
    /// The fewest that `srt` can say.
    pub const MIN_TIMES: u8 = 2;
    /// The most that `srt` can say.
    pub const MAX_TIMES: u8 = 52;

    /// Number of regular payments; `None` without an end.
    #[must_use]
    pub const fn times(self) -> Option<u8> {
        match self {
            Self::Once => Some(1),
            Self::Times(times) => Some(times),
            Self::UntilCancelled => None,
        }
    }

    /// The recurrence of so many regular payments; `None` is without an end.
    #[must_use]
    pub const fn of(times: Option<u8>) -> Self {
        match times {
            Some(1) => Self::Once,
            Some(times) => Self::Times(times),
            None => Self::UntilCancelled,
        }
    }
}

/// `modify`: whether the form changes a subscription that the buyer has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Modify {
    /// `0`: new subscriptions only, PayPal's default.
    NewOnly,
    /// `1`: new ones and changes. PayPal stopped to take it on 15 March 2019.
    NewOrChange,
    /// `2`: changes only. PayPal stopped to take it on 15 March 2019.
    ChangeOnly,
}

/// Plan of a subscription: prices, periods and trials.
///
/// It knows no quantity, shipping, handling, tax and discount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubscriptionPlan {
    /// `item_name`, at most 127 characters. Without it the buyer types it.
    pub item_name: Option<String>,
    /// `item_number`: comes back as it is, at most 127 characters.
    pub item_number: Option<String>,
    /// `on0`/`os0` and following, at most six.
    pub options: Vec<FormOption>,
    /// `a1`, `p1`, `t1`: the first trial.
    pub trial: Option<SubscriptionTerm>,
    /// `a2`, `p2`, `t2`: the second trial; needs the first.
    pub second_trial: Option<SubscriptionTerm>,
    /// `a3`, `p3`, `t3`: the regular price and period.
    pub regular: SubscriptionTerm,
    /// `src` and `srt`.
    pub recurrence: Recurrence,
    /// `sra`: PayPal tries a failed payment twice more. Its default is yes.
    pub reattempt: Option<bool>,
    /// `modify`.
    pub modify: Option<Modify>,
    /// `usr_manage`: PayPal makes a user name and a password for the buyer.
    pub usr_manage: bool,
}

impl SubscriptionPlan {
    /// A plan without trials that goes on until somebody cancels, with nothing
    /// optional.
    #[must_use]
    pub const fn new(regular: SubscriptionTerm) -> Self {
        Self {
            item_name: None,
            item_number: None,
            options: Vec::new(),
            trial: None,
            second_trial: None,
            regular,
            recurrence: Recurrence::UntilCancelled,
            reattempt: None,
            modify: None,
            usr_manage: false,
        }
    }

    /// The amount that the buyer pays when subscribing; zero for a free trial.
    #[must_use]
    pub fn first_amount(&self) -> Money {
        self.trial.unwrap_or(self.regular).amount
    }
}

/// A form for a subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// The payment as a whole. `no_note` is always sent as 1.
    pub payment: PaymentVariables,
    /// Plan: prices, periods and trials.
    pub plan: SubscriptionPlan,
}

impl Subscription {
    /// The value of `cmd`.
    #[must_use]
    pub const fn cmd() -> &'static str {
        Command::Subscribe.cmd()
    }

    /// The form, checked: names and values in order, `cmd` first.
    ///
    /// ```
    /// use leptos_paypal_core::form::{
    ///     BillingPeriod, PaymentVariables, Subscription, SubscriptionPlan, SubscriptionTerm,
    /// };
    /// use leptos_paypal_core::{Currency, Money};
    /// let payment = PaymentVariables::new("merchant@example.com".parse()?, Currency::USD);
    /// let amount = Money::parse("9.00", Currency::USD)?;
    /// let period = BillingPeriod::MONTH;
    /// let plan = SubscriptionPlan::new(SubscriptionTerm { amount, period });
    /// let form = Subscription { payment, plan };
    /// let fields = form.fields()?;
    /// assert!(fields.contains(&("a3".to_owned(), "9.00".to_owned())));
    /// assert!(fields.contains(&("src".to_owned(), "1".to_owned())));
    /// # Ok::<(), leptos_paypal_core::CoreError>(())
    /// ```
    ///
    /// # Errors
    /// [`CoreError::Variable`], naming the first variable that PayPal would
    /// refuse, cut or ignore.
    pub fn fields(&self) -> Result<Vec<(String, String)>, CoreError> {
        let mut to = Writer::new(Command::Subscribe, self.payment.currency, false);
        self.payment.write_head(&mut to);
        to.optional("item_name", self.plan.item_name.as_deref());
        to.optional("item_number", self.plan.item_number.as_deref());
        write_options_up_to(
            MAX_OPTIONS,
            "at most six options",
            &self.plan.options,
            &mut to,
        );
        write_term(["a1", "p1", "t1"], self.plan.trial, &mut to);
        write_term(["a2", "p2", "t2"], self.plan.second_trial, &mut to);
        write_term(["a3", "p3", "t3"], Some(self.plan.regular), &mut to);
        if !self.plan.regular.amount.is_positive() {
            let value = self.plan.regular.amount.text();
            to.out_of_range("a3", value, "it must be more than zero");
        }
        self.write_recurrence(&mut to);
        to.optional("sra", self.plan.reattempt.map(flag));
        match self.plan.modify {
            None => {}
            Some(Modify::NewOnly) => to.text("modify", "0"),
            Some(change) => {
                let value = if change == Modify::ChangeOnly {
                    "2"
                } else {
                    "1"
                };
                let expected = "use 0: PayPal took 1 and 2 until 15 March 2019";
                to.invalid("modify", value, expected);
            }
        }
        to.flag("usr_manage", self.plan.usr_manage);
        self.payment.write_tail(&mut to);
        to.finish()
    }

    /// The item ordered, for the check of the message about the payment.
    #[must_use]
    pub fn ordered_items(&self) -> Vec<OrderedItem> {
        vec![OrderedItem {
            number: self.plan.item_number.clone(),
            name: self.plan.item_name.clone().unwrap_or_default(),
            quantity: 1,
            options: chosen(&self.plan.options),
        }]
    }

    fn write_recurrence(&self, to: &mut Writer) {
        to.text("src", flag(self.plan.recurrence != Recurrence::Once));
        if let Recurrence::Times(times) = self.plan.recurrence {
            to.number("srt", u32::from(times));
            if !(Recurrence::MIN_TIMES..=Recurrence::MAX_TIMES).contains(&times) {
                to.out_of_range("srt", times.to_string(), "2 to 52");
            }
        }
    }
}

const fn flag(set: bool) -> &'static str {
    if set { "1" } else { "0" }
}

fn write_term(
    [amount, length, unit]: [&'static str; 3],
    term: Option<SubscriptionTerm>,
    to: &mut Writer,
) {
    let Some(term) = term else { return };
    to.money(amount, Some(term.amount));
    to.number(length, u32::from(term.period.length()));
    to.text(unit, term.period.unit().as_str());
}
