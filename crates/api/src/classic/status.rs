//! Words of the classic API, and their meaning in the words of IPN.

use leptos_paypal_core::ipn::{PaymentStatus, PendingReason};
use leptos_paypal_core::paypal::amount;
use leptos_paypal_core::{Money, open_enum};

open_enum! {
    /// `PAYMENTSTATUS` of a transaction. IPN tells of a refund by a transaction
    /// of its own; here the payment itself changes.
    #[non_exhaustive]
    TransactionStatus {
        Completed = "Completed",
        Pending = "Pending",
        Processed = "Processed",
        Created = "Created",
        InProgress = "In-Progress",
        /// Paid, and held back by PayPal.
        CompletedFundsHeld = "Completed-Funds-Held",
        Denied = "Denied",
        Failed = "Failed",
        Expired = "Expired",
        Voided = "Voided",
        PartiallyRefunded = "Partially-Refunded",
        Refunded = "Refunded",
        Reversed = "Reversed",
        CanceledReversal = "Canceled-Reversal",
    }
}

impl TransactionStatus {
    /// Reads PayPal's word in any of its spellings: `PartiallyRefunded`,
    /// `Partially-Refunded`, `Partially_Refunded`.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        match squeezed(word).as_str() {
            "inprogress" => Self::InProgress,
            "completedfundsheld" => Self::CompletedFundsHeld,
            "partiallyrefunded" => Self::PartiallyRefunded,
            "canceledreversal" => Self::CanceledReversal,
            _ => Self::from(word),
        }
    }

    /// Status of the payment, in the words of IPN. A payment that was refunded
    /// or reversed has been completed; that the money is back is told by the
    /// transaction that took it. Money that PayPal holds back is not there yet.
    #[must_use]
    pub fn payment_status(&self) -> PaymentStatus {
        match self {
            Self::Completed
            | Self::PartiallyRefunded
            | Self::Refunded
            | Self::Reversed
            | Self::CanceledReversal => PaymentStatus::Completed,
            Self::Pending | Self::InProgress | Self::CompletedFundsHeld => PaymentStatus::Pending,
            Self::Processed => PaymentStatus::Processed,
            Self::Created => PaymentStatus::Created,
            Self::Denied => PaymentStatus::Denied,
            Self::Failed => PaymentStatus::Failed,
            Self::Expired => PaymentStatus::Expired,
            Self::Voided => PaymentStatus::Voided,
            Self::Other(word) if word.is_empty() => PaymentStatus::Pending,
            Self::Other(word) => PaymentStatus::Other(format!("state:{word}")),
        }
    }
}

/// Reads `PENDINGREASON` in any of its spellings; `None` is none.
pub(crate) fn pending_reason(word: &str) -> Option<PendingReason> {
    Some(match squeezed(word).as_str() {
        "" | "none" => return None,
        "delayeddisbursement" => PendingReason::DelayedDisbursement,
        "multicurrency" => PendingReason::MultiCurrency,
        "paymentreview" => PendingReason::PaymentReview,
        "regulatoryreview" => PendingReason::RegulatoryReview,
        _ => PendingReason::from(word),
    })
}

fn squeezed(word: &str) -> String {
    word.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|character| character.to_ascii_lowercase())
        .collect()
}

/// Reads an amount; a comma between thousands is documented.
pub(super) fn read_amount(decimal: &str, currency: &str) -> Option<Money> {
    match ungrouped(decimal) {
        Some(plain) => amount(&plain, currency),
        None => amount(decimal, currency),
    }
}

/// `1,234.50` without its commas, where they are between thousands.
fn ungrouped(decimal: &str) -> Option<String> {
    let (whole, fraction) = decimal
        .split_once('.')
        .map_or((decimal, None), |parts| (parts.0, Some(parts.1)));
    let mut groups = whole.trim_start_matches('-').split(',');
    let first = groups.next()?;
    let reads = (1..=3).contains(&first.len()) && groups.clone().all(|group| group.len() == 3);
    if !reads || groups.next().is_none() {
        return None;
    }
    let plain = whole.replace(',', "");
    Some(match fraction {
        Some(fraction) => [plain.as_str(), ".", fraction].concat(),
        None => plain,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_may_have_commas_between_thousands() {
        let read = |decimal| read_amount(decimal, "USD").map(Money::minor);
        assert_eq!(read("1,234.50"), Some(123_450));
        assert_eq!(read("-1,234,567.50"), Some(-123_456_750));
        assert_eq!(read("1234.50"), Some(123_450));
        for decimal in ["1,23", "12,34.50", ",123.00", "1,,234", "1,234,5"] {
            assert_eq!(read(decimal), None, "{decimal}");
        }
        assert_eq!(read_amount("1,500.00", "JPY").map(Money::minor), Some(1500));
    }

    #[test]
    fn every_spelling_is_the_same_status() {
        for word in [
            "PartiallyRefunded",
            "Partially-Refunded",
            "partially_refunded",
        ] {
            let status = TransactionStatus::from_word(word);
            assert_eq!(status, TransactionStatus::PartiallyRefunded, "{word}");
            assert_eq!(status.payment_status(), PaymentStatus::Completed);
        }
        let unknown = TransactionStatus::from_word("Uncleared").payment_status();
        assert_eq!(unknown, PaymentStatus::Other("state:Uncleared".to_owned()));
        let held = TransactionStatus::from_word("Completed-Funds-Held").payment_status();
        assert_eq!(held, PaymentStatus::Pending, "held money is not there");
    }

    #[test]
    fn every_spelling_is_the_same_pending_reason() {
        for word in ["paymentreview", "PaymentReview", "payment-review"] {
            assert_eq!(pending_reason(word), Some(PendingReason::PaymentReview));
        }
        assert_eq!(pending_reason("None"), None);
        assert_eq!(pending_reason("none"), None);
        assert_eq!(
            pending_reason("authorization"),
            Some(PendingReason::Authorization)
        );
    }
}
