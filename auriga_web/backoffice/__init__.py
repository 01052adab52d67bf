"""The staff inbox and settings: looks at everything, owns nothing."""
