"""What must happen next: one pure module per mechanism of the notice."""
