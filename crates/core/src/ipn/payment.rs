//! The part of a message that is about money.

use super::{IpnMessage, IpnProblem, PaymentStatus, PendingReason, ReasonCode, TxnType};
use crate::{CoreError, Currency, Money, TxnId};

/// Payment that a message is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IpnPayment {
    /// This transaction.
    pub txn_id: TxnId,
    /// The payment that a refund, reversal or capture belongs to.
    pub parent_txn_id: Option<TxnId>,
    /// `payment_status`.
    pub status: PaymentStatus,
    /// Only with `Pending`.
    pub pending_reason: Option<PendingReason>,
    /// Only with refunds and reversals.
    pub reason_code: Option<ReasonCode>,
    /// Absent in refunds and chargebacks.
    pub txn_type: Option<TxnType>,
    /// `mc_gross`: the full amount before the fee, negative when money goes
    /// back.
    pub gross: Money,
    /// `mc_fee`: often absent while pending; `None` also when it cannot be
    /// read.
    pub fee: Option<Money>,
}

impl IpnMessage {
    /// `txn_type`.
    #[must_use]
    pub fn txn_type(&self) -> Option<TxnType> {
        self.get("txn_type").map(TxnType::from)
    }

    /// `payment_status`.
    #[must_use]
    pub fn payment_status(&self) -> Option<PaymentStatus> {
        self.get("payment_status").map(PaymentStatus::from)
    }

    /// Payment that the message is about; `None` for the messages that are
    /// about something else: those that carry neither `payment_status` nor an
    /// amount and are no payment by `txn_type`, such as `subscr_signup` and
    /// `new_case`, and lists of payments that the shop made (`masspay`).
    ///
    /// # Errors
    /// `field_missing` and `field_unreadable`, with the field's name.
    pub fn payment(&self) -> Result<Option<IpnPayment>, IpnProblem> {
        if !self.is_about_payment() {
            return Ok(None);
        }
        let status = match self.payment_status() {
            Some(status) => status,
            // A dispute that is settled has no status of its own.
            None if self.txn_type() == Some(TxnType::Adjustment) => PaymentStatus::Completed,
            None => {
                return Err(IpnProblem::FieldMissing {
                    field: "payment_status",
                });
            }
        };
        let currency = Currency::from_code(self.require("mc_currency")?)
            .ok_or_else(|| self.unreadable("mc_currency"))?;
        Ok(Some(IpnPayment {
            txn_id: self
                .require("txn_id")?
                .parse()
                .map_err(|_| self.unreadable("txn_id"))?,
            parent_txn_id: self
                .get("parent_txn_id")
                .map(|id| id.parse().map_err(|_| self.unreadable("parent_txn_id")))
                .transpose()?,
            status,
            pending_reason: self.get("pending_reason").map(PendingReason::from),
            reason_code: self.get("reason_code").map(ReasonCode::from),
            txn_type: self.txn_type(),
            gross: amount(self.require("mc_gross")?, currency)
                .map_err(|_| self.unreadable("mc_gross"))?,
            // Nothing depends on the fee: a payment is not lost over it.
            fee: self
                .get("mc_fee")
                .and_then(|fee| amount(fee, currency).ok()),
        }))
    }

    /// Returns true when the message is about one payment, however little of
    /// it can be read.
    fn is_about_payment(&self) -> bool {
        let has_amount = self.get("mc_gross").is_some();
        match self.txn_type() {
            // Its amounts are numbered: they went to others.
            Some(TxnType::MassPay) if !has_amount => false,
            Some(kind) if kind.is_notice() => self.payment_status().is_some(),
            _ if has_amount => true,
            Some(kind) if kind.is_payment() && self.get("txn_id").is_some() => true,
            _ => {
                let names_any = ["txn_id", "mc_currency", "parent_txn_id"]
                    .into_iter()
                    .any(|field| self.get(field).is_some());
                self.payment_status().is_some() && (names_any || self.checkout_id().is_some())
            }
        }
    }

    pub(super) fn require(&self, field: &'static str) -> Result<&str, IpnProblem> {
        self.get(field).ok_or(IpnProblem::FieldMissing { field })
    }

    pub(super) fn unreadable(&self, field: &'static str) -> IpnProblem {
        IpnProblem::FieldUnreadable {
            field,
            value: self.get(field).unwrap_or_default().to_owned(),
        }
    }
}

/// An amount as messages have it. Whether yen come as `2600` or `2600.00` is
/// not documented, so decimals that are all zero are taken.
pub(super) fn amount(text: &str, currency: Currency) -> Result<Money, CoreError> {
    match Money::parse_signed(text, currency) {
        Err(CoreError::AmountTooManyDecimals { .. }) => {
            let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
            let (kept, rest) = fraction.split_at(usize::from(currency.decimals()));
            if rest.bytes().any(|byte| byte != b'0') {
                return Money::parse_signed(text, currency);
            }
            if kept.is_empty() {
                Money::parse_signed(whole, currency)
            } else {
                Money::parse_signed(&format!("{whole}.{kept}"), currency)
            }
        }
        other => other,
    }
}
