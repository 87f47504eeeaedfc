//! How two figures of a topic differ, by what each of them says and whether they are of one time.

use super::qualifier::Reach;
use super::units::{self, Unit};
use super::{Bound, Course, Figure, Measure, PeriodKind};

/// Two values are the same up to this share of them.
const SAME: f64 = 1e-9;
/// A value and what it is rounded to differ by no greater share.
const ROUNDING: f64 = 0.025;

/// How two reports of a topic differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// One is the other, rounded.
    Rounded,
    /// Each is for a year of its own.
    OwnTime,
    /// They are told in two units or currencies, and are not known to be as much.
    Unit,
    /// They count over another time, or in another place, as far as is said.
    Scope,
    /// One keeps to the bound that the other gives.
    Fits,
    /// Both give a bound on the same side, of another value: more is claimed, or less, however near the two are and though
    /// there are numbers for which both hold.
    Moved,
    /// They contradict each other at the same time.
    SameTime,
    /// They contradict each other.
    Contradicts,
}

impl Difference {
    /// How these two differ, if they do, when they are of one time or of two.
    pub fn between(one: &Figure, other: &Figure, is_same_time: bool) -> Option<Self> {
        if one.measure == Measure::Money && one.unit != other.unit {
            return Some(Self::Unit);
        }
        let (x, y) = in_one_unit(one, other);
        let is_opposed = x.is_same(y) && is_opposed(one, other);
        if x.is_same(y) && !is_opposed {
            return None;
        }
        let is_rounded = if is_opposed {
            one.qualifier.reach == Reach::Little && other.qualifier.reach == Reach::Little
        } else {
            is_rounded(x, y)
        };
        // What is as much in another unit is the same, and was rounded when it was told in that unit.
        if x.is_converted != y.is_converted {
            let fits = can_both_be(x, y) && !is_opposed;
            return if is_rounded { None } else { Some(if fits { Self::Fits } else { Self::Unit }) };
        }
        let is_moved =
            one.qualifier.bound == other.qualifier.bound && one.upper.is_none() && other.upper.is_none();
        Some(if is_rounded && !(x.is_bound() || y.is_bound()) {
            Self::Rounded
        } else if has_other_period(one, other) || has_other_place(one, other) {
            Self::Scope
        } else if has_own_time(one, other) {
            Self::OwnTime
        } else if can_both_be(x, y) && !is_opposed {
            if is_moved { Self::Moved } else { Self::Fits }
        } else if is_rounded {
            Self::Rounded
        } else if is_same_time {
            Self::SameTime
        } else {
            Self::Contradicts
        })
    }
}

/// What a figure says of how much, in a unit that the figures held against it have too.
#[derive(Clone, Copy, Debug)]
struct Said<'f> {
    figure: &'f Figure,
    value: f64,
    upper: Option<f64>,
    /// How much of the unit is one of the figure's own.
    times: f64,
    /// True when that is another.
    is_converted: bool,
}

impl Said<'_> {
    /// What a figure says, in another unit where its own and that are given.
    fn of(figure: &Figure, units: Option<(Unit, Unit)>) -> Said<'_> {
        let convert = |value: f64| units.map_or(value, |(own, wanted)| own.value_in(value, wanted));
        Said {
            figure,
            value: convert(figure.value),
            upper: figure.upper.map(convert),
            times: units.map_or(1.0, |(own, wanted)| own.size / wanted.size),
            is_converted: units.is_some(),
        }
    }

    fn is_same(self, other: Said<'_>) -> bool {
        is_same(self.value, other.value)
            && is_same(self.upper.unwrap_or(self.value), other.upper.unwrap_or(other.value))
    }

    /// True when it gives a range or a bound.
    fn is_bound(self) -> bool {
        self.upper.is_some() || matches!(self.figure.qualifier.bound, Bound::AtLeast | Bound::AtMost)
    }

    /// The values that are meant.
    fn range(self) -> (f64, f64) {
        self.figure.qualifier.range(self.value, self.upper)
    }

    /// To what the value seems to be rounded.
    fn step(self) -> f64 {
        step(self.figure.value) * self.times
    }
}

/// Two figures in the unit of the first, where both have one of the same dimension.
fn in_one_unit<'f>(one: &'f Figure, other: &'f Figure) -> (Said<'f>, Said<'f>) {
    let unit = |figure: &Figure| (figure.measure == Measure::Count).then(|| units::of(&figure.unit))?;
    let units = unit(other).zip(unit(one));
    let units = units.filter(|(own, wanted)| own.dimension == wanted.dimension && own.name != wanted.name);
    (Said::of(one, None), Said::of(other, units))
}

/// True when one is more and the other less than the same value.
fn is_opposed(one: &Figure, other: &Figure) -> bool {
    matches!(
        (one.qualifier.bound, other.qualifier.bound),
        (Bound::AtLeast, Bound::AtMost) | (Bound::AtMost, Bound::AtLeast)
    )
}

/// True when each is for a time of its own.
fn has_own_time(x: &Figure, y: &Figure) -> bool {
    if (x.course == Course::Before) != (y.course == Course::Before) {
        return true;
    }
    match (&x.when, &y.when) {
        (Some(x), Some(y)) => x != y && !x.contains('/') && !y.contains('/'),
        _ => false,
    }
}

/// True when one is counted over another time than the other, as a year's count against a running total.
fn has_other_period(x: &Figure, y: &Figure) -> bool {
    let is_of_a_year = |figure: &Figure| figure.when.as_ref().is_some_and(|when| !when.contains('/'));
    match (x.period.kind, y.period.kind) {
        (PeriodKind::Per(one), PeriodKind::Per(other)) => one != other,
        (PeriodKind::Per(_), _) | (_, PeriodKind::Per(_)) => true,
        (PeriodKind::Since(one), PeriodKind::Since(other)) => one != other,
        (PeriodKind::Unsaid, _) => y.period.is_running() && is_of_a_year(x),
        (_, PeriodKind::Unsaid) => x.period.is_running() && is_of_a_year(y),
        (PeriodKind::Since(_) | PeriodKind::InAll, PeriodKind::Since(_) | PeriodKind::InAll) => false,
    }
}

/// True when one is counted in another place than the other, or in a part of it as far as the values say.
fn has_other_place(x: &Figure, y: &Figure) -> bool {
    match (x.scope.is_empty(), y.scope.is_empty()) {
        (false, false) => !x.scope.iter().any(|stem| y.scope.contains(stem)),
        // A town's count is not the county's, but no greater.
        (false, true) => x.is_named_scope && x.value <= y.value,
        (true, false) => y.is_named_scope && y.value <= x.value,
        (true, true) => false,
    }
}

/// True when there is a value that both may mean, and one of them says that it is no more exact than that.
fn can_both_be(x: Said<'_>, y: Said<'_>) -> bool {
    let ((least, most), (from, to)) = (x.range(), y.range());
    (x.is_bound() || y.is_bound()) && least <= to && from <= most
}

fn is_same(x: f64, y: f64) -> bool {
    (x - y).abs() <= SAME * x.abs().max(y.abs())
}

/// True when one value may be the other said less exactly.
fn is_rounded(x: Said<'_>, y: Said<'_>) -> bool {
    if x.upper.is_some() || y.upper.is_some() {
        return false;
    }
    let (coarse, fine) = if x.step() >= y.step() { (x, y) } else { (y, x) };
    let apart = (coarse.value - fine.value).abs();
    let rounds = apart <= ROUNDING * fine.value.abs() && apart <= coarse.step() / 2.0;
    let about = |one: Said<'_>, other: Said<'_>| {
        let (least, most) = one.range();
        one.figure.qualifier.bound == Bound::About && least <= other.value && other.value <= most
    };
    rounds || about(x, y) || about(y, x)
}

/// To what a value seems to be rounded: 100 for 1,400, 0.01 for 29.14.
fn step(value: f64) -> f64 {
    let mut step = 1e12;
    while step > 1e-6 {
        let times = value / step;
        if (times - times.round()).abs() < 1e-6 && times.round() != 0.0 {
            return step;
        }
        step /= 10.0;
    }
    step
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::text::Text;

    /// How the figures of two texts differ that are of one date.
    fn between(one: &str, other: &str) -> Option<Difference> {
        let first = |body: &str| read(&Text::new(body)).into_iter().next().unwrap();
        Difference::between(&first(one), &first(other), true)
    }

    #[test]
    fn bounds_of_one_value_that_exclude_each_other_differ() {
        use Difference::SameTime;
        let differ = |one: &str, other: &str| {
            let people = |said: &str| format!("{said} people came.");
            between(&people(one), &people(other))
        };
        assert_eq!(differ("More than 700", "Fewer than 700"), Some(SameTime));
        assert_eq!(differ("Not less than 300", "Less than 300"), Some(SameTime));
        assert_eq!(differ("At least 700", "Up to 700"), Some(SameTime));
        assert_eq!(differ("Just over 700", "Just under 700"), Some(Difference::Rounded));
        assert_eq!(differ("More than 700", "Over 700"), None);
        for (one, other) in
            [("Over 700", "Over 710"), ("Over 700", "More than 1,400"), ("Fewer than 710", "Up to 700")]
        {
            assert_eq!(differ(one, other), Some(Difference::Moved), "{one}, {other}");
        }
        assert_eq!(differ("Over 700", "710"), Some(Difference::Fits));
        assert_eq!(differ("More than 700", "700"), None);
    }

    #[test]
    fn ranges_are_compared_by_what_they_have_in_common() {
        let differ = |one: &str, other: &str| {
            let homes = |said: &str| format!("{said} homes were destroyed.");
            between(&homes(one), &homes(other))
        };
        assert_eq!(differ("Between 40 and 50", "45"), Some(Difference::Fits));
        assert_eq!(differ("Between 40 and 50", "40 to 50"), None);
        assert_eq!(differ("40-50", "48 to 60"), Some(Difference::Fits));
        assert_eq!(differ("40-50", "60"), Some(Difference::SameTime));
        assert_eq!(differ("40-50", "more than 60"), Some(Difference::SameTime));
    }

    #[test]
    fn amounts_in_two_units_agree_when_they_are_as_much() {
        let road = |said: &str| format!("The road is {said} long.");
        let differ = |one: &str, other: &str| between(&road(one), &road(other));
        assert_eq!(differ("12 miles", "19.3 km"), None);
        assert_eq!(differ("12 miles", "12 kilometres"), Some(Difference::Unit));
        assert_eq!(differ("more than 12 miles", "25 km"), Some(Difference::Fits));
        assert_eq!(between("He weighs 10 stone.", "He weighs 63.5kg."), None);
        assert_eq!(between("It was 20°C at noon.", "It was 68°F at noon."), None);
        assert_eq!(between("It was 20°C at noon.", "It was 90°F at noon."), Some(Difference::Unit));
        assert_eq!(between("The field is 40 acres.", "The field is 40 hectares."), Some(Difference::Unit));
    }
}
