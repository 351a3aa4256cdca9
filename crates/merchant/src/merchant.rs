//! The server as a whole.

use std::future::Future;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use leptos_paypal_api::{Client, Webscr};
use leptos_paypal_core::{CheckoutId, CheckoutStatus, CoreError, TxnId};
use tokio::net::TcpListener;
use tokio::sync::{Notify, Semaphore, oneshot};
use tokio::task::JoinHandle;
use tokio::time::MissedTickBehavior;
use tracing::error;

use crate::ledger::{Cause, Checkout, Ledger, LedgerError, MessageId, Shop};
use crate::metrics::Metrics;
use crate::quote::Addresses;
use crate::server_path::{self, Administration, Done, ServerProblem, Verifying, Wish};
use crate::{Config, MerchantError, connections, http};

/// How long open requests may take once the server is told to stop.
const STOP_LIMIT: Duration = Duration::from_secs(5);

/// Messages that are worked on at a time; more wait with their requests.
const MAX_DELIVERIES: usize = 256;

/// What every request shares.
#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) config: Config,
    pub(crate) addresses: Addresses,
    pub(crate) ledger: Ledger,
    pub(crate) webscr: Webscr,
    pub(crate) shop: Shop,
    pub(crate) pace: http::Pace,
    pub(crate) health: http::Health,
    pub(crate) bodies: http::BodyBudget,
    /// Places for messages that are being worked on.
    pub(crate) deliveries: Arc<Semaphore>,
    /// The client of the shop's REST app.
    pub(crate) rest: Option<Client>,
    pub(crate) webhook: Option<Verifying>,
    pub(crate) metrics: Metrics,
    /// Told when there is work that need not wait for the next round.
    pub(crate) wake: Notify,
}

/// A shop's server: its rules, its ledger and its way to PayPal.
#[derive(Clone, Debug)]
pub struct Merchant(pub(crate) Arc<Inner>);

impl Merchant {
    /// Opens the ledger and checks every setting. `public_url` is where the
    /// shop is seen when the configuration does not say it.
    ///
    /// # Errors
    /// [`MerchantError`].
    pub async fn open(config: Config, public_url: &str) -> Result<Self, MerchantError> {
        let public_url = config
            .public_url
            .as_deref()
            .unwrap_or(public_url)
            .trim_end_matches('/')
            .to_owned();
        let path = &config.return_path;
        let plain = path.bytes().all(
            |byte| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_'),
        );
        if !path.starts_with('/') || path.starts_with("//") || !plain || http::is_taken(path) {
            return Err(MerchantError::ReturnPath(path.clone()));
        }
        if let (Some(site), Some(database)) = (&config.site, config.database.path())
            && is_inside(database, site)
        {
            return Err(MerchantError::DatabaseInSite {
                database: database.to_owned(),
                site: site.clone(),
            });
        }
        let setting = |problem: CoreError| MerchantError::Setting {
            name: "public URL",
            problem,
        };
        let addresses = Addresses::new(&public_url, path).map_err(setting)?;
        let mut payees = vec![config.business.as_str().to_owned()];
        payees.extend(config.receivers.iter().cloned());
        Ok(Self(Arc::new(Inner {
            ledger: Ledger::open(&config.database)
                .await?
                .fulfilling(config.fulfilment.is_some()),
            webscr: Webscr::new(&config.environment, config.patience)?,
            shop: Shop {
                payees,
                test: config.environment.is_test(),
            },
            pace: http::Pace::new(&config),
            health: http::Health::default(),
            bodies: http::BodyBudget::new(config.body_budget),
            deliveries: Arc::new(Semaphore::new(MAX_DELIVERIES)),
            rest: server_path::client(&config)?,
            webhook: Verifying::new(&config)?,
            metrics: Metrics::default(),
            wake: Notify::new(),
            addresses,
            config,
        })))
    }

    /// Everything the server answers.
    pub fn router(&self) -> Router {
        http::router(self)
    }

    /// The shop's books.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.0.ledger
    }

    /// Asks again about messages that wait, asks about checkouts that went
    /// quiet, lets old ones expire, and tells the shop's system of paid ones.
    /// It is called regularly while the server runs.
    ///
    /// # Errors
    /// `database`.
    pub async fn tick(&self) -> Result<(), LedgerError> {
        // What goes wrong with one kind of work keeps no other from being done.
        let now = self.0.config.clock.now();
        let done = [
            self.0.ask_again().await,
            self.0.verify_again().await,
            self.0.reconcile_due().await,
            self.0
                .ledger
                .expire(self.0.expires_before(now), now)
                .await
                .map(drop),
            self.0.fulfil_due().await,
        ];
        done.into_iter().collect()
    }

    /// Asks PayPal now about one checkout of the server path, and finishes
    /// what the buyer agreed to. The status afterwards.
    ///
    /// # Errors
    /// [`ServerProblem`].
    pub async fn reconcile(&self, id: &CheckoutId) -> Result<CheckoutStatus, ServerProblem> {
        self.0.look_after(id).await
    }

    /// Gives money of a paid checkout back: `amount` in its currency, or all
    /// that is left; `txn_id` names the payment where there are several. The
    /// same key is the same refund.
    ///
    /// # Errors
    /// [`ServerProblem`].
    pub async fn refund(
        &self,
        id: &CheckoutId,
        idempotency_key: &str,
        amount: Option<&str>,
        txn_id: Option<TxnId>,
    ) -> Result<Done, ServerProblem> {
        let amount = amount.map(str::to_owned);
        self.administer(id, idempotency_key, Wish::Refund { amount, txn_id })
            .await
    }

    /// Moves the reserved money of a checkout.
    ///
    /// # Errors
    /// [`ServerProblem`].
    pub async fn capture(
        &self,
        id: &CheckoutId,
        idempotency_key: &str,
    ) -> Result<Done, ServerProblem> {
        self.administer(id, idempotency_key, Wish::Capture).await
    }

    /// Releases the reserved money of a checkout.
    ///
    /// # Errors
    /// [`ServerProblem`].
    pub async fn void(
        &self,
        id: &CheckoutId,
        idempotency_key: &str,
    ) -> Result<Done, ServerProblem> {
        self.administer(id, idempotency_key, Wish::Void).await
    }

    async fn administer(
        &self,
        id: &CheckoutId,
        idempotency_key: &str,
        wish: Wish,
    ) -> Result<Done, ServerProblem> {
        let administration = Administration {
            idempotency_key: idempotency_key.to_owned(),
            wish,
        };
        self.0.administer(id, &administration).await
    }

    /// Asks PayPal again about a kept message, whatever became of it, and
    /// records what it means. `None` when there is no such message.
    ///
    /// # Errors
    /// `database`.
    pub async fn replay_message(&self, id: MessageId) -> Result<Option<&'static str>, LedgerError> {
        self.0.replay(id).await
    }

    /// Serves on `listener` until `stop` is ready.
    ///
    /// # Errors
    /// When the listener breaks.
    pub async fn serve(
        &self,
        listener: TcpListener,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), MerchantError> {
        let ticking = self.0.config.tick_every.map(|every| {
            let merchant = self.clone();
            tokio::spawn(async move {
                // The first is at once: what waited while no server ran waits
                // no longer. However often it is woken, its turn comes.
                let mut turns = tokio::time::interval(every.max(Duration::from_millis(1)));
                turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
                loop {
                    let worked = tokio::select! {
                        _ = turns.tick() => merchant.tick().await,
                        () = merchant.0.wake.notified() => merchant.0.fulfil_due().await,
                    };
                    if let Err(error) = worked {
                        error!(code = error.code(), %error, "the regular work failed");
                    }
                }
            })
        });
        let handle = axum_server::Handle::new();
        let stopping = {
            let handle = handle.clone();
            tokio::spawn(async move {
                stop.await;
                handle.graceful_shutdown(Some(STOP_LIMIT));
            })
        };
        let service = self
            .router()
            .into_make_service_with_connect_info::<SocketAddr>();
        let served = connections::server(listener, &self.0.config)
            .handle(handle)
            .serve(service)
            .await;
        stopping.abort();
        if let Some(ticking) = ticking {
            ticking.abort();
        }
        // A request that outlived the limit holds its connection; the file is
        // whole all the same.
        let _ = tokio::time::timeout(STOP_LIMIT, self.0.ledger.close()).await;
        Ok(served?)
    }

    /// Starts a server in this process on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// [`MerchantError`].
    pub async fn spawn(config: Config) -> Result<Running, MerchantError> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let merchant = Self::open(config, &format!("http://{address}")).await?;
        let (stop, stopped) = oneshot::channel::<()>();
        let served = {
            let merchant = merchant.clone();
            tokio::spawn(async move {
                let stopped = async {
                    // A handle that is dropped stops the server too.
                    let _ = stopped.await;
                };
                merchant.serve(listener, stopped).await
            })
        };
        Ok(Running {
            merchant,
            address,
            stop,
            served,
        })
    }
}

/// Returns whether a file, which need not be there yet, is in a folder, links
/// resolved.
fn is_inside(file: &Path, folder: &Path) -> bool {
    let Ok(folder) = folder.canonicalize() else {
        return false;
    };
    let parent = match file.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    [file, parent]
        .into_iter()
        .filter_map(|path| path.canonicalize().ok())
        .any(|path| path.starts_with(&folder))
}

impl Inner {
    /// Checkouts made before this moment have expired.
    fn expires_before(&self, now: i64) -> i64 {
        let age = i64::try_from(self.config.expire_after.as_millis()).unwrap_or(i64::MAX);
        now.saturating_sub(age)
    }

    /// The checkout as it stands now: expired, when its time is over.
    pub(crate) async fn current(&self, id: &CheckoutId) -> Result<Option<Checkout>, LedgerError> {
        let checkout = self.ledger.checkout(id).await?;
        let now = self.config.clock.now();
        match checkout {
            Some(old) if old.status.can_expire() && old.created_at < self.expires_before(now) => {
                self.ledger.hint(id, Cause::Expired, now).await?;
                self.ledger.checkout(id).await
            }
            checkout => Ok(checkout),
        }
    }
}

/// A server that was started with [`Merchant::spawn`].
#[derive(Debug)]
pub struct Running {
    merchant: Merchant,
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    served: JoinHandle<Result<(), MerchantError>>,
}

impl Running {
    /// Where it listens: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The server itself.
    #[must_use]
    pub const fn merchant(&self) -> &Merchant {
        &self.merchant
    }

    /// Stops it and waits until open requests are answered and the ledger is
    /// closed.
    ///
    /// # Errors
    /// What ended the server before.
    pub async fn stop(self) -> Result<(), MerchantError> {
        let _ = self.stop.send(());
        match self.served.await {
            Ok(served) => served,
            Err(error) => Err(MerchantError::Io(std::io::Error::other(error))),
        }
    }
}
