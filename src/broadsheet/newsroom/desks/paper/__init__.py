"""The paper itself: name, motto, imprint, look, standing pages, menus, calls."""
