"""How votes are counted: exact, pure, and nothing but the standard library.

`verify.py` carries these modules word for word, so nothing here may import anything from outside.
"""
