//! `POST` and `GET` of `webscr`, under all its names.

use axum::body::{Body, Bytes};
use axum::extract::{Path, RawQuery, State as Shared};
use axum::http::header::USER_AGENT;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use axum::routing::any;
use axum::{Router, http::Method};

use super::hosted;
use super::refused::refused;
use crate::buyer::subscriptions;
use crate::encrypted_forms;
use crate::forms::{self, Refusal, RefusalKind};
use crate::notify::{pdt, verify};
use crate::params::Params;
use crate::response::{Problem, base_url, not_found, see_other, text};
use crate::state::State;
use crate::store::Store;
use crate::store::accounts::DEFAULT_CHARSET;
use crate::store::forms::{Command, Form};

/// The routes: PayPal's path, its old "rest of world" and country variants, and
/// the short one.
pub(super) fn routes() -> Router<State> {
    Router::new()
        .route("/cgi-bin/webscr", any(plain))
        .route("/webscr", any(plain))
        .route("/{region}/cgi-bin/webscr", any(regional))
}

async fn plain(
    state: Shared<State>,
    method: Method,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Response<Body> {
    if !matches!(method, Method::GET | Method::HEAD | Method::POST) {
        return Problem::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method_not_allowed",
            "Method not allowed",
            "webscr takes POST and GET.",
        )
        .respond(&headers);
    }
    let query = query.unwrap_or_default();
    let posted = read(&state, query.as_bytes(), &body);
    let form = match open_button(&state, &posted).await {
        Ok(form) => form,
        Err(refusal) => return refused(&refusal, posted.pairs(), &headers),
    };
    answer(&state, &headers, query.as_bytes(), &body, form)
}

async fn regional(
    state: Shared<State>,
    Path(region): Path<String>,
    method: Method,
    headers: HeaderMap,
    query: RawQuery,
    body: Bytes,
) -> Response<Body> {
    let two_letters = region.len() == 2 && region.bytes().all(|byte| byte.is_ascii_lowercase());
    if region == "row" || two_letters {
        return plain(state, method, headers, query, body).await;
    }
    not_found(headers).await
}

/// A form as it counts.
struct PostedForm {
    params: Params,
    /// Variables that came beside an encrypted form.
    outside: Vec<(String, String)>,
    /// The form is saved at PayPal or encrypted: nobody could change it.
    is_protected: bool,
}

/// The form of a saved or an encrypted button; any other form as it came.
async fn open_button(state: &State, posted: &Params) -> Result<PostedForm, Refusal> {
    let is_button = posted.get("cmd") == Some("_s-xclick");
    if is_button && posted.get("encrypted").is_some_and(|form| !form.is_empty()) {
        let decrypted = encrypted_forms::decrypt(state, posted).await?;
        let opened = decrypted.open(posted, &state.store())?;
        return Ok(PostedForm {
            params: opened.params,
            outside: opened.outside,
            is_protected: true,
        });
    }
    let saved = saved_button(state, posted);
    Ok(PostedForm {
        is_protected: saved.is_some(),
        params: saved.unwrap_or_else(|| posted.clone()),
        outside: Vec::new(),
    })
}

fn answer(
    state: &State,
    headers: &HeaderMap,
    query: &[u8],
    body: &[u8],
    form: PostedForm,
) -> Response<Body> {
    let PostedForm {
        params,
        outside,
        is_protected,
    } = form;
    match params.get("cmd") {
        Some("_notify-validate") => return validate(state, headers, query, body),
        Some("_notify-synch") => {
            let mut store = state.store();
            return text(StatusCode::OK, pdt::answer(&mut store, &params));
        }
        Some("_subscr-find") => return own_subscriptions(state, headers, &params),
        Some("_express-checkout" | "_express-checkout-mobile") => {
            return see_other(&express(state, headers, &params));
        }
        _ => {}
    }
    let now = state.clock().now();
    let base = base_url(state, headers);
    let command = forms::command::read(&params).and_then(|command| {
        if is_protected {
            return Ok(command);
        }
        check_clear(&state.store(), command, &params).map(|()| command)
    });
    let opened = command.and_then(|command| match command {
        Command::CartAdd | Command::CartDisplay => {
            hosted::ticket(&mut state.store(), &params, command, now)
                .map(|path| format!("{base}{path}"))
        }
        _ => {
            let form = Form::Posted {
                command,
                params: params.clone(),
                outside,
            };
            let token = forms::open_checkout(&mut state.store(), form, now)?;
            Ok(format!("{base}/checkoutnow?token={token}"))
        }
    });
    match opened {
        Ok(url) => see_other(&url),
        Err(refusal) => refused(&refusal, params.pairs(), headers),
    }
}

/// Refuses a form in clear where the payee takes none. To look at the cart is
/// no payment.
fn check_clear(store: &Store, command: Command, params: &Params) -> Result<(), Refusal> {
    let payee = params.get("business");
    let payee = payee.and_then(|name| store.accounts.named(name));
    let only = payee.is_some_and(|payee| payee.settings.encrypted_forms_only);
    if !only || command == Command::CartDisplay {
        return Ok(());
    }
    let detail = "The seller accepts encrypted website payments only. You cannot pay the seller \
                  through un-encrypted buttons. Please contact your seller for more details.";
    Err(Refusal::new(RefusalKind::EncryptedFormsOnly, "cmd", detail))
}

/// The form of a saved button, where the request names one that is there. What
/// the button has counts; the buyer's page may add to it.
fn saved_button(state: &State, params: &Params) -> Option<Params> {
    if params.get("cmd") != Some("_s-xclick") {
        return None;
    }
    let store = state.store();
    let button = store.buttons.get(params.get("hosted_button_id")?)?;
    let owner = store.accounts.get(&button.owner)?;
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(button.form(&owner.email));
    let added = params.pairs().iter();
    form.extend_pairs(added.filter(|(name, _)| name != "hosted_button_id" && name != "charset"));
    Some(Params::read(&[], form.finish().as_bytes(), DEFAULT_CHARSET))
}

/// The buyer's subscriptions with the merchant that `alias` names.
fn own_subscriptions(state: &State, headers: &HeaderMap, params: &Params) -> Response<Body> {
    let alias = params.get("alias").unwrap_or_default();
    match subscriptions::path(&state.store(), alias) {
        Ok(path) => see_other(&format!("{}{path}", base_url(state, headers))),
        Err(problem) => problem.respond(headers),
    }
}

/// The buyer's page for a payment that a program made; `useraction` goes along.
fn express(state: &State, headers: &HeaderMap, params: &Params) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for name in ["token", "useraction"] {
        if let Some(value) = params.get(name) {
            query.append_pair(name, value);
        }
    }
    format!(
        "{}/checkoutnow?{}",
        base_url(state, headers),
        query.finish()
    )
}

/// The form in its own charset, else in the one of the account that it pays.
fn read(state: &State, query: &[u8], body: &[u8]) -> Params {
    let params = Params::read(query, body, DEFAULT_CHARSET);
    if params.charset.is_some() {
        return params;
    }
    let store = state.store();
    let payee = params
        .get("business")
        .and_then(|name| store.accounts.named(name));
    match payee.map(|account| account.settings.charset) {
        Some(charset) if charset != DEFAULT_CHARSET => Params::read(query, body, charset),
        _ => params,
    }
}

/// PayPal refuses a post-back that does not say who asks.
fn validate(state: &State, headers: &HeaderMap, query: &[u8], body: &[u8]) -> Response<Body> {
    let agent = headers.get(USER_AGENT).map(HeaderValue::as_bytes);
    if agent.is_none_or(|agent| agent.trim_ascii().is_empty()) {
        return text(
            StatusCode::FORBIDDEN,
            "Access denied: send the header User-Agent.",
        );
    }
    let mut store = state.store();
    let verdict = verify::check(&mut store, query, body);
    let faults = store.faults.post_back.clone();
    if faults.status.is_some() {
        store.struck.note("post_back.status");
    }
    if faults.answer.is_some() {
        store.struck.note("post_back.answer");
    }
    let status = faults
        .status
        .and_then(|status| StatusCode::from_u16(status).ok())
        .unwrap_or(StatusCode::OK);
    let body = faults.answer.unwrap_or_else(|| verdict.body().to_owned());
    text(status, body)
}
