//! Status of a payment, in the words of IPN, by the state of its resource.
//!
//! A state that nobody has described is an unknown status, whose name is none
//! of those that messages have; where PayPal tells none, the payment is
//! pending. Whether money is back is told by refunds, or by the state itself:
//! a payment that was refunded has been completed.

use super::{v1, v2};
use crate::ipn::PaymentStatus;

fn unknown_state(state: &str) -> PaymentStatus {
    if state.is_empty() {
        PaymentStatus::Pending
    } else {
        PaymentStatus::Other(format!("state:{state}"))
    }
}

impl v1::SaleState {
    /// Status of the payment.
    #[must_use]
    pub fn payment_status(&self) -> PaymentStatus {
        match self {
            Self::Completed | Self::PartiallyRefunded | Self::Refunded | Self::Reversed => {
                PaymentStatus::Completed
            }
            Self::Denied => PaymentStatus::Denied,
            Self::Pending => PaymentStatus::Pending,
            Self::Other(state) => unknown_state(state),
        }
    }
}

impl v1::AuthorizationState {
    /// Status of the payment; reserved money is pending.
    #[must_use]
    pub fn payment_status(&self) -> PaymentStatus {
        match self {
            Self::Voided => PaymentStatus::Voided,
            Self::Expired => PaymentStatus::Expired,
            Self::Denied => PaymentStatus::Denied,
            Self::Pending | Self::Authorized | Self::PartiallyCaptured | Self::Captured => {
                PaymentStatus::Pending
            }
            Self::Other(state) => unknown_state(state),
        }
    }
}

impl v1::CaptureState {
    /// Status of the payment.
    #[must_use]
    pub fn payment_status(&self) -> PaymentStatus {
        match self {
            Self::Completed | Self::Refunded | Self::PartiallyRefunded => PaymentStatus::Completed,
            Self::Denied => PaymentStatus::Denied,
            Self::Pending => PaymentStatus::Pending,
            Self::Other(state) => unknown_state(state),
        }
    }
}

impl v2::CaptureStatus {
    /// Status of the payment.
    #[must_use]
    pub fn payment_status(&self) -> PaymentStatus {
        match self {
            Self::Completed | Self::PartiallyRefunded | Self::Refunded => PaymentStatus::Completed,
            Self::Declined => PaymentStatus::Denied,
            Self::Failed => PaymentStatus::Failed,
            Self::Pending => PaymentStatus::Pending,
            Self::Other(state) => unknown_state(state),
        }
    }
}

impl v2::AuthorizationStatus {
    /// Status of the payment; reserved money is pending.
    #[must_use]
    pub fn payment_status(&self) -> PaymentStatus {
        match self {
            Self::Voided => PaymentStatus::Voided,
            Self::Denied => PaymentStatus::Denied,
            Self::Expired => PaymentStatus::Expired,
            Self::Created | Self::Pending | Self::PartiallyCaptured | Self::Captured => {
                PaymentStatus::Pending
            }
            Self::Other(state) => unknown_state(state),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::states::money_status;
    use super::*;
    use crate::CheckoutStatus;

    /// The page shows what the server books. Money that is back counts for the
    /// page by the state itself.
    #[test]
    fn page_and_server_read_states_alike() {
        let sale = |word: &str| v1::SaleState::from(word).payment_status();
        let capture_v1 = |word: &str| v1::CaptureState::from(word).payment_status();
        let capture = |word: &str| v2::CaptureStatus::from(word).payment_status();
        let authorization_v1 = |word: &str| v1::AuthorizationState::from(word).payment_status();
        let authorization = |word: &str| v2::AuthorizationStatus::from(word).payment_status();
        type Reading<'a> = &'a dyn Fn(&str) -> PaymentStatus;
        let readings: [(&str, &[Reading<'_>]); 14] = [
            ("completed", &[&sale, &capture_v1, &capture]),
            ("partially_refunded", &[&sale, &capture_v1, &capture]),
            ("refunded", &[&sale, &capture_v1, &capture]),
            ("reversed", &[&sale]),
            (
                "denied",
                &[&sale, &capture_v1, &authorization_v1, &authorization],
            ),
            ("declined", &[&capture]),
            ("failed", &[&capture]),
            (
                "pending",
                &[
                    &sale,
                    &capture_v1,
                    &capture,
                    &authorization_v1,
                    &authorization,
                ],
            ),
            ("authorized", &[&authorization_v1]),
            ("created", &[&authorization]),
            ("partially_captured", &[&authorization_v1, &authorization]),
            ("expired", &[&authorization_v1, &authorization]),
            ("voided", &[&authorization_v1, &authorization]),
            (
                "no_such_state",
                &[
                    &sale,
                    &capture_v1,
                    &capture,
                    &authorization_v1,
                    &authorization,
                ],
            ),
        ];
        for (word, readings) in readings {
            for word in [word.to_owned(), word.to_ascii_uppercase()] {
                for read in readings {
                    let page = money_status(&word);
                    let agrees = match read(&word) {
                        PaymentStatus::Completed => matches!(
                            page,
                            CheckoutStatus::Paid
                                | CheckoutStatus::Refunded
                                | CheckoutStatus::PartiallyRefunded
                                | CheckoutStatus::Reversed
                        ),
                        PaymentStatus::Denied | PaymentStatus::Failed | PaymentStatus::Voided => {
                            page == CheckoutStatus::Failed
                        }
                        PaymentStatus::Expired => page == CheckoutStatus::Expired,
                        _ => page == CheckoutStatus::Pending,
                    };
                    assert!(agrees, "{word}: {page}, {}", read(&word));
                }
            }
        }
    }
}
