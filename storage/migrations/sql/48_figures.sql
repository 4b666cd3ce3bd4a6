-- What contracts are worth a month, as it was last reckoned from their timelines: a copy that may be thrown away.
CREATE TABLE umlauf.contract_worth (
    contract_line_id UUID NOT NULL,
    first_day DATE NOT NULL,
    days DATERANGE NOT NULL,
    contract_id UUID NOT NULL,
    customer_id UUID NOT NULL,
    currency TEXT NOT NULL,
    monthly_minor BIGINT NOT NULL,
    CONSTRAINT contract_worth_pkey PRIMARY KEY (contract_line_id, first_day),
    CONSTRAINT contract_worth_contract_line_id_fkey FOREIGN KEY(contract_line_id) REFERENCES umlauf.contract_line (id),
    CONSTRAINT contract_worth_contract_id_fkey FOREIGN KEY(contract_id) REFERENCES umlauf.contract (id),
    CONSTRAINT contract_worth_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id)
);
CREATE INDEX contract_worth_contract_id_idx ON umlauf.contract_worth (contract_id);

-- From which state of contract, customer and VAT table it was reckoned; nothing is said of `until_on` and later.
CREATE TABLE umlauf.contract_reckoned (
    contract_id UUID NOT NULL,
    version INTEGER NOT NULL,
    customer_changes INTEGER NOT NULL,
    rules TEXT NOT NULL,
    until_on DATE,
    CONSTRAINT contract_reckoned_pkey PRIMARY KEY (contract_id),
    CONSTRAINT contract_reckoned_contract_id_fkey FOREIGN KEY(contract_id) REFERENCES umlauf.contract (id)
);

GRANT SELECT ON umlauf.contract_worth, umlauf.contract_reckoned TO umlauf_owner, umlauf_backoffice, umlauf_auditor;
GRANT SELECT, INSERT, DELETE ON umlauf.contract_worth, umlauf.contract_reckoned TO umlauf_worker;
