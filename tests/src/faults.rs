//! What happens when something is taken away: the database, the process, the disk.
