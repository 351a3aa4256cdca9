//! `paypal-merchant doctor`: whether everything is as it has to be.

use std::time::{Duration, SystemTime};

use anyhow::{Result, bail};
use clap::Args;
use leptos_paypal_api::classic::{ClassicClient, ClassicConfig};
use leptos_paypal_api::{ApiError, Client, ClientConfig};
use leptos_paypal_core::Environment;
use paypal_merchant::{Config, Merchant};
use url::{Host, Url};

use super::printable::say;
use super::shop::ShopArgs;

/// Tokens and signatures suffer from clocks that are further off.
const SKEW_LIMIT: Duration = Duration::from_secs(60);
const PATIENCE: Duration = Duration::from_secs(15);

#[derive(Args)]
pub(crate) struct Doctor {
    #[command(flatten)]
    shop: ShopArgs,
}

/// Findings.
enum Finding {
    Good(String),
    /// It works, but something is missing.
    Note(String),
    Bad(String),
}

impl Doctor {
    pub(crate) async fn run(self) -> Result<()> {
        let (config, database) = self.shop.config()?;
        let http = reqwest::Client::builder()
            .timeout(PATIENCE)
            .redirect(reqwest::redirect::Policy::none());
        let merchant = Merchant::open(config.clone(), "http://127.0.0.1").await?;
        let http = http.build()?;
        let mut findings = vec![
            Finding::Good(format!("environment: {}", config.environment)),
            Finding::Good(format!("books: {database}")),
        ];
        findings.extend(credentials(&config).await);
        findings.push(clock(&config.environment, &http).await);
        findings.extend(listener(&config, &http).await);
        findings.extend(hooks(&config));
        for (kind, count) in merchant.ledger().work().await? {
            if count > 0 {
                findings.push(Finding::Note(format!("waiting: {count} {kind}")));
            }
        }
        let mut bad = 0_u32;
        for finding in &findings {
            let (mark, text) = match finding {
                Finding::Good(text) => ("ok  ", text),
                Finding::Note(text) => ("note", text),
                Finding::Bad(text) => {
                    bad += 1;
                    ("BAD ", text)
                }
            };
            say!("{mark}  {text}");
        }
        if bad > 0 {
            bail!("{bad} of {} are not as they have to be", findings.len());
        }
        Ok(())
    }
}

async fn credentials(config: &Config) -> Vec<Finding> {
    let Some(server) = &config.server else {
        let text = "credentials: none, so only the form path works";
        return vec![Finding::Note(text.to_owned())];
    };
    let mut findings = Vec::new();
    if let Some(credentials) = &server.credentials {
        let settings = ClientConfig::new(config.environment.clone(), credentials.clone());
        let asked = match Client::new(settings) {
            Ok(client) => client.check_credentials().await,
            Err(error) => Err(error),
        };
        findings.push(taken(credentials.client_id(), asked));
    }
    if let Some(credentials) = &server.classic {
        let settings = ClassicConfig {
            trusted_pem: server.trusted_pem.clone(),
            ..ClassicConfig::new(config.environment.clone(), credentials.clone())
        };
        let asked = match ClassicClient::new(settings) {
            Ok(client) => client.pal_details().await.map(drop),
            Err(error) => Err(error),
        };
        findings.push(taken(credentials.user(), asked));
    }
    findings
}

fn taken(name: &str, asked: Result<(), ApiError>) -> Finding {
    match asked {
        Ok(()) => Finding::Good(format!("credentials: PayPal takes {name}")),
        Err(error) => Finding::Bad(format!("credentials: {}: {error}", error.code())),
    }
}

/// Compares the machine's time with PayPal's.
async fn clock(environment: &Environment, http: &reqwest::Client) -> Finding {
    let url = match environment {
        Environment::Live => "https://api-m.paypal.com/",
        Environment::Sandbox => "https://api-m.sandbox.paypal.com/",
        Environment::Offline(base) => base.as_str(),
    };
    let answer = match http.head(url).send().await {
        Ok(answer) => answer,
        Err(error) => {
            let error = error.without_url();
            return Finding::Bad(format!("PayPal cannot be reached: {error}"));
        }
    };
    let theirs = answer
        .headers()
        .get("date")
        .and_then(|value| value.to_str().ok())
        .and_then(|value| httpdate::parse_http_date(value).ok());
    let Some(theirs) = theirs else {
        return Finding::Note("clock: PayPal does not say what time it is".to_owned());
    };
    let ours = SystemTime::now();
    let skew = ours
        .duration_since(theirs)
        .or_else(|_| theirs.duration_since(ours))
        .unwrap_or_default();
    let text = format!("clock: {} seconds from PayPal's", skew.as_secs());
    if skew > SKEW_LIMIT {
        Finding::Bad(format!("{text}: set it by a time server"))
    } else {
        Finding::Good(text)
    }
}

/// Checks that PayPal can reach the listeners.
async fn listener(config: &Config, http: &reqwest::Client) -> Vec<Finding> {
    let Some(public) = &config.public_url else {
        return vec![Finding::Note(
            "public URL: none is set, so PayPal is told the address that is listened on".to_owned(),
        )];
    };
    let mut findings = Vec::new();
    let offline = matches!(config.environment, Environment::Offline(_));
    match public_problem(public) {
        Some(problem) if offline => {
            findings.push(Finding::Note(format!("public URL {public}: {problem}")));
        }
        Some(problem) => findings.push(Finding::Bad(format!("public URL {public}: {problem}"))),
        None => {}
    }
    let url = format!("{}/health", public.trim_end_matches('/'));
    findings.push(match http.get(&url).send().await {
        Ok(answer) if answer.status().is_success() => Finding::Good(format!(
            "notify_url: {}/paypal/ipn answers from here",
            public.trim_end_matches('/')
        )),
        Ok(answer) => Finding::Bad(format!("{url} answers with {}", answer.status())),
        Err(error) => Finding::Bad(format!("{url}: {}", error.without_url())),
    });
    findings
}

/// Reason why PayPal could not reach an address, as far as it shows.
fn public_problem(public: &str) -> Option<&'static str> {
    let Ok(url) = Url::parse(public) else {
        return Some("it is no URL");
    };
    let private = match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
        Some(Host::Ipv6(ip)) => ip.is_loopback() || ip.is_unique_local(),
        Some(Host::Domain(name)) => {
            !name.contains('.') || name.ends_with(".local") || name.ends_with(".localhost")
        }
        None => true,
    };
    if private {
        Some("PayPal cannot reach an address of this machine or network")
    } else if url.scheme() != "https" {
        Some("PayPal delivers webhooks only to https, and buyers should not come back to http")
    } else {
        None
    }
}

fn hooks(config: &Config) -> Vec<Finding> {
    let mut findings = Vec::new();
    if config.pdt_token.is_none() {
        findings.push(Finding::Note(
            "PDT: no identity token, so a lost message is not made good when the buyer comes back"
                .to_owned(),
        ));
    }
    if config.server.is_some() && config.webhook.is_none() {
        findings.push(Finding::Note(
            "webhooks: no webhook id; refunds made at PayPal are heard of by IPN alone".to_owned(),
        ));
    }
    if config.admin_token.is_none() {
        findings.push(Finding::Note("/api/admin: closed, no token".to_owned()));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_paypal_cannot_reach_are_named() {
        for url in [
            "http://127.0.0.1:8080",
            "https://localhost",
            "https://192.168.1.5",
            "https://[::1]",
            "https://shop.local",
            "shop.example",
            "http://shop.example",
        ] {
            assert!(public_problem(url).is_some(), "{url}");
        }
        assert_eq!(public_problem("https://shop.example"), None);
    }
}
