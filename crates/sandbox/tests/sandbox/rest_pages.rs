//! The buyer's pages for what programs ask for.

use crate::harness::rest::{Rest, link, order, payment, query_of, value};
use crate::harness::{encode, field, location, text};
use reqwest::StatusCode;
use serde_json::json;

impl Rest {
    async fn page(&self, url: &str) -> String {
        let answer = self.harness.client.get(url).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{url}");
        answer.text().await.unwrap()
    }

    /// Logs in and sends the review page's form; answers the address that
    /// follows.
    async fn click(&self, url: &str, step: &str, more: &[(&str, &str)]) -> reqwest::Response {
        let login = self.page(url).await;
        let secret = |page: &str| {
            [
                ("token".to_owned(), field(page, "token")),
                ("csrf".to_owned(), field(page, "csrf")),
            ]
            .to_vec()
        };
        let mut form = secret(&login);
        form.push(("email".to_owned(), field(&login, "email")));
        form.push(("password".to_owned(), field(&login, "password")));
        let answer = self.harness.post("/checkoutnow/login", encode(&form)).await;
        let review = self.page(&location(&answer)).await;
        let mut form = secret(&review);
        for (name, value) in more {
            form.push(((*name).to_owned(), (*value).to_owned()));
        }
        self.harness
            .post(&format!("/checkoutnow/{step}"), encode(&form))
            .await
    }
}

#[tokio::test]
async fn the_approval_url_leads_through_the_pages_back_to_the_shop() {
    let rest = Rest::start().await;
    let created = rest
        .post("/v1/payments/payment", payment("sale", "USD", "5.00"))
        .await
        .expect(201);
    let approval = link(&created, "approval_url");
    let leads = rest
        .harness
        .client
        .get(format!("{approval}&useraction=commit"))
        .send()
        .await
        .unwrap();
    assert_eq!(leads.status(), StatusCode::SEE_OTHER);
    let url = location(&leads);
    assert!(
        url.contains("/checkoutnow?token=EC-") && url.ends_with("useraction=commit"),
        "{url}"
    );
    let back = location(&rest.click(&url, "pay", &[]).await);
    let back = query_of(&back);
    assert_eq!(value(&back, "order"), "7");
    assert_eq!(value(&back, "paymentId"), text(&created["id"]));
    assert_eq!(value(&back, "PayerID"), "BUYER23456789");
    assert_eq!(
        rest.harness.balances("USD").await.1,
        "0.00",
        "agreeing moves no money"
    );
}

#[tokio::test]
async fn the_button_says_what_the_shop_asked_for() {
    let rest = Rest::start().await;
    let mut body = order("CAPTURE", "USD", "5.00");
    for (action, words) in [("CONTINUE", "Continue"), ("PAY_NOW", "Pay now")] {
        body["application_context"]["user_action"] = json!(action);
        let created = rest
            .post("/v2/checkout/orders", body.clone())
            .await
            .expect(201);
        let url = link(&created, "approve");
        let declined = rest.click(url, "decline", &[]).await;
        assert_eq!(declined.status(), StatusCode::OK);
        let review = rest.page(url).await;
        assert!(review.contains(&format!(">{words}</button>")), "{review}");
        assert!(review.contains("Agree, and be declined later"), "{review}");
        let back = query_of(&location(
            &rest
                .harness
                .post(
                    "/checkoutnow/cancel",
                    encode(&[
                        ("token", text(&created["id"])),
                        ("csrf", &field(&review, "csrf")),
                    ]),
                )
                .await,
        ));
        assert_eq!(
            back,
            [("token".to_owned(), text(&created["id"]).to_owned())]
        );
    }
}

#[tokio::test]
async fn the_buyer_can_be_declined_after_agreeing_and_come_back() {
    let rest = Rest::start().await;
    let mut body = order("CAPTURE", "USD", "5.00");
    body["application_context"] = json!({});
    let created = rest.post("/v2/checkout/orders", body).await.expect(201);
    let (id, url) = (text(&created["id"]), link(&created, "approve"));
    let agreed = location(&rest.click(url, "pay", &[("bank", "refuses")]).await);
    assert!(
        rest.page(&agreed).await.contains("You agreed"),
        "there is no address to return to"
    );
    let capture = format!("/v2/checkout/orders/{id}/capture");
    let refused = rest.post(&capture, json!({})).await;
    assert_eq!(refused.refused(), (422, "INSTRUMENT_DECLINED".to_owned()));
    let again = rest.page(link(&refused.body, "redirect")).await;
    let form = encode(&[("token", id), ("csrf", &field(&again, "csrf"))]);
    rest.harness.post("/checkoutnow/pay", form).await;
    rest.post(&capture, json!({})).await.expect(201);
    assert_eq!(rest.harness.balances("USD").await.1, "5.00");
}
