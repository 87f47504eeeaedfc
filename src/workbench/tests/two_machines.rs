//! Random work on one project on two machines, between which its file goes to and fro while programs are killed: an annotation
//! that is certain is on the very words it was made on, however alike others are.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use proptest::prelude::*;

use super::journalling::killed;
use super::opening::opened;
use super::*;
use crate::project::store::folder_beside;

const LINES: usize = 12;

/// A line of the length of all others, with a word in it that all have. The words around it no other has: from two texts alone
/// nobody could say that a line with another number is another line, were the number all that differs. Read in another
/// encoding it is another line with the same words but one.
fn line(number: usize) -> String {
    format!("a{number:04} é b{number:04} same c{number:04} d{number:04}\n")
}

/// The line of a text that a number stands for.
fn some_line(text: &str, number: usize) -> Option<Span> {
    let starts: Vec<usize> = text
        .split_inclusive('\n')
        .scan(0, |at, line| Some(std::mem::replace(at, *at + line.len())))
        .collect();
    let start = *starts.get(number % starts.len().max(1))?;
    Some(Span::new(start, text[start..].find('\n').map_or(text.len(), |length| start + length + 1)))
}

/// Where the word that all lines have stands in one of them.
fn some_word(text: &str, number: usize) -> Option<Span> {
    let line = some_line(text, number)?;
    let start = line.start + text[line.start..line.end].find("same")?;
    Some(Span::new(start, start + "same".len()))
}

/// What is done on one of the machines.
#[derive(Clone, Copy, Debug)]
enum Deed {
    Tag(usize),
    Delete(usize),
    InsertLine(usize),
    RemoveLine(usize),
    /// The file of the document gets another line, and its new text is taken over.
    TakeOver(usize),
    /// The same, but the text stays as it was read.
    KeepAsRead(usize),
    /// The file is read in another encoding.
    ReadAs(usize),
    /// The word is tagged in several lines at once.
    TagAll(usize),
    /// Names, figures or searches are settled.
    Settle(trial::Deed),
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
        1 => any::<usize>().prop_map(Deed::KeepAsRead),
        1 => any::<usize>().prop_map(Deed::ReadAs),
        1 => any::<usize>().prop_map(Deed::TagAll),
        2 => trial::settling_deed().prop_map(Deed::Settle),
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

    fn start(&mut self, machine: usize) {
        self.benches[machine] = Some(opened(&self.path(machine)));
    }

    /// Kills the program and starts it again: every record is as it was.
    fn restart(&mut self, machine: usize) {
        let Some(bench) = self.benches[machine].take() else { return self.start(machine) };
        let left = bench.project().clone();
        killed(bench);
        self.start(machine);
        let found = self.benches[machine].as_ref().map(Workbench::project);
        assert_eq!(found, Some(&left));
    }

    /// Lets another program change the file of the document, and has it noticed.
    fn change_the_file(&mut self, machine: usize, text: &str, number: usize) {
        let start = some_line(text, number).map_or(0, |line| line.start);
        let (before, after) = text.split_at(start);
        self.next_line += 1;
        let changed = [before, &line(self.next_line), after].concat();
        std::fs::write(self.folder.path().join("letter.txt"), changed).unwrap();
        let bench = self.benches[machine].as_mut().unwrap();
        bench.look_after_files();
        bench.send(Command::CheckSources);
        bench.finish_jobs();
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
        self.start(to);
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
        let text = text.as_ref().map(Text::as_str);
        if let (Deed::TakeOver(number) | Deed::KeepAsRead(number), Some(text)) = (deed, text) {
            self.change_the_file(machine, text, number);
        }
        let bench = self.benches[machine].as_mut().unwrap();
        let command = match (deed, document, text) {
            (Deed::Tag(number), Some(document), Some(text)) => {
                let Some(span) = some_word(text, number) else { return };
                Command::TagByPath { document, span, path: vec!["Evidence".to_owned()] }
            }
            (Deed::TagAll(number), Some(document), Some(text)) => {
                let words = [number, number / 2, number / 3].map(|number| some_word(text, number));
                let passages: BTreeSet<Span> = words.into_iter().flatten().collect();
                let passages = passages.into_iter().map(|span| (document, span)).collect();
                Command::TagAll { passages, path: vec!["Evidence".to_owned()] }
            }
            (Deed::Delete(number), ..) => {
                let ids: Vec<AnnotationId> = bench.project().annotations.keys().copied().collect();
                let Some(id) = ids.get(number % ids.len().max(1)) else { return };
                Command::DeleteAnnotations(vec![*id])
            }
            (Deed::InsertLine(number), Some(document), Some(text)) => {
                let start = some_line(text, number).map_or(0, |line| line.start);
                self.next_line += 1;
                Command::CorrectText { document, span: Span::new(start, start), text: line(self.next_line) }
            }
            (Deed::RemoveLine(number), Some(document), Some(text)) if text.lines().count() > 2 => {
                let Some(span) = some_line(text, number) else { return };
                Command::CorrectText { document, span, text: String::new() }
            }
            (Deed::TakeOver(_), Some(document), _) => Command::TakeOverText(document),
            (Deed::KeepAsRead(_), Some(document), _) => Command::KeepTextAsRead(document),
            (Deed::ReadAs(number), Some(document), _) => {
                let encoding = ["windows-1252", "UTF-8"][number % 2].to_owned();
                Command::ReadAs { document, encoding }
            }
            (Deed::Settle(deed), ..) => {
                trial::carry_out(bench, deed);
                return;
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
            if let (Deed::Tag(_) | Deed::TagAll(_), Some(number)) = (deed, made_in) {
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
