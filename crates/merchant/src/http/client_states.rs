//! Rate-limiting states of clients, in bounded memory.

use governor::nanos::Nanos;
use governor::state::keyed::{DashMapStateStore, ShrinkableKeyedStateStore};
use governor::state::{InMemoryState, NotKeyed, StateStore};

use super::client::Client;

/// States by client. When there are too many, the known ones keep theirs, and
/// new ones share that of their network; when there are too many networks, new
/// ones share one.
#[derive(Debug)]
pub(super) struct ClientStates {
    clients: DashMapStateStore<Client>,
    networks: DashMapStateStore<Client>,
    everybody: InMemoryState,
    most: usize,
}

impl ClientStates {
    /// At most `most` clients, and as many networks.
    pub(super) fn new(most: usize) -> Self {
        Self {
            clients: DashMapStateStore::default(),
            networks: DashMapStateStore::default(),
            everybody: InMemoryState::default(),
            most,
        }
    }
}

impl StateStore for ClientStates {
    type Key = Client;

    fn measure_and_replace<T, F, E>(&self, client: &Client, measure: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        for (states, key) in [(&self.clients, *client), (&self.networks, client.network())] {
            if states.contains_key(&key) || states.len() < self.most {
                return states.measure_and_replace(&key, measure);
            }
        }
        self.everybody
            .measure_and_replace(&NotKeyed::NonKey, measure)
    }
}

impl ShrinkableKeyedStateStore<Client> for ClientStates {
    fn retain_recent(&self, drop_below: Nanos) {
        self.clients.retain_recent(drop_below);
        self.networks.retain_recent(drop_below);
    }

    fn shrink_to_fit(&self) {
        self.clients.shrink_to_fit();
        self.networks.shrink_to_fit();
    }

    fn len(&self) -> usize {
        self.clients.len() + self.networks.len()
    }

    fn is_empty(&self) -> bool {
        self.clients.is_empty() && self.networks.is_empty()
    }
}
