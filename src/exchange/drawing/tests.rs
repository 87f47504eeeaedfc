//! Drawings of anything, in both ways out.

use proptest::prelude::*;

use super::*;

const INK: Rgba = Rgba([20, 30, 40, 255]);

fn words(text: &str) -> Shape {
    Shape::Words(Words {
        text: text.to_owned(),
        at: [20.0, 20.0],
        anchor: Anchor::Start,
        face: Face::Medium,
        size: 12.0,
        colour: INK,
        halo: Some(Rgba([255, 255, 255, 200])),
    })
}

fn drawing(shapes: Vec<Shape>) -> Drawing {
    let ground = Rgba([255, 255, 255, 255]);
    Drawing { width: 200.0, height: 100.0, ground, title: "Who meets whom".to_owned(), shapes }
}

/// Names of the elements of a well-formed file, the root first.
fn elements(svg: &str) -> Vec<String> {
    let document = resvg::usvg::roxmltree::Document::parse(svg).unwrap();
    document
        .descendants()
        .filter(resvg::usvg::roxmltree::Node::is_element)
        .map(|node| node.tag_name().name().to_owned())
        .collect()
}

/// The pixels of a PNG.
fn pixels(png: &[u8]) -> image::RgbaImage {
    image::load_from_memory(png).unwrap().to_rgba8()
}

#[test]
fn each_shape_is_an_element() {
    let edge = Some(Edge { width: 1.5, colour: INK.faded(0.5) });
    let written = svg(&drawing(vec![
        Shape::Line { from: [0.0, 1.0], to: [2.5, -0.001], width: 1.0, colour: INK },
        Shape::Circle { centre: [10.0, 10.0], radius: 4.0, fill: INK, edge },
        Shape::rectangle([1.0, 2.0], [3.0, 4.0], INK.faded(0.0)),
        words("Coppinger"),
    ]));
    assert_eq!(elements(&written), ["svg", "title", "rect", "line", "circle", "polygon", "text"]);
    assert!(written.contains("x2=\"2.5\" y2=\"0\""), "{written}");
    assert!(written.contains("stroke-opacity=\"0.5\""), "{written}");
    assert!(written.contains("points=\"1,2 3,2 3,4 1,4\" fill=\"none\""), "{written}");
}

#[test]
fn names_that_look_like_markup_stay_names() {
    let name = "<script>\"Smith & Sons\"</script>\u{0}\u{ffff}\n]]>";
    let mut drawn = drawing(vec![words(name)]);
    drawn.title = name.to_owned();
    let written = svg(&drawn);
    let document = resvg::usvg::roxmltree::Document::parse(&written).unwrap();
    let text = document.descendants().find(|node| node.has_tag_name("text")).unwrap();
    assert_eq!(text.text(), Some("<script>\"Smith & Sons\"</script>   ]]>"));
    assert!(!elements(&written).contains(&"script".to_owned()));
}

#[test]
fn a_picture_has_the_size_asked_for_and_shows_what_is_drawn() {
    let bytes = png(&drawing(vec![words("Coppinger")]), 400).unwrap();
    let picture = pixels(&bytes);
    assert_eq!(picture.dimensions(), (400, 200));
    assert_eq!(picture.get_pixel(399, 199).0, [255; 4], "the ground");
    let dark = picture.enumerate_pixels().filter(|(.., pixel)| pixel.0[0] < 60).map(|(x, y, _)| (x, y));
    let (mut right, mut low, mut high) = (0, 0, u32::MAX);
    for (x, y) in dark {
        right = right.max(x);
        low = low.max(y);
        high = high.min(y);
    }
    let end = 40.0 + Face::Medium.width("Coppinger", 24.0);
    assert!((right as f32 - end).abs() < 6.0, "words are as wide as measured: {right} for {end}");
    // The C reaches a little over the height of the capitals, the p and g hang below the line.
    let capitals = Face::Medium.middle(24.0);
    assert!((high as f32 - (40.0 - capitals)).abs() < 2.5, "{high}");
    assert!(low as f32 > 40.0 + capitals + 3.0, "{low}");
}

#[test]
fn sizes_that_cannot_be_are_refused() {
    let mut drawn = drawing(Vec::new());
    for width in [0, LONGEST_SIDE + 1] {
        assert!(matches!(png(&drawn, width), Err(DrawingError::Size { .. })));
    }
    for height in [f32::NAN, f32::INFINITY, 1.0e9] {
        drawn.height = height;
        assert!(matches!(png(&drawn, 100), Err(DrawingError::Size { .. })), "{height}");
    }
}

fn any_shape() -> impl Strategy<Value = Shape> {
    let number = prop_oneof![-50.0f32..300.0, Just(f32::NAN), Just(f32::INFINITY), Just(0.0)];
    let numbers = prop::array::uniform5(number);
    (0usize..4, numbers, any::<[u8; 4]>(), "\\PC{0,8}|[<&\"'>\u{1}\u{b}\u{feff}]{0,8}").prop_map(
        |(which, [a, b, c, d, e], colour, text)| {
            let colour = Rgba(colour);
            match which {
                0 => Shape::Line { from: [a, b], to: [c, d], width: e, colour },
                1 => {
                    let edge = Some(Edge { width: d, colour });
                    Shape::Circle { centre: [a, b], radius: c, fill: colour, edge }
                }
                2 => Shape::rectangle([a, b], [c, d], colour),
                _ => Shape::Words(Words {
                    text,
                    at: [a, b],
                    anchor: Anchor::Middle,
                    face: Face::Regular,
                    size: 12.0,
                    colour,
                    halo: None,
                }),
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn anything_is_well_formed_and_the_same_twice(shapes in prop::collection::vec(any_shape(), 0..8)) {
        let drawn = drawing(shapes);
        let written = svg(&drawn);
        prop_assert_eq!(&svg(&drawn), &written);
        prop_assert_eq!(elements(&written).len(), 3 + drawn.shapes.len());
        let first = png(&drawn, 60).unwrap();
        prop_assert_eq!(pixels(&first).dimensions(), (60, 30));
        prop_assert_eq!(png(&drawn, 60).unwrap(), first);
    }
}
