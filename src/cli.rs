//! The subcommands of `werkbezoek`.

pub mod read;
