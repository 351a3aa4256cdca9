//! Failures of the classic API, as errors and answers tell of them.

mod ack;
mod certificate_problem;
mod error_code;
mod failure;
mod message;

pub use ack::Ack;
pub use certificate_problem::CertificateProblem;
pub use error_code::ErrorCode;
pub use failure::Failure;
pub use message::{Message, Parameter, Severity};
