"""Home, search, my page and static pages: looks at everything, owns nothing."""
