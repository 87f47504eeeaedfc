//! What of a network is shown: the greatest entities of the kinds wanted, their strongest links, and where they stand.
//!
//! Between [`super::cooccurrence`], which counts, and whoever draws. What is left out is counted, never just gone.

use std::collections::BTreeSet;

use super::cooccurrence::{Edge, Measure, Network, Unit};
use super::network_layout::{Body, Spring, lay_out};
use crate::entities::Kind;

/// The most links shown: more of them is one grey area.
pub const MOST_LINKS: usize = 2000;
/// Radius of the disc of the entity with most mentions, and of one that has next to none, in points.
const RADII: [f32; 2] = [20.0, 4.0];
/// Room a label takes in the layout: its height, the width of a letter, and how wide it is taken to be at most, in points.
const LABEL: [f32; 3] = [16.0, 6.5, 130.0];

/// What is to be shown, and how it is counted.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// In what two entities must stand together.
    pub unit: Unit,
    /// By what links are ranked and how strongly they draw.
    pub measure: Measure,
    /// The least score of a link that is shown. A link that scores nothing, or less, is never shown.
    pub least: f64,
    /// Kinds that are not shown.
    pub hidden: BTreeSet<Kind>,
    /// How many entities are shown at most.
    pub most: usize,
    /// Whether entities without a link are shown, too.
    pub alone: bool,
    /// For a surface how many times as wide as high it is laid out.
    pub aspect: f32,
}

impl Default for View {
    fn default() -> Self {
        Self {
            unit: Unit::default(),
            measure: Measure::default(),
            least: 1.0,
            hidden: BTreeSet::new(),
            most: 60,
            alone: false,
            aspect: 1.6,
        }
    }
}

/// An entity that is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shown {
    /// Which it is, as an index into [`Network::nodes`].
    pub node: u32,
    /// The middle of its disc, in points from the upper left corner of all.
    pub at: [f32; 2],
    /// The radius of its disc; its area grows with the mentions.
    pub radius: f32,
}

/// A link that is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// The entity with more mentions, as an index into [`Picture::nodes`].
    pub first: u32,
    /// The other.
    pub second: u32,
    /// Both ends and the counts.
    pub edge: Edge,
    /// How it scores by the measure asked for.
    pub score: f64,
    /// The same from 0 to 1, the strongest link shown being 1.
    pub strength: f32,
}

/// What is shown, and where.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// What was asked for.
    pub view: View,
    /// The entities, those with most mentions first.
    pub nodes: Vec<Shown>,
    /// The links, the weakest first, so that the strong are painted over them.
    pub links: Vec<Link>,
    /// Width and height of all in points, with discs and some room for labels.
    pub size: [f32; 2],
    /// Entities of the kinds shown that are not, because others have more mentions.
    pub lesser: usize,
    /// Entities that would be shown if they had a link.
    pub unlinked: usize,
    /// Links strong enough that are not shown because there are so many stronger ones.
    pub weaker: usize,
    /// The highest score among the entities shown, whatever the least asked for.
    pub highest: f64,
}

/// Chooses what a view shows of a network and lays it out. Gives nothing when `stop` says so.
pub fn arrange(network: &Network, view: &View, stop: &dyn Fn() -> bool) -> Option<Picture> {
    let wanted: Vec<u32> = (0..network.nodes().len() as u32)
        .filter(|at| !view.hidden.contains(&network.nodes()[*at as usize].kind))
        .collect();
    let greatest = &wanted[..wanted.len().min(view.most)];
    let (mut links, highest) = links_among(network, view, greatest, stop)?;
    let weaker = links.len().saturating_sub(MOST_LINKS);
    links.truncate(MOST_LINKS);
    let strongest = links.first().map_or(1.0, |link| link.score);
    let mut is_linked = vec![false; network.nodes().len()];
    for link in &mut links {
        link.strength = (link.score / strongest) as f32;
        is_linked[link.first as usize] = true;
        is_linked[link.second as usize] = true;
    }
    links.reverse();
    let shown: Vec<u32> =
        greatest.iter().copied().filter(|node| view.alone || is_linked[*node as usize]).collect();
    let mut index = vec![0; network.nodes().len()];
    for (at, node) in shown.iter().enumerate() {
        index[*node as usize] = at as u32;
    }
    for link in &mut links {
        (link.first, link.second) = (index[link.first as usize], index[link.second as usize]);
    }
    let bodies = bodies(network, &shown);
    let springs: Vec<Spring> = links
        .iter()
        // Scores are few large ones and many small; by their roots the small still draw.
        .map(|link| Spring { first: link.first, second: link.second, strength: link.strength.sqrt() })
        .collect();
    let layout = lay_out(&bodies, &springs, view.aspect, stop)?;
    let nodes: Vec<Shown> = shown
        .iter()
        .zip(&bodies)
        .zip(layout.points)
        .map(|((node, body), at)| Shown { node: *node, at, radius: body.radius })
        .collect();
    Some(Picture {
        view: view.clone(),
        lesser: wanted.len() - greatest.len(),
        unlinked: greatest.len() - nodes.len(),
        weaker,
        highest,
        nodes,
        links,
        size: [layout.width, layout.height],
    })
}

/// The links among these entities that score enough, the strongest first, and the highest score of any.
///
/// Their ends are still indices into the network's nodes.
fn links_among(
    network: &Network,
    view: &View,
    greatest: &[u32],
    stop: &dyn Fn() -> bool,
) -> Option<(Vec<Link>, f64)> {
    let mut is_wanted = vec![false; network.nodes().len()];
    for node in greatest {
        is_wanted[*node as usize] = true;
    }
    let (mut links, mut highest) = (Vec::new(), 0.0f64);
    for (at, edge) in network.edges().iter().enumerate() {
        if at % 4096 == 0 && stop() {
            return None;
        }
        let is_among = is_wanted[edge.first as usize] && is_wanted[edge.second as usize];
        if !is_among || edge.together.of(view.unit) == 0 {
            continue;
        }
        let score = network.score(edge, view.unit, view.measure);
        highest = highest.max(score);
        if score > 0.0 && score >= view.least {
            let (first, second) = (edge.first, edge.second);
            links.push(Link { first, second, edge: *edge, score, strength: 0.0 });
        }
    }
    links.sort_by(|a, b| {
        b.score.total_cmp(&a.score).then_with(|| (a.first, a.second).cmp(&(b.first, b.second)))
    });
    Some((links, highest))
}

/// The entities as the layout sees them.
fn bodies(network: &Network, shown: &[u32]) -> Vec<Body> {
    let nodes = shown.iter().filter_map(|node| network.nodes().get(*node as usize));
    let most = nodes.clone().map(|node| node.mentions).max().unwrap_or(1).max(1);
    nodes
        .map(|node| {
            let share = (node.mentions as f32 / most as f32).sqrt();
            let width = (LABEL[1] * node.name.chars().count() as f32).min(LABEL[2]);
            Body {
                seed: node.key.as_u128(),
                radius: RADII[1] + (RADII[0] - RADII[1]) * share,
                label: [width, LABEL[0]],
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::cooccurrence::Choice;
    use crate::analysis::cooccurrence::testing::{counted, entities, texts};

    /// Ann 7, Bob 4, Cas 3, Dot 2, Hull 1; Ann and Bob avoid each other.
    fn network() -> Network {
        let names = [
            ("Ann", Kind::Person),
            ("Bob", Kind::Person),
            ("Cas", Kind::Person),
            ("Dot", Kind::Person),
            ("Hull", Kind::Place),
        ];
        let bodies = texts(&[
            "Ann saw Cas. Ann saw Cas. Ann saw Cas. Ann sat. Ann ran. Ann and Bob met. Bob sat. Bob ran.",
            "Bob slept. Dot saw Hull. Dot and Ann.",
        ]);
        counted(&entities(&names), &bodies, &Choice::default())
    }

    fn in_sentences() -> View {
        View { unit: Unit::Sentence, ..View::default() }
    }

    fn shown(network: &Network, view: &View) -> (Vec<String>, Vec<(String, String)>, Picture) {
        let picture = arrange(network, view, &|| false).unwrap();
        let name = |at: u32| {
            let node = picture.nodes[at as usize].node;
            network.nodes()[node as usize].name.to_string()
        };
        let nodes = (0..picture.nodes.len() as u32).map(name).collect();
        let links = picture.links.iter().map(|link| (name(link.first), name(link.second))).collect();
        (nodes, links, picture)
    }

    #[test]
    fn the_greatest_and_the_strongest_are_shown_and_the_rest_is_told_of() {
        let network = network();
        let (names, links, picture) = shown(&network, &in_sentences());
        assert_eq!(names, ["Ann", "Bob", "Cas", "Dot", "Hull"]);
        assert_eq!(
            links.last(),
            Some(&("Ann".to_owned(), "Cas".to_owned())),
            "the strongest is painted last"
        );
        assert!((picture.links.last().unwrap().strength - 1.0).abs() < f32::EPSILON);
        assert!((picture.highest - 3.0).abs() < f64::EPSILON);
        assert!(picture.nodes[0].radius > picture.nodes[1].radius);
        let (names, links, picture) = shown(&network, &View { most: 3, least: 2.0, ..in_sentences() });
        assert_eq!(names, ["Ann", "Cas"]);
        assert_eq!((links.len(), picture.lesser, picture.unlinked), (1, 2, 1));
        let (names, ..) = shown(&network, &View { most: 3, least: 2.0, alone: true, ..in_sentences() });
        assert_eq!(names, ["Ann", "Bob", "Cas"]);
    }

    #[test]
    fn pairs_that_avoid_each_other_have_no_link() {
        let network = network();
        let view = View { measure: Measure::LogLikelihood, least: 0.0, ..in_sentences() };
        let (_, links, picture) = shown(&network, &view);
        assert!(!links.contains(&("Ann".to_owned(), "Bob".to_owned())), "{links:?}");
        assert!(links.contains(&("Ann".to_owned(), "Cas".to_owned())));
        assert!(picture.links.iter().all(|link| link.score > 0.0));
    }

    #[test]
    fn kinds_can_be_left_out() {
        let hidden = BTreeSet::from([Kind::Place]);
        let (names, ..) = shown(&network(), &View { hidden, ..in_sentences() });
        assert_eq!(names, ["Ann", "Bob", "Cas", "Dot"]);
    }

    #[test]
    fn arranging_stops_when_told_to() {
        assert_eq!(arrange(&network(), &in_sentences(), &|| true), None);
    }
}
