//! A running sandbox.

use std::net::SocketAddr;

use thiserror::Error;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::clock::Clock;
use crate::config::{Config, ConfigError};
use crate::router::router;
use crate::state::State;
use crate::tls::{self, TlsClient, TlsListener};

/// A sandbox in this process.
#[derive(Debug)]
pub struct Sandbox {
    address: SocketAddr,
    state: State,
    server: JoinHandle<std::io::Result<()>>,
    sender: JoinHandle<()>,
    tls: Option<JoinHandle<std::io::Result<()>>>,
}

/// Errors of starting and running a sandbox.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SandboxError {
    /// The configuration cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Error of the system.
        source: std::io::Error,
    },
    /// The certificate of the TLS listener could not be made.
    #[error("TLS cannot be served: {0}")]
    Tls(Box<dyn std::error::Error + Send + Sync>),
    /// The server broke.
    #[error("the server ended: {0}")]
    Server(#[from] std::io::Error),
}

impl SandboxError {
    /// A stable name for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Config(error) => error.code(),
            Self::Listen { .. } => "listen",
            Self::Tls(_) => "tls",
            Self::Server(_) => "server",
        }
    }
}

impl Sandbox {
    /// Starts on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// A configuration that cannot be used, or no free port.
    pub async fn spawn(config: Config) -> Result<Self, SandboxError> {
        Self::listen(SocketAddr::from(([127, 0, 0, 1], 0)), config).await
    }

    /// Starts on `address`; port 0 is any free one.
    ///
    /// # Errors
    /// A configuration that cannot be used, or an address that is taken.
    pub async fn listen(address: SocketAddr, config: Config) -> Result<Self, SandboxError> {
        Self::start(address, State::new(config)?).await
    }

    /// Starts with a state of the caller's, such as one with its own clock.
    ///
    /// # Errors
    /// An address that is taken.
    pub async fn start(address: SocketAddr, state: State) -> Result<Self, SandboxError> {
        let failed = |source| SandboxError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let service = router(state.clone());
        let server = tokio::spawn(async move { axum::serve(listener, service).await });
        Ok(Self {
            address,
            sender: tokio::spawn(state.clone().deliver()),
            state,
            server,
            tls: None,
        })
    }

    /// Listens with TLS on one more address, under PayPal's host names; port 0
    /// is any free one. Answers the address. `GET /_sandbox/certificates/root`
    /// has the certificate to trust.
    ///
    /// # Errors
    /// An address that is taken, or a certificate that could not be made.
    pub async fn listen_tls(&mut self, address: SocketAddr) -> Result<SocketAddr, SandboxError> {
        let failed = |source| SandboxError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let config = tls::server_config().map_err(SandboxError::Tls)?;
        let listener = TlsListener::new(listener, address, config);
        let service = router(self.state.clone());
        let service = service.into_make_service_with_connect_info::<TlsClient>();
        let server = tokio::spawn(async move { axum::serve(listener, service).await });
        if let Some(earlier) = self.tls.replace(server) {
            earlier.abort();
        }
        Ok(address)
    }

    /// Its address, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Its time, to be set and advanced.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        self.state.clock()
    }

    /// Ends it. Connections that are open are cut, so that a client which keeps
    /// one cannot hold up the end.
    pub async fn stop(mut self) {
        self.sender.abort();
        self.server.abort();
        let _ = (&mut self.server).await;
        // It has the data file, which is free then.
        let _ = (&mut self.sender).await;
        if let Some(tls) = &mut self.tls {
            tls.abort();
            let _ = tls.await;
        }
    }

    /// Ends when the server does, which is on an error.
    ///
    /// # Errors
    /// Error that ended it.
    pub async fn wait(mut self) -> Result<(), SandboxError> {
        let ended = (&mut self.server).await;
        match ended {
            Ok(result) => result.map_err(SandboxError::Server),
            Err(_) => Ok(()),
        }
    }
}

/// A sandbox that is let go of ends too.
impl Drop for Sandbox {
    fn drop(&mut self) {
        self.sender.abort();
        self.server.abort();
        if let Some(tls) = &self.tls {
            tls.abort();
        }
    }
}
