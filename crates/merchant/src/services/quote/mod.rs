//! Prices of a checkout: by the catalogue, never by what the browser says.

mod client_order;
mod custom;
mod error;
mod offers;
mod request;

use std::sync::Arc;

use leptos_paypal_core::form::{
    AbsoluteUrl, CartUpload, Form, PayPalPage, Payee, PaymentVariables, UploadItem,
};
use leptos_paypal_core::{
    Cart, CartAction, CartLine, CheckoutId, CoreError, Currency, Environment, Money, Totals,
};

use super::payments::create_id;
use crate::catalogue::{Catalogue, Section};
use crate::config::Config;
use crate::encrypted_forms::EncryptedForms;
use crate::ledger::{CheckoutLine, NewCheckout, NewServerPayment};
use crate::server_path::{Api, ApiUnknown, ServerPath, StoredPurchase, Terms};
use offers::Offer;

pub(crate) use client_order::{CLIENT_PATH, ClientOrder, Misfit};
pub use error::QuoteError;
pub use request::CheckoutRequest;
use request::RequestLine;
pub(crate) use request::{check, is_key};

/// Prices requests by the catalogue, and makes their forms.
#[derive(Debug)]
pub(crate) struct Quoter {
    catalogue: Arc<Catalogue>,
    environment: Environment,
    business: Payee,
    paypal_page: PayPalPage,
    encrypted_forms: Option<EncryptedForms>,
    shipping_label: String,
    server: Option<ServerPath>,
    notify_url: AbsoluteUrl,
    /// The return page, without its query.
    return_page: String,
}

impl Quoter {
    /// A quoter for a shop that is seen at `public_url`, which has no slash at
    /// its end.
    pub(crate) fn new(
        config: &Config,
        catalogue: Arc<Catalogue>,
        public_url: &str,
    ) -> Result<Self, CoreError> {
        let return_page = format!("{public_url}{}", config.return_path);
        AbsoluteUrl::parse("return", &return_page)?;
        let quoter = Self {
            catalogue,
            environment: config.environment.clone(),
            business: config.business.clone(),
            paypal_page: config.paypal_page.clone(),
            encrypted_forms: config.encrypted_forms.clone(),
            shipping_label: config.shipping_label.clone(),
            server: config.server.clone(),
            notify_url: AbsoluteUrl::parse("notify_url", &format!("{public_url}/paypal/ipn"))?,
            return_page,
        };
        quoter.check_page()?;
        Ok(quoter)
    }

    /// Makes a form, so that settings which PayPal would refuse or ignore are
    /// found before a buyer finds them.
    fn check_page(&self) -> Result<(), CoreError> {
        let currency = Currency::USD;
        let price = Money::from_minor(100, currency)?;
        let item = UploadItem::new("Article".to_owned(), price);
        let payment = self.payment("co_aaaaaaaaaaaaaaaaaaaaaaaaaa", currency)?;
        let upload = CartUpload::new(payment, vec![item]);
        self.form(upload).fields()?;
        for currency in self.catalogue.currencies() {
            let sections = self.catalogue.section(*currency).into_iter();
            let offers = sections.flat_map(|section| {
                let subscriptions = section.subscriptions.iter().map(Offer::Subscription);
                subscriptions.chain(section.donations.iter().map(Offer::Donation))
            });
            for offer in offers {
                let payment = self.payment("co_aaaaaaaaaaaaaaaaaaaaaaaaaa", *currency)?;
                offer.form(payment).fields()?;
            }
        }
        Ok(())
    }

    /// Return addresses, after paying and after a cancel.
    fn ways_back(&self, id: &str) -> (String, String) {
        let returns = format!("{}?checkout={id}", self.return_page);
        let cancels = format!("{returns}&cancelled=1");
        (returns, cancels)
    }

    /// The variables of the payment of a checkout.
    fn payment(&self, id: &str, currency: Currency) -> Result<PaymentVariables, CoreError> {
        let (returns, cancels) = self.ways_back(id);
        let mut payment = PaymentVariables::new(self.business.clone(), currency);
        self.paypal_page.apply(&mut payment);
        payment.notify_url = Some(self.notify_url.clone());
        payment.cancel_return = Some(AbsoluteUrl::parse("cancel_return", &cancels)?);
        payment.return_url = Some(AbsoluteUrl::parse("return", &returns)?);
        payment.custom = Some(id.to_owned());
        payment.invoice = Some(id.to_owned());
        Ok(payment)
    }

    fn form(&self, upload: CartUpload) -> Form {
        self.paypal_page.wrap(Form::Cart(Box::new(upload)))
    }

    /// The API of a request on the server path; none for the form path.
    fn api(&self, request: &CheckoutRequest) -> Result<Option<(Api, &ServerPath)>, QuoteError> {
        let unsupported = || QuoteError::PathUnsupported(request.path.clone());
        match request.path.as_str() {
            "form" => Ok(None),
            "server" => {
                let settings = self.server.as_ref().ok_or_else(unsupported)?;
                let api = match &request.api {
                    Some(name) => name.parse()?,
                    None => settings.api,
                };
                if !settings.offers(api) {
                    return Err(ApiUnknown(api.to_string()).into());
                }
                Ok(Some((api, settings)))
            }
            _ => Err(unsupported()),
        }
    }

    /// Prices a request and makes its form, or the request to PayPal's API.
    pub(crate) fn quote(
        &self,
        request: &CheckoutRequest,
        canonical: String,
        id: CheckoutId,
    ) -> Result<NewCheckout, QuoteError> {
        let api = self.api(request)?;
        let not_offered = || QuoteError::CurrencyNotOffered(request.currency.clone());
        let currency: Currency = request.currency.parse().map_err(|_| not_offered())?;
        let section = self.catalogue.section(currency).ok_or_else(not_offered)?;
        let new = new_checkout(request, canonical, id, currency);
        match (&request.subscription, &request.donation) {
            (Some(_), _) if api.is_some() => Err(QuoteError::FormOnly("subscription")),
            (_, Some(_)) if api.is_some() => Err(QuoteError::FormOnly("donation")),
            (Some(wanted), _) => self.subscription(new, wanted, section, request),
            (None, Some(wanted)) => self.donation(new, wanted, section, request),
            (None, None) => self.cart(new, section, request, api),
        }
    }

    /// Prices a cart.
    fn cart(
        &self,
        mut new: NewCheckout,
        section: &Section,
        request: &CheckoutRequest,
        api: Option<(Api, &ServerPath)>,
    ) -> Result<NewCheckout, QuoteError> {
        let currency = section.rules.currency;
        let Priced { cart, totals } = Self::price(section, &request.lines)?;
        if let Some(expected) = &request.expected_total {
            let shown = Money::parse(expected, currency)?;
            if shown != totals.total {
                return Err(QuoteError::TotalChanged {
                    expected: expected.clone(),
                    totals: Box::new(totals),
                });
            }
        }
        new.total = totals.total;
        new.lines = lines_of(&cart);
        if let Some((api, settings)) = api {
            let (returns, cancels) = self.ways_back(new.id.as_str());
            let terms = Terms {
                intent: settings.intent,
                return_url: &returns,
                cancel_url: &cancels,
                notify_url: self.notify_url.as_str(),
                payee: &self.business,
                brand_name: settings.brand_name.as_deref(),
                locale: request.locale.as_deref(),
                needs_shipping: settings.needs_shipping,
            };
            terms.check(&new.id, &cart, &totals, api)?;
            new.path = "server";
            new.server = Some(NewServerPayment {
                api,
                request_id: create_id(&new.id)?,
                purchase: StoredPurchase::new(&cart, &section.rules, &terms),
            });
            return Ok(new);
        }
        let payment = self.payment(new.id.as_str(), currency)?;
        let upload = CartUpload::from_cart(&cart, &section.rules, payment, &self.shipping_label)?
            .weighed_in(self.catalogue.weight_unit());
        self.by_form(new, &self.form(upload))
    }

    /// The cart of some lines, by the catalogue.
    fn price(section: &Section, lines: &[RequestLine]) -> Result<Priced, QuoteError> {
        let mut cart = Cart::new(section.rules.currency);
        for line in lines {
            let product = section
                .product(&line.sku)
                .ok_or_else(|| QuoteError::SkuUnknown(line.sku.clone()))?;
            if product.sold_out {
                return Err(QuoteError::SoldOut(line.sku.clone()));
            }
            cart = cart.reduce(CartAction::Add {
                item: Arc::new(product.item(&line.options)?),
                quantity: line.quantity,
            })?;
        }
        let totals = Totals::of(&cart, &section.rules)?;
        Ok(Priced { cart, totals })
    }

    /// The checkout with the form that leads to PayPal.
    fn by_form(&self, mut new: NewCheckout, form: &Form) -> Result<NewCheckout, QuoteError> {
        new.action = self.environment.webscr();
        let fields = form.fields()?;
        new.fields = match &self.encrypted_forms {
            Some(forms) => forms.fields(&fields)?,
            None => fields,
        };
        new.ordered = form.ordered_items();
        Ok(new)
    }
}

/// Cart with its totals.
struct Priced {
    cart: Cart,
    totals: Totals,
}

fn lines_of(cart: &Cart) -> Vec<CheckoutLine> {
    let line = |line: &CartLine| CheckoutLine {
        sku: line.item.sku.clone(),
        name: line.item.name.clone(),
        options: line.item.options.clone(),
        quantity: line.quantity,
        price: line.item.price,
    };
    cart.lines().iter().map(line).collect()
}

/// A checkout of a request, before anything is priced.
fn new_checkout(
    request: &CheckoutRequest,
    canonical: String,
    id: CheckoutId,
    currency: Currency,
) -> NewCheckout {
    NewCheckout {
        idempotency_key: request.idempotency_key.clone(),
        request: canonical,
        path: "form",
        total: Money::zero(currency),
        action: String::new(),
        fields: Vec::new(),
        ordered: Vec::new(),
        lines: Vec::new(),
        server: None,
        subscription: None,
        donation: None,
        custom: request.custom.clone(),
        misfit: None,
        id,
    }
}
