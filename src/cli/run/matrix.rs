//! The room on Matrix, as config names it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread::JoinHandle;

use super::rooms::room_thread;
use crate::chat::matrix::{Matrix, MatrixSettings, Proof};
use crate::chat::room::Directory;
use crate::cli::Failure;
use crate::config::Config;
use crate::config::chat::{MatrixAccount, MatrixProof};
use crate::domain::desk::Desk;
use crate::domain::room::RoomName;
use crate::engine::queue::Queue;
use crate::mail::tls;
use crate::rounds::rooms::Talk;
use crate::words::Words;

/// The thread of the room.
pub(super) fn thread(
    config: &Config,
    given: &MatrixAccount,
    stop: &Arc<AtomicBool>,
    queue: &Queue,
    (desk, words): (Arc<Desk>, Arc<Words>),
) -> Result<JoinHandle<()>, Failure> {
    tls::prefer_ours();
    let secret = given.proof.place().read()?;
    let proof = match &given.proof {
        MatrixProof::Password(_) => Proof::Password(secret),
        MatrixProof::Token(_) => Proof::Token(secret),
    };
    // The client trusts what the operating system trusts by itself.
    let own = given.ca_file.as_deref().map(tls::certificates_in).transpose()?;
    let roots = own.into_iter().flatten().map(|root| root.to_vec());
    let directory = Directory { people: config.chat.staff.clone(), roles: BTreeMap::new() };
    let settings = MatrixSettings {
        homeserver: given.homeserver.clone(),
        user: given.user.clone(),
        proof,
        room: given.room.clone(),
        allow_unencrypted: given.allow_unencrypted,
        roots: roots.collect(),
        folder: config.store.folder.join("matrix"),
        directory: directory.clone(),
    };
    let talk = Talk::new(queue.clone(), (desk, words), RoomName::Matrix, directory);
    Ok(room_thread(RoomName::Matrix.slug(), stop, talk, Matrix::new(settings))?)
}
