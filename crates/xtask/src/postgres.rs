//! A PostgreSQL server for tests: nobody else's, and gone when they end.

use std::env;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::process;
use crate::workspace;

/// The environment variable that names the server to the tests.
pub const VARIABLE: &str = "TEST_DATABASE_URL";

const SUPERUSER: &str = "postgres";
const START_LIMIT: Duration = Duration::from_secs(60);
const STOP_LIMIT: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(50);
/// Each test has its servers, and each server its connections.
const CONNECTIONS: &str = "max_connections=500";

/// Durability of commits in a power cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Everything, which is faster.
    None,
    /// Nothing that was committed, as in use.
    Full,
}

/// A running server. It listens on a socket in a folder that only its user
/// can enter, and asks for no password. Dropped, it ends and its data go.
pub struct Server {
    folder: PathBuf,
    child: Option<Child>,
}

impl Server {
    /// Makes a server and waits until it takes connections.
    pub fn start(programs: &Path, durability: Durability) -> Result<Self> {
        let user = User::of_servers()?;
        let template = env::temp_dir().join("leptos-paypal-postgres.XXXXXX");
        let folder = process::output(user.command("mktemp").arg("-d").arg(template))?;
        let mut server = Self {
            folder: PathBuf::from(folder),
            child: None,
        };
        let data = server.folder.join("data");
        let mut initdb = user.command(programs.join("initdb"));
        initdb
            .arg("--pgdata")
            .arg(&data)
            .args(["--username", SUPERUSER])
            .args([
                "--auth=trust",
                "--encoding=UTF8",
                "--no-locale",
                "--no-sync",
            ]);
        process::logged(&mut initdb, "initdb", None)?;

        fs::create_dir_all(workspace::log_dir())?;
        let log_path = workspace::log_dir().join("postgres.log");
        let log = File::create(&log_path)
            .with_context(|| format!("cannot write {}", log_path.display()))?;
        let mut postgres = user.command(programs.join("postgres"));
        postgres.arg("-D").arg(&data).arg("-k").arg(&server.folder);
        let forgetful: &[&str] = match durability {
            Durability::None => &["fsync=off", "full_page_writes=off"],
            Durability::Full => &[],
        };
        for setting in ["listen_addresses=", CONNECTIONS].iter().chain(forgetful) {
            postgres.args(["-c", setting]);
        }
        let child = postgres
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .with_context(|| format!("{} cannot be started", process::shown(&postgres)))?;
        server.child = Some(child);
        server.wait_until_ready(programs, &log_path)?;
        Ok(server)
    }

    /// URL for the tests; its user may make databases.
    pub fn url(&self) -> String {
        let folder = self.folder.to_string_lossy().replace('/', "%2F");
        format!("postgres://{SUPERUSER}@{folder}/postgres")
    }

    fn wait_until_ready(&mut self, programs: &Path, log: &Path) -> Result<()> {
        let start = Instant::now();
        loop {
            let mut ask = process::command(programs.join("pg_isready"));
            ask.arg("--quiet").arg("--host").arg(&self.folder);
            if ask.status()?.success() {
                return Ok(());
            }
            if let Some(child) = &mut self.child
                && let Some(status) = child.try_wait()?
            {
                bail!("postgres ended with {status}; see {}", log.display());
            }
            if start.elapsed() > START_LIMIT {
                bail!(
                    "postgres took no connections within {} s; see {}",
                    START_LIMIT.as_secs(),
                    log.display()
                );
            }
            thread::sleep(PAUSE);
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            // To PostgreSQL this means: end at once, but in order.
            let id = child.id().to_string();
            let _ = Command::new("kill").args(["-INT", &id]).status();
            let start = Instant::now();
            while start.elapsed() < STOP_LIMIT && matches!(child.try_wait(), Ok(None)) {
                thread::sleep(PAUSE);
            }
            // Both fail only when it has ended already.
            let _ = child.kill();
            let _ = child.wait();
        }
        // What is left in the folder for temporary files hurts nobody.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// User that owns the server: PostgreSQL does not run as root.
struct User {
    name: Option<&'static str>,
    setpriv: Option<PathBuf>,
}

impl User {
    fn of_servers() -> Result<Self> {
        let id = |args: &[&str]| process::output(process::command("id").args(args)).ok();
        let setpriv = process::find(&["setpriv"]);
        if id(&["-u"]).as_deref() != Some("0") {
            return Ok(Self {
                name: None,
                setpriv,
            });
        }
        if setpriv.is_none() {
            bail!(
                "PostgreSQL does not run as root, and there is no setpriv to become another user"
            );
        }
        // Debian's package makes the first.
        let name = ["postgres", "nobody"]
            .into_iter()
            .find(|name| id(&["-u", name]).is_some())
            .context("PostgreSQL does not run as root, and there is no user postgres or nobody")?;
        Ok(Self {
            name: Some(name),
            setpriv,
        })
    }

    /// A command of this user that ends with this program, even when nobody is
    /// left to end it.
    fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let Some(setpriv) = &self.setpriv else {
            return process::command(program);
        };
        let mut command = process::command(setpriv);
        if let Some(name) = self.name {
            command.args(["--reuid", name, "--init-groups"]);
            // Its group need not have its name.
            let group = process::output(process::command("id").args(["-g", name]));
            command.args(["--regid", group.as_deref().unwrap_or(name)]);
        }
        command.args(["--pdeathsig", "INT", "--"]).arg(program);
        // The user need not see the folder of the clone.
        command.current_dir(env::temp_dir());
        command
    }
}
