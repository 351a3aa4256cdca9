//! Work that comes to its end when the client goes away meanwhile.

use super::problem::Problem;

/// Lets work with PayPal come to its end when the client goes away meanwhile:
/// half of it would have to be found out later.
pub(super) async fn run_to_end<T, E>(
    work: impl Future<Output = Result<T, E>> + Send + 'static,
) -> Result<T, Problem>
where
    T: Send + 'static,
    E: Into<Problem> + Send + 'static,
{
    match run_detached(work).await {
        Some(done) => done.map_err(Into::into),
        None => Err(Problem::stopping()),
    }
}

/// Lets work come to its end when the client goes away meanwhile. `None` when
/// the server is stopping.
pub(super) async fn run_detached<T: Send + 'static>(
    work: impl Future<Output = T> + Send + 'static,
) -> Option<T> {
    match tokio::spawn(work).await {
        Ok(result) => Some(result),
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => None,
        },
    }
}
