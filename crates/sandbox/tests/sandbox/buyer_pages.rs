//! The pages on which a test buyer pays, by the forms they show.

use crate::harness::{Harness, buy_now, encode, field, location};
use reqwest::StatusCode;
use reqwest::header::{COOKIE, SET_COOKIE};

impl Harness {
    async fn checkout_page(&self, path: &str) -> (StatusCode, String) {
        let response = self.client.get(self.url(path)).send().await.unwrap();
        (response.status(), response.text().await.unwrap())
    }

    /// Logs the prefilled buyer in; answers the page's secret.
    async fn log_in(&self, token: &str) -> String {
        let (_, page) = self
            .checkout_page(&format!("/checkoutnow?token={token}"))
            .await;
        assert!(page.contains("Log in"));
        let csrf = field(&page, "csrf");
        let (email, password) = (field(&page, "email"), field(&page, "password"));
        let form = [
            ("token", token),
            ("csrf", &csrf),
            ("email", &email),
            ("password", &password),
        ];
        let response = self.post("/checkoutnow/login", encode(&form)).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        csrf
    }

    async fn press_button(
        &self,
        what: &str,
        token: &str,
        csrf: &str,
        more: &[(&str, &str)],
    ) -> reqwest::Response {
        let form = [&[("token", token), ("csrf", csrf)], more].concat();
        self.post(&format!("/checkoutnow/{what}"), encode(&form))
            .await
    }
}

#[tokio::test]
async fn a_buyer_logs_in_reviews_pays_and_returns() {
    let sandbox = Harness::start().await;
    let form = buy_now(&[
        ("quantity", "2"),
        ("on0", "Size"),
        ("os0", "Large & wide"),
        ("shipping", "4.00"),
        ("return", "https://shop.example/return?checkout=1"),
    ]);
    let token = sandbox.open(&form).await;
    let csrf = sandbox.log_in(&token).await;
    let (status, page) = sandbox
        .checkout_page(&format!("/checkoutnow?token={token}"))
        .await;
    assert_eq!(status, StatusCode::OK);
    for part in [
        "Review your payment",
        "Mug",
        "Large &#38; wide",
        "24.00",
        "4.00",
        "1 Main St",
        "Pay now",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    let response = sandbox
        .press_button("pay", &token, &csrf, &[("memo", "Thanks")])
        .await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let first = location(&response);
    assert!(
        first.starts_with("https://shop.example/return?checkout=1&tx="),
        "{first}"
    );
    assert_eq!(
        sandbox.balances("USD").await,
        ("4976.00".to_owned(), "24.00".to_owned())
    );
    // A double click is one payment, and both clicks come back.
    let second = sandbox.press_button("pay", &token, &csrf, &[]).await;
    assert_eq!(second.status(), StatusCode::SEE_OTHER);
    sandbox.payment_of(&token).await;
    assert_eq!(sandbox.balances("USD").await.1, "24.00");
    // Going back in the browser shows that it is done.
    let (_, page) = sandbox
        .checkout_page(&format!("/checkoutnow?token={token}"))
        .await;
    assert!(
        page.contains("Payment sent") && !page.contains("data-automatic"),
        "{page}"
    );
    let cancel = sandbox.press_button("cancel", &token, &csrf, &[]).await;
    assert!(location(&cancel).contains("/checkoutnow?token="));
    assert_eq!(sandbox.checkout(&token).await["status"], "paid");
}

#[tokio::test]
async fn many_clicks_at_once_are_one_payment() {
    let sandbox = Harness::start().await;
    let token = sandbox.open(&buy_now(&[])).await;
    let csrf = sandbox.log_in(&token).await;
    let clicks: Vec<_> = (0..20)
        .map(|_| {
            let (client, url) = (sandbox.client.clone(), sandbox.url("/checkoutnow/pay"));
            let body = encode(&[("token", token.as_str()), ("csrf", csrf.as_str())]);
            tokio::spawn(async move { client.post(url).body(body).send().await.unwrap().status() })
        })
        .collect();
    for click in clicks {
        assert_eq!(click.await.unwrap(), StatusCode::OK);
    }
    sandbox.payment_of(&token).await;
    assert_eq!(sandbox.balances("USD").await.1, "10.00");
}

#[tokio::test]
async fn cancelling_and_declining_cost_nothing() {
    let sandbox = Harness::start().await;
    let token = sandbox
        .open(&buy_now(&[(
            "cancel_return",
            "https://shop.example/back?x=1",
        )]))
        .await;
    let csrf = sandbox.log_in(&token).await;
    let declined = sandbox.press_button("decline", &token, &csrf, &[]).await;
    assert!(declined.text().await.unwrap().contains("Payment declined"));
    assert_eq!(sandbox.checkout(&token).await["status"], "declined");
    let cancelled = sandbox.press_button("cancel", &token, &csrf, &[]).await;
    assert_eq!(location(&cancelled), "https://shop.example/back?x=1");
    assert_eq!(sandbox.balances("USD").await.1, "0.00");
    let token = sandbox.open(&buy_now(&[])).await;
    let csrf = sandbox.log_in(&token).await;
    let cancelled = sandbox.press_button("cancel", &token, &csrf, &[]).await;
    let there = location(&cancelled);
    let (status, page) = sandbox
        .checkout_page(there.strip_prefix(&sandbox.sandbox.url()).unwrap())
        .await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Payment cancelled"));
}

#[tokio::test]
async fn a_form_without_its_secret_does_nothing() {
    let sandbox = Harness::start().await;
    let token = sandbox.open(&buy_now(&[])).await;
    sandbox.log_in(&token).await;
    for what in ["login", "logout", "pay", "cancel", "decline"] {
        let response = sandbox.press_button(what, &token, "guess", &[]).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{what}");
        let response = sandbox.press_button(what, "EC-NONE", "guess", &[]).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{what}");
    }
    assert_eq!(sandbox.checkout(&token).await["status"], "created");
}

#[tokio::test]
async fn only_a_known_buyer_gets_in_and_can_get_out() {
    let sandbox = Harness::start().await;
    let token = sandbox.open(&buy_now(&[])).await;
    let (_, page) = sandbox
        .checkout_page(&format!("/checkoutnow?token={token}"))
        .await;
    let csrf = field(&page, "csrf");
    let password = field(&page, "password");
    for (email, password) in [
        ("buyer@example.com", "wrong"),
        ("nobody@example.com", &password),
        ("merchant@example.com", &password),
    ] {
        let more = [("email", email), ("password", password)];
        let response = sandbox.press_button("login", &token, &csrf, &more).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{email}");
    }
    // Nobody is in, so nothing is paid.
    let response = sandbox.press_button("pay", &token, &csrf, &[]).await;
    assert!(location(&response).contains("/checkoutnow?token="));
    sandbox.log_in(&token).await;
    sandbox.press_button("logout", &token, &csrf, &[]).await;
    let (_, page) = sandbox
        .checkout_page(&format!("/checkoutnow?token={token}"))
        .await;
    assert!(page.contains("Log in"));
    assert_eq!(sandbox.balances("USD").await.1, "0.00");
}

#[tokio::test]
async fn the_buyer_types_amount_and_quantity() {
    let sandbox = Harness::start().await;
    let form = buy_now(&[("amount", "-"), ("undefined_quantity", "1")]);
    let token = sandbox.open(&form).await;
    let csrf = sandbox.log_in(&token).await;
    for (wrong, quantity) in [
        ("", "1"),
        ("ten", "1"),
        ("0", "1"),
        ("5.001", "1"),
        ("5", "0"),
    ] {
        let more = [("amount", wrong), ("quantity", quantity)];
        let response = sandbox.press_button("pay", &token, &csrf, &more).await;
        assert_eq!(
            response.status(),
            StatusCode::UNPROCESSABLE_ENTITY,
            "{wrong} × {quantity}"
        );
        // What was typed is there to be corrected.
        let page = response.text().await.unwrap();
        assert_eq!(field(&page, "amount"), wrong, "{page}");
    }
    let more = [("amount", "2.50"), ("quantity", "4"), ("action", "update")];
    let response = sandbox.press_button("pay", &token, &csrf, &more).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(sandbox.checkout(&token).await["total"], "10.00");
    assert_eq!(sandbox.checkout(&token).await["status"], "created");
    let more = [("amount", "2.50"), ("quantity", "3")];
    sandbox.press_button("pay", &token, &csrf, &more).await;
    assert_eq!(sandbox.payment_of(&token).await["gross"], "7.50");
}

#[tokio::test]
async fn a_buyer_without_enough_money_is_told() {
    let sandbox = Harness::start().await;
    let token = sandbox.open(&buy_now(&[("amount", "5000.01")])).await;
    let csrf = sandbox.log_in(&token).await;
    let response = sandbox.press_button("pay", &token, &csrf, &[]).await;
    let page = response.text().await.unwrap();
    assert!(
        page.contains("Payment declined") && page.contains("5000.00 USD"),
        "{page}"
    );
    assert_eq!(
        sandbox.balances("USD").await,
        ("5000.00".to_owned(), "0.00".to_owned())
    );
}

/// A browser with its cookie at the cart that PayPal hosts.
struct Browser<'a> {
    sandbox: &'a Harness,
    cookie: Option<String>,
}

impl Browser<'_> {
    async fn send(&mut self, fields: &[(String, String)]) -> String {
        let posted = self.sandbox.post_form(fields).await;
        assert_eq!(posted.status(), StatusCode::SEE_OTHER);
        self.get(&location(&posted)).await
    }

    async fn get(&mut self, url: &str) -> String {
        let mut request = self.sandbox.client.get(url);
        if let Some(cookie) = &self.cookie {
            request = request.header(COOKIE, cookie);
        }
        let response = request.send().await.unwrap();
        if let Some(set) = response.headers().get(SET_COOKIE) {
            self.cookie = set.to_str().unwrap().split(';').next().map(str::to_owned);
        }
        let next = location(&response);
        if next.is_empty() {
            return response.text().await.unwrap();
        }
        Box::pin(self.get(&next)).await
    }

    async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> reqwest::Response {
        self.sandbox
            .client
            .post(self.sandbox.url(path))
            .header(COOKIE, self.cookie.clone().unwrap_or_default())
            .body(encode(form))
            .send()
            .await
            .unwrap()
    }
}

#[tokio::test]
async fn paypals_own_cart_collects_items_and_is_paid_as_one() {
    let sandbox = Harness::start().await;
    let mut browser = Browser {
        sandbox: &sandbox,
        cookie: None,
    };
    let add = |name: &str, amount: &str, more: &[(&str, &str)]| {
        let item = [
            ("cmd", "_cart"),
            ("add", "1"),
            ("item_name", name),
            ("amount", amount),
        ];
        buy_now(&[&item[..], more].concat())
    };
    let page = browser
        .send(&add("Mug", "10.00", &[("handling_cart", "1.00")]))
        .await;
    assert!(page.contains("Mug") && page.contains("11.00"), "{page}");
    let pen = [
        ("quantity", "2"),
        ("shipping", "0.75"),
        ("handling_cart", "9.00"),
    ];
    let page = browser.send(&add("Pen", "2.50", &pen)).await;
    assert!(page.contains("16.75"), "{page}");
    assert!(page.contains("handling_cart was ignored"), "{page}");
    // Another currency does not mix; the cart stays as it was.
    let posted = sandbox
        .post_form(&add("Tea", "5.00", &[("currency_code", "EUR")]))
        .await;
    let refused = sandbox
        .client
        .get(location(&posted))
        .header(COOKIE, browser.cookie.clone().unwrap())
        .send()
        .await
        .unwrap();
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
    // Of add and display, display counts.
    let both = add("Cup", "1.00", &[("display", "1")]);
    let page = browser.send(&both).await;
    assert!(page.contains("16.75") && !page.contains("Cup"), "{page}");
    let (merchant, csrf) = (field(&page, "merchant"), field(&page, "csrf"));
    let start = [("merchant", merchant.as_str()), ("csrf", csrf.as_str())];
    let zero = [&start[..], &[("quantity_1", "3"), ("quantity_2", "0")]].concat();
    let updated = browser.post("/cart/update", &zero).await;
    assert_eq!(updated.status(), StatusCode::SEE_OTHER);
    let page = browser.get(&location(&updated)).await;
    assert!(page.contains("31.00") && !page.contains("Pen"), "{page}");
    let wrong = [&start[..], &[("quantity_1", "-3")]].concat();
    assert_eq!(
        browser.post("/cart/update", &wrong).await.status(),
        StatusCode::BAD_REQUEST
    );
    let foreign = [("merchant", merchant.as_str()), ("csrf", "guess")];
    assert_eq!(
        browser.post("/cart/checkout", &foreign).await.status(),
        StatusCode::CONFLICT
    );
    let to_pay = location(&browser.post("/cart/checkout", &start).await);
    let token = to_pay.split_once("token=").unwrap().1;
    sandbox.approve(token).await;
    assert_eq!(sandbox.payment_of(token).await["gross"], "31.00");
    // The cart is empty now, and a reload of an old address adds nothing.
    let page = browser
        .get(&sandbox.url(&format!("/cart?merchant={merchant}")))
        .await;
    assert!(!page.contains("Mug"), "{page}");
}

/// A client without cookies has the item it added behind the token at once; a
/// browser has its whole cart there.
#[tokio::test]
async fn an_added_item_has_a_token_that_can_be_paid() {
    let sandbox = Harness::start().await;
    let add = |name: &str| {
        let item = [("cmd", "_cart"), ("add", "1"), ("item_name", name)];
        buy_now(&[&item[..], &[("handling_cart", "1.00")]].concat())
    };
    let token_of = |address: &str| address.split_once("token=").unwrap().1.to_owned();
    let token = sandbox.open(&add("Mug")).await;
    let checkout = sandbox.checkout(&token).await;
    assert_eq!(checkout["total"], "11.00");
    sandbox.approve(&token).await;
    assert_eq!(sandbox.payment_of(&token).await["gross"], "11.00");
    let mut browser = Browser {
        sandbox: &sandbox,
        cookie: None,
    };
    browser.send(&add("Pen")).await;
    let posted = location(&sandbox.post_form(&add("Cup")).await);
    let page = browser.get(&posted).await;
    assert!(page.contains("Pen") && page.contains("21.00"), "{page}");
    let token = token_of(&posted);
    assert_eq!(sandbox.checkout(&token).await["total"], "21.00");
    // The page pays the same checkout, with what was changed on it.
    let (merchant, csrf) = (field(&page, "merchant"), field(&page, "csrf"));
    let start = [("merchant", merchant.as_str()), ("csrf", csrf.as_str())];
    let more = [&start[..], &[("quantity_1", "2")]].concat();
    browser.post("/cart/update", &more).await;
    assert_eq!(sandbox.checkout(&token).await["total"], "31.00");
    let to_pay = location(&browser.post("/cart/checkout", &start).await);
    assert_eq!(token_of(&to_pay), token);
    sandbox.approve(&token).await;
    // What was paid by its token is in no cart any more.
    let posted = location(&sandbox.post_form(&add("Tea")).await);
    browser.get(&posted).await;
    sandbox.approve(&token_of(&posted)).await;
    let page = browser.send(&add("Ink")).await;
    assert!(page.contains("Ink") && !page.contains("Tea"), "{page}");
}
