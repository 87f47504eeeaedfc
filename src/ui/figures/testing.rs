//! A page with one figure on it, for tests.

use egui::{Theme, Ui, Vec2};
use egui_kittest::Harness;

use crate::ui::theme;

/// The page in this theme and size, with `app` in the place of the window; run once.
pub fn page_in<App: 'static>(
    theme: Theme,
    size: impl Into<Vec2>,
    app: App,
    draw: fn(&mut App, &mut Ui),
) -> Harness<'static, App> {
    let mut harness = Harness::builder()
        .with_size(size)
        .with_theme(theme)
        .with_context_setup(move |ctx| {
            theme::install(ctx);
            ctx.set_theme(theme);
        })
        .build_ui_state(move |ui, app: &mut App| draw(app, ui), app);
    harness.run();
    harness
}
