//! A drawing as SVG 1.1: plain elements, no styles, no scripts, no embedded fonts; the same drawing gives the same bytes.

use std::fmt::Write as _;

use super::{Anchor, Drawing, Edge, Rgba, Shape, Words};

/// What other programs set the words in where they do not have Inter.
const FAMILIES: &str = "Inter, 'Helvetica Neue', Helvetica, Arial, sans-serif";
/// Width of the rim around letters that have one, in points.
pub(super) const HALO: f32 = 3.0;

/// The drawing as an SVG file.
pub fn svg(drawing: &Drawing) -> String {
    let (width, height) = (number(drawing.width), number(drawing.height));
    let title = escaped(&drawing.title);
    let mut out = String::with_capacity(256 + 160 * drawing.shapes.len());
    let _ = write!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" \
         width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         font-family=\"{FAMILIES}\">\n<title>{title}</title>\n"
    );
    if !drawing.ground.is_clear() {
        let _ = writeln!(
            out,
            "<rect width=\"{width}\" height=\"{height}\"{}/>",
            paint("fill", Some(drawing.ground))
        );
    }
    for shape in &drawing.shapes {
        write_shape(&mut out, shape);
    }
    out.push_str("</svg>\n");
    out
}

fn write_shape(out: &mut String, shape: &Shape) {
    // Writing to a string cannot fail.
    let _ = match shape {
        Shape::Line { from, to, width, colour } => writeln!(
            out,
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"{} stroke-width=\"{}\" stroke-linecap=\"round\"/>",
            number(from[0]),
            number(from[1]),
            number(to[0]),
            number(to[1]),
            paint("stroke", Some(*colour)),
            number(*width),
        ),
        Shape::Circle { centre, radius, fill, edge } => writeln!(
            out,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{}{}/>",
            number(centre[0]),
            number(centre[1]),
            number(*radius),
            paint("fill", Some(*fill)),
            stroke(*edge),
        ),
        Shape::Polygon { corners, fill, edge } => {
            let corners: Vec<String> =
                corners.iter().map(|[x, y]| format!("{},{}", number(*x), number(*y))).collect();
            let (fill, edge) = (paint("fill", Some(*fill)), stroke(*edge));
            writeln!(out, "<polygon points=\"{}\"{fill}{edge}/>", corners.join(" "))
        }
        Shape::Words(words) => {
            write_words(out, words);
            Ok(())
        }
    };
}

fn write_words(out: &mut String, words: &Words) {
    let anchor = match words.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let halo = words.halo.map_or_else(String::new, |halo| {
        format!(
            "{} stroke-width=\"{}\" stroke-linejoin=\"round\" paint-order=\"stroke\"",
            paint("stroke", Some(halo)),
            number(HALO)
        )
    });
    let baseline = words.at[1] + words.face.middle(words.size);
    let _ = writeln!(
        out,
        "<text x=\"{}\" y=\"{}\" font-size=\"{}\" font-weight=\"{}\"{anchor}{}{halo}>{}</text>",
        number(words.at[0]),
        number(baseline),
        number(words.size),
        words.face.weight(),
        paint("fill", Some(words.colour)),
        escaped(&words.text),
    );
}

/// The attributes of a line around a shape, or nothing.
fn stroke(edge: Option<Edge>) -> String {
    edge.map_or_else(String::new, |edge| {
        format!("{} stroke-width=\"{}\"", paint("stroke", Some(edge.colour)), number(edge.width))
    })
}

/// The attributes `fill` or `stroke`, with the opacity where it is not whole.
fn paint(attribute: &str, colour: Option<Rgba>) -> String {
    match colour {
        Some(Rgba([r, g, b, 255])) => format!(" {attribute}=\"#{r:02x}{g:02x}{b:02x}\""),
        Some(Rgba([r, g, b, a])) if a > 0 => {
            let opacity = number(f32::from(a) / 255.0);
            format!(" {attribute}=\"#{r:02x}{g:02x}{b:02x}\" {attribute}-opacity=\"{opacity}\"")
        }
        _ => format!(" {attribute}=\"none\""),
    }
}

/// A number with two decimals at most; what is no number is 0, since nothing could draw it.
fn number(number: f32) -> String {
    if !number.is_finite() {
        return "0".to_owned();
    }
    let written = format!("{number:.2}");
    let written = written.trim_end_matches('0').trim_end_matches('.');
    if written == "-0" { "0".to_owned() } else { written.to_owned() }
}

/// Words as they may stand in XML: markup escaped, and what no XML may hold drawn as a space.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.push(' '),
            control if control.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}
