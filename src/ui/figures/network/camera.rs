//! From where the picture is looked at: how near, and at what.

use egui::{Pos2, Rect, Vec2, pos2};

use crate::analysis::network::Picture;
use crate::exchange::drawing::network::Frame;

/// How far and how near one can go.
const SCALES: [f32; 2] = [0.08, 6.0];
/// The nearest that showing all goes: a small network is not blown up.
const NEAREST_FIT: f32 = 1.5;
/// Kept free at the edges, and at most so much of a small surface.
const MARGIN: f32 = 20.0;
const MARGIN_SHARE: f32 = 0.08;

/// A place to look from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Camera {
    /// Points of the screen to a point of the picture.
    pub scale: f32,
    /// The place of the picture in the middle of the screen.
    pub centre: Pos2,
}

impl Camera {
    /// Sees all discs of the picture on a surface of this size. Names find their places between and beside them.
    pub fn over(picture: &Picture, size: Vec2) -> Self {
        let [width, height] = picture.size.map(|side| side.max(1.0));
        let margin = MARGIN.min(MARGIN_SHARE * size.min_elem());
        let room = (size - Vec2::splat(2.0 * margin)).max(Vec2::splat(40.0));
        let scale = (room.x / width).min(room.y / height).clamp(SCALES[0], NEAREST_FIT);
        Self { scale, centre: pos2(width / 2.0, height / 2.0) }
    }

    /// Where the picture lies on a surface.
    pub fn frame(&self, surface: Rect) -> Frame {
        let origin = surface.center() - self.scale * self.centre.to_vec2();
        Frame { scale: self.scale, origin: origin.into() }
    }

    /// Goes nearer by a factor, while what is under `pointer` stays there.
    pub fn zoom(&mut self, factor: f32, pointer: Pos2, surface: Rect) {
        let scale = (self.scale * factor).clamp(SCALES[0], SCALES[1]);
        let away = pointer - surface.center();
        self.centre += away / self.scale - away / scale;
        self.scale = scale;
    }

    /// Moves with the pointer.
    pub fn drag(&mut self, by: Vec2) {
        self.centre -= by / self.scale;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_under_the_pointer_stays_there() {
        let surface = Rect::from_min_size(pos2(10.0, 20.0), Vec2::new(400.0, 300.0));
        let mut camera = Camera { scale: 1.0, centre: pos2(50.0, 60.0) };
        let pointer = pos2(100.0, 90.0);
        let under = |camera: &Camera| camera.centre + (pointer - surface.center()) / camera.scale;
        let before = under(&camera);
        for factor in [2.0, 0.3, 100.0, 0.0001] {
            camera.zoom(factor, pointer, surface);
            assert!((under(&camera) - before).length() < 0.02, "{factor}");
            assert!(camera.scale >= SCALES[0] && camera.scale <= SCALES[1]);
        }
    }
}
