//! Client tokens: access tokens that a page may hold, in the form of a JWT.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde_json::json;

/// A token that says which app it is for. The part in the place of a signature
/// is a secret: the sandbox knows its tokens by heart and signs none.
pub(super) fn client_token(
    client_id: &str,
    now: Timestamp,
    ends: Timestamp,
    secret: &str,
) -> String {
    let header = json!({"typ": "JWT", "alg": "none"});
    let payload = json!({
        "client_id": client_id,
        "acr": ["client"],
        "iat": now.as_second(),
        "exp": ends.as_second(),
    });
    let part = |value: serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.{secret}", part(header), part(payload))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_its_app() {
        let now = Timestamp::UNIX_EPOCH;
        let token = client_token("shop-app", now, now, "A21AAsecret");
        let parts: Vec<&str> = token.split('.').collect();
        let payload = URL_SAFE_NO_PAD.decode(parts[1]).unwrap();
        let payload: serde_json::Value = serde_json::from_slice(&payload).unwrap();
        assert_eq!(payload["client_id"], "shop-app");
        assert_eq!((parts.len(), parts[2]), (3, "A21AAsecret"));
    }
}
