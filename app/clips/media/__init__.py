"""Film processing without web or database: open file descriptors in, films, pictures and facts out.

Everything that reads a stranger's bytes with ffmpeg runs in a limited child process. Refusals of a film are
``DomainError``s with words for its owner; faults of the machine (a full disk, a killed child) are not, and are
worth another try.
"""
