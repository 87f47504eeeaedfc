//! When what is being written is kept although nobody has left its field yet: whenever the writer pauses, and now and then
//! while they do not. So a crash takes the last words, and not the last ten minutes.

use std::time::Duration;

use egui::Context;

/// A pause, in seconds.
const PAUSE: f64 = 2.0;
/// The longest that anything written waits, in seconds.
const LONGEST: f64 = 15.0;

/// How long something has been written without being kept.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rest {
    /// Since when there is something that is not kept, in seconds.
    since: Option<f64>,
    changed: f64,
    /// True when it was to be kept and nothing has been written since: it may have been refused.
    was_due: bool,
}

impl Rest {
    /// True when what was written is to be kept now. Asked in every frame: `is_pending` while it is not kept, `changed` when
    /// it has changed in this frame.
    pub fn is_due(&mut self, ctx: &Context, is_pending: bool, changed: bool) -> bool {
        let now = ctx.input(|input| input.time);
        if changed {
            (self.changed, self.was_due) = (now, false);
        }
        if !is_pending || self.was_due {
            self.since = None;
            return false;
        }
        let since = *self.since.get_or_insert(now);
        let due = (self.changed.max(since) + PAUSE).min(since + LONGEST);
        if now < due {
            ctx.request_repaint_after(Duration::from_secs_f64(due - now));
            return false;
        }
        (self.since, self.was_due) = (None, true);
        true
    }
}

#[cfg(test)]
mod tests {
    use egui::RawInput;

    use super::*;

    /// At which seconds it is due, when something is typed at these.
    fn due(typed: impl Fn(u32) -> bool, until: u32) -> Vec<u32> {
        let ctx = Context::default();
        let (mut rest, mut kept) = (Rest::default(), true);
        let mut due = Vec::new();
        for second in 0..until {
            let output =
                ctx.run_ui(RawInput { time: Some(f64::from(second)), ..RawInput::default() }, |ui| {
                    let changed = typed(second);
                    kept &= !changed;
                    if rest.is_due(ui.ctx(), !kept, changed) {
                        due.push(second);
                        kept = true;
                    }
                });
            output.drop_without_applying_deltas();
        }
        due
    }

    #[test]
    fn a_pause_and_writing_without_one_are_both_kept() {
        assert_eq!(due(|second| second == 5, 30), [7]);
        assert_eq!(due(|second| second < 20, 40), [15, 21]);
        assert_eq!(due(|_| false, 30), Vec::<u32>::new());
    }

    #[test]
    fn what_was_refused_is_not_tried_again_until_something_is_written() {
        let ctx = Context::default();
        let mut rest = Rest::default();
        let mut tried = 0;
        for second in 0..20_u32 {
            let output =
                ctx.run_ui(RawInput { time: Some(f64::from(second)), ..RawInput::default() }, |ui| {
                    tried += u32::from(rest.is_due(ui.ctx(), true, second == 0));
                });
            output.drop_without_applying_deltas();
        }
        assert_eq!(tried, 1);
    }
}
