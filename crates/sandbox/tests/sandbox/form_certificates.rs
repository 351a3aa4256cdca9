//! The page with an account's certificates for encrypted forms.

use crate::harness::encrypted_forms::{Shop, has_openssl, post};
use crate::harness::{Harness, encode, text};
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

const PATH: &str = "/_sandbox/accounts/MERCHANT23456/certificates";

/// Sends the form of the page as a browser does; a file comes with its name.
async fn send(sandbox: &Harness, origin: &str, parts: &[(&str, Option<&str>, &str)]) -> Response {
    let mut body = String::new();
    for (name, file, content) in parts {
        let file = file.map_or(String::new(), |file| {
            format!("; filename=\"{file}\"\r\nContent-Type: application/x-pem-file")
        });
        body.push_str(&format!(
            "--edge\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{content}\r\n"
        ));
    }
    body.push_str("--edge--\r\n");
    sandbox
        .client
        .post(sandbox.url(PATH))
        .header(ACCEPT, "text/html")
        .header(CONTENT_TYPE, "multipart/form-data; boundary=edge")
        .header("origin", origin)
        .body(body)
        .send()
        .await
        .unwrap()
}

async fn listed(sandbox: &Harness) -> Vec<Value> {
    let all = sandbox.get("accounts/MERCHANT23456/certificates").await;
    all.as_array().unwrap().clone()
}

#[tokio::test]
async fn a_certificate_is_uploaded_shown_used_and_removed() {
    if !has_openssl() {
        return;
    }
    let mut shop = Shop::open().await;
    let sandbox = &shop.sandbox;
    let pem = std::fs::read_to_string(shop.folder.path().join("shop.pem")).unwrap();
    let own = sandbox.sandbox.url();
    let file = [
        ("file", Some("shop.pem"), pem.as_str()),
        ("certificate", None, ""),
    ];
    let pasted = [("file", Some(""), ""), ("certificate", None, pem.as_str())];
    for parts in [&file, &pasted] {
        let answer = send(sandbox, &own, parts).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    }
    let all = listed(sandbox).await;
    assert_eq!(all.len(), 3, "{all:?}");
    let last = &all[2];
    assert_eq!(last["subject"], "CN=shop");
    let page = sandbox.sandbox_page(PATH).await;
    for name in ["cert_id", "subject", "serial"] {
        assert!(page.contains(text(&last[name])), "{name}: {page}");
    }
    assert!(text(&last["serial"]).contains(':'), "{last}");
    // Forms are signed with it as with one of the control API.
    let first = shop.cert_id.clone();
    shop.cert_id = text(&last["cert_id"]).to_owned();
    let button = shop.button(&[]);
    let sandbox = &shop.sandbox;
    sandbox.open(&post(&button, &[])).await;
    let remove = format!("{PATH}/{}/remove", shop.cert_id);
    let answer = sandbox.send_form_from(PATH, &remove, "").await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_eq!(shop.refused(&button, &[]).await["code"], "cert_id_unknown");
    let left = listed(&shop.sandbox).await;
    assert_eq!(left.len(), 2);
    assert_eq!(left[0]["cert_id"], first);
}

#[tokio::test]
async fn what_is_no_certificate_is_refused_on_the_page() {
    let sandbox = Harness::start().await;
    let own = sandbox.sandbox.url();
    let long = "x".repeat(100_000);
    for (parts, status, words) in [
        (vec![], 422, "Choose a file"),
        (
            vec![("file", Some(""), ""), ("certificate", None, " ")],
            422,
            "Choose a file",
        ),
        (
            vec![("certificate", None, "<b>no</b>")],
            422,
            "&#60;b&#62;no&#60;/b&#62;",
        ),
        (
            vec![(
                "file",
                Some("shop.key"),
                "-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----",
            )],
            422,
            "alert",
        ),
        (vec![("certificate", None, long.as_str())], 422, "alert"),
    ] {
        let answer = send(&sandbox, &own, &parts).await;
        assert_eq!(answer.status().as_u16(), status, "{parts:?}");
        let page = answer.text().await.unwrap();
        assert!(page.contains(words), "{parts:?}: {page}");
    }
    // A form that is cut off, and one of another site.
    let cut = sandbox
        .client
        .post(sandbox.url(PATH))
        .header(ACCEPT, "text/html")
        .header(CONTENT_TYPE, "multipart/form-data; boundary=edge")
        .header("origin", &own)
        .body("--edge\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nabc");
    assert_eq!(cut.send().await.unwrap().status(), StatusCode::BAD_REQUEST);
    let foreign = send(&sandbox, "http://evil.example", &[]).await;
    assert_eq!(foreign.status(), StatusCode::FORBIDDEN);
    let answer = sandbox
        .send_form_from(PATH, &format!("{PATH}/NOSUCHCERT123/remove"), "")
        .await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    assert_eq!(listed(&sandbox).await, Vec::<Value>::new());
    let urlencoded = encode(&[("certificate", "no")]);
    let answer = sandbox.send_form_from(PATH, PATH, &urlencoded).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(json!(listed(&sandbox).await), json!([]));
}
