-- What a line is one price for: the things of a bundle as they were agreed, and which of them are back since when.
ALTER TABLE umlauf.contract_line ADD COLUMN bundle JSONB;
GRANT UPDATE (bundle) ON umlauf.contract_line TO umlauf_backoffice, umlauf_owner, umlauf_worker;
