//! Settings of PayPal's pages that a shop gives all its forms.

use super::{
    AbsoluteUrl, CountryCode, Form, HexColor, Locale, NoShipping, PageVariables, PaymentAction,
    PaymentVariables, Phone, Prefill, ReturnMethod,
};
use crate::{CoreError, VariableProblem};

/// Variables of PayPal's pages, of the way back and of the buyer: those of a
/// form that are not about one order.
///
/// A shop says them once, by PayPal's own names; every form then carries them.
///
/// ```
/// use leptos_paypal_core::form::{NoShipping, PayPalPage};
/// let page = PayPalPage::from_variables([("lc", "de_DE"), ("no_shipping", "1")])?;
/// assert_eq!(page.no_shipping, Some(NoShipping::Hidden));
/// let error = PayPalPage::from_variables([("cs", "2")]).unwrap_err();
/// assert_eq!(error.variable(), Some("cs"));
/// # Ok::<(), leptos_paypal_core::CoreError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PayPalPage {
    /// `paymentaction`, for Buy Now and cart upload.
    pub paymentaction: Option<PaymentAction>,
    /// `undefined_quantity`, for Buy Now: the buyer may change the quantity on
    /// PayPal's page, and then pays another total than the shop has shown.
    pub undefined_quantity: bool,
    /// `shopping_url`, for PayPal's own cart.
    pub shopping_url: Option<AbsoluteUrl>,
    /// `rm`; needs `return`.
    pub rm: Option<ReturnMethod>,
    /// `cbt`; needs `return`.
    pub cbt: Option<String>,
    /// `no_shipping`.
    pub no_shipping: Option<NoShipping>,
    /// `no_note`.
    pub no_note: Option<bool>,
    /// `cn`.
    pub cn: Option<String>,
    /// `lc`.
    pub lc: Option<Locale>,
    /// `bn`.
    pub bn: Option<String>,
    /// Look of the pages.
    pub look: PageVariables,
    /// `address_override`.
    pub address_override: bool,
    /// Known details of the buyer.
    pub buyer: Prefill,
    /// `cmd=_ext-enter` around Buy Now and cart upload: the older way to
    /// pre-fill what is known of the buyer.
    pub ext_enter: bool,
}

impl PayPalPage {
    /// Reads the settings from variables by PayPal's names, each at most once;
    /// an empty value says nothing.
    ///
    /// # Errors
    /// `variable_invalid`, naming the first variable that has a value PayPal
    /// does not know, or that is not one of PayPal's pages.
    pub fn from_variables<'a>(
        variables: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, CoreError> {
        let mut page = Self::default();
        let (mut night, mut day) = (PhoneParts::default(), PhoneParts::default());
        for (name, value) in variables {
            if value.is_empty() {
                continue;
            }
            if let Some(part) = name.strip_prefix("night_phone_") {
                night.set(name, part, value)?;
            } else if let Some(part) = name.strip_prefix("day_phone_") {
                day.set(name, part, value)?;
            } else if !page.set_payment(name, value)?
                && !page.set_look(name, value)?
                && !page.buyer.set(name, value)?
            {
                return Err(unknown(name, value));
            }
        }
        page.buyer.night_phone = night.phone("night_phone")?;
        page.buyer.day_phone = day.phone("day_phone")?;
        Ok(page)
    }

    /// Gives a payment these settings.
    pub fn apply(&self, payment: &mut PaymentVariables) {
        payment.paymentaction = self.paymentaction;
        payment.undefined_quantity = self.undefined_quantity;
        payment.shopping_url.clone_from(&self.shopping_url);
        payment.rm = self.rm;
        payment.cbt.clone_from(&self.cbt);
        payment.no_shipping = self.no_shipping;
        payment.no_note = self.no_note;
        payment.cn.clone_from(&self.cn);
        payment.lc.clone_from(&self.lc);
        payment.bn.clone_from(&self.bn);
        payment.page.clone_from(&self.look);
        payment.address_override = self.address_override;
        payment.buyer.clone_from(&self.buyer);
    }

    /// Returns true when money is only reserved.
    #[must_use]
    pub fn authorizes(&self) -> bool {
        self.paymentaction == Some(PaymentAction::Authorization)
    }

    /// The form within `_ext-enter`, where the shop wants that.
    #[must_use]
    pub fn wrap(&self, form: Form) -> Form {
        if self.ext_enter {
            Form::ExtEnter(Box::new(form))
        } else {
            form
        }
    }

    /// Sets a variable of the payment; false when `name` is none.
    fn set_payment(&mut self, name: &str, value: &str) -> Result<bool, CoreError> {
        match name {
            "cmd" => {
                self.ext_enter = one_of(name, value, &[("_ext-enter", true)], "use _ext-enter")?;
            }
            "paymentaction" => {
                let actions = [
                    ("sale", Some(PaymentAction::Sale)),
                    ("authorization", Some(PaymentAction::Authorization)),
                    ("order", Some(PaymentAction::Order)),
                ];
                let expected = "use sale, authorization or order";
                self.paymentaction = one_of(name, value, &actions, expected)?;
            }
            "rm" => {
                let methods = [
                    ("0", Some(ReturnMethod::Get)),
                    ("1", Some(ReturnMethod::GetWithoutVariables)),
                    ("2", Some(ReturnMethod::Post)),
                ];
                self.rm = one_of(name, value, &methods, "use 0, 1 or 2")?;
            }
            "no_shipping" => {
                let asked = [
                    ("0", Some(NoShipping::Optional)),
                    ("1", Some(NoShipping::Hidden)),
                    ("2", Some(NoShipping::Required)),
                ];
                self.no_shipping = one_of(name, value, &asked, "use 0, 1 or 2")?;
            }
            "undefined_quantity" => self.undefined_quantity = flag(name, value)?,
            "shopping_url" => self.shopping_url = Some(AbsoluteUrl::parse(name, value)?),
            "no_note" => self.no_note = Some(flag(name, value)?),
            "address_override" => self.address_override = flag(name, value)?,
            "lc" => self.lc = Some(value.parse()?),
            "cbt" => self.cbt = Some(value.to_owned()),
            "cn" => self.cn = Some(value.to_owned()),
            "bn" => self.bn = Some(value.to_owned()),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Sets a variable of the look; false when `name` is none.
    fn set_look(&mut self, name: &str, value: &str) -> Result<bool, CoreError> {
        let look = &mut self.look;
        let url = || AbsoluteUrl::parse(name, value).map(Some);
        let color = || HexColor::parse(name, value).map(Some);
        match name {
            "image_url" => look.image_url = url()?,
            "page_style" => look.page_style = Some(value.to_owned()),
            "cpp_header_image" => look.cpp_header_image = url()?,
            "cpp_headerback_color" => look.cpp_headerback_color = color()?,
            "cpp_headerborder_color" => look.cpp_headerborder_color = color()?,
            "cpp_payflow_color" => look.cpp_payflow_color = color()?,
            "cpp_logo_image" => look.cpp_logo_image = url()?,
            "cpp_cart_border_color" => look.cpp_cart_border_color = color()?,
            "cs" => look.cs = Some(flag(name, value)?),
            _ => return Ok(false),
        }
        Ok(true)
    }
}

impl Prefill {
    /// Sets a variable of the buyer; false when `name` is none.
    fn set(&mut self, name: &str, value: &str) -> Result<bool, CoreError> {
        let text = match name {
            "email" => &mut self.email,
            "first_name" => &mut self.first_name,
            "last_name" => &mut self.last_name,
            "address1" => &mut self.address1,
            "address2" => &mut self.address2,
            "city" => &mut self.city,
            "state" => &mut self.state,
            "zip" => &mut self.zip,
            "country" => {
                self.country = Some(value.parse::<CountryCode>()?);
                return Ok(true);
            }
            _ => return Ok(false),
        };
        *text = Some(value.to_owned());
        Ok(true)
    }
}

/// The variables of a phone number, in any order.
#[derive(Default)]
struct PhoneParts<'a> {
    a: Option<&'a str>,
    b: Option<&'a str>,
    c: Option<&'a str>,
}

impl<'a> PhoneParts<'a> {
    fn set(&mut self, name: &str, part: &str, value: &'a str) -> Result<(), CoreError> {
        let place = match part {
            "a" => &mut self.a,
            "b" => &mut self.b,
            "c" => &mut self.c,
            _ => return Err(unknown(name, value)),
        };
        *place = Some(value);
        Ok(())
    }

    fn phone(self, variable: &str) -> Result<Option<Phone>, CoreError> {
        let missing = |part: &str| CoreError::Variable {
            variable: [variable, part].concat(),
            problem: VariableProblem::Missing,
        };
        match self {
            Self {
                a: None,
                b: None,
                c: None,
            } => Ok(None),
            Self { a: None, .. } => Err(missing("_a")),
            Self { b: None, .. } => Err(missing("_b")),
            Self {
                a: Some(a),
                b: Some(b),
                c: None,
            } => Phone::abroad(variable, a, b).map(Some),
            Self {
                a: Some(a),
                b: Some(b),
                c: Some(c),
            } => Phone::us(variable, a, b, c).map(Some),
        }
    }
}

fn unknown(name: &str, value: &str) -> CoreError {
    let expected = "this is no variable of PayPal's pages, of the way back or of the buyer";
    CoreError::invalid(name, value, expected)
}

fn flag(name: &str, value: &str) -> Result<bool, CoreError> {
    one_of(name, value, &[("0", false), ("1", true)], "use 0 or 1")
}

fn one_of<T: Copy>(
    name: &str,
    value: &str,
    known: &[(&str, T)],
    expected: &'static str,
) -> Result<T, CoreError> {
    known
        .iter()
        .find(|(text, _)| *text == value)
        .map(|(_, found)| *found)
        .ok_or_else(|| CoreError::invalid(name, value, expected))
}

#[cfg(test)]
mod tests;
