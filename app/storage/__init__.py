"""Sealed film storage, in a local folder or in S3: the same layout and the same code for both."""
