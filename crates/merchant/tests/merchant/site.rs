//! The shop's pages, and the headers of every answer.

use std::fs;

use paypal_merchant::ledger::Database;
use paypal_merchant::{Catalogue, Config, Merchant, Running};
use reqwest::{Client, StatusCode};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

const CATALOGUE: &str =
    r#"{"currencies":["USD"],"products":[{"sku":"A","name":"A","prices":{"USD":"1.00"}}]}"#;

async fn shop() -> (Running, Client, TempDir) {
    shop_with_links(false).await
}

async fn shop_with_links(follow: bool) -> (Running, Client, TempDir) {
    let folder = TempDir::new().unwrap();
    let site = folder.path().join("site");
    fs::create_dir_all(site.join("www")).unwrap();
    fs::create_dir_all(site.join("pkg")).unwrap();
    for (name, text) in [
        ("index.html", "<!doctype html>"),
        ("www/return.html", "<!doctype html>"),
        ("pkg/shop_bg.wasm", "\0asm"),
        ("pkg/shop.js", "export {}"),
        ("www/mug.svg", "<svg/>"),
        ("../secret.txt", "secret"),
    ] {
        fs::write(site.join(name), text).unwrap();
    }
    let mut config = Config::new(
        "http://127.0.0.1:9".parse().unwrap(),
        "merchant@example.com".parse().unwrap(),
        Catalogue::parse(CATALOGUE).unwrap(),
        Database::file(folder.path().join("merchant.db")),
    );
    config.site = Some(site);
    config.site_follows_links = follow;
    let running = Merchant::spawn(config).await.unwrap();
    let client = Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    (running, client, folder)
}

#[tokio::test]
async fn pages_have_their_kind_and_careful_headers() {
    let (shop, client, _folder) = shop().await;
    for (path, status, kind, cache) in [
        ("/", 200, "text/html", "no-cache"),
        (
            "/www/return.html?checkout=co_1",
            200,
            "text/html",
            "no-cache",
        ),
        ("/pkg/shop_bg.wasm", 200, "application/wasm", "no-cache"),
        ("/pkg/shop.js", 200, "text/javascript", "no-cache"),
        ("/www/mug.svg", 200, "image/svg+xml", "public, max-age=3600"),
        ("/health", 200, "application/json", "no-store"),
        ("/api/catalogue", 200, "application/json", "no-store"),
        ("/nix.html", 404, "application/problem+json", "no-cache"),
        ("/api/nix", 404, "application/problem+json", "no-store"),
    ] {
        let answer = client
            .get(format!("{}{path}", shop.url()))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status().as_u16(), status, "{path}");
        let get = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        assert!(
            get("content-type").starts_with(kind),
            "{path}: {}",
            get("content-type")
        );
        assert_eq!(get("cache-control"), cache, "{path}");
        assert_eq!(get("x-content-type-options"), "nosniff");
        assert_eq!(get("referrer-policy"), "strict-origin-when-cross-origin");
        assert_eq!(
            get("content-security-policy"),
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
             img-src 'self' data:; font-src 'self'; connect-src 'self' http://127.0.0.1:9; \
             form-action 'self' http://127.0.0.1:9; base-uri 'none'; frame-ancestors 'none'; \
             require-trusted-types-for 'script'"
        );
    }
    shop.stop().await.unwrap();
}

#[tokio::test]
async fn nothing_outside_of_the_site_is_served() {
    let (shop, client, _folder) = shop().await;
    for path in [
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/www/..%2f..%2fsecret.txt",
    ] {
        let answer = client
            .get(format!("{}{path}", shop.url()))
            .send()
            .await
            .unwrap();
        assert_ne!(answer.status(), StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn no_dot_files_are_served() {
    let (shop, client, folder) = shop().await;
    let site = folder.path().join("site");
    for name in [".git", "www/.git", ".well-known"] {
        fs::create_dir_all(site.join(name)).unwrap();
        fs::write(site.join(name).join("config"), "secret").unwrap();
    }
    fs::write(site.join(".env"), "secret").unwrap();
    for (path, status) in [
        ("/.env", 404),
        ("/%2eenv", 404),
        ("/.git/config", 404),
        ("/www/.git/config", 404),
        ("/.git", 404),
        ("/.well-known/config", 200),
    ] {
        let answer = client.get(format!("{}{path}", shop.url()));
        let answer = answer.send().await.unwrap();
        assert_eq!(answer.status().as_u16(), status, "{path}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn links_out_of_the_site_are_not_followed() {
    use std::os::unix::fs::symlink;

    for follow in [false, true] {
        let (shop, client, folder) = shop_with_links(follow).await;
        let site = folder.path().join("site");
        symlink(folder.path().join("secret.txt"), site.join("out.txt")).unwrap();
        symlink(folder.path(), site.join("out")).unwrap();
        symlink(site.join("pkg/shop.js"), site.join("www/in.js")).unwrap();
        let outside = if follow { 200 } else { 404 };
        for (path, status) in [
            ("/out.txt", outside),
            ("/out/secret.txt", outside),
            ("/out/merchant.db", outside),
            ("/www/in.js", 200),
        ] {
            let answer = client.get(format!("{}{path}", shop.url()));
            let answer = answer.send().await.unwrap();
            assert_eq!(answer.status().as_u16(), status, "{path}");
        }
    }
}

#[tokio::test]
async fn folders_lead_to_no_other_host() {
    let (shop, _, folder) = shop().await;
    fs::create_dir_all(folder.path().join("site/evil.example")).unwrap();
    let address = shop.url().replace("http://", "");
    for path in [
        "//evil.example",
        "/%2fevil.example",
        "///evil.example",
        "/\\evil.example",
    ] {
        let mut stream = tokio::net::TcpStream::connect(&address).await.unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nhost: shop\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        let answer = answer.to_ascii_lowercase();
        assert!(!answer.contains("location: //"), "{path}: {answer}");
        assert!(!answer.contains("location: /\\"), "{path}: {answer}");
    }
}

#[tokio::test]
async fn a_database_among_the_pages_is_refused() {
    let folder = TempDir::new().unwrap();
    let site = folder.path().join("site");
    fs::create_dir_all(site.join("books")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(site.join("books"), folder.path().join("linked")).unwrap();
    let mut places = vec![
        "site/merchant.db",
        "site/books/merchant.db",
        "site/../site/m.db",
    ];
    if cfg!(unix) {
        places.push("linked/merchant.db");
    }
    for place in places {
        let mut config = Config::new(
            "sandbox".parse().unwrap(),
            "merchant@example.com".parse().unwrap(),
            Catalogue::parse(CATALOGUE).unwrap(),
            Database::file(folder.path().join(place)),
        );
        config.site = Some(site.clone());
        let refused = Merchant::open(config, "http://127.0.0.1:1").await;
        assert_eq!(refused.unwrap_err().code(), "database_in_site", "{place}");
    }
}

#[tokio::test]
async fn a_browser_that_posts_its_return_gets_the_page_with_a_query() {
    let (shop, client, _folder) = shop().await;
    let answer = client
        .post(format!("{}/www/return.html?checkout=co_1", shop.url()))
        .header("content-type", "application/x-www-form-urlencoded")
        .body("txn_id=1AB&payment_status=Completed&mc_gross=1.00&mc_currency=USD&first_name=%FF")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_eq!(
        answer.headers()["location"],
        "/www/return.html?checkout=co_1&tx=1AB&st=Completed&amt=1.00&cc=USD"
    );
}

#[tokio::test]
async fn a_client_in_a_hurry_is_slowed_down() {
    let folder = TempDir::new().unwrap();
    let mut config = Config::new(
        "http://127.0.0.1:9".parse().unwrap(),
        "merchant@example.com".parse().unwrap(),
        Catalogue::parse(CATALOGUE).unwrap(),
        Database::file(folder.path().join("merchant.db")),
    );
    config.requests_per_minute = 2;
    config.clock = paypal_merchant::Clock::new(|| jiff::Timestamp::UNIX_EPOCH);
    let shop = Merchant::spawn(config).await.unwrap();
    let client = Client::new();
    let url = format!("{}/api/checkouts/co_x/complete", shop.url());
    for status in [404, 404, 429] {
        let answer = client.post(&url).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), status);
        assert_eq!(answer.headers().get("retry-after").is_some(), status == 429);
        assert_eq!(answer.headers()["content-type"], "application/problem+json");
    }
    // Reading is not counted.
    let answer = client
        .get(format!("{}/api/catalogue", shop.url()))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
}

#[tokio::test]
async fn secrets_do_not_show() {
    let mut config = Config::new(
        "sandbox".parse().unwrap(),
        "merchant@example.com".parse().unwrap(),
        Catalogue::parse(CATALOGUE).unwrap(),
        Database::file("merchant.db"),
    );
    config.pdt_token = Some(secrecy::SecretString::from("a-secret-token"));
    assert!(!format!("{config:?}").contains("a-secret-token"));
}

#[tokio::test]
async fn settings_that_cannot_work_are_refused() {
    let folder = TempDir::new().unwrap();
    for (public_url, return_path, code) in [
        ("ftp://shop.example", "/back", "variable_invalid"),
        ("https://shop.example", "back", "return_path"),
        ("https://shop.example", "/api/back", "return_path"),
        ("https://shop.example", "/back?a=b", "return_path"),
        ("https://shop.example", "/{id}", "return_path"),
        ("https://shop.example", "//evil.example", "return_path"),
    ] {
        let mut config = Config::new(
            "sandbox".parse().unwrap(),
            "merchant@example.com".parse().unwrap(),
            Catalogue::parse(CATALOGUE).unwrap(),
            Database::file(folder.path().join("merchant.db")),
        );
        config.public_url = Some(public_url.to_owned());
        config.return_path = return_path.to_owned();
        let error = Merchant::open(config, "http://127.0.0.1:1")
            .await
            .unwrap_err();
        assert_eq!(error.code(), code, "{public_url}{return_path}");
    }
}
