//! Limits of adoptions.

use reqwest::StatusCode;
use serde_json::json;

use crate::harness::World;

#[tokio::test]
async fn adoptions_of_one_client_have_a_limit() {
    let world = World::changed(|config| {
        config.adopts_client_payments = true;
        config.requests_per_minute = 2;
    })
    .await;
    for status in [
        StatusCode::NOT_FOUND,
        StatusCode::NOT_FOUND,
        StatusCode::TOO_MANY_REQUESTS,
    ] {
        let (answered, problem) = world.shop.adopt("5O190127TN364715T").await;
        assert_eq!(answered, status, "{problem}");
    }
    let (_, problem) = world.shop.adopt("5O190127TN364715T").await;
    assert_eq!(problem["code"], json!("too_many_requests"));
}
