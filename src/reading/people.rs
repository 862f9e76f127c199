//! The guest and the writer: offices, names with their particles, signatures.
//!
//! The principal is read from the text, the writer from the sign-off (then from the signature zone,
//! then from the sender's name). Nobody is made up: no capital, no name. The trap is the function of
//! the writer ("secretaresse van de minister"), which names an office that does not come.

pub(super) mod name;
pub(super) mod office;
mod phone;
pub(super) mod phone_told;
pub(super) mod principal;
mod sender;
pub(super) mod writer;

pub(crate) use name::name_end;
pub(crate) use name::skip_titles;
pub(crate) use office::office;
pub(crate) use phone::phone_in;
pub(crate) use phone_told::phone_told;
pub(crate) use principal::principal;
pub(crate) use writer::{signed, writer};
