//! Connections: their number, and the time that they may say nothing.

use std::future::{Ready, ready};
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum_server::Server;
use axum_server::accept::Accept;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::config::Config;

/// A server that closes connections which are one too many, and those whose
/// next request does not come, or comes too slowly.
pub(crate) fn server(listener: TcpListener, config: &Config) -> Server<SocketAddr, Acceptor> {
    let mut server = Server::from_listener(listener)
        .acceptor(Acceptor(Arc::new(Semaphore::new(config.max_connections))))
        .http1_only()
        .first_request_timeout(config.header_timeout);
    server
        .http_builder()
        .http1()
        .header_read_timeout(config.header_timeout);
    server
}

/// Lets so many connections in at a time.
#[derive(Clone, Debug)]
pub(crate) struct Acceptor(Arc<Semaphore>);

impl<S> Accept<TcpStream, S> for Acceptor {
    type Stream = Accepted;
    type Service = S;
    type Future = Ready<io::Result<(Accepted, S)>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        ready(
            Arc::clone(&self.0)
                .try_acquire_owned()
                .map_err(|_| io::Error::other("there are too many connections"))
                .and_then(|place| {
                    // Answers are small, and nobody shall wait for more.
                    stream.set_nodelay(true)?;
                    let accepted = Accepted {
                        stream,
                        _place: place,
                    };
                    Ok((accepted, service))
                }),
        )
    }
}

/// A connection with its place among all.
#[derive(Debug)]
pub(crate) struct Accepted {
    stream: TcpStream,
    _place: OwnedSemaphorePermit,
}

impl AsyncRead for Accepted {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Accepted {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }
}
