//! Texts full of repetitions of which whole parts change places: nothing is certain that is not where its letters went.
//!
//! A text is a list of lines, and an edit an operation on runs of lines. Every letter knows its line, so that the truth is
//! known; and every other edit of the same kind can be tried, so that it is known, too, where nobody could say it.

use std::ops::Range;

use super::*;

/// Something done to runs of whole lines.
#[derive(Clone, Debug, PartialEq)]
enum Edit {
    Swap(Range<usize>, Range<usize>),
    Move(Range<usize>, usize),
    Copy(Range<usize>, usize),
    Delete(Range<usize>),
}

/// Lines of a text that was edited, each with the number it had in the old one unless it is a copy.
type Lines<'a> = Vec<(&'a str, Option<usize>)>;

impl Edit {
    fn on<'a>(&self, lines: &[&'a str]) -> Lines<'a> {
        let all: Lines<'a> = lines.iter().enumerate().map(|(at, line)| (*line, Some(at))).collect();
        match self {
            Self::Swap(a, b) => {
                let parts =
                    [&all[..a.start], &all[b.clone()], &all[a.end..b.start], &all[a.clone()], &all[b.end..]];
                parts.concat()
            }
            Self::Move(part, to) if *to < part.start => {
                [&all[..*to], &all[part.clone()], &all[*to..part.start], &all[part.end..]].concat()
            }
            Self::Move(part, to) => {
                [&all[..part.start], &all[part.end..*to], &all[part.clone()], &all[*to..]].concat()
            }
            Self::Copy(part, to) => {
                let copy: Lines<'a> = all[part.clone()].iter().map(|(line, _)| (*line, None)).collect();
                [&all[..*to], &copy, &all[*to..]].concat()
            }
            Self::Delete(part) => [&all[..part.start], &all[part.end..]].concat(),
        }
    }

    /// All edits of so many lines, but for those that do nothing.
    fn all(count: usize) -> Vec<Self> {
        let parts =
            |from: usize| (from..count).flat_map(move |start| (start + 1..=count).map(move |end| start..end));
        let mut edits = Vec::new();
        for part in parts(0) {
            edits.extend(parts(part.end).map(|other| Self::Swap(part.clone(), other)));
            let elsewhere = (0..=count).filter(|to| *to < part.start || *to > part.end);
            edits.extend(elsewhere.map(|to| Self::Move(part.clone(), to)));
            edits.extend((0..=count).map(|to| Self::Copy(part.clone(), to)));
            edits.push(Self::Delete(part));
        }
        edits
    }
}

impl Dice {
    fn one_of(&mut self, words: &[&str]) -> String {
        words[self.below(words.len())].to_owned()
    }

    /// An interview, a ledger, verse with a refrain or letters with shared closings, as parts of whole lines.
    fn repetitive(&mut self) -> Vec<String> {
        match self.below(4) {
            0 => self.interview(),
            1 => self.ledger(),
            2 => self.verse(),
            _ => self.letters(),
        }
    }

    fn interview(&mut self) -> Vec<String> {
        const ASKED: [&str; 8] = [
            "Did you see the fire on the night of the ninth of May?",
            "Did anybody order you to leave the mill before it burned?",
            "Where did you go when the bells rang out over the town?",
            "And then?",
            "Did you know the man?",
            "Had you been drinking that night, as your brother says you had?",
            "Are you sure of it?",
            "Who else was with you?",
        ];
        const ANSWERED: [&str; 5] =
            ["Yes, I did.", "No.", "I do not know.", "Yes.", "Nobody that I know of told me so."];
        let mut parts = vec!["INTERVIEW 4, recorded in the library\n".to_owned()];
        for _ in 0..3 + self.below(5) {
            parts.push(format!("Q: {}\nA: {}\n", self.one_of(&ASKED), self.one_of(&ANSWERED)));
        }
        parts
    }

    fn ledger(&mut self) -> Vec<String> {
        let row = |dice: &mut Self| {
            let name = dice.one_of(&["Smith", "Jones", "the widow Brown", "Smith and Son"]);
            let what = dice.one_of(&["for corn", "for coal and candles", "on account"]);
            format!("{} May\t{name}\t{what}\t{} s. 4 d.\n", 1 + dice.below(3), 3 + dice.below(3))
        };
        (0..4 + self.below(9)).map(|_| row(self)).collect()
    }

    fn verse(&mut self) -> Vec<String> {
        const LINES: [&str; 8] = [
            "The moon was on the water and the wind was on the hill,",
            "And nobody was waking but the miller in the mill;",
            "My love has gone a-sailing, and I sit beside the door,",
            "The bread is on the table and the ashes on the floor.",
            "O bring me back my sailor, O bring him home to me!",
            "The geese went over yesterday, the swallows are all flown,",
            "The snow is in the valley,",
            "I sit and spin alone.",
        ];
        let refrain = "And it is home, my dearie, home,\nHome to the sea again.\n\n";
        let stanza = |dice: &mut Self| {
            let lines: Vec<String> =
                (0..=dice.below(2)).map(|_| format!("{}\n", dice.one_of(&LINES))).collect();
            format!("{}{refrain}", lines.concat())
        };
        (0..2 + self.below(3)).map(|_| stanza(self)).collect()
    }

    fn letters(&mut self) -> Vec<String> {
        const SAID: [&str; 6] = [
            "The frost took the early corn and we have had to sow the lower field again.",
            "Mother is well.",
            "Nobody here will pay the new duty, and the ship lies in the harbour still.",
            "I shall write on Sunday.",
            "Give the enclosed to James and tell him nothing.",
            "There is no news.",
        ];
        const CLOSED: [&str; 3] = [
            "Your loving sister, Ann\n",
            "I remain, with my love to all of you and to the children most of all,\nYour loving sister, Ann\n",
            "Ann\n",
        ];
        let closing = self.one_of(&CLOSED);
        let letter = |dice: &mut Self| {
            let said: Vec<String> =
                (0..=dice.below(2)).map(|_| format!("{}\n", dice.one_of(&SAID))).collect();
            let place = dice.one_of(&["Boston, 3 June\n", "Salem, 9 June\n", ""]);
            format!("{place}{}{}{closing}", dice.one_of(&["Dear sister,\n", ""]), said.concat())
        };
        let mut parts: Vec<String> = (0..2 + self.below(3)).map(|_| letter(self)).collect();
        if self.below(2) == 0 {
            parts.insert(0, "Letters of Ann, 1848\n\n".to_owned());
        }
        if self.below(2) == 0 {
            parts.push("Editor's note: both letters are in the county record office.\n".to_owned());
        }
        parts
    }

    /// An edit at the edges of these parts, or of lines; `edges` are the lines where parts begin, and their number.
    fn edit(&mut self, edges: &[usize]) -> Edit {
        loop {
            let mut at: Vec<usize> = (0..4).map(|_| edges[self.below(edges.len())]).collect();
            at.sort_unstable();
            let edit = match self.below(4) {
                0 => Edit::Swap(at[0]..at[1], at[2]..at[3]),
                1 if self.below(2) == 0 => Edit::Move(at[0]..at[1], at[2]),
                1 => Edit::Move(at[2]..at[3], at[0]),
                2 => Edit::Copy(at[0]..at[1], edges[self.below(edges.len())]),
                _ => Edit::Delete(at[0]..at[1]),
            };
            let last = edges[edges.len() - 1];
            let does_something = match &edit {
                Edit::Swap(a, b) => !a.is_empty() && !b.is_empty(),
                Edit::Move(part, to) => !part.is_empty() && (*to < part.start || *to > part.end),
                Edit::Copy(part, _) => !part.is_empty(),
                Edit::Delete(part) => !part.is_empty() && part.len() < last,
            };
            if does_something {
                return edit;
            }
        }
    }
}

/// The letters of an edited text from one place to another, each as the line it was in and its place there.
fn letters_at(lines: &Lines<'_>, from: usize, to: usize) -> Vec<Option<(usize, usize)>> {
    let letters = lines.iter().flat_map(|(line, number)| {
        line.chars().enumerate().map(move |(at, _)| number.map(|number| (number, at)))
    });
    letters.skip(from).take(to - from).collect()
}

/// True when a passage begins or ends with its own letter, or has nearly all of them: of one that was torn apart, and stands
/// there again with a part of another, all words are as they were, and nobody can say which part is whose.
fn is_in_place(found: &[Option<(usize, usize)>], own: &[Option<(usize, usize)>]) -> bool {
    let same = found.iter().zip(own).filter(|(found, own)| found == own).count();
    found.first() == own.first() || found.last() == own.last() || same * 10 >= own.len() * 9
}

/// The line of this letter.
fn line_of(lines: &Lines<'_>, letter: usize) -> usize {
    let mut ends = lines.iter().scan(0, |end, (line, _)| {
        *end += line.chars().count();
        Some(*end)
    });
    ends.position(|end| end > letter).unwrap()
}

/// How many lines an edit has left in their order.
fn kept_in_order(is: &Lines<'_>) -> usize {
    let numbers: Vec<usize> = is.iter().filter_map(|(_, number)| *number).collect();
    let mut longest = vec![1; numbers.len()];
    for at in 0..numbers.len() {
        for before in 0..at {
            if numbers[before] < numbers[at] {
                longest[at] = longest[at].max(longest[before] + 1);
            }
        }
    }
    longest.into_iter().max().unwrap_or(0)
}

/// How many lines an edit can leave in their order that takes this line to that one.
fn most_in_order(was: &Lines<'_>, is: &Lines<'_>, own: usize, found: usize) -> usize {
    if was[own].0 != is[found].0 {
        return 0;
    }
    most_pairs(&was[..own], &is[..found]) + 1 + most_pairs(&was[own + 1..], &is[found + 1..])
}

fn most_pairs(was: &[(&str, Option<usize>)], is: &[(&str, Option<usize>)]) -> usize {
    let mut row = vec![0; is.len() + 1];
    for (line, _) in was {
        let mut diagonal = 0;
        for (at, (other, _)) in is.iter().enumerate() {
            let best = if line == other { diagonal + 1 } else { row[at].max(row[at + 1]) };
            diagonal = std::mem::replace(&mut row[at + 1], best);
        }
    }
    row[is.len()]
}

/// True when the text that the edit left may be one which an edit of no greater cost has left, by which the passage went where
/// it was found: another edit of runs of lines, or one that leaves as many lines in their order. So may a passage that was torn
/// apart, all of whose words stand together in one place only.
fn may_be_elsewhere(edit: &Edit, lines: &[&str], was: &Anchor, found: &Anchor) -> bool {
    let all: Lines<'_> = lines.iter().enumerate().map(|(at, line)| (*line, Some(at))).collect();
    let is = edit.on(lines);
    let text = |lines: &Lines<'_>| lines.iter().map(|(line, _)| *line).collect::<String>();
    let (now, own) = (text(&is), letters_at(&all, was.start, was.end));
    let kept = (0..text(&is).chars().count()).filter(|at| own.contains(&letters_at(&is, *at, *at + 1)[0]));
    let kept: Vec<usize> = kept.collect();
    let is_torn = kept.windows(2).any(|pair| pair[1] != pair[0] + 1);
    let is_alone = now.matches(was.exact.as_str()).nth(1).is_none();
    let (line, there) = (line_of(&all, was.start), line_of(&is, found.start));
    is_torn && is_alone
        || most_in_order(&all, &is, line, there) >= kept_in_order(&is)
        || Edit::all(lines.len()).into_iter().any(|edit| {
            let other = edit.on(lines);
            let has_its_length = other.iter().map(|(line, _)| line.len()).sum::<usize>() == now.len();
            has_its_length
                && text(&other) == now
                && is_in_place(&letters_at(&other, found.start, found.end), &own)
        })
}

#[derive(Default)]
struct Rate {
    all: usize,
    certain: usize,
    /// Those that are certain at a place where their letters are not, though they might be.
    undecidable: usize,
    wrong: Vec<String>,
}

fn held(rounds: usize, dice: &mut Dice, rate: &mut Rate) {
    for _ in 0..rounds {
        let parts = dice.repetitive();
        let body = parts.concat();
        let lines: Vec<&str> = body.split_inclusive('\n').collect();
        let mut edges = vec![0];
        for part in &parts {
            edges.push(edges[edges.len() - 1] + part.matches('\n').count());
        }
        let by_line: Vec<usize> = (0..=lines.len()).collect();
        let edit = if dice.below(3) > 0 { dice.edit(&edges) } else { dice.edit(&by_line) };
        let before = Text::new(body.as_str());
        let was = lines.iter().enumerate().map(|(at, line)| (*line, Some(at))).collect::<Lines<'_>>();
        let is = edit.on(&lines);
        let now: String = is.iter().map(|(line, _)| *line).collect();
        // Nothing but blank lines is elsewhere: then nobody would think of more.
        if now.split_whitespace().eq(body.split_whitespace()) {
            continue;
        }
        let after = Text::new(now.as_str());
        let mut anchors = passages(&before, 12, dice);
        let mut at = 0;
        for line in &lines {
            let words = Span::new(at, at + line.len()).trimmed(&body);
            anchors.extend(Anchor::new(&before, words).filter(|anchor| !anchor.exact.is_empty()));
            at += line.len();
        }
        for (anchor, placement) in anchors.iter().zip(carry(&before, &after, &anchors)) {
            rate.all += 1;
            let found = match &placement {
                Placement::Same => anchor,
                Placement::Moved(found) => found,
                _ => continue,
            };
            rate.certain += 1;
            let own = letters_at(&was, anchor.start, anchor.end);
            if is_in_place(&letters_at(&is, found.start, found.end), &own) {
                continue;
            }
            if may_be_elsewhere(&edit, &lines, anchor, found) {
                rate.undecidable += 1;
                continue;
            }
            rate.wrong.push(format!(
                "{edit:?}\n{body}---\n{now}---\n“{}” of {} at {}\n",
                anchor.exact, anchor.start, found.start
            ));
        }
    }
}

#[test]
fn parts_of_repetitive_texts_that_change_places_leave_nothing_certain_and_wrong() {
    let mut rate = Rate::default();
    for seed in 100..120 {
        held(100, &mut Dice::new(seed), &mut rate);
    }
    let Rate { all, certain, undecidable, wrong } = rate;
    println!(
        "{certain} of {all} certain, {} of them wrong, and {undecidable} for all anybody can say",
        wrong.len()
    );
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    // Nobody is asked about everything, and next to nothing is certain that could be otherwise.
    assert!(certain * 2 > all, "{certain} of {all} certain");
    assert!(undecidable * 1000 <= certain, "{undecidable} of {certain}");
}
