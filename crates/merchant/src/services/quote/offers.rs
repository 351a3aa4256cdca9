//! Forms for subscriptions and donations.

use leptos_paypal_core::Money;
use leptos_paypal_core::form::{Form, PaymentVariables, SingleItem, Subscription};

use super::request::{RequestDonation, RequestSubscription};
use super::{CheckoutRequest, QuoteError, Quoter};
use crate::catalogue::{DonationAmount, DonationOffer, Section, SubscriptionOffer};
use crate::ledger::{NewCheckout, NewSubscription, StoredDonation};

impl Quoter {
    /// The form of a subscription. Its total is the first payment.
    pub(super) fn subscription(
        &self,
        mut new: NewCheckout,
        wanted: &RequestSubscription,
        section: &Section,
        request: &CheckoutRequest,
    ) -> Result<NewCheckout, QuoteError> {
        let offer = section
            .subscription(&wanted.id)
            .ok_or_else(|| QuoteError::SubscriptionUnknown(wanted.id.clone()))?;
        if let Some(expected) = &wanted.expected_plan
            && !expected.is_of(&offer.plan)?
        {
            return Err(QuoteError::PlanChanged {
                id: offer.id.clone(),
                plan: Box::new(offer.plan.clone()),
            });
        }
        new.total = offer.plan.first_amount();
        check_shown(request, new.total)?;
        let payment = self.payment(new.id.as_str(), section.rules.currency)?;
        new.subscription = Some(NewSubscription {
            offer: offer.id.clone(),
            name: offer.name.clone(),
            plan: offer.plan.clone(),
        });
        self.by_form(new, &Offer::Subscription(offer).form(payment))
    }

    /// The form of a donation. Its total is what the donor gives; nothing where
    /// the amount is typed at PayPal.
    pub(super) fn donation(
        &self,
        mut new: NewCheckout,
        wanted: &RequestDonation,
        section: &Section,
        request: &CheckoutRequest,
    ) -> Result<NewCheckout, QuoteError> {
        let offer = section
            .donation(&wanted.id)
            .ok_or_else(|| QuoteError::DonationUnknown(wanted.id.clone()))?;
        let currency = section.rules.currency;
        let given = wanted.amount.as_deref();
        let given = given
            .map(|amount| Money::parse(amount, currency))
            .transpose()?;
        let amount = given_amount(offer, given)?;
        new.total = amount.unwrap_or(new.total);
        check_shown(request, new.total)?;
        let payment = self.payment(new.id.as_str(), currency)?;
        new.donation = Some(StoredDonation {
            id: offer.id.clone(),
            purpose: offer.purpose.clone(),
            is_open: amount.is_none(),
            limits: offer.limits,
        });
        self.by_form(new, &donation_form(payment, offer, amount))
    }
}

/// Offer of the catalogue beside its articles.
pub(super) enum Offer<'a> {
    Subscription(&'a SubscriptionOffer),
    Donation(&'a DonationOffer),
}

impl Offer<'_> {
    /// Its form, with the amount that stands there at first.
    pub(super) fn form(&self, payment: PaymentVariables) -> Form {
        match self {
            Self::Subscription(offer) => Form::Subscription(Box::new(Subscription {
                payment,
                plan: offer.plan.clone(),
            })),
            Self::Donation(offer) => {
                let amount = match offer.amount {
                    DonationAmount::Fixed(amount) | DonationAmount::Suggested(amount) => {
                        Some(amount)
                    }
                    DonationAmount::Open => None,
                };
                donation_form(payment, offer, amount)
            }
        }
    }
}

fn donation_form(payment: PaymentVariables, offer: &DonationOffer, amount: Option<Money>) -> Form {
    let mut form = SingleItem::donation(payment, Some(offer.purpose.clone()), amount);
    form.item_number = Some(offer.id.as_str().to_owned());
    Form::Single(Box::new(form))
}

/// Amount of a donation for which `given` was asked; `None` where the donor
/// types it at PayPal.
fn given_amount(offer: &DonationOffer, given: Option<Money>) -> Result<Option<Money>, QuoteError> {
    let refuse = |amount: Money, expected: String| {
        Err(QuoteError::DonationAmount {
            amount: amount.to_string(),
            expected,
        })
    };
    match (offer.amount, given) {
        (DonationAmount::Fixed(fixed), Some(given)) if given != fixed => {
            refuse(given, fixed.to_string())
        }
        (DonationAmount::Fixed(fixed), _) => Ok(Some(fixed)),
        (DonationAmount::Suggested(suggested), None) => Ok(Some(suggested)),
        (DonationAmount::Open, None) => Ok(None),
        (DonationAmount::Suggested(_) | DonationAmount::Open, Some(given)) => {
            let expected = offer.limits.expected(given.currency());
            if expected.fits(given) {
                Ok(Some(given))
            } else {
                refuse(given, expected.to_string())
            }
        }
    }
}

fn check_shown(request: &CheckoutRequest, total: Money) -> Result<(), QuoteError> {
    let Some(expected) = &request.expected_total else {
        return Ok(());
    };
    if Money::parse(expected, total.currency())? == total {
        return Ok(());
    }
    Err(QuoteError::AmountChanged {
        expected: expected.clone(),
        total,
    })
}
