//! The two encodings of one operation.

use super::element::Element;
use super::express_checkout::GetExpressCheckoutDetails;
use super::fields::Fields;
use super::nvp::{self, Pairs};
use super::operation::Operation;
use super::read_messages::read_messages;
use super::record::Record;
use super::soap::{self, Body};
use super::transaction::GetTransactionDetails;
use super::{
    Ack, CheckoutDetails, ClassicCredentials, Failure, FoundTransaction, Message,
    TransactionDetails, TransactionSearch,
};
use crate::{Answer, ApiError, Refusal};

/// The version that requests are written in.
pub(super) const VERSION: &str = "204.0";

/// Encoding of requests and answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Name-value pairs.
    #[default]
    Nvp,
    /// XML in envelopes of SOAP 1.1.
    Soap,
}

/// An answer that was read.
#[derive(Debug)]
enum Outcome<T> {
    Done {
        value: T,
        warnings: Vec<Message>,
        correlation_id: Option<String>,
    },
    Failed(Failure),
    /// SOAP's own failure.
    Fault(String),
}

impl Encoding {
    /// Path of the endpoint.
    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Nvp => "/nvp",
            Self::Soap => "/2.0/",
        }
    }

    pub(super) const fn content_type(self) -> &'static str {
        match self {
            Self::Nvp => "application/x-www-form-urlencoded",
            Self::Soap => "text/xml; charset=utf-8",
        }
    }

    /// Writes a request.
    pub(crate) fn write<O: Operation>(
        self,
        request: &O,
        credentials: &ClassicCredentials,
        message_id: Option<&str>,
    ) -> Result<Vec<u8>, String> {
        let mut fields = Fields::default();
        request.write(&mut fields, message_id);
        match self {
            Self::Nvp => {
                let mut head = vec![("METHOD", O::NAME), ("VERSION", VERSION)];
                head.extend(credentials.fields(["USER", "PWD", "SIGNATURE", "SUBJECT"]));
                Ok(nvp::write(&head, &fields))
            }
            Self::Soap => {
                let names = ["Username", "Password", "Signature", "Subject"];
                let credentials = credentials.fields(names);
                soap::write(O::NAME, VERSION, &credentials, &fields)
                    .map_err(|problem| problem.to_string())
            }
        }
    }

    /// Reads an answer of the status 200.
    pub(super) fn decode<O: Operation>(
        self,
        answer: Answer<()>,
    ) -> Result<Answer<O::Output>, ApiError> {
        let operation = O::NAME;
        match self.read::<O>(&answer.body) {
            Ok(Outcome::Done {
                value,
                warnings,
                correlation_id,
            }) => Ok(Answer {
                value,
                warnings,
                status: answer.status,
                debug_id: correlation_id.or(answer.debug_id),
                body: answer.body,
            }),
            Ok(Outcome::Failed(failure)) => Err(ApiError::Failed {
                operation,
                failure: Box::new(failure),
            }),
            // SOAP 1.1, section 6.2: a fault has the status 500.
            Ok(Outcome::Fault(text)) => Err(ApiError::Refused {
                operation,
                refusal: Box::new(Refusal::fault(500, text)),
            }),
            Err(problem) => Err(ApiError::Answer {
                operation,
                status: answer.status,
                debug_id: answer.debug_id,
                problem,
            }),
        }
    }

    /// Reads an answer to GetTransactionDetails that was kept.
    ///
    /// # Errors
    /// As the call itself.
    pub fn read_transaction(self, body: &[u8]) -> Result<Answer<TransactionDetails>, ApiError> {
        self.decode::<GetTransactionDetails<'_>>(Answer::stored(body))
    }

    /// Reads an answer to GetExpressCheckoutDetails that was kept.
    ///
    /// # Errors
    /// As the call itself.
    pub fn read_checkout_details(self, body: &[u8]) -> Result<Answer<CheckoutDetails>, ApiError> {
        self.decode::<GetExpressCheckoutDetails<'_>>(Answer::stored(body))
    }

    /// Reads an answer to TransactionSearch that was kept.
    ///
    /// # Errors
    /// As the call itself.
    pub fn read_search(self, body: &[u8]) -> Result<Answer<Vec<FoundTransaction>>, ApiError> {
        self.decode::<TransactionSearch>(Answer::stored(body))
    }

    /// Reads an answer.
    fn read<O: Operation>(self, body: &[u8]) -> Result<Outcome<O::Output>, String> {
        if body.trim_ascii().is_empty() {
            return Err("it is empty".to_owned());
        }
        match self {
            Self::Nvp => {
                let pairs = Pairs::read(body);
                outcome::<O>(&Record::Nvp {
                    pairs: &pairs,
                    prefix: "",
                    index: None,
                })
            }
            Self::Soap => match soap::read(O::NAME, body)? {
                Body::Fault(text) => Ok(Outcome::Fault(text)),
                Body::Response(response) => outcome::<O>(&Record::Soap(Some(&response))),
            },
        }
    }
}

/// The text of a fault, if the body is one, whatever the call was.
pub(super) fn fault(body: &[u8]) -> Option<String> {
    let envelope = Element::read(body).ok()?;
    let fault = envelope.at("Body/Fault")?;
    fault.at("faultstring").map(|text| text.text().to_owned())
}

fn outcome<O: Operation>(answer: &Record<'_>) -> Result<Outcome<O::Output>, String> {
    let ack = answer.text("ACK", "Ack").ok_or("it has no ACK")?.into();
    let messages = read_messages(answer);
    let correlation_id = answer.owned("CORRELATIONID", "CorrelationID");
    match ack {
        Ack::Success | Ack::SuccessWithWarning | Ack::Warning => Ok(Outcome::Done {
            value: O::read(answer).map_err(|field| format!("it has no {}", field.0))?,
            warnings: messages,
            correlation_id,
        }),
        Ack::Failure | Ack::FailureWithWarning => Ok(Outcome::Failed(Failure {
            ack,
            messages,
            correlation_id,
        })),
        ack => Err(format!("its ACK is {:?}", ack.as_str())),
    }
}
