use futures_util::future::join_all;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization, TransactionOperation};
use tempfile::TempDir;
use tokio::task::JoinHandle;

use super::*;

/// A file with one table of notes, none twice.
fn notes() -> (TempDir, File) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("notes.db");
    let made = Connection::open(&path).unwrap();
    made.execute_batch("CREATE TABLE notes (note INTEGER PRIMARY KEY)")
        .unwrap();
    let file = File::open(path).unwrap();
    (folder, file)
}

fn note(writer: &mut Writer, note: i64) -> rusqlite::Result<usize> {
    let connection = writer.connection().unwrap();
    connection.execute("INSERT INTO notes VALUES (?1)", [note])
}

/// The notes that are committed.
fn read(file: &File) -> Vec<i64> {
    let mut reader = file.read().unwrap();
    let connection = reader.connection().unwrap();
    let mut statement = connection
        .prepare("SELECT note FROM notes ORDER BY note")
        .unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

/// State that the next writer finds.
async fn in_turn(file: &File) -> Writer {
    file.write().await.unwrap()
}

/// Two who waited at the same time: the first has its turn, and the second's is
/// before that of the commit.
async fn two(file: &File) -> (Writer, JoinHandle<Writer>) {
    let gate = file.shared.lock().await;
    let waiting = || {
        let file = file.clone();
        tokio::spawn(async move { in_turn(&file).await })
    };
    let first = waiting();
    tokio::time::sleep(Duration::from_millis(50)).await;
    let second = waiting();
    tokio::time::sleep(Duration::from_millis(50)).await;
    drop(gate);
    (first.await.unwrap(), second)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_is_answered_once_it_is_committed() {
    let (_folder, file) = notes();
    let written = join_all((0..500).map(|number| {
        let file = file.clone();
        tokio::spawn(async move {
            let mut writer = in_turn(&file).await;
            note(&mut writer, number).unwrap();
            writer.commit().await.unwrap();
            assert!(read(&file).contains(&number));
        })
    }));
    for written in written.await {
        written.unwrap();
    }
    assert_eq!(read(&file), (0..500).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn those_who_wait_are_committed_together_and_not_answered_before() {
    let (_folder, file) = notes();
    let (mut first, mut second) = two(&file).await;
    let waits = tokio::time::timeout(Duration::from_millis(100), &mut second).await;
    assert!(waits.is_err(), "one at a time");
    note(&mut first, 1).unwrap();
    let mut first = tokio::spawn(first.commit());
    let mut second = second.await.unwrap();
    note(&mut second, 2).unwrap();
    let waits = tokio::time::timeout(Duration::from_millis(100), &mut first).await;
    assert!(waits.is_err(), "it is not committed yet");
    assert_eq!(read(&file), [0_i64; 0]);
    second.commit().await.unwrap();
    first.await.unwrap().unwrap();
    assert_eq!(read(&file), [1, 2]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_fails_or_is_given_up_does_not_touch_the_others() {
    let (_folder, file) = notes();
    let all = join_all((0..300).map(|number| {
        let file = file.clone();
        tokio::spawn(async move {
            let mut writer = in_turn(&file).await;
            note(&mut writer, number).unwrap();
            match number % 3 {
                0 => writer.commit().await.unwrap(),
                1 => assert!(note(&mut writer, number).is_err(), "it is there"),
                _ => {}
            }
        })
    }));
    for done in all.await {
        done.unwrap();
    }
    let committed: Vec<_> = (0..300).step_by(3).collect();
    assert_eq!(read(&file), committed);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_transaction_that_is_gone_is_nobodys() {
    let (_folder, file) = notes();
    let (mut first, second) = two(&file).await;
    note(&mut first, 1).unwrap();
    let first = tokio::spawn(first.commit());
    let mut second = second.await.unwrap();
    // As SQLite does by itself on a full disk.
    let connection = second.connection().unwrap();
    connection.execute_batch("ROLLBACK").unwrap();
    assert_eq!(
        second.connection().map(drop).unwrap_err().code(),
        "database_unwritable"
    );
    drop(second);
    let lost = first.await.unwrap().unwrap_err();
    assert_eq!(lost.code(), "database_unwritable");
    assert!(lost.is_passing());
    let mut next = in_turn(&file).await;
    note(&mut next, 2).unwrap();
    next.commit().await.unwrap();
    assert_eq!(read(&file), [2]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_program_is_waited_for() {
    let (folder, file) = notes();
    let other = Connection::open(folder.path().join("notes.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let waiting = tokio::spawn({
        let file = file.clone();
        async move {
            let mut writer = in_turn(&file).await;
            note(&mut writer, 1).unwrap();
            writer.commit().await
        }
    });
    tokio::time::sleep(Duration::from_millis(200)).await;
    other.execute_batch("COMMIT").unwrap();
    waiting.await.unwrap().unwrap();
    assert_eq!(read(&file), [1]);
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let refused = file.write().await.map(drop).unwrap_err();
    assert_eq!(refused.code(), "database_busy");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_begun_is_committed_before_the_file_is_closed() {
    let (folder, file) = notes();
    let mut writer = in_turn(&file).await;
    note(&mut writer, 1).unwrap();
    let (committed, ()) = tokio::join!(writer.commit(), file.close());
    committed.unwrap();
    assert_eq!(file.write().await.map(drop).unwrap_err().code(), "database");
    let other = Connection::open(folder.path().join("notes.db")).unwrap();
    let count: i64 = other
        .query_row("SELECT COUNT(*) FROM notes", [], |row| row.get(0))
        .unwrap();
    assert_eq!(count, 1);
}

/// From now on the connection that writes neither commits nor rolls back.
async fn jam(file: &File) {
    let mut shared = file.shared.lock().await;
    let connection = &shared.as_mut().unwrap().connection;
    let refuse = |context: AuthContext<'_>| match context.action {
        AuthAction::Transaction {
            operation: TransactionOperation::Begin,
        } => Authorization::Allow,
        AuthAction::Transaction { .. } => Authorization::Deny,
        _ => Authorization::Allow,
    };
    connection.authorizer(Some(refuse)).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_does_not_roll_back_is_thrown_away() {
    let (folder, file) = notes();
    let mut writer = in_turn(&file).await;
    note(&mut writer, 1).unwrap();
    writer.commit().await.unwrap();
    jam(&file).await;
    let mut lost = in_turn(&file).await;
    note(&mut lost, 2).unwrap();
    assert_eq!(lost.commit().await.unwrap_err().code(), "database");
    // What was lost does not keep other programs from writing either.
    let other = Connection::open(folder.path().join("notes.db")).unwrap();
    other.execute("INSERT INTO notes VALUES (3)", []).unwrap();
    let mut next = in_turn(&file).await;
    note(&mut next, 4).unwrap();
    let committed = tokio::time::timeout(Duration::from_secs(10), next.commit()).await;
    committed.expect("nobody commits").unwrap();
    assert_eq!(read(&file), [1, 3, 4]);
    jam(&file).await;
    let mut lost = in_turn(&file).await;
    note(&mut lost, 5).unwrap();
    let (lost, ()) = tokio::join!(lost.commit(), file.close());
    lost.unwrap_err();
    assert_eq!(read(&file), [1, 3, 4]);
}
