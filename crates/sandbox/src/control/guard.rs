//! Access to the control API: programs of this machine and its own pages, not
//! pages of other sites in a browser.

use std::net::IpAddr;

use axum::body::{Body, HttpBody};
use axum::extract::{Request, State as Shared};
use axum::http::header::{CONTENT_TYPE, HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderName, Response, StatusCode};
use axum::middleware::Next;

use super::input::{is_form, is_multipart};
use crate::response::Problem;
use crate::state::State;

const JSON: &str = "application/json";
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Lets requests through that name this machine as their host and, where they
/// change something, are JSON or a button of the sandbox's own pages.
pub(super) async fn check(state: Shared<State>, request: Request, next: Next) -> Response<Body> {
    match refusal(&state, &request) {
        None => next.run(request).await,
        Some(problem) => super::failed(request.headers(), &problem),
    }
}

fn refusal(state: &State, request: &Request) -> Option<Problem> {
    let headers = request.headers();
    // HTTP/2 has the host in the address. Who names none, or one that cannot
    // be read, is no program of this machine.
    let authority = request.uri().authority();
    let host = header(headers, &HOST)
        .or_else(|| Some(authority?.as_str()))
        .unwrap_or_default();
    if !is_own_host(host, state.control_hosts()) {
        return Some(Problem::new(
            StatusCode::FORBIDDEN,
            "host_refused",
            "This address does not answer here",
            "/_sandbox/ answers under localhost and loopback addresses, and under what --control-host names.",
        ));
    }
    if request.method().is_safe() {
        return None;
    }
    if is_from_elsewhere(headers, host) {
        return Some(Problem::new(
            StatusCode::FORBIDDEN,
            "origin_refused",
            "Other sites may not do this",
            "A page of another site has sent this request.",
        ));
    }
    let is_empty = request.body().is_end_stream() || request.body().size_hint().exact() == Some(0);
    let is_taken = match header(headers, &CONTENT_TYPE) {
        // A form of the sandbox's own pages: browsers say where it comes from.
        Some(kind) => {
            let is_of_page = is_empty || is_form(headers) || is_multipart(headers);
            is_json(kind) || (is_of_page && headers.contains_key(ORIGIN))
        }
        None => is_empty,
    };
    if is_taken {
        return None;
    }
    Some(Problem::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "content_type_unsupported",
        "The body is not JSON",
        "Send it with Content-Type: application/json.",
    ))
}

fn header<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

fn is_json(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default();
    kind.trim().eq_ignore_ascii_case(JSON)
}

/// Returns whether a browser says that the request comes from another site's page. A
/// page that tells nobody where it is has the origin `null`, also for its own
/// site; newer browsers say more.
fn is_from_elsewhere(headers: &HeaderMap, host: &str) -> bool {
    if let Some(site) = header(headers, &SEC_FETCH_SITE) {
        return !matches!(site, "same-origin" | "none");
    }
    headers.get(ORIGIN).is_some_and(|origin| {
        let origin = origin.to_str().unwrap_or_default();
        let authority = origin.split_once("://").map(|(_, authority)| authority);
        authority.is_none_or(|authority| !authority.eq_ignore_ascii_case(host))
    })
}

/// Returns whether a `Host` is this machine: a name that somebody's DNS points here is
/// not.
fn is_own_host(host: &str, more: &[String]) -> bool {
    let name = without_port(host);
    let is_loopback = |address: IpAddr| address.to_canonical().is_loopback();
    name.parse().is_ok_and(is_loopback)
        || name.eq_ignore_ascii_case("localhost")
        || name.to_ascii_lowercase().ends_with(".localhost")
        || more.iter().any(|own| name.eq_ignore_ascii_case(own))
}

/// The name or address of `name:port`, `[address]:port` and the like.
fn without_port(host: &str) -> &str {
    if let Some((address, _)) = host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return address;
    }
    host.rsplit_once(':').map_or(host, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_told_apart() {
        let more = ["paypal".to_owned()];
        for (host, own) in [
            ("127.0.0.1:8081", true),
            ("127.1.2.3", true),
            ("[::1]:8081", true),
            ("[::ffff:127.0.0.1]", true),
            ("localhost:8081", true),
            ("LOCALHOST", true),
            ("paypal.localhost:8081", true),
            ("paypal:8081", true),
            ("", false),
            ("evil.example:8081", false),
            ("192.168.0.7:8081", false),
            ("127.0.0.1.evil.example", false),
            ("localhost.evil.example", false),
            ("[2001:db8::1]:8081", false),
        ] {
            assert_eq!(is_own_host(host, &more), own, "{host}");
        }
    }
}
