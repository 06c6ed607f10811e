//! A document → plain text for large type. Nothing is said by layout alone, and no line wraps again.
//!
//! The grammar of the text, by which it can be read back:
//!
//! - The **front block**: the title, who made the article and when, what it is about, and last how to use the text.
//! - A **heading** has two empty lines before it, one after it and none in it. It begins with its number (`2.1 Side effects`), its
//!   author's own where it has one (`2.1. Side effects`), or with a line such as `Part 2.1 of 2.3:`; one of the highest level that
//!   is before its author's first number has none. All other blocks have one empty line before them; items of a tight list have none.
//! - A **list item** begins with its label: `•`, `1.`, `a.`, `iv.`, `[ ]` or `[x]`. Its words hang beside the label, and all that
//!   belongs to the item begins in the column of its words.
//! - **Table**, **Quote**, **Exact text** (code) and callouts (**Warning**) begin with a line that names them and ends in a colon; what
//!   they hold is indented by two columns more, and where it is more than one block, `[End: Table]` follows.
//! - A **row** of a table is a block. Each cell begins a line with the header of its column and a colon; `–` stands for an empty cell.
//! - A **term** ends in a colon; its meaning follows two columns further in. `* * *` is a change of subject.
//! - **Square brackets** hold what this edition adds: `[1]` after the words of a link, `[Note 1]`, `[Section 2.1]` after a link within the
//!   text, `[Image: …]`, `[Deleted: …]`, and once what an abbreviation stands for. `^` precedes a power.
//! - The **back block**: the notes (`Note 1: …`), the addresses (`[1] https://…`) and what else is known of the article, each below a
//!   heading without a number.
//!
//! No list, quote or row begins further in than half a line. A word longer than the line is broken only at `/ ? & - .`; one that has
//! none of these stays whole, and it alone may be longer than the line.

mod blocks;
mod ends;
mod fold;
mod glued;
mod lines;
mod numbers;
mod pages;
mod words;
mod writer;

use super::{Edition, Exporter, Inputs, Job, Table};
use crate::diagnostic::Diagnostic;
use crate::style::Labels;
use crate::tree::Document;
use writer::Writer;

/// The large-print text.
pub struct LargePrint;

impl Exporter for LargePrint {
    fn name(&self) -> &'static str {
        "txt"
    }

    fn inputs(&self) -> Inputs {
        Inputs { tables: &[Table::Text], pictures: false, pages: false }
    }

    fn extension(&self) -> &'static str {
        "txt"
    }

    fn mark(&self, bytes: &[u8], document: &Document) -> Option<String> {
        ends::mark(bytes, document)
    }

    fn export(&self, job: Job<'_>) -> Result<Edition, Vec<Diagnostic>> {
        let style = &job.style.text;
        let labels = Labels::of(&job.document.meta().lang);
        let text = Writer::new(job.document, style, &labels).document(job.document);
        let (bytes, pages) = pages::bound(text, style, &labels);
        Ok(Edition { bytes, losses: Vec::new(), pages })
    }
}
