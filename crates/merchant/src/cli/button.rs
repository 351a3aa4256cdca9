//! `paypal-merchant button`.

use std::fmt::Write;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use leptos_paypal_core::form::{
    AbsoluteUrl, BillingPeriod, Form, ItemCommand, Payee, PaymentVariables, SingleItem,
    Subscription, SubscriptionPlan, SubscriptionTerm,
};
use leptos_paypal_core::{Currency, Environment, Money};

use super::encryption::EncryptionArgs;
use super::shop::paypal_page;

#[derive(Args)]
pub(crate) struct Button {
    /// Kind of the button
    kind: Kind,
    /// PayPal's environment: live, sandbox, or the base URL of an offline sandbox
    #[arg(long, env = "PAYPAL_MERCHANT_PAYPAL", default_value = "sandbox")]
    paypal: Environment,
    /// Payee: an e-mail address of the account, or its id
    #[arg(long, env = "PAYPAL_MERCHANT_BUSINESS")]
    business: Payee,
    /// The currency of the amount
    #[arg(long, default_value = "USD")]
    currency: Currency,
    /// Name of the article (item_name); every kind but viewcart has one
    #[arg(long)]
    name: Option<String>,
    /// Its number (item_number)
    #[arg(long)]
    number: Option<String>,
    /// The price; a donation without one leaves it to the buyer
    #[arg(long)]
    amount: Option<String>,
    /// The time between the payments of a subscription
    #[arg(long, default_value = "1 M")]
    every: BillingPeriod,
    /// The page to which the buyer comes back (return)
    #[arg(long)]
    return_url: Option<String>,
    /// A variable of PayPal's pages, such as lc=de_DE, or of one kind of button:
    /// undefined_quantity=1 of buynow, shopping_url of addtocart
    #[arg(long, value_name = "NAME=VALUE")]
    page_variable: Vec<String>,
    #[command(flatten)]
    encryption: EncryptionArgs,
}

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    /// One article, paid at once
    Buynow,
    /// A donation
    Donate,
    /// A subscription
    Subscribe,
    /// One article, for the cart that PayPal keeps
    Addtocart,
    /// Shows the cart that PayPal keeps
    Viewcart,
}

impl Button {
    pub(crate) fn run(self) -> Result<()> {
        let Some(encryption) = self.encryption.read()? else {
            bail!(
                "set --form-key-file, --form-certificate-file, --cert-id and --paypal-certificate-file"
            );
        };
        let fields = encryption.fields(&self.form()?.fields()?)?;
        // Everything in it is escaped.
        print!("{}", html(&self.paypal.webscr(), &fields)?);
        Ok(())
    }

    fn form(&self) -> Result<Form> {
        let amount = self.amount.as_deref();
        let amount = amount.map(|amount| Money::parse(amount, self.currency));
        let amount = amount.transpose()?;
        let page = paypal_page(&self.page_variable)?;
        let mut payment = PaymentVariables::new(self.business.clone(), self.currency);
        page.apply(&mut payment);
        if let Some(url) = &self.return_url {
            payment.return_url = Some(AbsoluteUrl::parse("return", url)?);
        }
        let price = || amount.context("--amount is missing: the price");
        let name = || {
            let name = self.name.clone();
            name.context("--name is missing: what is paid for")
                .map(Some)
        };
        let article = |command| -> Result<_> {
            let mut form = SingleItem::new(command, payment.clone());
            form.amount = Some(price()?);
            form.item_name = name()?;
            form.item_number.clone_from(&self.number);
            Ok(Form::Single(Box::new(form)))
        };
        Ok(match self.kind {
            Kind::Buynow => page.wrap(article(ItemCommand::BuyNow)?),
            Kind::Addtocart => article(ItemCommand::AddToCart)?,
            Kind::Viewcart => Form::Display(Box::new(payment)),
            Kind::Donate => {
                let mut form = SingleItem::donation(payment, name()?, amount);
                form.item_number.clone_from(&self.number);
                Form::Single(Box::new(form))
            }
            Kind::Subscribe => {
                let mut plan = SubscriptionPlan::new(SubscriptionTerm {
                    amount: price()?,
                    period: self.every,
                });
                plan.item_name = name()?;
                plan.item_number.clone_from(&self.number);
                Form::Subscription(Box::new(Subscription { payment, plan }))
            }
        })
    }
}

/// The form for a page.
fn html(action: &str, fields: &[(String, String)]) -> Result<String> {
    let mut html = format!("<form method=\"post\" action=\"{}\">\n", escaped(action));
    for (name, value) in fields {
        let (name, value) = (escaped(name), escaped(value));
        writeln!(
            html,
            "  <input type=\"hidden\" name=\"{name}\" value=\"{value}\">"
        )?;
    }
    html.push_str("  <button>PayPal</button>\n</form>\n");
    Ok(html)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
}
