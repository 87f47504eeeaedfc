//! Random work on one project on two machines, between which its file goes to and fro while programs are killed: an annotation
//! that is certain is on the very words it was made on, however alike others are.

use std::collections::BTreeMap;
use std::path::PathBuf;

use proptest::prelude::*;

use super::journalling::killed;
use super::opening::opened;
use super::*;
use crate::project::store::folder_beside;

const LINES: usize = 12;

/// A line of the length of all others, with a word in it that all have. The words around it no other has: from two texts alone
/// nobody could say that a line with another number is another line, were the number all that differs.
fn line(number: usize) -> String {
    format!("a{number:04} b{number:04} same c{number:04} d{number:04}\n")
}

/// Where that word stands in a line.
const WORD: std::ops::Range<usize> = 12..16;

/// What is done on one of the machines.
#[derive(Clone, Copy, Debug)]
enum Deed {
    Tag(usize),
    Delete(usize),
    InsertLine(usize),
    RemoveLine(usize),
    /// The file of the document gets another line, and its new text is taken over.
    TakeOver(usize),
    RemoveDocument,
    Undo,
    Redo,
    Save,
    Restart,
    /// The file goes to the other machine, over the one that is there.
    Send,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        4 => any::<usize>().prop_map(Deed::Tag),
        1 => any::<usize>().prop_map(Deed::Delete),
        2 => any::<usize>().prop_map(Deed::InsertLine),
        2 => any::<usize>().prop_map(Deed::RemoveLine),
        2 => any::<usize>().prop_map(Deed::TakeOver),
        1 => Just(Deed::RemoveDocument),
        3 => Just(Deed::Undo),
        2 => Just(Deed::Redo),
        3 => Just(Deed::Save),
        2 => Just(Deed::Restart),
        3 => Just(Deed::Send),
    ]
}

/// Two machines with the same project.
struct Machines {
    folder: tempfile::TempDir,
    benches: [Option<Workbench>; 2],
    /// The number of the line each annotation was made in.
    made_in: BTreeMap<AnnotationId, usize>,
    next_line: usize,
}

impl Machines {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let letter = folder.path().join("letter.txt");
        std::fs::write(&letter, (0..LINES).map(line).collect::<String>()).unwrap();
        let mut machines = Self { folder, benches: [None, None], made_in: BTreeMap::new(), next_line: LINES };
        let mut bench = Workbench::new(Places::none());
        bench.run(Command::OpenInputs(vec![letter])).unwrap();
        bench.finish_jobs();
        std::fs::create_dir(machines.path(1).parent().unwrap()).unwrap();
        bench.run(Command::SaveAs(machines.path(0))).unwrap();
        bench.finish_jobs();
        machines.benches[0] = Some(bench);
        machines.send(0);
        machines
    }

    fn path(&self, machine: usize) -> PathBuf {
        let folder =
            if machine == 0 { self.folder.path().to_owned() } else { self.folder.path().join("elsewhere") };
        folder.join("study.ron")
    }

    fn restart(&mut self, machine: usize) {
        if let Some(bench) = self.benches[machine].take() {
            killed(bench);
        }
        self.benches[machine] = Some(opened(&self.path(machine)));
    }

    fn send(&mut self, from: usize) {
        let to = 1 - from;
        if let Some(bench) = self.benches[to].take() {
            killed(bench);
        }
        // What is being written is not copied.
        if let Some(bench) = &self.benches[from] {
            bench.flush_journal();
        }
        std::fs::copy(self.path(from), self.path(to)).unwrap();
        let [here, there] = [from, to].map(|machine| folder_beside(&self.path(machine)).join("texts"));
        std::fs::create_dir_all(&there).unwrap();
        // There is none as long as no annotation needs one.
        for file in std::fs::read_dir(here).into_iter().flatten().map(Result::unwrap) {
            std::fs::copy(file.path(), there.join(file.file_name())).unwrap();
        }
        self.restart(to);
    }

    fn carry_out(&mut self, machine: usize, deed: Deed) {
        match deed {
            Deed::Restart => return self.restart(machine),
            Deed::Send => return self.send(machine),
            _ => {}
        }
        let bench = self.benches[machine].as_mut().unwrap();
        let document = bench.project().documents.keys().next().copied();
        let text = document.and_then(|document| bench.text(document));
        let length = line(0).len();
        let start_of = |text: &str, number: usize| number % (text.len() / length).max(1) * length;
        let command = match (deed, document, text) {
            (Deed::Tag(number), Some(document), Some(text)) if !text.as_str().is_empty() => {
                let start = start_of(text.as_str(), number);
                let tag = vec!["Evidence".to_owned()];
                Command::TagByPath {
                    document,
                    span: Span::new(start + WORD.start, start + WORD.end),
                    path: tag,
                }
            }
            (Deed::Delete(number), ..) => {
                let ids: Vec<AnnotationId> = bench.project().annotations.keys().copied().collect();
                let Some(id) = ids.get(number % ids.len().max(1)) else { return };
                Command::DeleteAnnotations(vec![*id])
            }
            (Deed::InsertLine(number), Some(document), Some(text)) => {
                let start = start_of(text.as_str(), number);
                self.next_line += 1;
                Command::CorrectText { document, span: Span::new(start, start), text: line(self.next_line) }
            }
            (Deed::RemoveLine(number), Some(document), Some(text)) if text.len() > 2 * length => {
                let start = start_of(text.as_str(), number);
                Command::CorrectText { document, span: Span::new(start, start + length), text: String::new() }
            }
            (Deed::TakeOver(number), Some(document), Some(text)) => {
                let (before, after) = text.as_str().split_at(start_of(text.as_str(), number));
                self.next_line += 1;
                let changed = [before, &line(self.next_line), after].concat();
                std::fs::write(self.folder.path().join("letter.txt"), changed).unwrap();
                bench.look_after_files();
                bench.send(Command::CheckSources);
                bench.finish_jobs();
                Command::TakeOverText(document)
            }
            (Deed::RemoveDocument, Some(document), _) => Command::RemoveDocuments(vec![document]),
            (Deed::Undo, ..) => Command::Undo,
            (Deed::Redo, ..) => Command::Redo,
            (Deed::Save, ..) => Command::Save,
            _ => return,
        };
        bench.send(command);
        bench.finish_jobs();
        for annotation in bench.project().annotations.values() {
            let made_in = bench.text(annotation.document).and_then(|text| number_at(annotation, &text));
            if let (Deed::Tag(_), Some(number)) = (deed, made_in) {
                self.made_in.entry(annotation.id).or_insert(number);
            }
        }
    }

    /// Every certain annotation is in the line it was made in.
    fn check(&self) -> Result<(), TestCaseError> {
        for bench in self.benches.iter().flatten() {
            for annotation in bench.project().annotations.values() {
                let Some(text) = bench.text(annotation.document) else { continue };
                if annotation.standing.is_certain() {
                    let number = number_at(annotation, &text);
                    prop_assert!(
                        number.is_none() || number.as_ref() == self.made_in.get(&annotation.id),
                        "in line {number:?}, made in {:?}: {annotation:?}\n{}",
                        self.made_in.get(&annotation.id),
                        text.as_str()
                    );
                }
            }
        }
        Ok(())
    }
}

/// The number of the line an annotation is drawn in.
fn number_at(annotation: &Annotation, text: &Text) -> Option<usize> {
    let span = annotation.span_in(text)?;
    let rest = text.as_str().get(span.end..)?;
    rest.split_once('\n')?.0.rsplit(" d").next()?.parse().ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn nothing_certain_is_on_other_words(deeds in prop::collection::vec((0usize..2, deed()), 1..40)) {
        let mut machines = Machines::new();
        for (machine, deed) in deeds {
            machines.carry_out(machine, deed);
            machines.check()?;
        }
    }
}
