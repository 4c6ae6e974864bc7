"""The revisions of the store's tables, in order; ``rawi.store.upgrade`` runs them."""
