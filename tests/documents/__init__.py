"""What people hand over, and what is handed to them."""
