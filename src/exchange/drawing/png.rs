//! A drawing as pixels: its own SVG, rendered by resvg with the bundled fonts and no others.

use std::sync::{Arc, LazyLock};

use image::{ImageFormat, RgbaImage};
use resvg::{tiny_skia, usvg};

use super::{Drawing, DrawingError, fonts, svg};

/// The longest side a picture may have, in pixels: four bytes a pixel, this is a gigabyte when both sides have it.
pub const LONGEST_SIDE: u32 = 16_384;

static FONTS: LazyLock<Arc<usvg::fontdb::Database>> = LazyLock::new(|| {
    let mut database = usvg::fontdb::Database::new();
    let files =
        [fonts::INTER, fonts::INTER_MEDIUM, fonts::INTER_SEMIBOLD, fonts::SERIF, fonts::SERIF_SEMIBOLD];
    for file in files {
        let shared: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(file);
        database.load_font_source(usvg::fontdb::Source::Binary(shared));
    }
    database.set_sans_serif_family("Inter");
    database.set_serif_family("Source Serif 4");
    Arc::new(database)
});

/// The drawing as a PNG so many pixels wide, and as high as goes with that.
///
/// Letters that none of the bundled fonts has (Chinese, Arabic and others) are left out; the SVG holds them.
pub fn png(drawing: &Drawing, width: u32) -> Result<Vec<u8>, DrawingError> {
    let ratio = drawing.height / drawing.width;
    let height = (width as f32 * ratio).round().max(1.0);
    if !ratio.is_finite()
        || !(1..=LONGEST_SIDE).contains(&width)
        || !(1.0..=LONGEST_SIDE as f32).contains(&height)
    {
        return Err(DrawingError::Size { width, height: height as u32 });
    }
    let height = height as u32;
    let refused = |reason: &dyn std::fmt::Display| DrawingError::Renderer(reason.to_string());
    let options = usvg::Options { fontdb: FONTS.clone(), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(&svg(drawing), &options).map_err(|error| refused(&error))?;
    let mut pixels =
        tiny_skia::Pixmap::new(width, height).ok_or_else(|| refused(&"there is no memory for it"))?;
    let across = width as f32 / tree.size().width();
    let down = height as f32 / tree.size().height();
    resvg::render(&tree, tiny_skia::Transform::from_scale(across, down), &mut pixels.as_mut());
    let straight = pixels.take_demultiplied();
    let picture = RgbaImage::from_raw(width, height, straight)
        .ok_or_else(|| refused(&"the renderer gave too few pixels"))?;
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png)?;
    Ok(bytes.into_inner())
}
