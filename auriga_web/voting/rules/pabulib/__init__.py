"""The `.pb` format of Pabulib, in which elections about money are exchanged: in and out."""
