"""The hash-chained trail everyone may write to."""
