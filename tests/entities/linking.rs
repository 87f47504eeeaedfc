//! Linking of mentions into entities, measured on the annotated texts: nothing may fall below what was reached.

use super::measure::{self, Gold, Scores, read, scores};
use lectern::entities::resolve::{Document, resolve};

/// Resolves the gold mentions of one file and scores the outcome on those mentions that `counts` lets through.
fn measured(gold: &[Gold], counts: fn(&measure::Record) -> bool) -> Scores {
    let documents: Vec<Document<'_, usize>> = gold
        .iter()
        .enumerate()
        .map(|(id, gold)| Document { id, text: &gold.text, mentions: &gold.mentions })
        .collect();
    let entities = resolve(&documents);
    let mut pairs = Vec::new();
    for (id, gold) in gold.iter().enumerate() {
        for (at, record) in gold.records.iter().enumerate().filter(|(_, record)| counts(record)) {
            let entity = entities.named_by(id, at).map(|entity| entity.key.to_string());
            pairs.push((entity.unwrap_or_default(), record.entity_id.clone()));
        }
    }
    if std::env::var_os("SHOW").is_some() {
        show(gold, &entities);
    }
    scores(&pairs)
}

/// Prints every entity that has more than one identity and every identity that is more than one entity.
fn show(gold: &[Gold], entities: &lectern::entities::resolve::Entities<usize>) {
    use std::collections::{BTreeMap, BTreeSet};
    let mut found: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for entity in &entities.entities {
        let mut ids: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for one in &entity.occurrences {
            let record = &gold[one.document as usize].records[one.mention as usize];
            if measure::is_identified(record) {
                ids.entry(&record.entity_id).or_default().insert(&entity.aliases[one.alias as usize].text);
                found.entry(&record.entity_id).or_default().insert(entity.name.to_string());
            }
        }
        if ids.len() > 1 {
            println!("MERGED {} {:?}", entity.name, ids);
        }
        if entity.aliases.len() > 1 {
            println!("  {:?} {}", entity.kind, entity.name);
            for reason in &entity.reasons {
                println!("      {reason}");
            }
            let aliases: Vec<String> =
                entity.aliases.iter().map(|alias| format!("{}×{}", alias.text, alias.count)).collect();
            println!("      = {}", aliases.join(" | "));
        }
    }
    for (id, names) in found {
        if names.len() > 1 {
            println!("APART {id} {names:?}");
        }
    }
}

/// What must be reached at least: B-cubed and pair precision of the mentions that every reader would mark, then of all.
struct Least {
    required: (f64, f64),
    all: (f64, f64),
}

fn check(name: &str, gold: &[Gold], least: &Least) {
    let required = measured(gold, |record| measure::is_identified(record) && !record.opt);
    let all = measured(gold, measure::is_identified);
    println!("{name}: {required} (with optional mentions: {all})");
    for (which, scores, (b_cubed, precision)) in
        [("required", required, least.required), ("all", all, least.all)]
    {
        assert!(
            scores.b_cubed >= b_cubed,
            "{name}, {which}: B-cubed {:.4} is below {b_cubed}",
            scores.b_cubed
        );
        assert!(
            scores.precision >= precision,
            "{name}, {which}: pair precision {:.4} is below {precision}",
            scores.precision
        );
    }
}

#[test]
fn the_seeds_are_linked_as_a_reader_would() {
    let least = Least { required: (0.994, 0.999), all: (0.966, 0.999) };
    check("seeds", &read("seeds_gold.jsonl", |_| true), &least);
    check("seeds without nested", &read("seeds_gold.jsonl", |record| !record.nested), &least);
}

#[test]
fn all_seeds_together_are_linked_as_a_reader_would() {
    let mut gold = read("seeds_gold.jsonl", |_| true);
    gold.extend(read("seeds_rest.jsonl", |_| true));
    check("all seeds", &gold, &Least { required: (0.981, 0.963), all: (0.963, 0.983) });
}

#[test]
fn the_invented_text_is_linked_as_a_reader_would() {
    let least = Least { required: (0.996, 0.961), all: (0.992, 0.961) };
    check("invented", &read("invented_gold.jsonl", |_| true), &least);
    check("invented without nested", &read("invented_gold.jsonl", |record| !record.nested), &least);
}
