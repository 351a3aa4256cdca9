//! Files of the shop's pages: no dot files, and nothing outside of the folder.

use std::ffi::OsStr;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::pin::Pin;

use tower_http::services::fs::{Backend, TokioBackend, TokioFile};

/// The one folder with a dot that is meant for everybody (RFC 8615).
const WELL_KNOWN: &str = ".well-known";

/// File system of a site. A link is followed as long as it leads to a file of
/// the site, or anywhere where that is allowed.
#[derive(Clone, Debug)]
pub(super) struct SiteFiles {
    folder: PathBuf,
    follows_links: bool,
}

type Opening<T> = Pin<Box<dyn Future<Output = io::Result<T>> + Send>>;

impl SiteFiles {
    pub(super) fn new(folder: &Path, follows_links: bool) -> Self {
        Self {
            folder: folder.to_owned(),
            follows_links,
        }
    }

    /// The file itself, links resolved.
    async fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        let missing = || io::Error::from(io::ErrorKind::NotFound);
        // The service puts the path of a request behind the folder's.
        let asked = path.strip_prefix(Path::new(".").join(&self.folder));
        if is_hidden(asked.map_err(|_| missing())?) {
            return Err(missing());
        }
        let file = tokio::fs::canonicalize(path).await?;
        if self.follows_links {
            return Ok(file);
        }
        let folder = tokio::fs::canonicalize(&self.folder).await?;
        match file.strip_prefix(&folder) {
            Ok(inside) if !is_hidden(inside) => Ok(file),
            _ => Err(missing()),
        }
    }
}

/// Returns whether a file, or a folder that it is in, begins with a dot.
fn is_hidden(inside: &Path) -> bool {
    inside.components().enumerate().any(|(depth, part)| {
        let Component::Normal(name) = part else {
            return true;
        };
        let has_dot = name.as_encoded_bytes().first() == Some(&b'.');
        has_dot && !(depth == 0 && name == OsStr::new(WELL_KNOWN))
    })
}

impl Backend for SiteFiles {
    type File = TokioFile;
    type Metadata = std::fs::Metadata;
    type OpenFuture = Opening<TokioFile>;
    type MetadataFuture = Opening<std::fs::Metadata>;

    fn open(&self, path: PathBuf) -> Self::OpenFuture {
        let files = self.clone();
        Box::pin(async move { TokioBackend.open(files.resolve(&path).await?).await })
    }

    fn metadata(&self, path: PathBuf) -> Self::MetadataFuture {
        let files = self.clone();
        Box::pin(async move { TokioBackend.metadata(files.resolve(&path).await?).await })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_with_a_dot_is_hidden() {
        for (path, hidden) in [
            ("index.html", false),
            ("www/a.b.css", false),
            (
                ".well-known/apple-developer-merchantid-domain-association",
                false,
            ),
            (".env", true),
            (".git/config", true),
            ("www/.htpasswd", true),
            ("www/.well-known/x", true),
            (".well-known/.env", true),
        ] {
            assert_eq!(is_hidden(Path::new(path)), hidden, "{path}");
        }
    }
}
