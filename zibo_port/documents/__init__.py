"""What people hand over: spreadsheets in, reports out."""
