"""The style sheet of the window, written over the tokens of `ui.theme` and nothing else."""

# Every $name is a token of ui.theme.TOKENS; $icons is the folder of the drawn arrows and ticks.
SHEET = """
* { font-family: "Noto Sans SC"; font-size: 14px; color: $ink; }
QWidget:disabled { color: $faint; }
QMainWindow, QDialog, QWidget[role="page"] { background: $ground; }
QToolTip { background: $ink; color: $paper; border: 1px solid $ink; padding: 5px 8px; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: 19px; font-weight: 700; }
QLabel[role="heading"] { font-size: 16px; font-weight: 700; }
QLabel[role="section"] { font-size: 14px; font-weight: 700; color: $ink; }
QLabel[role="muted"] { color: $soft; }
QLabel[role="caption"] { font-size: 12px; color: $soft; }
QLabel[role="name"] { color: $soft; }
QLabel[role="figure"] { font-size: 26px; font-weight: 700; }
QLabel[role="amount"] { font-size: 18px; font-weight: 700; }
QLabel[role="strong"] { font-weight: 700; }
QLabel[role="bad"] { color: $bad; }
QLabel[role="warn"] { color: $warn; }
QLabel[role="good"] { color: $good; }
QLabel[role="key"] { font-size: 12px; color: $soft; border: 1px solid $line; border-radius: 3px; padding: 0 4px; }

QFrame[role="card"] { background: $paper; border: 1px solid $line; border-radius: 6px; }
QFrame[role="plain"], QWidget[role="plain"] { background: $paper; border: none; }
QFrame[role="bar"] { background: $paper; border: none; border-bottom: 1px solid $line; }
QFrame[role="foot"] { background: $paper; border: none; border-top: 1px solid $line; }
QFrame[role="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="practice"] { background: $amber; border: none; }
QFrame[role="practice"] QLabel { color: $amber_ink; font-size: 12px; font-weight: 700; }
QFrame[tone] { border-radius: 5px; }
QFrame[tone="good"] { background: $good_ground; border: 1px solid $good_line; }
QFrame[tone="warn"] { background: $warn_ground; border: 1px solid $warn_line; }
QFrame[tone="bad"] { background: $bad_ground; border: 1px solid $bad_line; }
QFrame[tone="info"] { background: $info_ground; border: 1px solid $info_line; }
QFrame[tone="still"] { background: $sunk; border: 1px solid $line; }
QLabel[ink="good"] { color: $good; } QLabel[ink="warn"] { color: $warn; }
QLabel[ink="bad"] { color: $bad; } QLabel[ink="info"] { color: $accent; }

QPushButton { background: $paper; border: 1px solid $edge; border-radius: 4px; padding: 4px 12px; min-height: 20px; }
QPushButton:hover { background: $sunk; border-color: $soft; }
QPushButton:pressed { background: $line; }
QPushButton:focus { border: 2px solid $focus; padding: 3px 11px; }
QPushButton:disabled { background: $ground; border-color: $line; color: $faint; }
QPushButton[role="primary"] { background: $accent; border-color: $accent; color: $paper; font-weight: 700; }
QPushButton[role="primary"]:hover { background: $accent_deep; }
QPushButton[role="primary"]:focus { border: 2px solid $ink; }
QPushButton[role="primary"]:disabled { background: $sunk; border-color: $line; color: $faint; }
QPushButton[role="danger"] { color: $bad; border-color: $bad; }
QPushButton[role="danger"]:hover { background: $bad_ground; }
QPushButton[role="danger"]:disabled { color: $faint; border-color: $line; }
QPushButton[role="link"] { background: transparent; border: 1px solid transparent; color: $accent; padding: 2px 4px; }
QPushButton[role="link"]:hover { background: $info_ground; }
QPushButton[role="link"]:focus { border: 1px solid $focus; }
QPushButton[role="link"]:disabled { color: $faint; }
QPushButton[role="fold"] { background: transparent; border: 1px solid transparent; text-align: left; padding: 3px 4px; font-weight: 700; }
QPushButton[role="fold"]:focus { border: 1px solid $focus; }
QPushButton[role="queue"] { background: $paper; border: 1px solid $line; border-radius: 6px; padding: 0; text-align: left;
  min-height: 66px; }
QPushButton[role="queue"]:hover { border-color: $edge; background: $paper; }
QPushButton[role="queue"]:checked { border: 2px solid $accent; background: $paper; }
QPushButton[role="queue"]:focus { border: 2px solid $focus; padding: 0; }
QPushButton[role="chip"] { background: transparent; border: 1px solid $line; border-radius: 12px; padding: 1px 10px;
  min-height: 20px; color: $body; }
QPushButton[role="chip"]:hover { background: $sunk; }
QPushButton[role="chip"]:checked { background: $accent; border-color: $accent; color: $paper; }
QPushButton[role="chip"]:focus { border: 2px solid $focus; padding: 0 9px; }
QPushButton[role="chip"]:checked:focus { border: 2px solid $ink; }
QPushButton[role="chip"]::menu-indicator { image: url($icons/chevron-down.svg); width: 10px; height: 10px;
  subcontrol-position: right center; right: 6px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 3px; }
QToolButton:hover { background: $sunk; border-color: $line; }
QToolButton:pressed { background: $line; }
QToolButton:focus { border: 2px solid $focus; padding: 2px; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox { background: $paper; border: 1px solid $edge;
  border-radius: 4px; padding: 3px 7px; selection-background-color: $accent; selection-color: $paper; }
QLineEdit, QComboBox, QSpinBox { min-height: 22px; }
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover { border-color: $soft; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus { border: 2px solid $focus; padding: 2px 6px; }
QLineEdit[fault="true"], QPlainTextEdit[fault="true"], QComboBox[fault="true"] { border: 1px solid $bad; background: $bad_ground; }
QLineEdit[fault="true"]:focus, QComboBox[fault="true"]:focus { border: 2px solid $bad; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: $sunk; border-color: $line; color: $soft; }
QLineEdit:read-only { background: $sunk; }
QComboBox { padding-right: 24px; }
QComboBox::drop-down { subcontrol-origin: padding; subcontrol-position: center right; width: 22px; border: none; background: transparent; }
QComboBox::down-arrow { image: url($icons/chevron-down.svg); width: 12px; height: 12px; }
QComboBox::down-arrow:disabled { image: url($icons/chevron-down-off.svg); }
QComboBox QAbstractItemView { background: $paper; border: 1px solid $edge; outline: none; padding: 3px;
  selection-background-color: $chosen; selection-color: $ink; }
QComboBox QAbstractItemView::item { min-height: 26px; padding: 0 6px; }
QCheckBox, QRadioButton { spacing: 7px; padding: 2px; border: 1px solid transparent; border-radius: 4px; background: transparent; }
QCheckBox:focus, QRadioButton:focus { border: 1px solid $focus; }
QCheckBox::indicator { width: 15px; height: 15px; border: 1px solid $edge; border-radius: 3px; background: $paper; }
QCheckBox::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url($icons/tick.svg); }
QCheckBox::indicator:disabled { background: $sunk; border-color: $line; }
QCheckBox::indicator:checked:disabled { background: $faint; border-color: $faint; }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $edge; border-radius: 8px; background: $paper; }
QRadioButton::indicator:checked { border: 5px solid $accent; width: 6px; height: 6px; }

QTableView { background: $paper; alternate-background-color: $zebra; border: none; gridline-color: $line; outline: none;
  selection-background-color: $chosen; selection-color: $ink; }
QHeaderView { background: $sunk; border: none; }
QHeaderView::section { background: $sunk; color: $body; font-size: 13px; font-weight: 700; border: none;
  border-bottom: 1px solid $edge; border-right: 1px solid $line; padding: 0 8px; height: 28px; }
QHeaderView::section:hover { background: $line; }
QHeaderView::section:last { border-right: none; }
QHeaderView::up-arrow { image: url($icons/sort-up.svg); width: 9px; height: 9px; subcontrol-position: center right; right: 5px; }
QHeaderView::down-arrow { image: url($icons/sort-down.svg); width: 9px; height: 9px; subcontrol-position: center right; right: 5px; }
QTableCornerButton::section { background: $sunk; border: none; }

QTabWidget::pane { border: none; border-top: 1px solid $line; background: $paper; top: -1px; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $body; padding: 5px 10px 6px 10px; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: $accent; }
QTabBar::tab:selected { color: $accent; border-bottom: 2px solid $accent; font-weight: 700; }
QTabBar::tab:focus { background: $info_ground; }
QTabBar::tab:disabled { color: $faint; }
QTabBar QToolButton { background: $paper; border: 1px solid $line; }

QScrollArea, QScrollArea > QWidget > QWidget[role="plain"] { background: $paper; border: none; }
QScrollArea[role="page"], QScrollArea[role="page"] > QWidget > QWidget { background: $ground; border: none; }
QScrollBar:vertical { background: transparent; width: 11px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 11px; margin: 0; }
QScrollBar::handle { background: $scroll; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; } QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $soft; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $line; }
QSplitter::handle:hover { background: $focus; }

QListWidget { background: $paper; border: 1px solid $edge; border-radius: 4px; outline: none; padding: 3px; }
QListWidget:focus { border: 2px solid $focus; padding: 2px; }
QListWidget::item { padding: 4px 8px; border-radius: 3px; color: $ink; }
QListWidget::item:hover { background: $sunk; }
QListWidget::item:selected { background: $chosen; color: $ink; }
QListWidget::indicator { width: 15px; height: 15px; border: 1px solid $edge; border-radius: 3px; background: $paper; }
QListWidget::indicator:checked { background: $accent; border-color: $accent; image: url($icons/tick.svg); }
QMenu { background: $paper; border: 1px solid $edge; padding: 4px; }
QMenu::item { padding: 5px 26px 5px 12px; border-radius: 3px; }
QMenu::item:selected { background: $chosen; color: $ink; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: 4px 6px; }
QMenu::icon { padding-left: 8px; }
QProgressBar { background: $line; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QTextBrowser { background: $paper; border: none; padding: 6px; }
QPdfView { background: $press; border: none; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $sunk; }
QCalendarWidget QToolButton { padding: 3px 8px; font-weight: 700; }
QCalendarWidget QAbstractItemView { selection-background-color: $accent; selection-color: $paper; outline: none; }

QFrame[role="nav"] { background: $night; border: none; }
QFrame[role="nav"] QLabel { color: $night_ink; }
QFrame[role="nav"] QLabel[role="brand"] { color: $paper; font-size: 16px; font-weight: 700; }
QFrame[role="nav"] QLabel[role="caption"] { color: $night_soft; }
QFrame[role="nav"] QPushButton { background: transparent; border: none; border-left: 3px solid transparent; border-radius: 0;
  color: $night_ink; text-align: left; padding: 0 8px 0 13px; min-height: 34px; }
QFrame[role="nav"][narrow="true"] QPushButton { min-height: 30px; max-height: 30px; }
QFrame[role="nav"] QPushButton:hover { background: $night_hover; }
QFrame[role="nav"] QPushButton:checked { background: $night_chosen; border-left: 3px solid $sky; color: $paper; font-weight: 700; }
QFrame[role="nav"] QPushButton:focus { border: 1px solid $sky; border-left: 3px solid $sky; padding: 0 7px 0 13px; }
QFrame[role="nav"] QToolButton { color: $night_ink; border: 1px solid transparent; padding: 4px 6px; text-align: left; }
QFrame[role="nav"] QToolButton:hover { background: $night_hover; border-color: $night_hover; }
QFrame[role="nav"] QToolButton:focus { border: 1px solid $sky; }
QStatusBar { background: $paper; border-top: 1px solid $line; min-height: 24px; }
QStatusBar::item { border: none; }
QStatusBar QLabel { font-size: 12px; color: $body; }
"""
