//! What all requests share.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::OnceCell;

use crate::clock::Clock;
use crate::config::{Config, ConfigError};
use crate::ids::Ids;
use crate::notify::sender;
use crate::store::{Store, http_url};
use crate::webhooks::certificate::Signer;

/// Made when it is first asked for. The sandboxes of one process share it: a
/// key takes a part of a second, and keeps nothing secret from anyone.
static SIGNER: OnceCell<Signer> = OnceCell::const_new();

/// The sandbox behind its router. Clones are the same sandbox.
#[derive(Clone, Debug)]
pub struct State(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    config: Config,
    clock: Clock,
    client: reqwest::Client,
    store: Mutex<Store>,
    /// Apart from the store's, so that a seed's ids do not depend on how many
    /// requests there were.
    debug_ids: Mutex<Ids>,
    generation: AtomicU64,
}

impl State {
    /// The first state of `config`, with the clock that it asks for.
    ///
    /// # Errors
    /// A [`ConfigError`] that names what cannot be used.
    pub fn new(config: Config) -> Result<Self, ConfigError> {
        let clock = config.now.map_or_else(Clock::real, Clock::standing);
        Self::with_clock(config, clock)
    }

    /// The same with a clock of the caller's.
    ///
    /// # Errors
    /// A [`ConfigError`] that names what cannot be used.
    pub fn with_clock(config: Config, clock: Clock) -> Result<Self, ConfigError> {
        if let Some(url) = &config.public_url {
            http_url(url).ok_or_else(|| ConfigError::Url {
                field: "public_url",
                value: url.clone(),
            })?;
        }
        // Fails when there is a provider already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Ok(Self(Arc::new(Inner {
            store: Mutex::new(Store::new(&config)?),
            debug_ids: Mutex::new(Ids::new(config.seed)),
            client: sender::client()?,
            config,
            clock,
            generation: AtomicU64::new(0),
        })))
    }

    /// The time.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Delivers notifications until it is dropped. Spawn it once beside the
    /// router; [`crate::Sandbox::spawn`] does.
    pub async fn deliver(self) {
        sender::run(self).await;
    }

    /// Never held across an await.
    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        self.0.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn client(&self) -> &reqwest::Client {
        &self.0.client
    }

    /// What signs webhooks; the first to ask waits until its key is made. None
    /// when that failed, which the log tells.
    pub(crate) async fn signer(&self) -> Option<&'static Signer> {
        let made = SIGNER.get_or_try_init(|| async {
            match tokio::task::spawn_blocking(Signer::new).await {
                Ok(made) => made.map_err(|error| {
                    tracing::error!(%error, "webhooks cannot be signed");
                }),
                Err(_) => Err(()),
            }
        });
        made.await.ok()
    }

    /// An id for one answer.
    pub(crate) fn debug_id(&self) -> String {
        let mut ids = self
            .0
            .debug_ids
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        ids.track()
    }

    /// The configured address, without a slash at the end.
    pub(crate) fn public_url(&self) -> Option<&str> {
        self.0
            .config
            .public_url
            .as_deref()
            .map(|url| url.trim_end_matches('/'))
    }

    /// Further hosts under which the control API answers.
    pub(crate) fn control_hosts(&self) -> &[String] {
        &self.0.config.control_hosts
    }

    /// Returns whether notifications may be sent to this address.
    pub(crate) fn may_notify(&self, url: &str) -> bool {
        let Some(hosts) = &self.0.config.notify_hosts else {
            return true;
        };
        let Ok(url) = url::Url::parse(url) else {
            return false;
        };
        // An IPv6 address is in brackets there.
        let host = url.host_str().unwrap_or_default();
        let host = host.trim_start_matches('[').trim_end_matches(']');
        hosts
            .iter()
            .any(|allowed| allowed.eq_ignore_ascii_case(host))
    }

    /// Counts the resets.
    pub(crate) fn generation(&self) -> u64 {
        self.0.generation.load(Ordering::SeqCst)
    }

    /// Back to the first state: money, checkouts, messages, faults, time.
    pub(crate) fn reset(&self) -> Result<(), ConfigError> {
        let mut fresh = Store::new(&self.0.config)?;
        {
            let mut store = self.store();
            if self.0.config.seed.is_none() {
                fresh.ids = store.ids.clone();
            }
            self.0.generation.fetch_add(1, Ordering::SeqCst);
            *store = fresh;
        }
        match self.0.config.now {
            Some(at) => self.clock().set(at),
            None => self.clock().run_real(),
        }
        Ok(())
    }
}
