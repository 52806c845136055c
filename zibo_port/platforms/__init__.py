"""Where things are sent: each adapter hands over what was recorded and frozen before, and knows nothing of the office."""
