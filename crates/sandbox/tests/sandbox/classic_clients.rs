//! Published clients of NVP and SOAP against the sandbox. They run where
//! `LEPTOS_PAYPAL_PYTHON` names a Python with paypal, django-paypal and zeep; paypal-nvp-api
//! comes with `npm ci`; Business::PayPal::API is Debian's
//! libbusiness-paypal-api-perl, and needs libcrypt-ssleay-perl for certificates.
//! paypal's own test suite is in its source package, which lies in the folder
//! `sdist` of that Python's environment. zeep needs PayPal's WSDL, which is not part of
//! this repository: in the directory that `PAYPAL_WSDL` names, or in
//! `../shared/wsdl` seen from the project's root.

use crate::missing;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::harness::clients::{node, python, run, run_with_tls};

const WSDL: &str =
    "set PAYPAL_WSDL to a directory with PayPal's PayPalSvc.wsdl and its three schemas";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn paypal_nvp_api_is_served() {
    node("paypal-nvp-api", "paypal-nvp-api.mjs").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn paypal_of_python_is_served() {
    python("paypal 1.2.5", "paypal_nvp.py", &[]).await;
}

/// Its suite, as it is in its source package, but for the settings.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_suite_of_paypal_of_python_passes() {
    python("paypal 1.2.5 (its suite)", "paypal_suite.py", &[]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn paypalwpp_of_django_paypal_is_served() {
    python("django-paypal 2.1", "django_paypal_nvp.py", &[]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn zeep_is_served_by_paypals_wsdl() {
    let near = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/wsdl");
    let named = std::env::var_os("PAYPAL_WSDL");
    let directory = named
        .clone()
        .map_or_else(|| PathBuf::from(near), PathBuf::from);
    if !directory.join("PayPalSvc.wsdl").exists() {
        missing::skip("PayPalSvc.wsdl", WSDL, named.is_some());
        return;
    }
    python("zeep 4.3.3", "zeep_soap.py", &[directory.into()]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn business_paypal_api_is_served() {
    if perl_has("Business::PayPal::API") {
        run(
            "Business::PayPal::API",
            "perl".into(),
            "business-paypal-api.pl",
            &[],
        )
        .await;
    } else {
        let hint = "install libbusiness-paypal-api-perl";
        missing::skip("Business::PayPal::API", hint, true);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn business_paypal_api_is_served_by_its_certificate() {
    if perl_has("Business::PayPal::API") && perl_has("Net::SSL") {
        let client = "Business::PayPal::API (certificate)";
        run_with_tls(client, "perl".into(), "business-paypal-api.pl").await;
    } else {
        let hint = "install libbusiness-paypal-api-perl and libcrypt-ssleay-perl";
        missing::skip("Business::PayPal::API with Crypt::SSLeay", hint, true);
    }
}

fn perl_has(module: &str) -> bool {
    let found = Command::new("perl")
        .args([format!("-M{module}").as_str(), "-e", "1"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    found.is_ok_and(|status| status.success())
}
