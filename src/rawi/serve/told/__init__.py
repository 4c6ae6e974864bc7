"""What articles say together, made ready for its pages: stories, episodes, lines of transmission as drawings."""
