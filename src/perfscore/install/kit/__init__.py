"""The offline kit: what an office without internet gets in a folder. Builders here; ``on_pc.py`` travels in it."""
