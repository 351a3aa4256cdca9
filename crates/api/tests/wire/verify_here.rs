//! Verification by certificate, with a chain made for the test.

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
use reqwest::header::HeaderMap;
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use rustls_pki_types::PrivatePkcs8KeyDer;
use rustls_pki_types::pem::PemObject;
use tokio::task::JoinSet;

use crate::server::{Hands, Reply, Server, answer, retry_policy, with_header};

/// Made for these tests, and used for nothing else.
const SIGNING_KEY: &str = include_str!("signing_key.pem");
const WEBHOOK_ID: &str = "1JE4291016473214C";
const NAME: &str = "messageverificationcerts.sandbox.paypal.com";
const BODY: &[u8] = br#"{"id":"WH-1","event_type":"PAYMENT.CAPTURE.COMPLETED","n":1.00}"#;
/// 2026-11-21T12:00:00Z, in seconds.
const NOW: i64 = 1_795_262_400;

/// In seconds: so long an address that came to nothing is not asked again.
const FORGOTTEN: i64 = 30;

type Issuer = CertifiedIssuer<'static, KeyPair>;

fn authority(name: &str, issuer: Option<&Issuer>) -> Issuer {
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

fn leaf(name: &str, issuer: &Issuer, key: &KeyPair) -> String {
    let mut params = CertificateParams::new([name.to_owned()]).unwrap();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.not_before = date_time_ymd(2026, 1, 1);
    params.not_after = date_time_ymd(2027, 1, 1);
    params.signed_by(key, issuer).unwrap().pem()
}

fn rsa() -> KeyPair {
    KeyPair::from_pkcs8_pem_and_sign_algo(SIGNING_KEY, &PKCS_RSA_SHA256).unwrap()
}

/// Answer of the certificate's address; can be changed while it runs.
type Certificate = Arc<Mutex<Box<dyn Fn() -> Option<Reply> + Send>>>;

struct World {
    server: Server,
    verifier: Verifier,
    hands: Hands,
    certificate: Certificate,
    root: Issuer,
    intermediate: Issuer,
}

impl World {
    async fn new() -> Self {
        let root = authority("Test Root", None);
        let intermediate = authority("Test Issuing CA", Some(&root));
        let pem = [leaf(NAME, &intermediate, &rsa()), intermediate.pem()].concat();
        let certificate: Certificate =
            Arc::new(Mutex::new(Box::new(move || Some(answer(200, pem.clone())))));
        let serve = Arc::clone(&certificate);
        let server = Server::start(move |_, _| serve.lock().unwrap()()).await;
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

    fn serve(&self, pem: String) {
        self.reply(move || Some(answer(200, pem.clone())));
    }

    fn reply(&self, reply: impl Fn() -> Option<Reply> + Send + 'static) {
        *self.certificate.lock().unwrap() = Box::new(reply);
    }

    /// Headers as PayPal sends them with `body`.
    fn signed(&self, body: &[u8]) -> Transmission {
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
    async fn problem(&self) -> WebhookProblem {
        self.hands.advance(FORGOTTEN);
        self.verifier
            .verify(&self.signed(BODY), BODY)
            .await
            .unwrap_err()
    }
}

fn sign(message: &[u8]) -> String {
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

#[tokio::test]
async fn a_signed_message_is_paypals_and_its_certificate_is_fetched_once() {
    let world = World::new().await;
    let mut tasks = JoinSet::new();
    for _ in 0..10 {
        let verifier = world.verifier.clone();
        let transmission = world.signed(BODY);
        tasks.spawn(async move { verifier.verify(&transmission, BODY).await });
    }
    for result in tasks.join_all().await {
        result.unwrap();
    }
    assert_eq!(world.server.calls().len(), 1);
    // A day later PayPal may have another one.
    world.hands.advance(24 * 60 * 60);
    let signed = world.signed(BODY);
    world.verifier.verify(&signed, BODY).await.unwrap();
    assert_eq!(world.server.calls().len(), 2);
}

#[tokio::test]
async fn what_was_changed_on_the_way_is_not() {
    let world = World::new().await;
    let signed = world.signed(BODY);
    for index in 0..BODY.len() {
        let mut body = BODY.to_vec();
        body[index] ^= 1;
        let problem = world.verifier.verify(&signed, &body).await.unwrap_err();
        assert_eq!(problem.code(), "webhook_signature", "{index}");
        assert!(!problem.is_passing());
    }
    let other_id = Transmission {
        transmission_id: "69cd13f0-d67a-11e5-baa3-778b53f4ae56".to_owned(),
        ..signed.clone()
    };
    let other_time = Transmission {
        transmission_time: "2026-11-21T12:00:01Z".to_owned(),
        ..signed.clone()
    };
    let other_webhook = Transmission {
        transmission_sig: sign(
            b"69cd13f0-d67a-11e5-baa3-778b53f4ae55|2026-11-21T12:00:00Z|OTHER|1",
        ),
        ..signed.clone()
    };
    let no_base64 = Transmission {
        transmission_sig: "***".to_owned(),
        ..signed
    };
    for transmission in [other_id, other_time, other_webhook, no_base64] {
        let problem = world
            .verifier
            .verify(&transmission, BODY)
            .await
            .unwrap_err();
        assert_eq!(problem.code(), "webhook_signature", "{transmission:?}");
    }
}

#[tokio::test]
async fn somebody_elses_certificate_proves_nothing() {
    let world = World::new().await;
    // A chain that nobody trusts, in PayPal's name.
    let strange_root = authority("Test Root", None);
    let strange = authority("Test Issuing CA", Some(&strange_root));
    world.serve(
        [
            leaf(NAME, &strange, &rsa()),
            strange.pem(),
            strange_root.pem(),
        ]
        .concat(),
    );
    assert_eq!(world.problem().await.code(), "webhook_certificate");
    // The issuer is missing.
    world.serve(leaf(NAME, &world.intermediate, &rsa()));
    assert_eq!(world.problem().await.code(), "webhook_certificate");
    // A trusted chain in somebody else's name.
    for name in ["evil.example", "paypal.com.evil.example", "evilpaypal.com"] {
        let pem = leaf(name, &world.intermediate, &rsa());
        world.serve([pem, world.intermediate.pem()].concat());
        assert_eq!(
            world.problem().await.code(),
            "webhook_common_name",
            "{name}"
        );
    }
    // A key that PayPal does not use.
    let pem = leaf(NAME, &world.root, &KeyPair::generate().unwrap());
    world.serve(pem);
    assert_eq!(world.problem().await.code(), "webhook_signature");
}

#[tokio::test]
async fn certificates_have_their_time() {
    for (seconds, is_valid) in [(0, true), (42 * 86_400, false), (-330 * 86_400, false)] {
        let world = World::new().await;
        world.hands.advance(seconds);
        let signed = world.signed(BODY);
        let result = world.verifier.verify(&signed, BODY).await;
        assert_eq!(result.is_ok(), is_valid, "{seconds}: {result:?}");
    }
    // A kept one, too.
    let world = World::new().await;
    world.hands.advance(40 * 86_400 + 43_200 - 60);
    let signed = world.signed(BODY);
    world.verifier.verify(&signed, BODY).await.unwrap();
    world.hands.advance(120);
    assert_eq!(world.problem().await.code(), "webhook_certificate");
    assert_eq!(world.server.calls().len(), 1);
}

#[tokio::test]
async fn a_certificate_that_cannot_be_had_is_told_from_one_that_is_wrong() {
    let world = World::new().await;
    for (status, passing) in [(404, false), (302, false), (503, true), (429, true)] {
        world.reply(move || Some(with_header(answer(status, ""), "location", "/elsewhere")));
        let problem = world.problem().await;
        assert_eq!(problem.code(), "webhook_certificate_status", "{status}");
        assert_eq!(problem.is_passing(), passing, "{status}");
    }
    assert!(
        world
            .server
            .calls()
            .iter()
            .all(|call| call.path.ends_with("CERT-1")),
        "redirects are not followed"
    );
    for pem in [
        "",
        "<html>",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    ] {
        world.serve(pem.to_owned());
        let problem = world.problem().await;
        assert_eq!(problem.code(), "webhook_certificate", "{pem:?}");
        assert!(!problem.is_passing());
    }
    world.serve("x".repeat(100_000));
    assert_eq!(world.problem().await.code(), "webhook_certificate");
    // None of them was kept.
    let pem = leaf(NAME, &world.root, &rsa());
    world.serve(pem);
    world.hands.advance(FORGOTTEN);
    let signed = world.signed(BODY);
    world.verifier.verify(&signed, BODY).await.unwrap();
}

#[tokio::test]
async fn an_address_that_came_to_nothing_is_left_alone_for_a_while() {
    let world = World::new().await;
    world.reply(|| Some(answer(503, "")));
    let signed = world.signed(BODY);
    for query in ["", "?a=1", "?a=2#b"] {
        let queried = Transmission {
            cert_url: format!("{}{query}", signed.cert_url),
            ..signed.clone()
        };
        let problem = world.verifier.verify(&queried, BODY).await.unwrap_err();
        assert_eq!(problem.code(), "webhook_certificate_status");
    }
    assert_eq!(world.server.calls().len(), 1);
    let pem = leaf(NAME, &world.root, &rsa());
    world.serve(pem);
    world.hands.advance(FORGOTTEN - 1);
    world.verifier.verify(&signed, BODY).await.unwrap_err();
    world.hands.advance(1);
    world.verifier.verify(&signed, BODY).await.unwrap();
    assert_eq!(world.server.calls().len(), 2);
}

/// Addresses that somebody invents neither drive the real one out, nor keep
/// others waiting.
#[tokio::test]
async fn invented_certificates_are_nobodys_trouble() {
    let world = World::new().await;
    let signed = world.signed(BODY);
    world.verifier.verify(&signed, BODY).await.unwrap();
    let invented = |n: usize| Transmission {
        cert_url: format!(
            "{}/v1/notifications/certs/INVENTED-{n}",
            world.server.base()
        ),
        ..signed.clone()
    };
    world.reply(|| Some(answer(404, "")));
    for n in 0..50 {
        world.verifier.verify(&invented(n), BODY).await.unwrap_err();
    }
    let before = world.server.calls().len();
    world.verifier.verify(&signed, BODY).await.unwrap();
    assert_eq!(world.server.calls().len(), before);

    // One that PayPal never answers, while the real one is fetched anew.
    world.hands.advance(24 * 60 * 60);
    world.reply(|| None);
    let slow = {
        let (verifier, invented) = (world.verifier.clone(), invented(99));
        tokio::spawn(async move { verifier.verify(&invented, BODY).await })
    };
    while world.server.calls().len() == before {
        tokio::task::yield_now().await;
    }
    let pem = [leaf(NAME, &world.root, &rsa())].concat();
    world.serve(pem);
    world.verifier.verify(&signed, BODY).await.unwrap();
    assert!(!slow.is_finished());
    slow.abort();
}

#[tokio::test]
async fn nothing_is_fetched_for_what_cannot_be_paypals() {
    let world = World::new().await;
    let signed = world.signed(BODY);
    let elsewhere = Transmission {
        cert_url: "https://evil.example/cert.pem".to_owned(),
        ..signed.clone()
    };
    let weaker = Transmission {
        auth_algo: "SHA1withRSA".to_owned(),
        ..signed
    };
    for (transmission, code) in [
        (elsewhere, "webhook_certificate_url"),
        (weaker, "webhook_algorithm"),
    ] {
        let problem = world
            .verifier
            .verify(&transmission, BODY)
            .await
            .unwrap_err();
        assert_eq!(problem.code(), code);
    }
    assert!(world.server.calls().is_empty());
}

#[test]
fn every_header_has_to_be_there() {
    let names = [
        "paypal-transmission-id",
        "paypal-transmission-time",
        "paypal-transmission-sig",
        "paypal-cert-url",
        "paypal-auth-algo",
    ];
    let whole: HeaderMap = names
        .iter()
        .map(|name| (name.parse().unwrap(), "value".parse().unwrap()))
        .collect();
    let read = Transmission::from_headers(&whole).unwrap();
    assert_eq!(read.transmission_sig, "value");
    for name in names {
        let mut without = whole.clone();
        without.remove(name);
        let mut spoiled = vec![without];
        for value in ["", "a|b", "a b", &"x".repeat(501)] {
            let mut headers = whole.clone();
            headers.insert(name, value.parse().unwrap());
            spoiled.push(headers);
        }
        for headers in spoiled {
            let problem = Transmission::from_headers(&headers).unwrap_err();
            assert_eq!(problem.code(), "webhook_header");
            assert!(problem.to_string().contains(name), "{problem}");
        }
    }
}

#[test]
fn trust_needs_a_certificate() {
    for pem in ["", "no certificate", "-----BEGIN CERTIFICATE-----\n*"] {
        let problem = TrustAnchors::from_pem(pem.as_bytes()).unwrap_err();
        assert_eq!(problem.code(), "webhook_no_trust", "{pem:?}");
    }
}
