//! Credentials with a certificate: mutual TLS.

use std::sync::Arc;

use leptos_paypal_api::classic::{
    Certificate, CertificateProblem, ClassicClient, ClassicConfig, ClassicCredentials, Encoding,
};
use p12_keystore::{KeyStore, KeyStoreEntry, PrivateKey, PrivateKeyChain};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use super::{PASSWORD, USER, fixtures};
use crate::server::retry_policy;

/// A certificate and its key.
struct Pair {
    certificate: CertificateDer<'static>,
    key: Vec<u8>,
}

impl Pair {
    fn of(issuer: &CertifiedIssuer<'static, KeyPair>, name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        let certificate = params.signed_by(&key, issuer).unwrap();
        Self {
            certificate: certificate.der().clone(),
            key: key.serialize_der(),
        }
    }

    fn pem(&self) -> String {
        [
            block("PRIVATE KEY", &self.key),
            block("CERTIFICATE", &self.certificate),
        ]
        .concat()
    }
}

fn block(label: &str, der: &[u8]) -> String {
    use base64::Engine;
    let text = base64::engine::general_purpose::STANDARD.encode(der);
    format!("-----BEGIN {label}-----\n{text}\n-----END {label}-----\n")
}

fn issuer() -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// Answers one request after another whose client has a certificate of
/// `issuer`; the bodies that arrived come out of the channel.
async fn serve(
    issuer: &CertifiedIssuer<'static, KeyPair>,
    encoding: Encoding,
) -> (u16, tokio::sync::mpsc::UnboundedReceiver<String>) {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut roots = RootCertStore::empty();
    roots.add(issuer.der().clone()).unwrap();
    let clients = WebPkiClientVerifier::builder(Arc::new(roots))
        .build()
        .unwrap();
    let pair = Pair::of(issuer, "localhost");
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(pair.key));
    let config = ServerConfig::builder()
        .with_client_cert_verifier(clients)
        .with_single_cert(vec![pair.certificate], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (sender, received) = tokio::sync::mpsc::unbounded_channel();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let Ok(mut stream) = acceptor.accept(stream).await else {
                continue;
            };
            let mut request = Vec::new();
            let mut buffer = [0; 4096];
            // The body follows the head and is as long as it says.
            loop {
                let text = String::from_utf8_lossy(&request).to_lowercase();
                if let Some((head, body)) = text.split_once("\r\n\r\n") {
                    let length = head.split("content-length: ").nth(1).unwrap();
                    let length: usize = length.lines().next().unwrap().parse().unwrap();
                    if body.len() >= length {
                        break;
                    }
                }
                let read = stream.read(&mut buffer).await.unwrap();
                request.extend_from_slice(&buffer[..read]);
            }
            sender.send(String::from_utf8(request).unwrap()).unwrap();
            let body = fixtures::answer("GetPalDetails", encoding);
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                body.len()
            );
            stream.write_all(head.as_bytes()).await.unwrap();
            stream.write_all(body.as_bytes()).await.unwrap();
            stream.shutdown().await.unwrap();
        }
    });
    (port, received)
}

fn client(
    port: u16,
    issuer: &CertifiedIssuer<'static, KeyPair>,
    encoding: Encoding,
    credentials: ClassicCredentials,
) -> ClassicClient {
    let environment = format!("https://localhost:{port}").parse().unwrap();
    let mut config = ClassicConfig::new(environment, credentials);
    config.encoding = encoding;
    config.retry_policy = retry_policy();
    config.retry_policy.retries = 0;
    config.trusted_pem = Some(block("CERTIFICATE", issuer.der()).into_bytes());
    ClassicClient::new(config).unwrap()
}

fn pkcs12(pair: &Pair, password: &str) -> Vec<u8> {
    let certificate = p12_keystore::Certificate::from_der(&pair.certificate).unwrap();
    let key = PrivateKey::from_der(&pair.key).unwrap();
    let chain = PrivateKeyChain::new("merchant", key, [certificate]);
    let mut store = KeyStore::new();
    store.add_entry("paypal", KeyStoreEntry::PrivateKeyChain(chain));
    store.writer(password).write().unwrap()
}

#[tokio::test]
async fn pem_and_pkcs12_open_the_connection() {
    let issuer = issuer();
    let pair = Pair::of(&issuer, "merchant");
    let file = pkcs12(&pair, "file password");
    let from_file = Certificate::from_pkcs12(&file, &"file password".into()).unwrap();
    let from_pem = Certificate::from_pem(pair.pem()).unwrap();
    for encoding in super::BOTH {
        let (port, mut received) = serve(&issuer, encoding).await;
        for certificate in [&from_pem, &from_file] {
            let credentials = ClassicCredentials::certificate(USER, PASSWORD, certificate.clone());
            let client = client(port, &issuer, encoding, credentials);
            client.pal_details().await.unwrap();
            let request = received.recv().await.unwrap();
            assert!(request.contains(USER) && request.contains(PASSWORD));
            assert!(!request.to_lowercase().contains("signature"), "{request}");
            assert_eq!(format!("{certificate:?}"), "Certificate");
        }
        // A signature alone does not.
        let error = client(port, &issuer, encoding, super::credentials())
            .pal_details()
            .await
            .unwrap_err();
        assert_eq!(error.code(), "paypal_unreachable");
    }
}

#[test]
fn other_files_are_no_certificate() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let pair = Pair::of(&issuer(), "merchant");
    for pem in [
        String::new(),
        "nothing".to_owned(),
        block("CERTIFICATE", &pair.certificate),
        block("PRIVATE KEY", &pair.key),
    ] {
        let problem = Certificate::from_pem(pem).unwrap_err();
        assert!(matches!(problem, CertificateProblem::Pem(_)), "{problem}");
    }
    let file = pkcs12(&pair, "file password");
    for (file, password) in [
        (&file[..], "another"),
        (&file[..file.len() / 2], "file password"),
        (b"nothing", "file password"),
    ] {
        let problem = Certificate::from_pkcs12(file, &password.into()).unwrap_err();
        assert!(
            matches!(problem, CertificateProblem::Pkcs12(_)),
            "{problem}"
        );
    }
}
