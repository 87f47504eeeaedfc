//! An entity brought in order after decisions have taken mentions from it or given it some.

use std::sync::Arc;

use crate::entities::resolve::{Alias, Entity};

/// Counts the spellings of an entity anew and leaves out spellings and reasons that no mention has.
pub(super) fn tidy(entity: &mut Entity) {
    entity.occurrences.sort_unstable();
    let mut counts = vec![0u32; entity.aliases.len()];
    let mut used = vec![false; entity.reasons.len()];
    for one in &entity.occurrences {
        counts[one.alias as usize] += 1;
        used[one.reason as usize] = true;
    }
    let unchanged = entity.aliases.iter().zip(&counts).all(|(alias, count)| alias.count == *count)
        && used.iter().all(|used| *used);
    if unchanged {
        return;
    }
    let mut order: Vec<usize> = (0..counts.len()).filter(|at| counts[*at] > 0).collect();
    order.sort_by(|a, b| {
        let text = |at: usize| &entity.aliases[at].text;
        counts[*b].cmp(&counts[*a]).then_with(|| text(*a).cmp(text(*b)))
    });
    let mut place = vec![0u32; counts.len()];
    for (new, old) in order.iter().enumerate() {
        place[*old] = new as u32;
    }
    let mut reason_place = vec![0u32; used.len()];
    let mut next = 0;
    for (at, used) in used.iter().enumerate() {
        reason_place[at] = next;
        next += u32::from(*used);
    }
    entity.aliases = order
        .iter()
        .map(|at| Alias { text: Arc::clone(&entity.aliases[*at].text), count: counts[*at] })
        .collect();
    let mut kept = used.into_iter();
    entity.reasons.retain(|_| kept.next().unwrap_or(false));
    for one in &mut entity.occurrences {
        one.alias = place[one.alias as usize];
        one.reason = reason_place[one.reason as usize];
    }
    entity.occurrences.sort_unstable();
}
