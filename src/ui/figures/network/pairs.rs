//! The same network as a table: a row for each pair that has a link.

use std::sync::Arc;

use egui::{Id, Ui};

use super::canvas::passages;
use super::{NetworkAction, NetworkFigure};
use crate::analysis::cooccurrence::{Measure, Network, Unit};
use crate::analysis::network::{Link, Picture};
use crate::exchange::drawing::network::score_written;
use crate::text::numbers::grouped;
use crate::ui::figures::table::{Column, Table};

/// The columns, by their places.
const NAME: usize = 0;
const WITH: usize = 1;
const SENTENCES: usize = 2;
pub(super) const PARAGRAPHS: usize = 3;
const DOCUMENTS: usize = 4;

const COLUMNS: [Column; 6] = [
    Column { title: "Name", width: 0.0, is_number: false, sorts: true },
    Column { title: "With", width: 260.0, is_number: false, sorts: true },
    Column { title: "Sentences", width: 104.0, is_number: true, sorts: true },
    Column { title: "Paragraphs", width: 104.0, is_number: true, sorts: true },
    Column { title: "Documents", width: 104.0, is_number: true, sorts: true },
    Column { title: "G²", width: 104.0, is_number: true, sorts: true },
];

impl NetworkFigure {
    pub(super) fn pairs(
        &mut self,
        ui: &mut Ui,
        network: &Arc<Network>,
        picture: &Arc<Picture>,
        actions: &mut Vec<NetworkAction>,
    ) {
        let order = self.order(network, picture);
        let table = Table {
            id: Id::unique("pairs of names"),
            label: "Pairs of names",
            columns: &COLUMNS,
            rows: order.len(),
        };
        let link_at = |row: usize| order.get(row).and_then(|at| picture.links.get(*at as usize));
        let opened = table.show(ui, &mut self.table, |row, column| {
            link_at(row).map_or_else(String::new, |link| cell(network, picture, link, column))
        });
        if let Some(link) = opened.and_then(link_at) {
            actions.push(passages(link, picture.view.unit));
        }
    }

    /// The links as they are sorted.
    fn order(&mut self, network: &Network, picture: &Arc<Picture>) -> Vec<u32> {
        let of = Arc::downgrade(picture);
        let sort = self.table.sort;
        match &self.order {
            Some((known, by, order)) if known.ptr_eq(&of) && *by == sort => order.clone(),
            _ => {
                let order = sorted(network, picture, sort.column, sort.descending);
                self.order = Some((of, sort, order.clone()));
                order
            }
        }
    }
}

/// The name at an end of a link.
fn name_of<'a>(network: &'a Network, picture: &Picture, end: u32) -> &'a str {
    let shown = picture.nodes.get(end as usize);
    shown.and_then(|shown| network.nodes().get(shown.node as usize)).map_or("", |node| &node.name)
}

fn likelihood(network: &Network, picture: &Picture, link: &Link) -> f64 {
    network.score(&link.edge, picture.view.unit, Measure::LogLikelihood)
}

/// The links in the order of a column; those that are equal by it with the strongest first.
fn sorted(network: &Network, picture: &Picture, column: usize, descending: bool) -> Vec<u32> {
    let mut order: Vec<u32> = (0..picture.links.len() as u32).rev().collect();
    let link = |at: u32| &picture.links[at as usize];
    let name = |end: u32| name_of(network, picture, end).to_lowercase();
    let turned = |ordering: std::cmp::Ordering| if descending { ordering.reverse() } else { ordering };
    match column {
        NAME | WITH => {
            let end = |at: u32| if column == NAME { link(at).first } else { link(at).second };
            let names: Vec<String> = (0..picture.links.len() as u32).map(|at| name(end(at))).collect();
            order.sort_by(|a, b| turned(names[*a as usize].cmp(&names[*b as usize])));
        }
        SENTENCES | PARAGRAPHS | DOCUMENTS => {
            let unit = Unit::ALL[column - SENTENCES];
            let count = |at: u32| link(at).edge.together.of(unit);
            order.sort_by(|a, b| turned(count(*a).cmp(&count(*b))));
        }
        _ => {
            let score = |at: u32| likelihood(network, picture, link(at));
            order.sort_by(|a, b| turned(score(*a).total_cmp(&score(*b))));
        }
    }
    order
}

fn cell(network: &Network, picture: &Picture, link: &Link, column: usize) -> String {
    match column {
        NAME => name_of(network, picture, link.first).to_owned(),
        WITH => name_of(network, picture, link.second).to_owned(),
        SENTENCES | PARAGRAPHS | DOCUMENTS => {
            grouped(link.edge.together.of(Unit::ALL[column - SENTENCES]) as usize)
        }
        _ => score_written(likelihood(network, picture, link)),
    }
}
