//! The bar that shows a person how far a watch has come.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::readers::Plan;

/// A bar on standard error, which goes away when it is dropped.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// The bar of a watch; where nobody looks, nothing is shown.
    pub(crate) fn new(plan: Plan, is_terminal: bool) -> Self {
        if !is_terminal {
            return Self(ProgressBar::hidden());
        }
        let template = match plan.count {
            Some(_) => "watching {wide_bar} {pos} of {len}; Ctrl-C keeps what there is",
            None => "watching: {pos} samples in {elapsed}; Ctrl-C ends it and keeps them",
        };
        let stderr = ProgressDrawTarget::stderr();
        let bar = ProgressBar::with_draw_target(plan.count, stderr);
        // What cannot be understood leaves the style that bars have anyway.
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.tick();
        Self(bar)
    }

    /// One sample more.
    pub(crate) fn step(&self) {
        self.0.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
