"""What several screens share: themes, banner, line list, status bar, dialogs, keys."""
