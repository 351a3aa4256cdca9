//! A chain of certificates, the server that has them, and the verifier that
//! asks it.

use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use leptos_paypal_api::webhook::{
    Transmission, TrustAnchors, Verifier, VerifierConfig, WebhookProblem,
};
use leptos_paypal_core::Environment;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose, PKCS_RSA_SHA256, date_time_ymd,
};
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use rustls_pki_types::PrivatePkcs8KeyDer;
use rustls_pki_types::pem::PemObject;

use crate::server::{Hands, Reply, Seen, Server, answer, retry_policy};

/// Made for these tests, and used for nothing else.
pub(super) const SIGNING_KEY: &str = include_str!("../signing_key.pem");
pub(super) const WEBHOOK_ID: &str = "1JE4291016473214C";
pub(super) const NAME: &str = "messageverificationcerts.sandbox.paypal.com";
pub(super) const BODY: &[u8] =
    br#"{"id":"WH-1","event_type":"PAYMENT.CAPTURE.COMPLETED","n":1.00}"#;
/// 2026-11-21T12:00:00Z, in seconds.
pub(super) const NOW: i64 = 1_795_262_400;

/// In seconds: so long an address that came to nothing is not asked again.
pub(super) const FORGOTTEN: i64 = 30;

pub(super) type Issuer = CertifiedIssuer<'static, KeyPair>;

pub(super) fn authority(name: &str, issuer: Option<&Issuer>) -> Issuer {
    let mut params = CertificateParams::new([]).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(2040, 1, 1);
    let key = KeyPair::generate().unwrap();
    match issuer {
        Some(issuer) => CertifiedIssuer::signed_by(params, key, issuer).unwrap(),
        None => CertifiedIssuer::self_signed(params, key).unwrap(),
    }
}

pub(super) fn leaf(name: &str, issuer: &Issuer, key: &KeyPair) -> String {
    let mut params = CertificateParams::new([name.to_owned()]).unwrap();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.not_before = date_time_ymd(2026, 1, 1);
    params.not_after = date_time_ymd(2027, 1, 1);
    params.signed_by(key, issuer).unwrap().pem()
}

pub(super) fn rsa() -> KeyPair {
    KeyPair::from_pkcs8_pem_and_sign_algo(SIGNING_KEY, &PKCS_RSA_SHA256).unwrap()
}

/// Answer of the certificates' addresses; can be changed while it runs.
pub(super) type Certificate = Arc<Mutex<Box<dyn Fn(&Seen) -> Option<Reply> + Send>>>;

pub(super) struct World {
    pub(super) server: Server,
    pub(super) verifier: Verifier,
    pub(super) hands: Hands,
    pub(super) certificate: Certificate,
    pub(super) root: Issuer,
    pub(super) intermediate: Issuer,
}

fn chain(issuer: &Issuer) -> String {
    [leaf(NAME, issuer, &rsa()), issuer.pem()].concat()
}

impl World {
    pub(super) async fn new() -> Self {
        let root = authority("Test Root", None);
        let intermediate = authority("Test Issuing CA", Some(&root));
        let pem = chain(&intermediate);
        let certificate: Certificate = Arc::new(Mutex::new(Box::new(move |_| {
            Some(answer(200, pem.clone()))
        })));
        let serve = Arc::clone(&certificate);
        let server = Server::start(move |seen, _| serve.lock().unwrap()(seen)).await;
        let hands = Hands::default();
        hands.advance(NOW);
        let verifier = Verifier::new(VerifierConfig {
            environment: server.base().parse::<Environment>().unwrap(),
            webhook_id: WEBHOOK_ID.parse().unwrap(),
            anchors: TrustAnchors::from_pem(root.pem().as_bytes()).unwrap(),
            retry_policy: retry_policy(),
            clock: hands.clock(),
        })
        .unwrap();
        Self {
            server,
            verifier,
            hands,
            certificate,
            root,
            intermediate,
        }
    }

    /// PayPal's certificate, with its issuer's.
    pub(super) fn pem(&self) -> String {
        chain(&self.intermediate)
    }

    pub(super) fn serve(&self, pem: String) {
        self.reply(move || Some(answer(200, pem.clone())));
    }

    pub(super) fn reply(&self, reply: impl Fn() -> Option<Reply> + Send + 'static) {
        self.reply_by(move |_| reply());
    }

    /// Answers of the addresses, each of its own.
    pub(super) fn reply_by(&self, reply: impl Fn(&Seen) -> Option<Reply> + Send + 'static) {
        *self.certificate.lock().unwrap() = Box::new(reply);
    }

    /// Waits until the addresses were asked so often in all.
    pub(super) async fn until_asked(&self, times: usize) {
        while self.server.calls().len() < times {
            tokio::task::yield_now().await;
        }
    }

    /// Headers as PayPal sends them with `body`.
    pub(super) fn signed(&self, body: &[u8]) -> Transmission {
        let mut transmission = Transmission {
            transmission_id: "69cd13f0-d67a-11e5-baa3-778b53f4ae55".to_owned(),
            transmission_time: "2026-11-21T12:00:00Z".to_owned(),
            transmission_sig: String::new(),
            cert_url: format!("{}/v1/notifications/certs/CERT-1", self.server.base()),
            auth_algo: "SHA256withRSA".to_owned(),
        };
        let message = format!(
            "{}|{}|{WEBHOOK_ID}|{}",
            transmission.transmission_id,
            transmission.transmission_time,
            crc32fast::hash(body)
        );
        transmission.transmission_sig = sign(message.as_bytes());
        transmission
    }

    /// The present mistake. What came to nothing before is forgotten.
    pub(super) async fn problem(&self) -> WebhookProblem {
        self.hands.advance(FORGOTTEN);
        self.verifier
            .verify(&self.signed(BODY), BODY)
            .await
            .unwrap_err()
    }
}

pub(super) fn sign(message: &[u8]) -> String {
    let key = PrivatePkcs8KeyDer::from_pem_slice(SIGNING_KEY.as_bytes()).unwrap();
    let key = RsaKeyPair::from_pkcs8(key.secret_pkcs8_der()).unwrap();
    let mut signature = vec![0; key.public().modulus_len()];
    key.sign(
        &RSA_PKCS1_SHA256,
        &SystemRandom::new(),
        message,
        &mut signature,
    )
    .unwrap();
    STANDARD.encode(signature)
}
