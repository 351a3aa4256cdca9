//! Forms that a merchant has signed and encrypted for PayPal (`_s-xclick` with
//! `encrypted`, "Encrypted Website Payments").

mod paypal_key;
mod pkcs7;

use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use leptos_paypal_core::form::EncryptedForm;

use self::pkcs7::SignedText;
use crate::forms::{Refusal, RefusalKind, is_submit};
use crate::params::Params;
use crate::state::State;
use crate::store::Store;
use crate::store::accounts::DEFAULT_CHARSET;

pub(crate) use paypal_key::paypal_key;

/// Variables of the post itself.
const OUTER: &[&str] = &["cmd", "encrypted", "charset"];

/// A form that only PayPal could read. Who signed it is not known yet.
pub(crate) struct DecryptedForm(SignedText);

/// The form that a merchant has encrypted.
pub(crate) struct OpenedForm {
    pub(crate) params: Params,
    /// Variables that came in clear beside it.
    pub(crate) outside: Vec<(String, String)>,
}

/// Decrypts `encrypted` of a post.
pub(crate) async fn decrypt(state: &State, posted: &Params) -> Result<DecryptedForm, Refusal> {
    let unreadable = |why: &str| {
        let detail = format!(
            "There was a problem with the decryption of the secure order. \
             Please contact your merchant. ({why})"
        );
        Refusal::new(RefusalKind::EncryptedUnreadable, "encrypted", detail)
    };
    let pem = posted.get("encrypted").unwrap_or_default();
    let form = EncryptedForm::from_str(pem).map_err(|error| unreadable(&error.to_string()))?;
    let envelope = STANDARD.decode(form.base64());
    let envelope = envelope.map_err(|_| unreadable("it is no base64"))?;
    let Some(paypal) = paypal_key(state).await else {
        return Err(unreadable("this PayPal has no key"));
    };
    let signed = pkcs7::decrypt(&envelope, paypal.key(), paypal.certificate())
        .and_then(|signed| SignedText::read(&signed));
    match signed {
        Ok(signed) => Ok(DecryptedForm(signed)),
        Err(error) => Err(unreadable(&error.to_string())),
    }
}

impl DecryptedForm {
    /// Checks who signed it, and what came beside it in clear. A page may add
    /// the buyer's choices to it, and replace nothing.
    pub(crate) fn open(&self, posted: &Params, store: &Store) -> Result<OpenedForm, Refusal> {
        let params = self.params(store);
        self.check_signer(&params, store)?;
        let (mut choices, mut outside) = (Vec::new(), Vec::new());
        for (name, value) in posted.pairs() {
            if OUTER.contains(&name.as_str()) || is_submit(name) {
                continue;
            }
            match params.get(name) {
                Some(own) if own == value => {}
                Some(_) => {
                    let detail = format!(
                        "{name} came in clear beside the encrypted form, which says something else"
                    );
                    let kind = RefusalKind::EncryptedContradicted;
                    return Err(Refusal::new(kind, name, detail).with_value(value));
                }
                None if is_choice(name) => choices.push((name.clone(), value.clone())),
                None => outside.push((name.clone(), value.clone())),
            }
        }
        Ok(OpenedForm {
            params: params.with(choices),
            outside,
        })
    }

    /// The variables: a `name=value` on each line, in the form's own charset or
    /// that of the account.
    fn params(&self, store: &Store) -> Params {
        let lines = self.0.text.split(|byte| *byte == b'\n');
        let pairs = lines.filter_map(|line| {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            let at = line.iter().position(|byte| *byte == b'=')?;
            let (name, value) = line.split_at_checked(at)?;
            Some(
                [name, value.get(1..).unwrap_or_default()]
                    .map(escape)
                    .join("="),
            )
        });
        let encoded = pairs.collect::<Vec<_>>().join("&");
        let params = Params::read(&[], encoded.as_bytes(), DEFAULT_CHARSET);
        let payee = params.get("business");
        let payee = payee.and_then(|name| store.accounts.named(name));
        match payee.map(|account| account.settings.charset) {
            Some(charset) if params.charset.is_none() && charset != DEFAULT_CHARSET => {
                Params::read(&[], encoded.as_bytes(), charset)
            }
            _ => params,
        }
    }

    /// The certificate of `cert_id` is one that the payee has uploaded, and its
    /// key has signed.
    fn check_signer(&self, params: &Params, store: &Store) -> Result<(), Refusal> {
        let business = params.get("business").unwrap_or_default();
        if business.trim().is_empty() {
            let detail = "The email address for the business is not present in the encrypted \
                          blob. Please contact your merchant.";
            let kind = RefusalKind::BusinessNotEncrypted;
            return Err(Refusal::new(kind, "business", detail));
        }
        let payee = crate::forms::payee(params, &store.accounts)?;
        let id = params.get("cert_id").unwrap_or_default();
        let Some(certificate) = store.certificates.get(&payee.id, id) else {
            let detail = format!(
                "We were unable to decrypt the certificate id. \
                 (The account of {business} has uploaded no certificate with the id {id:?})"
            );
            let refusal = Refusal::new(RefusalKind::CertIdUnknown, "cert_id", detail);
            return Err(refusal.with_value(id));
        };
        if self
            .0
            .is_signed_by(&certificate.certificate, &certificate.key)
        {
            return Ok(());
        }
        let detail = format!(
            "There was a problem with the decryption of the secure order. \
             Please contact your merchant. (It is not signed with the key of certificate {id})"
        );
        Err(Refusal::new(
            RefusalKind::SignatureInvalid,
            "encrypted",
            detail,
        ))
    }
}

fn escape(bytes: &[u8]) -> String {
    form_urlencoded::byte_serialize(bytes).collect()
}

/// `on0`, `os9` and the like: what the buyer chooses on the shop's page.
fn is_choice(name: &str) -> bool {
    ["on", "os"].iter().any(|base| {
        name.strip_prefix(base)
            .is_some_and(|digit| digit.len() == 1 && digit.bytes().all(|b| b.is_ascii_digit()))
    })
}
