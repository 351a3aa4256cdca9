//! NVP: names and values, urlencoded.

mod endpoint;
mod fields;
mod response;

pub(super) use endpoint::serve;
pub(super) use fields::NvpFields;
