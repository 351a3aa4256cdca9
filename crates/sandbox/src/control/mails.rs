//! Mailboxes.

use axum::body::Body;
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, Response, StatusCode};
use serde_json::{Value, json};

use super::account_pages::head;
use super::find_account::find;
use super::{failed, own_page};
use crate::pages::{MailPage, MailView, MailsPage};
use crate::response::{Problem, json_response, wants_page};
use crate::state::State;
use crate::store::mails::Mail;
use crate::views;

/// The mailbox of an account, newest first.
pub(super) async fn list(
    state: Shared<State>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    let store = state.store();
    let account = match find(&store, &name) {
        Ok(account) => account,
        Err(problem) => return failed(&headers, &problem),
    };
    let mails = store.mails_of(&account.id);
    if wants_page(&headers) {
        let view = MailsPage {
            head: head(account, "mails"),
            mails: mails.map(view).collect(),
        };
        return own_page(StatusCode::OK, &view);
    }
    json_response(StatusCode::OK, &Value::Array(mails.map(mail).collect()))
}

/// One mail; its page marks it as read.
pub(super) async fn show(
    state: Shared<State>,
    Path((name, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response<Body> {
    let mut store = state.store();
    let account = match find(&store, &name) {
        Ok(account) => account.clone(),
        Err(problem) => return failed(&headers, &problem),
    };
    let is_it = |mail: &Mail| mail.id == id && mail.account == account.id;
    match store.mails.find_mut(is_it) {
        Some(found) if wants_page(&headers) => {
            found.is_read = true;
            let view = MailPage {
                head: head(&account, "mails"),
                mail: view(found),
            };
            own_page(StatusCode::OK, &view)
        }
        Some(found) => json_response(StatusCode::OK, &mail(found)),
        None => {
            let problem = Problem::new(
                StatusCode::NOT_FOUND,
                "mail_unknown",
                "No such mail",
                "This account has no mail with this id; a reset empties the mailboxes.",
            );
            failed(&headers, &problem)
        }
    }
}

fn mail(mail: &Mail) -> Value {
    json!({
        "id": mail.id,
        "to": mail.to,
        "subject": mail.subject,
        "text": mail.text,
        "sent_at": mail.sent.to_string(),
        "read": mail.is_read,
    })
}

fn view(mail: &Mail) -> MailView {
    MailView {
        id: mail.id.clone(),
        to: mail.to.clone(),
        subject: mail.subject.clone(),
        text: mail.text.clone(),
        date: views::date(mail.sent),
        is_read: mail.is_read,
    }
}
