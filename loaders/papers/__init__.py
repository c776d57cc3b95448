"""Papers as evidence: documents, numbered passages, and mentions of known plans."""
