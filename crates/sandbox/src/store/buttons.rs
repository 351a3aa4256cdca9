//! Saved buttons of PayPal Payments Standard.

use jiff::Timestamp;

use super::accounts::AccountId;

/// A saved button.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct SavedButton {
    pub(crate) id: String,
    pub(crate) owner: AccountId,
    pub(crate) kind: ButtonKind,
    /// Variables of its form, without `cmd` and `business`.
    pub(crate) variables: Vec<(String, String)>,
    pub(crate) options: Vec<ButtonOption>,
    /// Labels of what the buyer types.
    pub(crate) text_boxes: Vec<String>,
    pub(crate) modified: Timestamp,
}

/// `BUTTONTYPE`.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    strum::EnumString,
    strum::IntoStaticStr,
    serde::Serialize,
    serde::Deserialize,
)]
#[strum(serialize_all = "UPPERCASE", ascii_case_insensitive)]
pub(crate) enum ButtonKind {
    BuyNow,
    Cart,
    Donate,
    ViewCart,
    Subscribe,
    AutoBilling,
    PaymentPlan,
    GiftCertificate,
}

/// A choice of the buyer's, with a price for each where the choice sets it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct ButtonOption {
    pub(crate) name: String,
    pub(crate) choices: Vec<(String, Option<String>)>,
}

impl SavedButton {
    /// The name of the item.
    pub(crate) fn item_name(&self) -> &str {
        let mut all = self.variables.iter();
        let found = all.find(|(name, _)| name == "item_name");
        found.map_or("", |(_, value)| value.as_str())
    }

    /// The variables of the form that the button stands for.
    pub(crate) fn form(&self, business: &str) -> Vec<(String, String)> {
        let command: &[(&str, &str)] = match self.kind {
            ButtonKind::BuyNow => &[("cmd", "_xclick")],
            ButtonKind::Cart => &[("cmd", "_cart"), ("add", "1")],
            ButtonKind::Donate => &[("cmd", "_donations")],
            ButtonKind::ViewCart => &[("cmd", "_cart"), ("display", "1")],
            ButtonKind::Subscribe => &[("cmd", "_xclick-subscriptions")],
            ButtonKind::AutoBilling => &[("cmd", "_xclick-auto-billing")],
            ButtonKind::PaymentPlan => &[("cmd", "_xclick-payment-plan")],
            ButtonKind::GiftCertificate => &[("cmd", "_oe-gift-certificate")],
        };
        let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let mut form: Vec<(String, String)> = command.iter().map(pair).collect();
        form.push(("business".to_owned(), business.to_owned()));
        form.extend(self.variables.iter().cloned());
        for (index, option) in self.options.iter().enumerate() {
            form.push((format!("on{index}"), option.name.clone()));
            if option.choices.iter().any(|(_, price)| price.is_some()) {
                form.push(("option_index".to_owned(), index.to_string()));
                for (number, (choice, price)) in option.choices.iter().enumerate() {
                    form.push((format!("option_select{number}"), choice.clone()));
                    let price = price.clone().unwrap_or_default();
                    form.push((format!("option_amount{number}"), price));
                }
            }
        }
        for (index, label) in self.text_boxes.iter().enumerate() {
            form.push((format!("on{}", index + self.options.len()), label.clone()));
        }
        form
    }
}

/// All saved buttons, oldest first.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct SavedButtons(Vec<SavedButton>);

impl SavedButtons {
    pub(crate) fn get(&self, id: &str) -> Option<&SavedButton> {
        self.0.iter().find(|button| button.id == id)
    }

    /// Keeps a button; one with the same id is replaced.
    pub(crate) fn put(&mut self, button: SavedButton) {
        match self.0.iter_mut().find(|known| known.id == button.id) {
            Some(known) => *known = button,
            None => self.0.push(button),
        }
    }

    pub(crate) fn remove(&mut self, id: &str) {
        self.0.retain(|button| button.id != id);
    }

    /// The buttons of an account.
    pub(crate) fn of<'s>(&'s self, owner: &'s AccountId) -> impl Iterator<Item = &'s SavedButton> {
        self.0.iter().filter(move |button| button.owner == *owner)
    }
}
