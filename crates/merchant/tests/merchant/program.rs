//! Which books the program opens.

use std::path::Path;
use std::process::Command;

use crate::harness::{Shop, id_of, order};
use tempfile::TempDir;

/// Lists the checkouts in `folder` with these settings, and answers what is
/// told on either stream.
fn checkouts(folder: &Path, settings: &[(&str, &str)], options: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_paypal-merchant"))
        .arg("checkouts")
        .args(options)
        .current_dir(folder)
        .env_remove("DATABASE_URL")
        .env_remove("PAYPAL_MERCHANT_DATABASE")
        .envs(settings.iter().copied())
        .output()
        .unwrap();
    let told = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(told).unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_file_goes_before_the_server() {
    let shop = Shop::open("http://127.0.0.1:9").await;
    let id = id_of(&shop.create(&order("USD")).await);
    let folder = TempDir::new().unwrap();
    let elsewhere = "postgres://shop:secret@127.0.0.1:1/books";
    if let Some(file) = shop.books.database().path() {
        let file = file.to_str().unwrap();
        let named = ("PAYPAL_MERCHANT_DATABASE", file);
        let other = ("DATABASE_URL", elsewhere);
        for (settings, options) in [
            (&[other][..], &["--database", file][..]),
            (&[named, other], &[]),
            (&[named], &[]),
        ] {
            let (success, told) = checkouts(folder.path(), settings, options);
            assert!(success && told.contains(&id), "{told}");
        }
    } else {
        let url = shop.books.url().unwrap();
        let (success, told) = checkouts(folder.path(), &[("DATABASE_URL", url)], &[]);
        assert!(success && told.contains(&id), "{told}");
    }
    let (success, told) = checkouts(folder.path(), &[("DATABASE_URL", elsewhere)], &[]);
    assert!(!success && told.contains("127.0.0.1:1/books"), "{told}");
    assert!(!told.contains("secret"), "{told}");
    for settings in [&[][..], &[("DATABASE_URL", "")]] {
        let (success, told) = checkouts(folder.path(), settings, &[]);
        assert!(!success && told.contains("merchant.db"), "{told}");
    }
}

/// The command line is in the list of processes, for everybody to see.
#[test]
fn a_url_is_no_option() {
    let folder = TempDir::new().unwrap();
    let options = ["--database", "postgres://shop:secret@db/books"];
    let (success, told) = checkouts(folder.path(), &[], &options);
    assert!(!success && told.contains("DATABASE_URL"), "{told}");
    assert!(!told.contains("secret"), "{told}");
}
