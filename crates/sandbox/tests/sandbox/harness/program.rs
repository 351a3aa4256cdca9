//! The program, as a process of its own.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use paypal_sandbox::{Config, Sandbox};
use reqwest::{Client, Method};
use serde_json::{Value, json};

use super::{buy_now, encode, text};

/// The program; killed without warning at the end.
pub struct Program {
    pub process: Child,
    pub url: String,
    pub client: Client,
}

impl Program {
    /// Starts it with a data file.
    pub async fn with_data(path: &Path) -> Self {
        Self::start(&[OsStr::new("--data"), path.as_os_str()]).await
    }

    pub async fn start(arguments: &[impl AsRef<OsStr>]) -> Self {
        // Installs the provider of the TLS library, which the client asks for.
        let sandbox = Sandbox::spawn(Config::default()).await.unwrap();
        sandbox.stop().await;
        let mut process = Command::new(env!("CARGO_BIN_EXE_paypal-sandbox"))
            .args(["--listen", "127.0.0.1:0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let start = line
            .find("http://")
            .unwrap_or_else(|| panic!("no address in {line:?}"));
        let url = line[start..].split_whitespace().next().unwrap();
        let redirect = reqwest::redirect::Policy::none();
        Self {
            process,
            url: url.trim_end_matches('/').to_owned(),
            client: Client::builder()
                .redirect(redirect)
                .no_proxy()
                .build()
                .unwrap(),
        }
    }

    pub async fn control(&self, method: Method, path: &str, body: Value) -> Value {
        let request = self
            .client
            .request(method, format!("{}/_sandbox/{path}", self.url))
            .header("content-type", "application/json")
            .body(body.to_string());
        let response = request.send().await.unwrap();
        assert!(response.status().is_success(), "{path}");
        serde_json::from_str(&response.text().await.unwrap()).unwrap()
    }

    pub async fn get(&self, path: &str) -> Value {
        let request = self.client.get(format!("{}/_sandbox/{path}", self.url));
        serde_json::from_str(&request.send().await.unwrap().text().await.unwrap()).unwrap()
    }

    pub async fn download(&self, path: &str) -> String {
        let request = self.client.get(format!("{}/_sandbox/{path}", self.url));
        let answer = request.send().await.unwrap();
        assert!(answer.status().is_success(), "{path}");
        answer.text().await.unwrap()
    }

    /// Opens a form; its token.
    pub async fn open(&self, more: &[(&str, &str)]) -> String {
        let request = self.client.post(format!("{}/cgi-bin/webscr", self.url));
        let response = request.body(encode(&buy_now(more))).send().await.unwrap();
        let location = response.headers()["location"].to_str().unwrap();
        location.split_once("token=").unwrap().1.to_owned()
    }

    pub async fn approve(&self, token: &str) {
        self.control(
            Method::POST,
            &format!("checkouts/{token}/approve"),
            json!({}),
        )
        .await;
    }

    pub async fn access_token(&self) -> String {
        let request = self.client.post(format!("{}/v1/oauth2/token", self.url));
        let request = request.basic_auth("sandbox-client", Some("sandbox-secret"));
        let response = request
            .body("grant_type=client_credentials")
            .send()
            .await
            .unwrap();
        let answer: Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
        text(&answer["access_token"]).to_owned()
    }

    pub async fn rest(&self, method: Method, path: &str, token: &str, body: Value) -> Value {
        let request = self
            .client
            .request(method, format!("{}{path}", self.url))
            .bearer_auth(token)
            .header("content-type", "application/json")
            .header("paypal-request-id", "key-1")
            .body(body.to_string());
        let response = request.send().await.unwrap();
        assert!(response.status().is_success(), "{path}");
        serde_json::from_str(&response.text().await.unwrap()).unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // SIGKILL: nothing can be tidied up.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
