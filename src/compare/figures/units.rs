//! Units that things are measured in, and how much one of them is, so that 12 miles and 19.3 km can be held against each other.

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// In metres.
    Length,
    /// In square metres.
    Area,
    /// In litres.
    Volume,
    /// In kilograms.
    Mass,
    /// In kilometres an hour.
    Speed,
    /// In degrees, by the scale of Celsius.
    Temperature,
}

impl Dimension {
    /// A word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Length => "length",
            Self::Area => "area",
            Self::Volume => "volume",
            Self::Mass => "mass",
            Self::Speed => "speed",
            Self::Temperature => "temperature",
        }
    }
}

/// A unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    /// What it is called beside a number.
    pub name: &'static str,
    /// What it measures.
    pub dimension: Dimension,
    /// How much one of it is in the unit of its dimension.
    pub size: f64,
    /// How much nought of it is in that: other than nought for a scale of temperature.
    pub nought: f64,
}

impl Unit {
    /// So much of it in the unit of its dimension.
    pub fn in_base(self, value: f64) -> f64 {
        value * self.size + self.nought
    }

    /// So much of it in another unit of its dimension.
    pub fn value_in(self, value: f64, wanted: Self) -> f64 {
        (self.in_base(value) - wanted.nought) / wanted.size
    }
}

const fn unit(name: &'static str, dimension: Dimension, size: f64) -> Unit {
    Unit { name, dimension, size, nought: 0.0 }
}

/// The units with all that they are called, in small letters; the first stands in the plural.
const UNITS: [(Unit, &[&str]); 35] = [
    (
        unit("km", Dimension::Length, 1e3),
        &["km", "kms", "kilometres", "kilometre", "kilometers", "kilometer"],
    ),
    (unit("metres", Dimension::Length, 1.0), &["metres", "metre", "meters", "meter", "m"]),
    (unit("cm", Dimension::Length, 0.01), &["cm", "centimetres", "centimetre", "centimeters", "centimeter"]),
    (unit("mm", Dimension::Length, 0.001), &["mm", "millimetres", "millimetre", "millimeters", "millimeter"]),
    (unit("miles", Dimension::Length, 1_609.344), &["miles", "mile"]),
    (unit("nautical miles", Dimension::Length, 1_852.0), &["nautical miles", "nautical mile"]),
    (unit("furlongs", Dimension::Length, 201.168), &["furlongs", "furlong"]),
    (unit("fathoms", Dimension::Length, 1.8288), &["fathoms", "fathom"]),
    (unit("yards", Dimension::Length, 0.9144), &["yards", "yard", "yds", "yd"]),
    (unit("feet", Dimension::Length, 0.3048), &["feet", "foot", "ft"]),
    (unit("inches", Dimension::Length, 0.0254), &["inches", "inch", "in", "ins"]),
    (unit("hectares", Dimension::Area, 1e4), &["hectares", "hectare", "ha"]),
    (unit("acres", Dimension::Area, 4_046.856_422_4), &["acres", "acre"]),
    (
        unit("square miles", Dimension::Area, 2_589_988.110_336),
        &["square miles", "square mile", "sq miles", "sq mile"],
    ),
    (
        unit("square km", Dimension::Area, 1e6),
        &["square kilometres", "square kilometers", "square km", "sq km", "km²"],
    ),
    (
        unit("square metres", Dimension::Area, 1.0),
        &[
            "square metres",
            "square meters",
            "square metre",
            "square meter",
            "square m",
            "sq metres",
            "sq m",
            "sqm",
            "m²",
        ],
    ),
    (
        unit("square feet", Dimension::Area, 0.092_903_04),
        &["square feet", "square foot", "sq feet", "sq ft", "sqft"],
    ),
    (unit("litres", Dimension::Volume, 1.0), &["litres", "litre", "liters", "liter", "l"]),
    (unit("ml", Dimension::Volume, 0.001), &["ml", "millilitres", "milliliters"]),
    (unit("pints", Dimension::Volume, 0.568_261_25), &["pints", "pint"]),
    (unit("gallons", Dimension::Volume, 4.546_09), &["gallons", "gallon"]),
    (
        unit("cubic metres", Dimension::Volume, 1e3),
        &["cubic metres", "cubic meters", "cubic metre", "cubic meter", "m³"],
    ),
    (
        unit("kg", Dimension::Mass, 1.0),
        &["kg", "kgs", "kilos", "kilo", "kilograms", "kilogram", "kilogrammes"],
    ),
    (unit("grams", Dimension::Mass, 0.001), &["grams", "gram", "grammes", "gramme", "g", "gm"]),
    (unit("tonnes", Dimension::Mass, 1e3), &["tonnes", "tonne", "t"]),
    (unit("tons", Dimension::Mass, 1_016.046_908_8), &["tons", "ton"]),
    (unit("stone", Dimension::Mass, 6.350_293_18), &["stone", "st"]),
    (unit("lb", Dimension::Mass, 0.453_592_37), &["lb", "lbs"]),
    (unit("oz", Dimension::Mass, 0.028_349_523_125), &["oz", "ounces", "ounce"]),
    (unit("cwt", Dimension::Mass, 50.802_345_44), &["cwt", "hundredweight"]),
    (
        unit("mph", Dimension::Speed, 1.609_344),
        &["mph", "miles an hour", "miles per hour", "mile an hour", "mile per hour"],
    ),
    (
        unit("km/h", Dimension::Speed, 1.0),
        &["kph", "kmh", "km/h", "kilometres an hour", "kilometres per hour", "kilometers per hour"],
    ),
    (unit("knots", Dimension::Speed, 1.852), &["knots", "knot"]),
    (
        unit("degrees", Dimension::Temperature, 1.0),
        &[
            "degrees",
            "degree",
            "degrees celsius",
            "degree celsius",
            "degrees centigrade",
            "degrees c",
            "celsius",
        ],
    ),
    (
        Unit { nought: -160.0 / 9.0, ..unit("degrees Fahrenheit", Dimension::Temperature, 5.0 / 9.0) },
        &["degrees fahrenheit", "degree fahrenheit", "degrees f", "fahrenheit"],
    ),
];

/// No unit has more words.
pub const LONGEST_UNIT: usize = 3;

/// The unit of this name or short form, in small letters.
pub fn named(words: &str) -> Option<Unit> {
    UNITS.iter().find(|(_, names)| names.contains(&words)).map(|(unit, _)| *unit)
}

/// The unit of a figure, by what the figure gives for it.
pub fn of(unit: &str) -> Option<Unit> {
    UNITS.iter().map(|(known, _)| *known).find(|known| known.name == unit)
}

/// The years of one such unit of time, with its short forms.
pub fn years(word: &str) -> Option<f64> {
    /// Days in a year, on average.
    const DAYS: f64 = 365.25;
    Some(match word {
        "second" | "seconds" | "sec" | "secs" => 1.0 / 86_400.0 / DAYS,
        "minute" | "minutes" | "min" | "mins" => 1.0 / 1_440.0 / DAYS,
        "hour" | "hours" | "hr" | "hrs" => 1.0 / 24.0 / DAYS,
        "day" | "days" | "night" | "nights" => 1.0 / DAYS,
        "week" | "weeks" | "wk" | "wks" => 7.0 / DAYS,
        "fortnight" | "fortnights" => 14.0 / DAYS,
        "month" | "months" => 1.0 / 12.0,
        "year" | "years" | "yr" | "yrs" => 1.0,
        "decade" | "decades" => 10.0,
        "century" | "centuries" => 100.0,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_one_dimension_can_be_held_against_each_other() {
        let size = |words: &str| named(words).unwrap().size;
        assert!((12.0 * size("miles") - 19.312 * size("km")).abs() < 1.0);
        assert!((40.0 * size("acres") - 16.19 * size("ha")).abs() < 100.0);
        assert!((10.0 * size("stone") - 63.5 * size("kg")).abs() < 0.1);
        assert_eq!(named("mile").unwrap(), of("miles").unwrap());
        let (of_fahrenheit, of_celsius) = (named("fahrenheit").unwrap(), named("degrees").unwrap());
        assert!((of_fahrenheit.value_in(212.0, of_celsius) - 100.0).abs() < 1e-9);
        assert!((of_celsius.value_in(0.0, of_fahrenheit) - 32.0).abs() < 1e-9);
        assert_eq!((named("meetings"), of("meetings"), of("mile")), (None, None, None));
    }

    #[test]
    fn every_unit_is_known_by_its_name_and_no_two_share_one() {
        for (at, (unit, names)) in UNITS.iter().enumerate() {
            assert_eq!(of(unit.name), Some(*unit));
            for name in *names {
                assert!(name.split(' ').count() <= LONGEST_UNIT);
                assert_eq!(named(name), Some(*unit), "{name}");
                assert!(UNITS[..at].iter().all(|(_, others)| !others.contains(name)), "{name}");
            }
        }
    }
}
