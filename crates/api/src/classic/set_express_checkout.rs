//! SetExpressCheckout: the session that the buyer agrees in.

use super::express_checkout::Token;
use super::fields::{Fields, Part};
use super::limits::within;
use super::operation::{Missing, Operation, Repeat};
use super::payment_details::{Item, PaymentAction, PaymentDetails};
use super::record::Record;
use crate::{Intent, Purchase, PurchaseProblem};
use leptos_paypal_core::paypal::purchase::{item_description, item_name, some};
use leptos_paypal_core::paypal::text::clip;

/// The most characters of an amount: seven digits, a point, two decimals.
const AMOUNT_CHARS: usize = 10;
/// The most characters of `BRANDNAME`.
const BRAND: usize = 127;

/// Address of the buyer on PayPal's pages; `NOSHIPPING`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ShippingPages {
    /// The buyer sees and can choose one.
    Shown,
    /// Nothing is sent.
    Hidden,
    /// As in the account where the request has none.
    FromAccount,
}

/// `LANDINGPAGE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LandingPage {
    /// To log in.
    Login,
    /// To pay as a guest.
    Billing,
}

/// Request of SetExpressCheckout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetExpressCheckout {
    /// Return address for a buyer who approved, at most 2048 characters.
    pub return_url: String,
    /// Return address for a buyer who cancelled.
    pub cancel_url: String,
    /// Amount to pay.
    pub payment: PaymentDetails,
    /// A session to be used again.
    pub token: Option<Token>,
    /// The most that the order can come to once shipping is known.
    pub max_amount: Option<leptos_paypal_core::Money>,
    /// Takes only addresses that PayPal has confirmed.
    pub require_confirmed_address: Option<bool>,
    /// Address on PayPal's pages.
    pub shipping_pages: Option<ShippingPages>,
    /// Shows the address of the request, which cannot be changed.
    pub address_override: Option<bool>,
    /// The language: a country (`DE`) or locale (`de_DE`).
    pub locale: Option<String>,
    /// A page style of the account, at most 30 characters.
    pub page_style: Option<String>,
    /// Address of the shop's logo, at most 127 characters.
    pub logo_image: Option<String>,
    /// True when guests can pay (`Sole`).
    pub guests: Option<bool>,
    /// The first page.
    pub landing_page: Option<LandingPage>,
    /// Fills in the buyer's e-mail address, at most 127 characters.
    pub email: Option<String>,
    /// True when the buyer can write a note.
    pub allow_note: Option<bool>,
    /// The shop's name on PayPal's pages, at most 127 characters.
    pub brand_name: Option<String>,
}

impl SetExpressCheckout {
    /// A request with nothing but what is required.
    pub fn new(
        payment: PaymentDetails,
        return_url: impl Into<String>,
        cancel_url: impl Into<String>,
    ) -> Self {
        Self {
            return_url: return_url.into(),
            cancel_url: cancel_url.into(),
            payment,
            token: None,
            max_amount: None,
            require_confirmed_address: None,
            shipping_pages: None,
            address_override: None,
            locale: None,
            page_style: None,
            logo_image: None,
            guests: None,
            landing_page: None,
            email: None,
            allow_note: None,
            brand_name: None,
        }
    }

    /// The request of a purchase; every field can be changed afterwards.
    ///
    /// # Errors
    /// [`PurchaseProblem`]: the totals are not those of the cart, or PayPal
    /// would not take them.
    pub fn of(purchase: &Purchase<'_>) -> Result<Self, PurchaseProblem> {
        let payment = PaymentDetails::of(purchase)?;
        let mut request = Self::new(payment, purchase.return_url, purchase.cancel_url);
        request.shipping_pages = Some(if purchase.needs_shipping {
            ShippingPages::FromAccount
        } else {
            ShippingPages::Hidden
        });
        request.locale = purchase.locale.map(|locale| locale.replace('-', "_"));
        request.brand_name = purchase.brand_name.map(|name| clip(name, BRAND));
        request.check()?;
        Ok(request)
    }
}

impl PaymentDetails {
    /// The payment of a purchase, alike in SetExpressCheckout and
    /// DoExpressCheckoutPayment.
    ///
    /// # Errors
    /// [`PurchaseProblem`].
    pub fn of(purchase: &Purchase<'_>) -> Result<Self, PurchaseProblem> {
        purchase.check()?;
        let totals = purchase.totals;
        if totals.total.text().len() > AMOUNT_CHARS {
            return Err(PurchaseProblem::TooLarge {
                what: "the total",
                amount: totals.total,
                limit: AMOUNT_CHARS,
            });
        }
        let items = purchase
            .cart
            .lines()
            .iter()
            .map(|line| Item {
                name: item_name(line),
                description: item_description(line),
                number: Some(line.item.sku.to_string()),
                quantity: line.quantity,
                amount: line.item.price,
                tax: None,
            })
            .collect();
        let checkout = purchase.checkout.to_string();
        let payment = Self {
            items_total: Some(totals.items),
            shipping: some(totals.shipping),
            handling: some(totals.handling),
            tax: some(totals.tax),
            shipping_discount: some(totals.discount.negated()),
            action: match purchase.intent {
                Intent::Capture => PaymentAction::Sale,
                Intent::Authorize => PaymentAction::Authorization,
            },
            custom: Some(checkout.clone()),
            invoice: Some(checkout.clone()),
            items,
            seller: purchase.payee.map(|payee| payee.as_str().to_owned()),
            request_id: purchase.payee.map(|_| checkout),
            ..Self::new(totals.total)
        };
        payment.check()?;
        Ok(payment)
    }
}

impl Operation for SetExpressCheckout {
    const NAME: &'static str = "SetExpressCheckout";
    /// A session that nobody uses is forgotten.
    const REPEAT: Repeat = Repeat::Always;
    type Output = Token;

    fn check(&self) -> Result<(), PurchaseProblem> {
        within("the return address", 2048, Some(&self.return_url))?;
        within("the cancel address", 2048, Some(&self.cancel_url))?;
        within("the page style", 30, self.page_style.as_deref())?;
        within("the logo's address", 127, self.logo_image.as_deref())?;
        within("the e-mail address", 127, self.email.as_deref())?;
        within("the shop's name", BRAND, self.brand_name.as_deref())?;
        within("the locale", 5, self.locale.as_deref())?;
        if let Some(most) = self.max_amount {
            most.minus(self.payment.total)?;
        }
        self.payment.check()
    }

    fn write(&self, to: &mut Fields, _: Option<&str>) {
        to.part(Part::same("SetExpressCheckoutRequestDetails"), |to| {
            to.text("RETURNURL", "ReturnURL", &self.return_url);
            to.text("CANCELURL", "CancelURL", &self.cancel_url);
            to.option("TOKEN", "Token", self.token.as_ref().map(Token::as_str));
            to.amount("MAXAMT", "MaxAmount", self.max_amount);
            to.flag(
                "REQCONFIRMSHIPPING",
                "ReqConfirmShipping",
                self.require_confirmed_address,
            );
            let shipping = self.shipping_pages.map(|pages| match pages {
                ShippingPages::Shown => "0",
                ShippingPages::Hidden => "1",
                ShippingPages::FromAccount => "2",
            });
            to.option("NOSHIPPING", "NoShipping", shipping);
            to.flag("ADDROVERRIDE", "AddressOverride", self.address_override);
            to.option("LOCALECODE", "LocaleCode", self.locale.as_ref());
            to.option("PAGESTYLE", "PageStyle", self.page_style.as_ref());
            to.option("LOGOIMG", "cpp-logo-image", self.logo_image.as_ref());
            let solution = self
                .guests
                .map(|guests| if guests { "Sole" } else { "Mark" });
            to.option("SOLUTIONTYPE", "SolutionType", solution);
            let landing = self.landing_page.map(|page| match page {
                LandingPage::Login => "Login",
                LandingPage::Billing => "Billing",
            });
            to.option("LANDINGPAGE", "LandingPage", landing);
            to.option("EMAIL", "BuyerEmail", self.email.as_ref());
            to.flag("ALLOWNOTE", "AllowNote", self.allow_note);
            to.option("BRANDNAME", "BrandName", self.brand_name.as_ref());
            self.payment.write(to, None);
        });
    }

    fn read(from: &Record<'_>) -> Result<Token, Missing> {
        Token::read(from)
    }
}
