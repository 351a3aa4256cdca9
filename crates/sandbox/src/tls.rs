//! TLS listener under PayPal's host names.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::authority::authority;

/// Names that the server's certificate has.
const NAMES: &[&str] = &[
    "localhost",
    "127.0.0.1",
    "::1",
    "api-3t.paypal.com",
    "api-3t.sandbox.paypal.com",
    "api.paypal.com",
    "api.sandbox.paypal.com",
    "api-m.paypal.com",
    "api-m.sandbox.paypal.com",
    "cors.api.paypal.com",
    "cors.api.sandbox.paypal.com",
    "ipnpb.paypal.com",
    "ipnpb.sandbox.paypal.com",
    "www.paypal.com",
    "www.sandbox.paypal.com",
    "www.paypalobjects.com",
];

/// Time for a handshake.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// Pause after the system refuses a connection, such as for want of files.
const PAUSE: Duration = Duration::from_millis(100);

/// Connections whose handshake is done and that nobody has taken yet.
const WAITING: usize = 64;

/// A client that came by TLS.
#[derive(Clone, Debug)]
pub(crate) struct TlsClient {
    /// The certificate that it has shown, in DER; the sandbox has issued it.
    pub(crate) certificate: Option<Vec<u8>>,
}

/// Accepts connections with TLS. Each handshake is a task of its own, so that
/// a slow client does not keep the others waiting.
pub(crate) struct TlsListener {
    address: SocketAddr,
    ready: mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>,
    acceptor: JoinHandle<()>,
}

/// A certificate for PayPal's host names. A certificate of the client is asked
/// for, and not demanded.
pub(crate) fn server_config() -> Result<ServerConfig, Box<dyn std::error::Error + Send + Sync>> {
    let authority = authority()?;
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(authority.root_der.clone()))?;
    let verifier = WebPkiClientVerifier::builder(Arc::new(roots))
        .allow_unauthenticated()
        .build()?;
    let server = authority.server(NAMES)?;
    let chain = vec![
        CertificateDer::from(server.certificate),
        CertificateDer::from(authority.root_der.clone()),
    ];
    let key = PrivateKeyDer::try_from(server.key)?;
    let mut config = ServerConfig::builder()
        .with_client_cert_verifier(verifier)
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

impl TlsListener {
    pub(crate) fn new(listener: TcpListener, address: SocketAddr, config: ServerConfig) -> Self {
        let (sender, ready) = mpsc::channel(WAITING);
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let acceptor = tokio::spawn(async move {
            loop {
                let (stream, peer) = match listener.accept().await {
                    Ok(accepted) => accepted,
                    Err(error) => {
                        tracing::warn!(%error, "a connection could not be accepted");
                        tokio::time::sleep(PAUSE).await;
                        continue;
                    }
                };
                let (acceptor, sender) = (acceptor.clone(), sender.clone());
                tokio::spawn(async move {
                    match tokio::time::timeout(HANDSHAKE, acceptor.accept(stream)).await {
                        Ok(Ok(stream)) => {
                            // Fails when the sandbox has ended.
                            let _ = sender.send((stream, peer)).await;
                        }
                        Ok(Err(error)) => tracing::debug!(%error, "a handshake failed"),
                        Err(_) => tracing::debug!("a handshake took too long"),
                    }
                });
            }
        });
        Self {
            address,
            ready,
            acceptor,
        }
    }
}

impl Drop for TlsListener {
    fn drop(&mut self) {
        self.acceptor.abort();
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.ready.recv().await {
            Some(ready) => ready,
            // The acceptor has ended, which only happens at the end of all.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        Ok(self.address)
    }
}

impl Connected<IncomingStream<'_, TlsListener>> for TlsClient {
    fn connect_info(stream: IncomingStream<'_, TlsListener>) -> Self {
        let (_, connection) = stream.io().get_ref();
        let certificates = connection.peer_certificates();
        let certificate = certificates.and_then(|chain| chain.first());
        Self {
            certificate: certificate.map(|own| own.to_vec()),
        }
    }
}
