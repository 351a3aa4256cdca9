//! Client of the classic API.

use std::fmt;
use std::sync::Arc;

use leptos_paypal_core::{Environment, Money, TxnId};
use reqwest::Certificate as Root;
use reqwest::header::{CONTENT_TYPE, HeaderValue};

use super::account::{GetBalance, GetPalDetails, PalDetails};
use super::back_office::{DoAuthorization, DoReauthorization, DoVoid};
use super::credentials::Proof;
use super::encoding::{Encoding, fault};
use super::express_checkout::GetExpressCheckoutDetails;
use super::message_id::message_id;
use super::operation::{Operation, Repeat};
use super::transaction::GetTransactionDetails;
use super::{
    Authorization, CapturedPayment, CheckoutDetails, ClassicCredentials, DoCapture,
    ExpressCheckoutOutcome, ExpressCheckoutPayment, FoundTransaction, RefundTransaction,
    RefundedTransaction, SetExpressCheckout, Token, TransactionDetails, TransactionSearch,
};
use crate::call::with_retries;
use crate::client::http_builder;
use crate::reply::Reply;
use crate::{Answer, ApiError, Clock, RequestId, RetryPolicy};

/// Hosts for credentials with a signature.
const LIVE_3T: &str = "https://api-3t.paypal.com";
const SANDBOX_3T: &str = "https://api-3t.sandbox.paypal.com";
/// Hosts for credentials with a certificate.
const LIVE: &str = "https://api.paypal.com";
const SANDBOX: &str = "https://api.sandbox.paypal.com";
/// A search of 100 transactions has a tenth of it.
const LIMIT: usize = 1024 * 1024;

/// Settings of a client of the classic API.
#[derive(Clone, Debug)]
pub struct ClassicConfig {
    /// PayPal's environment.
    pub environment: Environment,
    /// Credentials of the app.
    pub credentials: ClassicCredentials,
    /// NVP or SOAP.
    pub encoding: Encoding,
    /// Timeouts and retries.
    pub retry_policy: RetryPolicy,
    /// Source of the time.
    pub clock: Clock,
    /// Certificates, as PEM, that are trusted besides the machine's own, such
    /// as that of an offline sandbox.
    pub trusted_pem: Option<Vec<u8>>,
}

impl ClassicConfig {
    /// NVP with the usual retry policy and the machine's time.
    #[must_use]
    pub fn new(environment: Environment, credentials: ClassicCredentials) -> Self {
        Self {
            environment,
            credentials,
            encoding: Encoding::Nvp,
            retry_policy: RetryPolicy::default(),
            clock: Clock::real(),
            trusted_pem: None,
        }
    }
}

/// PayPal's classic API for one account. Clones share connections.
#[derive(Clone)]
pub struct ClassicClient(Arc<Inner>);

struct Inner {
    http: reqwest::Client,
    config: ClassicConfig,
    url: String,
}

type Result<T> = std::result::Result<Answer<T>, ApiError>;

#[allow(
    clippy::missing_errors_doc,
    reason = "every call fails alike: ApiError::Failed where PayPal says no"
)]
impl ClassicClient {
    /// A client; nothing is sent yet.
    ///
    /// # Errors
    /// An error when TLS cannot be set up.
    pub fn new(config: ClassicConfig) -> std::result::Result<Self, ApiError> {
        let credentials = &config.credentials;
        let setup = |problem: reqwest::Error| ApiError::Setup(Arc::new(problem));
        let mut http = http_builder(&config.retry_policy);
        let certificate = match &credentials.proof {
            Proof::Certificate(certificate) => Some(certificate),
            Proof::Signature(_) => None,
        };
        if let Some(certificate) = certificate {
            http = http.identity(certificate.identity()?);
        }
        if let Some(pem) = &config.trusted_pem {
            http = http.tls_certs_merge(Root::from_pem_bundle(pem).map_err(setup)?);
        }
        let base = match (&config.environment, certificate) {
            (Environment::Live, None) => LIVE_3T,
            (Environment::Live, Some(_)) => LIVE,
            (Environment::Sandbox, None) => SANDBOX_3T,
            (Environment::Sandbox, Some(_)) => SANDBOX,
            (Environment::Offline(base), _) => base.as_str(),
        };
        let url = [base, config.encoding.path()].concat();
        Ok(Self(Arc::new(Inner {
            http: http.build().map_err(setup)?,
            config,
            url,
        })))
    }

    /// PayPal's environment.
    #[must_use]
    pub fn environment(&self) -> &Environment {
        &self.0.config.environment
    }

    /// NVP or SOAP.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.0.config.encoding
    }

    /// Opens a session; the buyer agrees at its
    /// [approval address](Token::approval_url).
    pub async fn set_express_checkout(&self, request: &SetExpressCheckout) -> Result<Token> {
        self.call(request, None).await
    }

    /// Asks for a session: whether the buyer has approved, and the payment
    /// once it was made.
    pub async fn express_checkout_details(&self, token: &Token) -> Result<CheckoutDetails> {
        self.call(&GetExpressCheckoutDetails(token), None).await
    }

    /// Makes the payment that the buyer has approved: the money moves, or is
    /// reserved, now.
    ///
    /// One that was made before is a
    /// [failure](super::Failure::already_done):
    /// [`express_checkout_details`](Self::express_checkout_details) tells its
    /// transaction.
    pub async fn do_express_checkout_payment(
        &self,
        request: &ExpressCheckoutPayment,
        id: &RequestId,
    ) -> Result<ExpressCheckoutOutcome> {
        self.call(request, Some(id)).await
    }

    /// Asks for a transaction.
    pub async fn transaction(&self, transaction: &TxnId) -> Result<TransactionDetails> {
        self.call(&GetTransactionDetails(transaction), None).await
    }

    /// Searches transactions, newest first. PayPal answers with at most 100;
    /// where there are more, [`Answer::warnings`] say so.
    pub async fn search(&self, search: &TransactionSearch) -> Result<Vec<FoundTransaction>> {
        self.call(search, None).await
    }

    /// Gives money of a payment back.
    pub async fn refund(
        &self,
        refund: &RefundTransaction,
        id: &RequestId,
    ) -> Result<RefundedTransaction> {
        self.call(refund, Some(id)).await
    }

    /// Reserves money of an order.
    pub async fn authorize(
        &self,
        order: &TxnId,
        amount: Money,
        id: &RequestId,
    ) -> Result<Authorization> {
        self.call(&DoAuthorization { order, amount }, Some(id))
            .await
    }

    /// Reserves the money again, once, from the fourth to the 29th day.
    pub async fn reauthorize(
        &self,
        authorization: &TxnId,
        amount: Money,
        id: &RequestId,
    ) -> Result<Authorization> {
        let request = DoReauthorization {
            authorization,
            amount,
        };
        self.call(&request, Some(id)).await
    }

    /// Moves reserved money.
    pub async fn capture(&self, capture: &DoCapture, id: &RequestId) -> Result<CapturedPayment> {
        self.call(capture, Some(id)).await
    }

    /// Releases reserved money; after a reauthorization by the id of the first
    /// authorization.
    pub async fn void(
        &self,
        authorization: &TxnId,
        note: Option<&str>,
        id: &RequestId,
    ) -> Result<Option<TxnId>> {
        let request = DoVoid {
            authorization,
            note,
        };
        self.call(&request, Some(id)).await
    }

    /// Asks for the account's balance in its primary currency, or in all.
    pub async fn balances(&self, all_currencies: bool) -> Result<Vec<Money>> {
        self.call(&GetBalance { all_currencies }, None).await
    }

    /// Asks for the account's id: whether PayPal can be reached and takes the
    /// credentials.
    pub async fn pal_details(&self) -> Result<PalDetails> {
        self.call(&GetPalDetails, None).await
    }

    async fn call<O: Operation>(&self, request: &O, id: Option<&RequestId>) -> Result<O::Output> {
        request.check().map_err(|problem| ApiError::Purchase {
            operation: O::NAME,
            problem,
        })?;
        let config = &self.0.config;
        let message_id = id.map(message_id);
        let body = config
            .encoding
            .write(request, &config.credentials, message_id.as_deref())
            .map_err(|problem| ApiError::Request {
                operation: O::NAME,
                problem,
            })?;
        let repeatable = O::REPEAT == Repeat::Always || message_id.is_some();
        let body = &body;
        let attempt = || async move { self.attempt::<O>(body.clone()).await };
        with_retries(&config.retry_policy, O::NAME, repeatable, attempt).await
    }

    async fn attempt<O: Operation>(&self, body: Vec<u8>) -> Result<O::Output> {
        let operation = O::NAME;
        let encoding = self.0.config.encoding;
        let mut request = self
            .0
            .http
            .post(&self.0.url)
            .header(CONTENT_TYPE, encoding.content_type())
            .body(body);
        if encoding == Encoding::Soap {
            request = request.header("soapaction", HeaderValue::from_static("\"\""));
        }
        let response = request
            .send()
            .await
            .map_err(|problem| ApiError::transport(operation, problem))?;
        let reply = Reply::of(operation, response, &self.0.config.clock, LIMIT).await?;
        tracing::debug!(operation, status = reply.status, "PayPal answered");
        let text = fault(&reply.body).filter(|_| encoding == Encoding::Soap);
        let answer = reply.success(operation).map_err(|error| match text {
            Some(text) => error.with_message(text),
            None => error,
        })?;
        let answer = encoding.decode::<O>(answer)?;
        for warning in &answer.warnings {
            tracing::warn!(operation, code = warning.code.as_str(), "PayPal warned");
        }
        Ok(answer)
    }
}

/// The settings, without the password and what proves it.
impl fmt::Debug for ClassicClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClassicClient")
            .field("config", &self.0.config)
            .field("url", &self.0.url)
            .finish_non_exhaustive()
    }
}
