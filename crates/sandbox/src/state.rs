//! State that all requests share.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::api_calls::ApiCalls;
use crate::clock::Clock;
use crate::config::{Config, ConfigError};
use crate::ids::Ids;
use crate::sender::Sender;
use crate::store::data_file::DataFile;
use crate::store::{SharedStore, Store, http_url};
use crate::{mail, notify, webhooks};

/// The sandbox behind its router. Clones are the same sandbox.
#[derive(Clone, Debug)]
pub struct State(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    config: Config,
    clock: Clock,
    store: SharedStore,
    sender: Sender,
    /// Data file, if there is one.
    data: Option<Arc<DataFile>>,
    /// Apart from the store's, so that a seed's ids do not depend on how many
    /// requests there were.
    debug_ids: Mutex<Ids>,
    /// Apart as well: a call that only reads changes nothing that is kept.
    calls: Mutex<ApiCalls>,
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
        let mut store = Store::new(&config)?;
        let data = match &config.data {
            Some(path) => {
                let file = DataFile::open(path)?;
                file.load(&mut store, &clock)?;
                file.save(&mut store, &clock);
                Some(Arc::new(file))
            }
            None => None,
        };
        let store = SharedStore::new(store);
        let hosts = config.notify_hosts.clone();
        Ok(Self(Arc::new(Inner {
            sender: Sender::new(store.clone(), clock.clone(), hosts, data.clone())?,
            store,
            data,
            debug_ids: Mutex::new(Ids::new(config.seed)),
            calls: Mutex::default(),
            config,
            clock,
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
        self.0.sender.clone().run().await;
    }

    /// The store, for one request. Never held across an await.
    pub(crate) fn store(&self) -> StoreGuard<'_> {
        let mut store = self.0.store.lock();
        // Who looks sees everything that is due.
        store.charge_due_profiles(self.0.clock.now());
        let has_changed = store.has_events();
        StoreGuard {
            store,
            clock: &self.0.clock,
            data: self.0.data.as_deref(),
            has_changed,
        }
    }

    /// Keeps the store and the clock as they are now, where a file is.
    pub(crate) fn save(&self) {
        self.store().has_changed = true;
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

    /// The log of API calls.
    pub(crate) fn calls(&self) -> MutexGuard<'_, ApiCalls> {
        self.0.calls.lock().unwrap_or_else(PoisonError::into_inner)
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

    /// Back to the first state: money, checkouts, messages, faults, time.
    pub(crate) fn reset(&self) -> Result<(), ConfigError> {
        let mut fresh = Store::new(&self.0.config)?;
        {
            let mut store = self.store();
            if self.0.config.seed.is_none() {
                fresh.ids = store.ids.clone();
            }
            fresh.generation = store.generation + 1;
            fresh.form_key = store.form_key.clone();
            *store = fresh;
        }
        self.calls().clear();
        match self.0.config.now {
            Some(at) => self.clock().set(at),
            None => self.clock().run_real(),
        }
        self.save();
        Ok(())
    }
}

/// Access to the store. When it ends, messages are made of what happened
/// meanwhile, and changes are kept.
pub(crate) struct StoreGuard<'a> {
    store: MutexGuard<'a, Store>,
    clock: &'a Clock,
    data: Option<&'a DataFile>,
    has_changed: bool,
}

impl Deref for StoreGuard<'_> {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

impl DerefMut for StoreGuard<'_> {
    fn deref_mut(&mut self) -> &mut Store {
        self.has_changed = true;
        &mut self.store
    }
}

impl Drop for StoreGuard<'_> {
    fn drop(&mut self) {
        let events = self.store.take_events();
        for event in &events {
            notify::publish(&mut self.store, event);
            webhooks::publish(&mut self.store, event);
            mail::publish(&mut self.store, event);
        }
        // A request that broke off may have left halves.
        if let Some(data) = self
            .data
            .filter(|_| self.has_changed && !std::thread::panicking())
        {
            data.save(&mut self.store, self.clock);
        }
        if !events.is_empty() {
            self.clock.wake();
        }
    }
}
