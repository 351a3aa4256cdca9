//! Every input of the corpus, in every run of the tests.

use std::fs;
use std::path::Path;

use leptos_paypal_fuzz::TARGETS;

#[test]
fn every_input_keeps_the_promises() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let folders = fs::read_dir(&corpus).expect("a corpus").count();
    assert_eq!(folders, TARGETS.len(), "a folder for each target");
    for (name, run) in TARGETS {
        let mut inputs = 0;
        for entry in fs::read_dir(corpus.join(name)).expect("a folder") {
            let path = entry.expect("an entry").path();
            println!("{}", path.display());
            run(&fs::read(&path).expect("an input"));
            inputs += 1;
        }
        assert!(inputs > 0, "{name} has no input");
    }
}
