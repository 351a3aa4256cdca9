//! The variables of the payment as a whole.

use super::command::Command;
use super::writer::Writer;
use super::{AbsoluteUrl, Payee};
use super::{Locale, PageVariables, Prefill};
use crate::Currency;
use crate::VariableProblem;

/// `paymentaction`: what happens to the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaymentAction {
    /// `sale`: paid at once, PayPal's default.
    Sale,
    /// `authorization`: captured later.
    Authorization,
    /// `order`: authorized and captured later.
    Order,
}

/// `no_shipping`: whether the buyer is asked for an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoShipping {
    /// `0`: asked, not required; PayPal's default.
    Optional,
    /// `1`: not asked.
    Hidden,
    /// `2`: asked and required.
    Required,
}

/// `rm`: how the browser comes back to `return`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReturnMethod {
    /// `0`: GET, with PDT's variables when PDT is on.
    Get,
    /// `1`: GET without payment variables.
    GetWithoutVariables,
    /// `2`: POST with all payment variables; without effect when PDT is on.
    Post,
}

/// Variables of the payment as a whole.
///
/// `charset` is always sent as `utf-8`: a browser posts what the page says,
/// and this component's pages are UTF-8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentVariables {
    /// `business`: who is paid.
    pub business: Payee,
    /// `currency_code`: the currency of every amount in the form.
    pub currency: Currency,
    /// `notify_url`: where IPN messages about this payment go, at most 255
    /// characters.
    pub notify_url: Option<AbsoluteUrl>,
    /// `bn`: `Company_Service_Product_Country`, at most 32 characters.
    pub bn: Option<String>,
    /// `custom`: comes back as it is, at most 255 characters.
    pub custom: Option<String>,
    /// `invoice`: comes back as it is, at most 127 characters; an account can
    /// refuse to be paid twice for one.
    pub invoice: Option<String>,
    /// `address_override`: the address below replaces the buyer's.
    pub address_override: bool,
    /// `paymentaction`, for Buy Now and cart upload.
    pub paymentaction: Option<PaymentAction>,
    /// `undefined_quantity`: the buyer may change the quantity on PayPal's page;
    /// Buy Now only.
    pub undefined_quantity: bool,
    /// `shopping_url`: "continue shopping", for PayPal's own cart.
    pub shopping_url: Option<AbsoluteUrl>,
    /// `return`: where the browser goes after the payment, at most 1,024
    /// characters.
    pub return_url: Option<AbsoluteUrl>,
    /// `cancel_return`: where it goes after a cancel, at most 1,024
    /// characters.
    pub cancel_return: Option<AbsoluteUrl>,
    /// `rm`; needs `return`.
    pub rm: Option<ReturnMethod>,
    /// `cbt`: the return button's text, at most 60 characters; needs `return`.
    pub cbt: Option<String>,
    /// `no_shipping`.
    pub no_shipping: Option<NoShipping>,
    /// `no_note`: whether the note box is hidden.
    pub no_note: Option<bool>,
    /// `cn`: the note box's label, at most 40 characters; not with `no_note`.
    pub cn: Option<String>,
    /// `lc`.
    pub lc: Option<Locale>,
    /// Look of PayPal's pages.
    pub page: PageVariables,
    /// Known details of the buyer.
    pub buyer: Prefill,
}

impl PaymentVariables {
    /// A payment to `business` in `currency`, with nothing optional.
    #[must_use]
    pub fn new(business: Payee, currency: Currency) -> Self {
        Self {
            business,
            currency,
            notify_url: None,
            bn: None,
            custom: None,
            invoice: None,
            address_override: false,
            paymentaction: None,
            undefined_quantity: false,
            shopping_url: None,
            return_url: None,
            cancel_return: None,
            rm: None,
            cbt: None,
            no_shipping: None,
            no_note: None,
            cn: None,
            lc: None,
            page: PageVariables::default(),
            buyer: Prefill::default(),
        }
    }

    /// Writes the variables before the items.
    pub(super) fn write_head(&self, to: &mut Writer) {
        to.text("business", self.business.as_str());
        to.text("currency_code", self.currency.code());
        to.text("charset", "utf-8");
    }

    /// Writes the variables after the items.
    pub(super) fn write_tail(&self, to: &mut Writer) {
        to.optional("invoice", self.invoice.as_deref());
        to.optional("custom", self.custom.as_deref());
        to.optional(
            "paymentaction",
            self.paymentaction.map(|action| match action {
                PaymentAction::Sale => "sale",
                PaymentAction::Authorization => "authorization",
                PaymentAction::Order => "order",
            }),
        );
        to.flag("undefined_quantity", self.undefined_quantity);
        to.optional(
            "notify_url",
            self.notify_url.as_ref().map(AbsoluteUrl::as_str),
        );
        to.optional("return", self.return_url.as_ref().map(AbsoluteUrl::as_str));
        to.optional(
            "cancel_return",
            self.cancel_return.as_ref().map(AbsoluteUrl::as_str),
        );
        to.optional(
            "shopping_url",
            self.shopping_url.as_ref().map(AbsoluteUrl::as_str),
        );
        to.optional(
            "rm",
            self.rm.map(|method| match method {
                ReturnMethod::Get => "0",
                ReturnMethod::GetWithoutVariables => "1",
                ReturnMethod::Post => "2",
            }),
        );
        to.optional("cbt", self.cbt.as_deref());
        to.optional(
            "no_shipping",
            self.no_shipping.map(|asked| match asked {
                NoShipping::Optional => "0",
                NoShipping::Hidden => "1",
                NoShipping::Required => "2",
            }),
        );
        self.write_note(to);
        to.optional("lc", self.lc.as_ref().map(Locale::as_str));
        self.page.write(to);
        to.flag("address_override", self.address_override);
        if let Some(missing) = self
            .buyer
            .missing_for_override()
            .filter(|_| self.address_override)
        {
            to.fail("address_override", VariableProblem::needs(missing));
        }
        self.buyer.write(to);
        to.optional("bn", self.bn.as_deref());
    }

    fn write_note(&self, to: &mut Writer) {
        // A subscription has no note box, and PayPal wants that said.
        let no_note = match (to.command(), self.no_note) {
            (Command::Subscribe, None) => Some(true),
            (_, no_note) => no_note,
        };
        to.optional(
            "no_note",
            no_note.map(|hidden| if hidden { "1" } else { "0" }),
        );
        if to.command() == Command::Subscribe && no_note == Some(false) {
            to.invalid("no_note", "0", "use 1: a subscription has no note box");
        }
        to.optional("cn", self.cn.as_deref());
        if no_note == Some(true) && self.cn.is_some() {
            to.fail("cn", VariableProblem::not_with("no_note".to_owned()));
        }
    }
}
