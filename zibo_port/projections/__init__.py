"""What people read: tables that catch up with the log."""
