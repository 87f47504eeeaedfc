//! The icons used, by name: code points of Phosphor (regular), whose font and licence are in `assets/icons/`.
//!
//! Draw them in the family [`super::family::icons`] or one of the icon text styles.

/// Phosphor’s `arrow-down`.
pub const ARROW_DOWN: &str = "\u{E03E}";
/// Phosphor’s `arrow-left`.
pub const ARROW_LEFT: &str = "\u{E058}";
/// Phosphor’s `arrow-right`.
pub const ARROW_RIGHT: &str = "\u{E06C}";
/// Phosphor’s `arrow-square-out`.
pub const ARROW_SQUARE_OUT: &str = "\u{E5DE}";
/// Phosphor’s `arrow-u-up-left`.
pub const ARROW_U_UP_LEFT: &str = "\u{E08A}";
/// Phosphor’s `arrow-u-up-right`.
pub const ARROW_U_UP_RIGHT: &str = "\u{E08C}";
/// Phosphor’s `arrow-up`.
pub const ARROW_UP: &str = "\u{E08E}";
/// Phosphor’s `arrows-clockwise`.
pub const ARROWS_CLOCKWISE: &str = "\u{E094}";
/// Phosphor’s `arrows-in-line-horizontal`.
pub const ARROWS_IN_LINE_HORIZONTAL: &str = "\u{E530}";
/// Phosphor’s `arrows-merge`.
pub const ARROWS_MERGE: &str = "\u{ED3E}";
/// Phosphor’s `arrows-out-line-horizontal`.
pub const ARROWS_OUT_LINE_HORIZONTAL: &str = "\u{E534}";
/// Phosphor’s `book-open`.
pub const BOOK_OPEN: &str = "\u{E0E6}";
/// Phosphor’s `books`.
pub const BOOKS: &str = "\u{E758}";
/// Phosphor’s `calendar-blank`.
pub const CALENDAR_BLANK: &str = "\u{E10A}";
/// Phosphor’s `caret-down`.
pub const CARET_DOWN: &str = "\u{E136}";
/// Phosphor’s `caret-left`.
pub const CARET_LEFT: &str = "\u{E138}";
/// Phosphor’s `caret-right`.
pub const CARET_RIGHT: &str = "\u{E13A}";
/// Phosphor’s `caret-up`.
pub const CARET_UP: &str = "\u{E13C}";
/// Phosphor’s `chart-line`.
pub const CHART_LINE: &str = "\u{E154}";
/// Phosphor’s `check`.
pub const CHECK: &str = "\u{E182}";
/// Phosphor’s `check-circle`.
pub const CHECK_CIRCLE: &str = "\u{E184}";
/// Phosphor’s `circle-dashed`.
pub const CIRCLE_DASHED: &str = "\u{E602}";
/// Phosphor’s `clock`.
pub const CLOCK: &str = "\u{E19A}";
/// Phosphor’s `clock-counter-clockwise`.
pub const CLOCK_COUNTER_CLOCKWISE: &str = "\u{E1A0}";
/// Phosphor’s `columns`.
pub const COLUMNS: &str = "\u{E546}";
/// Phosphor’s `command`.
pub const COMMAND: &str = "\u{E1C4}";
/// Phosphor’s `copy`.
pub const COPY: &str = "\u{E1CA}";
/// Phosphor’s `corners-out`.
pub const CORNERS_OUT: &str = "\u{E1D0}";
/// Phosphor’s `cursor-text`.
pub const CURSOR_TEXT: &str = "\u{E7D8}";
/// Phosphor’s `dots-six-vertical`.
pub const DOTS_SIX_VERTICAL: &str = "\u{EAE2}";
/// Phosphor’s `dots-three`.
pub const DOTS_THREE: &str = "\u{E1FE}";
/// Phosphor’s `exclude`.
pub const EXCLUDE: &str = "\u{E882}";
/// Phosphor’s `export`.
pub const EXPORT: &str = "\u{EAF0}";
/// Phosphor’s `eye`.
pub const EYE: &str = "\u{E220}";
/// Phosphor’s `eye-slash`.
pub const EYE_SLASH: &str = "\u{E224}";
/// Phosphor’s `file`.
pub const FILE: &str = "\u{E230}";
/// Phosphor’s `file-plus`.
pub const FILE_PLUS: &str = "\u{E236}";
/// Phosphor’s `file-text`.
pub const FILE_TEXT: &str = "\u{E23A}";
/// Phosphor’s `files`.
pub const FILES: &str = "\u{E710}";
/// Phosphor’s `floppy-disk`.
pub const FLOPPY_DISK: &str = "\u{E248}";
/// Phosphor’s `folder-open`.
pub const FOLDER_OPEN: &str = "\u{E256}";
/// Phosphor’s `folder-plus`.
pub const FOLDER_PLUS: &str = "\u{E258}";
/// Phosphor’s `funnel`.
pub const FUNNEL: &str = "\u{E266}";
/// Phosphor’s `funnel-simple`.
pub const FUNNEL_SIMPLE: &str = "\u{E268}";
/// Phosphor’s `gavel`.
pub const GAVEL: &str = "\u{EA32}";
/// Phosphor’s `gear`.
pub const GEAR: &str = "\u{E270}";
/// Phosphor’s `git-diff`.
pub const GIT_DIFF: &str = "\u{E27C}";
/// Phosphor’s `git-pull-request`.
pub const GIT_PULL_REQUEST: &str = "\u{E282}";
/// Phosphor’s `graph`.
pub const GRAPH: &str = "\u{EB58}";
/// Phosphor’s `hash`.
pub const HASH: &str = "\u{E2A2}";
/// Phosphor’s `highlighter`.
pub const HIGHLIGHTER: &str = "\u{EC76}";
/// Phosphor’s `identification-badge`.
pub const IDENTIFICATION_BADGE: &str = "\u{E6F6}";
/// Phosphor’s `info`.
pub const INFO: &str = "\u{E2CE}";
/// Phosphor’s `intersect`.
pub const INTERSECT: &str = "\u{E2D2}";
/// Phosphor’s `keyboard`.
pub const KEYBOARD: &str = "\u{E2D8}";
/// Phosphor’s `lightbulb`.
pub const LIGHTBULB: &str = "\u{E2DC}";
/// Phosphor’s `link`.
pub const LINK: &str = "\u{E2E2}";
/// Phosphor’s `link-break`.
pub const LINK_BREAK: &str = "\u{E2E4}";
/// Phosphor’s `list`.
pub const LIST: &str = "\u{E2F0}";
/// Phosphor’s `list-bullets`.
pub const LIST_BULLETS: &str = "\u{E2F2}";
/// Phosphor’s `list-numbers`.
pub const LIST_NUMBERS: &str = "\u{E2F6}";
/// Phosphor’s `magnifying-glass`.
pub const MAGNIFYING_GLASS: &str = "\u{E30C}";
/// Phosphor’s `magnifying-glass-minus`.
pub const MAGNIFYING_GLASS_MINUS: &str = "\u{E30E}";
/// Phosphor’s `magnifying-glass-plus`.
pub const MAGNIFYING_GLASS_PLUS: &str = "\u{E310}";
/// Phosphor’s `minus`.
pub const MINUS: &str = "\u{E32A}";
/// Phosphor’s `monitor`.
pub const MONITOR: &str = "\u{E32E}";
/// Phosphor’s `moon`.
pub const MOON: &str = "\u{E330}";
/// Phosphor’s `note`.
pub const NOTE: &str = "\u{E348}";
/// Phosphor’s `note-pencil`.
pub const NOTE_PENCIL: &str = "\u{E34C}";
/// Phosphor’s `palette`.
pub const PALETTE: &str = "\u{E6C8}";
/// Phosphor’s `paragraph`.
pub const PARAGRAPH: &str = "\u{E960}";
/// Phosphor’s `pencil-simple`.
pub const PENCIL_SIMPLE: &str = "\u{E3B4}";
/// Phosphor’s `plus`.
pub const PLUS: &str = "\u{E3D4}";
/// Phosphor’s `prohibit`.
pub const PROHIBIT: &str = "\u{E3DE}";
/// Phosphor’s `question`.
pub const QUESTION: &str = "\u{E3E8}";
/// Phosphor’s `quotes`.
pub const QUOTES: &str = "\u{E660}";
/// Phosphor’s `rows`.
pub const ROWS: &str = "\u{E5A2}";
/// Phosphor’s `selection-background`.
pub const SELECTION_BACKGROUND: &str = "\u{EAF8}";
/// Phosphor’s `shapes`.
pub const SHAPES: &str = "\u{EC5E}";
/// Phosphor’s `share-network`.
pub const SHARE_NETWORK: &str = "\u{E408}";
/// Phosphor’s `sidebar-simple`.
pub const SIDEBAR_SIMPLE: &str = "\u{EC24}";
/// Phosphor’s `sign-out`.
pub const SIGN_OUT: &str = "\u{E42A}";
/// Phosphor’s `sort-ascending`.
pub const SORT_ASCENDING: &str = "\u{E444}";
/// Phosphor’s `sort-descending`.
pub const SORT_DESCENDING: &str = "\u{E446}";
/// Phosphor’s `square-half-bottom`.
pub const SQUARE_HALF_BOTTOM: &str = "\u{EB16}";
/// Phosphor’s `square-split-horizontal`.
pub const SQUARE_SPLIT_HORIZONTAL: &str = "\u{E870}";
/// Phosphor’s `square-split-vertical`.
pub const SQUARE_SPLIT_VERTICAL: &str = "\u{E874}";
/// Phosphor’s `stop`.
pub const STOP: &str = "\u{E46C}";
/// Phosphor’s `sun`.
pub const SUN: &str = "\u{E472}";
/// Phosphor’s `table`.
pub const TABLE: &str = "\u{E476}";
/// Phosphor’s `tag`.
pub const TAG: &str = "\u{E478}";
/// Phosphor’s `text-aa`.
pub const TEXT_AA: &str = "\u{E6EE}";
/// Phosphor’s `text-align-left`.
pub const TEXT_ALIGN_LEFT: &str = "\u{E484}";
/// Phosphor’s `text-underline`.
pub const TEXT_UNDERLINE: &str = "\u{E5C4}";
/// Phosphor’s `trash`.
pub const TRASH: &str = "\u{E4A6}";
/// Phosphor’s `tree-structure`.
pub const TREE_STRUCTURE: &str = "\u{E67C}";
/// Phosphor’s `user`.
pub const USER: &str = "\u{E4C2}";
/// Phosphor’s `user-focus`.
pub const USER_FOCUS: &str = "\u{E6FC}";
/// Phosphor’s `user-minus`.
pub const USER_MINUS: &str = "\u{E4CE}";
/// Phosphor’s `user-plus`.
pub const USER_PLUS: &str = "\u{E4D0}";
/// Phosphor’s `warning`.
pub const WARNING: &str = "\u{E4E0}";
/// Phosphor’s `warning-circle`.
pub const WARNING_CIRCLE: &str = "\u{E4E2}";
/// Phosphor’s `x`.
pub const X: &str = "\u{E4F6}";
/// Phosphor’s `x-circle`.
pub const X_CIRCLE: &str = "\u{E4F8}";
