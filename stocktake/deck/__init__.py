"""The meeting deck: frames become screens, screens become one self-contained document."""
