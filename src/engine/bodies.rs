//! Parts letters from their bytes before they are stored, and brings both together when a letter
//! leaves.
//!
//! The core never looks at the bytes. Kept apart they are written once and not with every step of the
//! letter, and memory holds none of them. A letter that can be called back after it was withdrawn keeps
//! its bytes in its preview, because those beside it go with it.

use crate::domain::export::{Content, Export};
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
            Change::Put { record: Record::Letter(mut letter) } if !letter.mime.is_empty() => {
                let mime = std::mem::take(&mut letter.mime);
                let body = Body { letter: letter.id.clone(), mime };
                stored.push(Change::Put { record: Record::Body(body) });
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

/// Puts the bytes into the letters of a dossier. One that is lost stays without: what is left of the
/// case is worth having.
pub(super) fn put_into(
    exports: &mut [Export],
    earlier: &[Change],
    (store, at): (&impl Store, Version),
) -> Result<(), StoreError> {
    let dossiers = exports.iter_mut().filter_map(|export| match &mut export.content {
        Content::Dossier(dossier) => Some(dossier),
        Content::Invitation(_) | Content::Table(_) => None,
    });
    for letter in dossiers.flat_map(|dossier| &mut dossier.letters) {
        let of_batch = earlier.iter().rev().find_map(|change| put_body(change, &letter.id));
        letter.mime = match of_batch {
            Some(body) => body.mime.clone(),
            None => match whole(letter, (store, at)) {
                Ok(letter) => letter.mime,
                Err(error) if error.is_lost_record() => String::new(),
                Err(error) => return Err(error),
            },
        };
    }
    Ok(())
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
        Some(_) | None => Err(StoreError::Missing(format!("the body of letter {letter}"))),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::export::{Dossier, Elsewhere};
    use crate::domain::letter::{LetterKind, LetterState};
    use crate::domain::notice::PreviewOf;
    use crate::domain::people::{Address, Mailbox};
    use crate::domain::state::Confirmed;
    use crate::domain::time::Instant;
    use crate::domain::visit::Stage;
    use crate::store::memory::MemoryStore;
    use crate::words::chat_specimen;

    fn letter(mime: &str) -> Letter {
        let address = Address::parse("noor@kantoor.example").unwrap();
        Letter {
            id: LetterId::new("wb-2027-001.voorstel.1"),
            kind: LetterKind::Offer,
            message_id: "1@m50.example".to_owned(),
            visit: None,
            answers: None,
            to: Mailbox { name: None, address },
            cc: Vec::new(),
            subject: "Voorstel".to_owned(),
            mime: mime.to_owned(),
            decided: Instant::default(),
            not_before: Instant::default(),
            attempts: 0,
            state: LetterState::WithAPerson,
        }
    }

    fn put(letter: Letter) -> Change {
        Change::Put { record: Record::Letter(Box::new(letter)) }
    }

    fn body(mime: &str) -> Change {
        let (letter, mime) = (letter("").id, mime.to_owned());
        Change::Put { record: Record::Body(Body { letter, mime }) }
    }

    fn remove(key: impl FnOnce(LetterId) -> Key) -> Change {
        Change::Remove { key: key(letter("").id) }
    }

    fn store(changes: &[Change]) -> (MemoryStore, Version) {
        let mut store = MemoryStore::new();
        let at = store.commit(Version(0), changes).unwrap();
        (store, at)
    }

    #[test]
    fn the_bytes_come_and_go_with_their_letter() {
        let (store, at) = store(&[]);
        let parted = |decided| parted(decided, &[], (&store, at)).unwrap();
        assert_eq!(parted(vec![put(letter("x"))]), [body("x"), put(letter(""))]);
        let gone = [remove(Key::Letter), remove(Key::Body)];
        assert_eq!(parted(vec![remove(Key::Letter)]), gone);
        // Sent again with the same bytes.
        let again = vec![remove(Key::Letter), put(letter(""))];
        assert_eq!(parted(again.clone()), again);
    }

    #[test]
    fn a_letter_that_can_be_called_back_keeps_its_bytes_in_the_preview() {
        let confirmed = |letter| {
            let (before, after, letters) = (Vec::new(), BTreeMap::new(), Vec::new());
            let withdrawn = vec![letter];
            Confirmed { at: Instant::default(), before, after, letters, withdrawn, book: None }
        };
        let preview = |letter: Letter| Change::Put {
            record: Record::Preview(Preview {
                number: 1,
                by: None,
                shown_in: None,
                made: Instant::default(),
                action: PreviewOf::SendAgain {
                    letter: letter.id.clone(),
                    to: String::new(),
                    subject: String::new(),
                },
                text: None,
                versions: BTreeMap::new(),
                confirmed: Some(Box::new(confirmed(letter))),
                in_sight: false,
            }),
        };
        let decided = || vec![remove(Key::Letter), preview(letter(""))];
        let expected = [remove(Key::Letter), remove(Key::Body), preview(letter("x"))];
        let (store, at) = store(&[body("x")]);
        assert_eq!(parted(decided(), &[], (&store, at)).unwrap(), expected);
        let (empty, none) = (MemoryStore::new(), Version(0));
        assert_eq!(parted(decided(), &[body("x")], (&empty, none)).unwrap(), expected);
    }

    #[test]
    fn a_dossier_gets_the_bytes_that_there_are() {
        let dossier = || {
            let visit = chat_specimen::visit(Stage::Confirmed);
            let (letters, invitation, elsewhere) = (vec![letter("")], None, Elsewhere::default());
            let dossier = Dossier { visit, letters, invitation, elsewhere };
            Export { name: String::new(), content: Content::Dossier(Box::new(dossier)) }
        };
        let with = |earlier: &[Change], stored: &[Change]| {
            let (store, at) = store(stored);
            let mut exports = [dossier()];
            put_into(&mut exports, earlier, (&store, at)).unwrap();
            let [Export { content: Content::Dossier(dossier), .. }] = exports else {
                panic!("another file");
            };
            dossier.letters[0].mime.clone()
        };
        assert_eq!(with(&[], &[body("x")]), "x");
        assert_eq!(with(&[body("y")], &[]), "y");
        assert_eq!(with(&[], &[]), "", "one that is lost keeps nothing else out");
    }

    #[test]
    fn a_letter_leaves_whole_also_one_that_an_older_version_wrote() {
        let (store, at) = store(&[body("x"), put(letter(""))]);
        assert_eq!(whole(&letter(""), (&store, at)).unwrap(), letter("x"));
        let (empty, none) = (MemoryStore::new(), Version(0));
        assert_eq!(whole(&letter("x"), (&empty, none)).unwrap(), letter("x"));
        assert!(whole(&letter(""), (&empty, none)).is_err());
        assert!(matches!(whole(&letter(""), (&store, none)), Err(StoreError::Conflict(_))));
    }
}
