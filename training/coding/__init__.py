"""Coded reports: choosing them, coding them, checking them, and keeping the codes without the words.

The publishers' texts stay in the corpora (``../shared/data/reports``). The repository holds only stand-off
annotation: report ids, offsets and codes, in ``training/coded``. ``BRIEF.md`` tells a coder how to code;
each module here is also a command (``python -m training.coding.show 1``).
"""
