//! The window drawn without a window: a user interface run for a few frames and painted into a picture.
//!
//! The picture comes from the same egui context, the same drawing code and the same renderer the window has, on
//! whatever graphics adapter there is, a software one included. Nothing here opens a window or writes a file: the
//! caller gets the pixels, or PNG bytes made of them.

use std::future::Future;
use std::io::Cursor;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use eframe::egui_wgpu::{
    self, RenderState, RendererOptions, ScreenDescriptor, WgpuConfiguration, WgpuSetupCreateNew, wgpu,
};
use image::{ImageFormat, RgbaImage};

/// The longest side a picture may have, in pixels: what every adapter is asked to support.
pub const LONGEST_SIDE: u32 = 8192;

/// Frames drawn at least: layout that depends on what the frame before measured needs a few.
const FRAMES_AT_LEAST: usize = 4;
/// Frames drawn at most when something keeps moving.
const FRAMES_AT_MOST: usize = 120;
/// How much later each frame believes itself to be; long enough to see animations out.
const FRAME_SECONDS: f64 = 0.1;
/// How long background work is waited for.
const PATIENCE: Duration = Duration::from_mins(2);
/// How long the adapter may take over one picture; a software one takes its time.
const PAINTING: Duration = Duration::from_mins(1);

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum ScreenshotError {
    /// The size asked for cannot be painted.
    #[error(
        "a picture of {0}×{1} pixels cannot be drawn; each side must be between 64 and {LONGEST_SIDE} pixels"
    )]
    Size(u32, u32),
    /// No adapter, hardware or software, can be had.
    #[error(
        "no renderer could be had on this machine ({0}); install a Vulkan driver, such as the package \
         mesa-vulkan-drivers on Debian and Ubuntu, which needs no graphics card"
    )]
    NoRenderer(String),
    /// The adapter was there and then failed.
    #[error(
        "the renderer failed while painting ({0}); try a smaller size, or a Vulkan driver such as lavapipe"
    )]
    Renderer(String),
    /// The pixels could not be made into a PNG.
    #[error("the picture could not be encoded as PNG: {0}")]
    Png(#[from] image::ImageError),
}

/// How large a picture is to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sheet {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Pixels to one point of the user interface: 2 on a high-density screen.
    pub pixels_per_point: f32,
}

/// What drawing a frame has to say about the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// Everything that is to be seen is there.
    Complete,
    /// Something in the background is not done yet and will be seen.
    Waiting,
}

/// Draws frames with `draw` until they are complete and nothing moves any more, and paints the last one.
pub fn render(
    ctx: &egui::Context,
    sheet: Sheet,
    draw: impl FnMut(&mut egui::Ui) -> Frame,
) -> Result<RgbaImage, ScreenshotError> {
    let sides = 64..=LONGEST_SIDE;
    if !sides.contains(&sheet.width) || !sides.contains(&sheet.height) {
        return Err(ScreenshotError::Size(sheet.width, sheet.height));
    }
    let renderer = renderer()?;
    let output = last_frame(ctx, sheet, draw);
    paint(&renderer, ctx, sheet, output)
}

/// A picture as PNG.
pub fn to_png(picture: &RgbaImage) -> Result<Vec<u8>, ScreenshotError> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png)?;
    Ok(bytes.into_inner())
}

/// Runs the context until it comes to rest; gives the last frame with the texture changes of all of them.
fn last_frame(
    ctx: &egui::Context,
    sheet: Sheet,
    mut draw: impl FnMut(&mut egui::Ui) -> Frame,
) -> egui::FullOutput {
    let points = egui::vec2(sheet.width as f32, sheet.height as f32) / sheet.pixels_per_point;
    let begin = Instant::now();
    let mut all = egui::FullOutput::default();
    let mut frames = 0;
    loop {
        let mut input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, points)),
            max_texture_side: Some(LONGEST_SIDE as usize),
            time: Some(frames as f64 * FRAME_SECONDS),
            ..egui::RawInput::default()
        };
        if let Some(viewport) = input.viewports.get_mut(&egui::ViewportId::ROOT) {
            viewport.native_pixels_per_point = Some(sheet.pixels_per_point);
        }
        let mut state = Frame::Complete;
        let output = ctx.run_ui(input, |ui| state = draw(ui));
        let moves = wants_another_frame(&output);
        all.append(output);
        frames += 1;
        match state {
            Frame::Waiting if begin.elapsed() < PATIENCE => std::thread::sleep(Duration::from_millis(4)),
            _ if frames >= FRAMES_AT_MOST => return all,
            _ if frames >= FRAMES_AT_LEAST && !moves => return all,
            _ => {}
        }
    }
}

/// True when the frame asked for the next one at once, as an animation does.
fn wants_another_frame(output: &egui::FullOutput) -> bool {
    output
        .viewport_output
        .get(&egui::ViewportId::ROOT)
        .is_some_and(|viewport| viewport.repaint_delay.is_zero())
}

/// A renderer on any adapter there is: OpenGL only when nothing else can be had, since it looks for a display first.
fn renderer() -> Result<RenderState, ScreenshotError> {
    let chosen = wgpu::Backends::from_env();
    let first = chosen.unwrap_or(wgpu::Backends::PRIMARY);
    let second = chosen.is_none().then_some(wgpu::Backends::GL);
    renderer_on(first)
        .or_else(|error| second.map_or(Err(error), renderer_on))
        .map_err(|error| ScreenshotError::NoRenderer(reason(&error)))
}

fn renderer_on(backends: wgpu::Backends) -> Result<RenderState, egui_wgpu::WgpuError> {
    let mut setup = WgpuSetupCreateNew::without_display_handle();
    setup.instance_descriptor.backends = backends;
    let configuration = WgpuConfiguration { wgpu_setup: setup.into(), ..WgpuConfiguration::default() };
    let instance = ready(configuration.wgpu_setup.new_instance());
    ready(RenderState::create(&configuration, &instance, None, RendererOptions::PREDICTABLE))
}

/// The library's reason on one line, without its last full stop.
fn reason(error: &egui_wgpu::WgpuError) -> String {
    let text = error.to_string();
    let line = text.lines().next().unwrap_or_default().trim();
    line.trim_end_matches('.').to_owned()
}

/// Paints one frame into a texture and fetches its pixels.
fn paint(
    renderer: &RenderState,
    ctx: &egui::Context,
    sheet: Sheet,
    mut output: egui::FullOutput,
) -> Result<RgbaImage, ScreenshotError> {
    let RenderState { device, queue, target_format, .. } = renderer;
    let screen = ScreenDescriptor {
        size_in_pixels: [sheet.width, sheet.height],
        pixels_per_point: sheet.pixels_per_point,
    };
    let triangles = ctx.tessellate(std::mem::take(&mut output.shapes), sheet.pixels_per_point);
    let mut painter = renderer.renderer.write();
    for (id, deltas) in output.textures_delta.set.drain() {
        for delta in deltas {
            painter.update_texture(device, queue, id, &delta);
        }
    }
    // Textures are let go with the renderer; none needs to be freed before.
    output.textures_delta.clear();

    let extent = wgpu::Extent3d { width: sheet.width, height: sheet.height, depth_or_array_layers: 1 };
    let texture = device.create_texture(&wgpu::TextureDescriptor {
        label: Some("lectern picture"),
        size: extent,
        mip_level_count: 1,
        sample_count: 1,
        dimension: wgpu::TextureDimension::D2,
        format: *target_format,
        usage: wgpu::TextureUsages::RENDER_ATTACHMENT | wgpu::TextureUsages::COPY_SRC,
        view_formats: &[],
    });
    let row = padded_row(sheet.width);
    let pixels = device.create_buffer(&wgpu::BufferDescriptor {
        label: Some("lectern pixels"),
        size: u64::from(row) * u64::from(sheet.height),
        usage: wgpu::BufferUsages::MAP_READ | wgpu::BufferUsages::COPY_DST,
        mapped_at_creation: false,
    });

    let mut encoder = device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
    let mut commands = painter.update_buffers(device, queue, &mut encoder, &triangles, &screen);
    {
        let view = texture.create_view(&wgpu::TextureViewDescriptor::default());
        let mut pass = encoder
            .begin_render_pass(&wgpu::RenderPassDescriptor {
                color_attachments: &[Some(wgpu::RenderPassColorAttachment {
                    view: &view,
                    depth_slice: None,
                    resolve_target: None,
                    ops: wgpu::Operations {
                        load: wgpu::LoadOp::Clear(wgpu::Color::BLACK),
                        store: wgpu::StoreOp::Store,
                    },
                })],
                ..wgpu::RenderPassDescriptor::default()
            })
            .forget_lifetime();
        painter.render(&mut pass, &triangles, &screen);
    }
    encoder.copy_texture_to_buffer(
        texture.as_image_copy(),
        wgpu::TexelCopyBufferInfo {
            buffer: &pixels,
            layout: wgpu::TexelCopyBufferLayout { offset: 0, bytes_per_row: Some(row), rows_per_image: None },
        },
        extent,
    );
    commands.push(encoder.finish());
    queue.submit(commands);
    fetch(device, &pixels, sheet)
}

/// Reads the pixels of a finished picture, row by row, without the padding between rows.
fn fetch(device: &wgpu::Device, pixels: &wgpu::Buffer, sheet: Sheet) -> Result<RgbaImage, ScreenshotError> {
    let (sender, receiver) = std::sync::mpsc::channel();
    pixels.slice(..).map_async(wgpu::MapMode::Read, move |result| {
        // The receiver is gone only when the wait below has failed and said so.
        let _ = sender.send(result);
    });
    let wait = wgpu::PollType::Wait { submission_index: None, timeout: Some(PAINTING) };
    device.poll(wait).map_err(|error| ScreenshotError::Renderer(error.to_string()))?;
    let mapped = receiver.try_recv().map_err(|error| ScreenshotError::Renderer(error.to_string()))?;
    mapped.map_err(|error| ScreenshotError::Renderer(error.to_string()))?;
    let bytes =
        pixels.slice(..).get_mapped_range().map_err(|error| ScreenshotError::Renderer(error.to_string()))?;
    let visible = sheet.width as usize * 4;
    let rows = bytes.chunks_exact(padded_row(sheet.width) as usize);
    let picture = rows.flat_map(|row| row.iter().take(visible)).copied().collect();
    RgbaImage::from_raw(sheet.width, sheet.height, picture)
        .ok_or_else(|| ScreenshotError::Renderer("it gave too few pixels".to_owned()))
}

/// Bytes of one row in a buffer, which must be a multiple of what the renderer wants.
fn padded_row(width: u32) -> u32 {
    (width * 4).next_multiple_of(wgpu::COPY_BYTES_PER_ROW_ALIGNMENT)
}

/// The outcome of a future that has nothing to wait for: outside a browser, all of wgpu's are such.
fn ready<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(outcome) = future.as_mut().poll(&mut context) {
            return outcome;
        }
        std::thread::yield_now();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The picture, or `None` on a machine without any renderer: tests need no graphics.
    fn picture(sheet: Sheet, draw: impl FnMut(&mut egui::Ui) -> Frame) -> Option<RgbaImage> {
        match render(&egui::Context::default(), sheet, draw) {
            Ok(picture) => Some(picture),
            Err(ScreenshotError::NoRenderer(reason)) => {
                assert!(!reason.contains('\n'));
                None
            }
            Err(error) => panic!("{error}"),
        }
    }

    fn sheet(width: u32, height: u32) -> Sheet {
        Sheet { width, height, pixels_per_point: 1.0 }
    }

    #[test]
    fn paints_what_is_drawn_where_it_is_drawn() {
        // A width whose rows are padded, at two pixels a point.
        let sheet = Sheet { width: 202, height: 100, pixels_per_point: 2.0 };
        let red = egui::Color32::RED;
        let drawn = picture(sheet, |ui| {
            let right_half = egui::Rect::from_min_max(egui::pos2(50.0, 0.0), egui::pos2(101.0, 50.0));
            ui.painter().rect_filled(ui.max_rect(), 0.0, egui::Color32::WHITE);
            ui.painter().rect_filled(right_half, 0.0, red);
            Frame::Complete
        });
        let Some(drawn) = drawn else { return };
        assert_eq!(drawn.dimensions(), (202, 100));
        assert_eq!(drawn.get_pixel(90, 50).0, [255, 255, 255, 255]);
        assert_eq!(drawn.get_pixel(110, 50).0, [255, 0, 0, 255]);
        assert_eq!(drawn.get_pixel(201, 99).0, [255, 0, 0, 255]);
    }

    #[test]
    fn text_is_laid_out_at_the_scale_it_is_painted_at() {
        let sheet = Sheet { pixels_per_point: 2.0, ..sheet(200, 100) };
        let mut seen = Vec::new();
        let output = last_frame(&egui::Context::default(), sheet, |ui| {
            seen.push((ui.pixels_per_point(), ui.ctx().content_rect().size()));
            Frame::Complete
        });
        output.drop_without_applying_deltas();
        assert!(seen.iter().all(|frame| *frame == (2.0, egui::vec2(100.0, 50.0))), "{seen:?}");
    }

    #[test]
    fn waits_for_what_is_not_there_yet_and_draws_text() {
        let mut frames = 0;
        let drawn = picture(sheet(200, 100), |ui| {
            frames += 1;
            ui.painter().rect_filled(ui.max_rect(), 0.0, egui::Color32::WHITE);
            if frames < 20 {
                return Frame::Waiting;
            }
            ui.heading("here");
            Frame::Complete
        });
        let Some(drawn) = drawn else { return };
        assert!(
            drawn.pixels().any(|pixel| pixel.0 != [255, 255, 255, 255]),
            "the text that came late is seen"
        );
    }

    #[test]
    fn something_that_never_rests_is_painted_all_the_same() {
        let mut frames = 0;
        let output = last_frame(&egui::Context::default(), sheet(100, 100), |ui| {
            frames += 1;
            ui.ctx().request_repaint();
            Frame::Complete
        });
        output.drop_without_applying_deltas();
        assert_eq!(frames, FRAMES_AT_MOST);
    }

    #[test]
    fn refuses_sizes_no_renderer_can_paint() {
        for (width, height) in [(0, 100), (100, LONGEST_SIDE + 1)] {
            let refused = render(&egui::Context::default(), sheet(width, height), |_| Frame::Complete);
            assert!(matches!(refused, Err(ScreenshotError::Size(..))));
        }
    }

    #[test]
    fn encodes_png() {
        let png = to_png(&RgbaImage::new(3, 2)).unwrap();
        let back = image::load_from_memory(&png).unwrap();
        assert_eq!((back.width(), back.height()), (3, 2));
    }
}
