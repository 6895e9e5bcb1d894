"""What people write: its words and fields, its values, its checks, and how it is read from the disk."""
