//! `TransactionSearch`.

use jiff::Timestamp;
use jiff::civil::DateTime;
use leptos_paypal_core::Money;

use super::money_back::{MoneyBack, MoneyBackKind, money_back};
use crate::classic::answer::Answer;
use crate::classic::call::Call;
use crate::classic::errors::{CallResult, ClassicError, Refusal};
use crate::classic::fields::Fields;
use crate::classic::operation::{Operation, Reply, code_of_text};
use crate::classic::words;
use crate::store::order::PaymentAction;
use crate::store::payments::Payment;

/// The most transactions of an answer.
const MAX_FOUND: usize = 100;

/// Finds transactions of the account.
#[derive(Debug)]
pub(super) struct TransactionSearch {
    start: Timestamp,
    end: Option<Timestamp>,
    email: Option<String>,
    receiver: Option<String>,
    transaction_id: Option<String>,
    invoice: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    class: Option<String>,
    amount: Option<String>,
    currency: Option<String>,
    status: Option<String>,
    /// `RECEIPTID`, `ACCT` and others that no transaction here has.
    is_impossible: bool,
}

/// The transactions that were found, newest first.
pub(super) struct FoundTransactions {
    found: Vec<FoundTransaction>,
    is_truncated: bool,
}

#[derive(Clone)]
struct FoundTransaction {
    at: Timestamp,
    kind: &'static str,
    is_back: bool,
    id: String,
    invoice: Option<String>,
    email: String,
    name: String,
    payer_email: String,
    payee_email: String,
    first_name: String,
    last_name: String,
    status: &'static str,
    gross: Money,
    fee: Money,
}

impl Operation for TransactionSearch {
    const NAME: &'static str = "TransactionSearch";
    type Reply = FoundTransactions;

    fn read(fields: &Fields<'_>) -> CallResult<Self> {
        let Some(start) = read_time(fields, "STARTDATE", "StartDate")? else {
            return Err(ClassicError::field("STARTDATE", "Start date is required").into());
        };
        let impossible = [
            ("RECEIPTID", "ReceiptID"),
            ("ACCT", "CardNumber"),
            ("AUCTIONITEMNUMBER", "AuctionItemNumber"),
        ];
        Ok(Self {
            start,
            end: read_time(fields, "ENDDATE", "EndDate")?,
            email: fields.text("EMAIL", "Payer"),
            receiver: fields.text("RECEIVER", "Receiver"),
            transaction_id: fields.text("TRANSACTIONID", "TransactionID"),
            invoice: fields.text("INVNUM", "InvoiceID"),
            first_name: fields.text("FIRSTNAME", "PayerName/FirstName"),
            last_name: fields.text("LASTNAME", "PayerName/LastName"),
            class: fields.text("TRANSACTIONCLASS", "TransactionClass"),
            amount: fields.text("AMT", "Amount"),
            currency: fields.text("CURRENCYCODE", "CurrencyCode"),
            status: fields.text("STATUS", "Status"),
            is_impossible: impossible
                .iter()
                .any(|(nvp, soap)| fields.text(nvp, soap).is_some()),
        })
    }

    fn test_codes(&self) -> Vec<u32> {
        let invoice = self.invoice.as_deref();
        invoice.and_then(code_of_text).into_iter().collect()
    }

    fn run(&self, call: &mut Call<'_>) -> CallResult<FoundTransactions> {
        let own = call.store.payments.iter();
        let own =
            own.filter(|payment| payment.is_of(&call.account) || payment.payer.id == call.account);
        let mut found: Vec<FoundTransaction> = own
            .flat_map(|payment| transactions(payment, payment.payer.id == call.account, call.now))
            .filter(|transaction| self.finds(transaction))
            .collect();
        found.sort_by_key(|found| std::cmp::Reverse(found.at));
        let is_truncated = found.len() > MAX_FOUND;
        found.truncate(MAX_FOUND);
        Ok(FoundTransactions {
            found,
            is_truncated,
        })
    }
}

/// A payment, and what moved its money back. Money that the account sent is negative.
fn transactions(payment: &Payment, is_sent: bool, now: Timestamp) -> Vec<FoundTransaction> {
    let signed = |amount: Money| if is_sent { amount.negated() } else { amount };
    let payer = &payment.payer;
    let (email, name) = if is_sent {
        (payment.payee_email.clone(), payment.payee_email.clone())
    } else {
        (payer.email.clone(), payer.full_name())
    };
    let whole = FoundTransaction {
        at: payment.created,
        kind: match payment.order.action {
            PaymentAction::Sale => "Payment",
            PaymentAction::Authorization => "Authorization",
            PaymentAction::Order => "Order",
        },
        is_back: false,
        id: payment.txn_id.clone(),
        invoice: payment.order.invoice.clone(),
        email,
        name,
        payer_email: payer.email.clone(),
        payee_email: payment.payee_email.clone(),
        first_name: payer.first_name.clone(),
        last_name: payer.last_name.clone(),
        status: match words::status(payment, now).0 {
            "PartiallyRefunded" => "Partially Refunded",
            word => word,
        },
        gross: signed(payment.gross),
        // The payee pays the fee.
        fee: match payment.status.pending_reason() {
            None if payment.is_sale() && !is_sent => payment.fee.negated(),
            _ => Money::zero(payment.currency()),
        },
    };
    let back = |back: MoneyBack| FoundTransaction {
        at: back.at,
        kind: back.kind.search_type(),
        is_back: true,
        id: back.txn_id,
        status: "Completed",
        gross: signed(back.gross),
        fee: if is_sent {
            Money::zero(payment.currency())
        } else {
            back.fee
        },
        ..whole.clone()
    };
    let back: Vec<FoundTransaction> = money_back(payment).map(back).collect();
    std::iter::once(whole).chain(back).collect()
}

/// Reads a moment; the zone, or the time of day, may be missing.
pub(super) fn read_time(
    fields: &Fields<'_>,
    nvp: &str,
    soap: &str,
) -> CallResult<Option<Timestamp>> {
    let Some(text) = fields.text(nvp, soap) else {
        return Ok(None);
    };
    let invalid = || ClassicError::field(nvp, "The date is invalid");
    let at = text.parse::<Timestamp>().or_else(|_| {
        let civil: Result<DateTime, _> = text.parse();
        civil.and_then(|civil| {
            civil
                .to_zoned(jiff::tz::TimeZone::UTC)
                .map(|zoned| zoned.timestamp())
        })
    });
    at.map(Some).map_err(|_| Refusal::from(invalid()))
}

impl TransactionSearch {
    fn finds(&self, found: &FoundTransaction) -> bool {
        let is = |wanted: &Option<String>, value: &str| {
            wanted
                .as_ref()
                .is_none_or(|wanted| wanted.eq_ignore_ascii_case(value))
        };
        let amount = found.gross.to_string();
        !self.is_impossible
            && found.at >= self.start
            && self.end.is_none_or(|end| found.at <= end)
            && is(&self.email, &found.payer_email)
            && is(&self.receiver, &found.payee_email)
            && is(&self.transaction_id, &found.id)
            && is(&self.invoice, found.invoice.as_deref().unwrap_or_default())
            && is(&self.first_name, &found.first_name)
            && is(&self.last_name, &found.last_name)
            && is(&self.currency, found.gross.currency().code())
            && self.amount.as_ref().is_none_or(|wanted| {
                Money::parse_signed(wanted, found.gross.currency())
                    .is_ok_and(|wanted| wanted.to_string() == amount)
            })
            && self
                .status
                .as_ref()
                .is_none_or(|status| is_status(status, found))
            && self
                .class
                .as_ref()
                .is_none_or(|class| is_class(class, found))
    }
}

fn is_status(status: &str, found: &FoundTransaction) -> bool {
    match status.to_ascii_lowercase().as_str() {
        "pending" => found.status == "Pending",
        "success" => matches!(
            found.status,
            "Completed" | "Refunded" | "Partially Refunded"
        ),
        "denied" => matches!(found.status, "Denied" | "Failed"),
        "processing" => found.status == "In-Progress",
        _ => false,
    }
}

fn is_class(class: &str, found: &FoundTransaction) -> bool {
    match class.to_ascii_lowercase().as_str() {
        "all" => true,
        "sent" => !found.is_back && found.gross.is_negative(),
        "received" => !found.is_back && !found.gross.is_negative(),
        "refunds" | "refund" => found.kind == MoneyBackKind::Refund.search_type(),
        "reversal" => found.is_back && found.kind != MoneyBackKind::Refund.search_type(),
        _ => false,
    }
}

impl Reply for FoundTransactions {
    fn write(&self, answer: &mut Answer) {
        answer.list("ebl:PaymentTransactions", &self.found, |answer, found| {
            answer.time("TIMESTAMP", "Timestamp", found.at);
            answer.text("TIMEZONE", "Timezone", "GMT");
            answer.text("TYPE", "Type", found.kind);
            answer.text("EMAIL", "Payer", &found.email);
            answer.text("NAME", "PayerDisplayName", &found.name);
            answer.text("TRANSACTIONID", "TransactionID", &found.id);
            answer.text("STATUS", "Status", found.status);
            answer.amount("AMT", "GrossAmount", found.gross);
            answer.text("CURRENCYCODE", "", found.gross.currency().code());
            answer.amount("FEEAMT", "FeeAmount", found.fee);
            let net = found.gross.plus(found.fee).unwrap_or(found.gross);
            answer.amount("NETAMT", "NetAmount", net);
        });
    }

    fn warnings(&self) -> Vec<ClassicError> {
        let truncated = self.is_truncated.then(|| ClassicError::of(11002));
        truncated.into_iter().collect()
    }
}
