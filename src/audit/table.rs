//! The table of an audit: a row for each folder, and under it what is not accounted for.

use std::fmt;

use super::{Audit, Finding, Row, Standing};

/// The columns, in the order of `place`.
const HEADS: [&str; 8] =
    ["mails", "answered", "waits", "filed", "quarantined", "not yet", "thrown away", "UNACCOUNTED"];

impl fmt::Display for Audit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.rows.iter().map(|row| row.folder.chars().count());
        let width = names.max().unwrap_or_default().max("folder".len());
        write!(f, "{:<width$}", "folder")?;
        for head in HEADS {
            write!(f, "  {head}")?;
        }
        let mut sum = [0; HEADS.len()];
        for row in &self.rows {
            let counts = counts(row);
            line(f, &row.folder, width, counts)?;
            sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
        line(f, "together", width, sum)?;
        writeln!(f)?;
        if self.findings.is_empty() {
            return writeln!(f, "every mail is accounted for");
        }
        writeln!(f, "not accounted for:")?;
        for Finding { folder, mail, fault } in &self.findings {
            writeln!(f, "- {folder}, {mail}: {fault}")?;
        }
        Ok(())
    }
}

fn line(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    width: usize,
    counts: [usize; HEADS.len()],
) -> fmt::Result {
    write!(f, "\n{name:<width$}")?;
    for (head, count) in HEADS.iter().zip(counts) {
        write!(f, "  {count:>wide$}", wide = head.len())?;
    }
    Ok(())
}

fn counts(row: &Row) -> [usize; HEADS.len()] {
    let of = |nth| row.lines.iter().filter(|(_, standing)| place(standing) == nth).count();
    let [_, answered, waits, filed, quarantined, not_yet, thrown_away, unaccounted] =
        std::array::from_fn(of);
    [row.mails, answered, waits, filed, quarantined, not_yet, thrown_away, unaccounted]
}

fn place(standing: &Standing) -> usize {
    match standing {
        Standing::Answered => 1,
        Standing::Waits => 2,
        Standing::Filed => 3,
        Standing::Quarantined => 4,
        Standing::NotYet => 5,
        Standing::ThrownAway => 6,
        Standing::Unaccounted(_) => 7,
    }
}
