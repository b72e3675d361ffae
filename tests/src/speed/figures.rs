//! What was measured of one page.

use std::fmt;

/// Times of the same thing, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Times {
    /// Half of them are at most this long.
    pub median: f64,
    /// Nineteen of twenty are at most this long.
    pub most: f64,
    /// The longest.
    pub worst: f64,
}

impl Times {
    /// Nothing of no times.
    pub fn of(mut times: Vec<f64>) -> Option<Self> {
        times.sort_by(f64::total_cmp);
        let at = |part: usize| times.get((times.len() * part).div_ceil(100).saturating_sub(1));
        Some(Self {
            median: *at(50)?,
            most: *at(95)?,
            worst: *times.last()?,
        })
    }
}

/// `median / 95 % / worst`.
impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:.1} / {:.1} / {:.1}",
            self.median, self.most, self.worst
        )
    }
}

/// What was measured of one page; a page that opened nothing has only a problem.
#[derive(Debug, Default)]
pub struct Figures {
    /// From navigation to the frame that shows rows.
    pub interactive_ms: Option<f64>,
    /// What the page itself marked, from navigation.
    pub marks: Vec<(String, f64)>,
    /// The longest task of the main thread until then.
    pub longest_loading_task_ms: Option<f64>,
    /// For each filter what the page said at its end, and its keys.
    pub filters: Vec<(String, Times)>,
    /// All keys.
    pub keys: Option<Times>,
    /// The longest task while filters were typed.
    pub longest_typing_task_ms: Option<f64>,
    /// Clicks on headings.
    pub sorts: Option<Times>,
    /// From frame to frame.
    pub scrolls: Option<Times>,
    /// After collecting garbage.
    pub memory_mib: Option<f64>,
    /// Rows that are elements.
    pub rows_in_page: Option<f64>,
    /// What the page said instead.
    pub problem: Option<String>,
}

impl Figures {
    /// When the page made a mark.
    pub fn mark(&self, name: &str) -> Option<f64> {
        let mut marks = self.marks.iter();
        marks.find(|(known, _)| known == name).map(|&(_, at)| at)
    }
}
