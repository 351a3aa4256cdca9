//! Verification by certificate, with a chain made for the test.

mod world;

use std::time::Duration;

use leptos_paypal_api::webhook::{Transmission, TrustAnchors};
use rcgen::KeyPair;
use reqwest::header::HeaderMap;
use tokio::task::JoinSet;

use world::{BODY, FORGOTTEN, NAME, World, authority, leaf, rsa, sign};

use crate::server::{answer, with_header};

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
    world.until_asked(2).await;
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

    // More of them than are fetched at the same time, which PayPal never
    // answers, while the real one is fetched anew.
    world.hands.advance(24 * 60 * 60);
    world.reply_by(|seen| {
        let is_real = seen.path.ends_with("CERT-1");
        is_real.then(|| answer(503, ""))
    });
    let mut slow = JoinSet::new();
    for n in 100..112 {
        let (verifier, invented) = (world.verifier.clone(), invented(n));
        slow.spawn(async move { verifier.verify(&invented, BODY).await });
    }
    world.until_asked(before + 8).await;
    world.verifier.verify(&signed, BODY).await.unwrap();
    world.until_asked(before + 9).await;
    assert!(slow.try_join_next().is_none(), "one was waited for");
    let renewals = world.server.calls();
    let renewals = renewals.iter().filter(|call| call.path.ends_with("CERT-1"));
    assert_eq!(renewals.count(), 2);
    slow.abort_all();
}

/// A certificate is used until there is another one, or it ends.
#[tokio::test]
async fn a_certificate_that_cannot_be_renewed_is_used_while_it_is_valid() {
    const DAY: i64 = 24 * 60 * 60;
    let world = World::new().await;
    let signed = world.signed(BODY);
    world.verifier.verify(&signed, BODY).await.unwrap();
    for (n, status) in [503, 404].into_iter().enumerate() {
        world.hands.advance(DAY);
        world.reply(move || Some(answer(status, "")));
        while world.server.calls().len() < n + 2 {
            world.verifier.verify(&signed, BODY).await.unwrap();
            world.hands.advance(FORGOTTEN);
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
    // It ends on the first day of 2027; from then on PayPal is waited for.
    world.hands.advance(39 * DAY);
    let problem = world.problem().await;
    assert_eq!(problem.code(), "webhook_certificate_renewal");
    assert!(problem.is_passing(), "{problem}");

    // One that PayPal is asked for in vain, without an answer: nobody waits.
    let world = World::new().await;
    let signed = world.signed(BODY);
    world.verifier.verify(&signed, BODY).await.unwrap();
    world.hands.advance(DAY);
    world.reply(|| None);
    world.verifier.verify(&signed, BODY).await.unwrap();
    world.until_asked(2).await;

    // Another one takes its place.
    let world = World::new().await;
    let signed = world.signed(BODY);
    world.verifier.verify(&signed, BODY).await.unwrap();
    world.hands.advance(DAY);
    world.serve(leaf(NAME, &world.root, &KeyPair::generate().unwrap()));
    while world.verifier.verify(&signed, BODY).await.is_ok() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(world.server.calls().len(), 2);
    assert_eq!(world.problem().await.code(), "webhook_signature");
}

/// No message is refused by a certificate whose renewal is due.
#[tokio::test]
async fn a_message_is_not_refused_by_the_certificate_of_before() {
    const DAY: i64 = 24 * 60 * 60;
    let world = World::new().await;
    world.serve(leaf(NAME, &world.root, &KeyPair::generate().unwrap()));
    assert_eq!(world.problem().await.code(), "webhook_signature");
    let signed = world.signed(BODY);
    world.serve(world.pem());
    // For a day nothing is fetched for it.
    let refused = world.verifier.verify(&signed, BODY).await.unwrap_err();
    assert_eq!(refused.code(), "webhook_signature");
    assert_eq!(world.server.calls().len(), 1);
    world.hands.advance(DAY);
    world.verifier.verify(&signed, BODY).await.unwrap();
    assert_eq!(world.server.calls().len(), 2);
    // Where it cannot be fetched, nobody can tell yet.
    for status in [503, 404, 403] {
        world.hands.advance(DAY);
        world.reply(move || Some(answer(status, "")));
        let forged = world.verifier.verify(&signed, b"{}").await.unwrap_err();
        assert!(forged.is_passing(), "{forged}");
    }
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
