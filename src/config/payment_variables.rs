//! Variables of a payment in the forms of Payments Standard.

use leptos_paypal_core::form::{PayPalPage, PaymentVariables};
use leptos_paypal_core::{CoreError, Currency, VariableProblem};

use super::{CheckoutConfig, return_addresses};

impl CheckoutConfig {
    /// The variables of the payment of checkout `id`; no id leaves out what
    /// names it.
    ///
    /// # Errors
    /// `variable_missing` when there is no payee, and what is wrong with the
    /// addresses.
    pub(crate) fn payment_variables(
        &self,
        page: &PayPalPage,
        currency: Currency,
        id: &str,
    ) -> Result<PaymentVariables, CoreError> {
        let business = self.business.clone().ok_or_else(|| CoreError::Variable {
            variable: "business".into(),
            problem: VariableProblem::Missing,
        })?;
        let mut payment = PaymentVariables::new(business, currency);
        page.apply(&mut payment);
        payment.custom = Some(id.to_owned());
        payment.invoice = Some(id.to_owned());
        payment.notify_url.clone_from(&self.notify_url);
        (payment.return_url, payment.cancel_return) =
            return_addresses(self.return_url.as_ref(), self.cancel_url.as_ref(), id)?;
        Ok(payment)
    }
}
