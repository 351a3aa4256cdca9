//! Serving: on a listener of the caller's, or on a free port in this process.

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::MissedTickBehavior;
use tracing::error;

use crate::config::Config;
use crate::error::MerchantError;
use crate::http;
use crate::merchant::Merchant;

/// Time that open requests may take once the server is told to stop.
const STOP_LIMIT: Duration = Duration::from_secs(5);

impl Merchant {
    /// Serves on `listener` until `stop` is ready.
    ///
    /// # Errors
    /// An error when the listener breaks.
    pub async fn serve(
        &self,
        listener: TcpListener,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), MerchantError> {
        let ticking = self.0.config.tick_every.map(|every| {
            let services = self.0.services.clone();
            tokio::spawn(async move {
                let fulfilment = &services.fulfilment;
                // The first is at once: what waited while no server ran waits
                // no longer. However often it is woken, its turn comes.
                let mut turns = tokio::time::interval(every.max(Duration::from_millis(1)));
                turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
                loop {
                    let worked = tokio::select! {
                        _ = turns.tick() => services.tick().await,
                        () = fulfilment.woken() => fulfilment.dispatch_due().await,
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
        let served = http::server(listener, &self.0.config)
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

/// A server that was started with [`Merchant::spawn`].
#[derive(Debug)]
pub struct Running {
    merchant: Merchant,
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    served: JoinHandle<Result<(), MerchantError>>,
}

impl Running {
    /// Address that it listens on: `http://127.0.0.1:PORT`.
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
    /// The error that ended the server before.
    pub async fn stop(self) -> Result<(), MerchantError> {
        let _ = self.stop.send(());
        match self.served.await {
            Ok(served) => served,
            Err(error) => Err(MerchantError::Io(std::io::Error::other(error))),
        }
    }
}
