//! Parts letters from their bytes before they are stored, and brings both together when a letter leaves.
//!
//! The core never looks at the bytes. Kept apart they are written once and not with every step of the
//! letter, and memory holds none of them. A letter that can be called back after it was withdrawn keeps
//! its bytes in its preview, because those beside it go with it.

use crate::domain::ids::LetterId;
use crate::domain::letter::{Body, Letter};
use crate::domain::state::{Change, Key, Preview, Record};
use crate::store::{Store, StoreError, Version};

/// The changes of one decision as they are stored; `earlier` are those of the same batch.
pub(super) fn parted(
    decided: Vec<Change>,
    earlier: &[Change],
    (store, at): (&impl Store, Version),
) -> Result<Vec<Change>, StoreError> {
    let stays = staying(&decided);
    let mut stored = Vec::with_capacity(decided.len());
    for change in decided {
        match change {
            Change::Put { record: Record::Letter(letter) } if !letter.mime.is_empty() => {
                let Letter { id, mime, .. } = &*letter;
                let body = Body { letter: id.clone(), mime: mime.clone() };
                stored.push(Change::Put { record: Record::Body(body) });
                let letter = Box::new(Letter { mime: String::new(), ..*letter });
                stored.push(Change::Put { record: Record::Letter(letter) });
            }
            Change::Put { record: Record::Preview(preview) } => {
                let preview = with_bytes(preview, earlier, (store, at))?;
                stored.push(Change::Put { record: Record::Preview(preview) });
            }
            Change::Remove { key: Key::Letter(id) } => {
                let body = (!stays.contains(&id)).then(|| Key::Body(id.clone()));
                stored.push(Change::Remove { key: Key::Letter(id) });
                stored.extend(body.map(|key| Change::Remove { key }));
            }
            Change::Put { .. }
            | Change::Archive { .. }
            | Change::Remove { .. }
            | Change::Erase { .. } => stored.push(change),
        }
    }
    Ok(stored)
}

/// The letters that go on without bytes of their own: a removal before that takes none away.
fn staying(decided: &[Change]) -> Vec<LetterId> {
    let stays = decided.iter().filter_map(|change| match change {
        Change::Put { record: Record::Letter(letter) } if letter.mime.is_empty() => {
            Some(letter.id.clone())
        }
        Change::Put { .. }
        | Change::Archive { .. }
        | Change::Remove { .. }
        | Change::Erase { .. } => None,
    });
    stays.collect()
}

fn with_bytes(
    mut preview: Preview,
    earlier: &[Change],
    (store, at): (&impl Store, Version),
) -> Result<Preview, StoreError> {
    let withdrawn = preview.confirmed.iter_mut().flat_map(|confirmed| &mut confirmed.withdrawn);
    for letter in withdrawn.filter(|letter| letter.mime.is_empty()) {
        let of_batch = earlier.iter().rev().find_map(|change| put_body(change, &letter.id));
        letter.mime = match of_batch {
            Some(body) => body.mime.clone(),
            None => body_of(&letter.id, (store, at))?,
        };
    }
    Ok(preview)
}

fn put_body<'c>(change: &'c Change, letter: &LetterId) -> Option<&'c Body> {
    match change {
        Change::Put { record: Record::Body(body) } if body.letter == *letter => Some(body),
        Change::Put { .. }
        | Change::Archive { .. }
        | Change::Remove { .. }
        | Change::Erase { .. } => None,
    }
}

/// The letter with its bytes. One of an older store has them still.
pub(super) fn whole(
    letter: &Letter,
    (store, at): (&impl Store, Version),
) -> Result<Letter, StoreError> {
    if !letter.mime.is_empty() {
        return Ok(letter.clone());
    }
    Ok(Letter { mime: body_of(&letter.id, (store, at))?, ..letter.clone() })
}

fn body_of(letter: &LetterId, (store, at): (&impl Store, Version)) -> Result<String, StoreError> {
    match store.open_record(at, &Key::Body(letter.clone()))? {
        Some(Record::Body(body)) => Ok(body.mime),
        Some(_) | None => {
            let why = format!("the bytes of letter {letter} are missing in the store");
            Err(StoreError::Failed(why))
        }
    }
}
