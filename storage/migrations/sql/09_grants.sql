-- Who may read and write what. Stations write facts; money, contracts and invoices are the office's and the worker's.
GRANT EXECUTE ON FUNCTION
    umlauf.begin_command(uuid, text, jsonb, bytea, uuid, timestamptz, uuid, bigint, timestamptz),
    umlauf.end_command(uuid, text, jsonb, text[]), umlauf.is_same_personal(uuid, jsonb),
    umlauf.pass_number(uuid, bigint)
    TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker;

-- Everyone with a seat reads the house, the catalogue without prices, and the ledger.
GRANT SELECT ON umlauf.store, umlauf.person, umlauf.principal, umlauf.place, umlauf.product, umlauf.variant,
    umlauf.bundle_item, umlauf.checklist_point, umlauf.asset, umlauf.asset_event, umlauf.asset_alias,
    umlauf.asset_transition, umlauf.assignment, umlauf.return_case, umlauf.return_line, umlauf.refurbishment,
    umlauf.refurbishment_part, umlauf.shipment, umlauf.shipment_line, umlauf.feed, umlauf.generation,
    umlauf.shipment_address, umlauf.asset_holder, umlauf.business
    TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker;

-- The floor's facts.
GRANT INSERT (id, code, variant_id, serial, store_id) ON umlauf.asset TO umlauf_warehouse, umlauf_pos, umlauf_owner;
GRANT INSERT (asset_id, seq, kind, effective_at, actor_id, command_id, facts, status, readiness, condition, grade,
    place_id, holder_line_id, builds_on) ON umlauf.asset_event
    TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT INSERT ON umlauf.asset_alias, umlauf.assignment, umlauf.return_case, umlauf.return_line, umlauf.refurbishment,
    umlauf.refurbishment_part TO umlauf_warehouse, umlauf_pos, umlauf_owner;
GRANT UPDATE (during) ON umlauf.assignment TO umlauf_warehouse, umlauf_pos, umlauf_owner;
GRANT UPDATE (received_at, condition, grade) ON umlauf.return_line TO umlauf_warehouse, umlauf_pos, umlauf_owner;
GRANT UPDATE (status, started_at, finished_at, minutes, checks, reason, finished_by) ON umlauf.refurbishment
    TO umlauf_warehouse, umlauf_pos, umlauf_owner;
GRANT UPDATE (status, dispatched_at, tracking) ON umlauf.shipment TO umlauf_warehouse, umlauf_pos, umlauf_owner;
GRANT UPDATE (asset_id, done) ON umlauf.shipment_line TO umlauf_warehouse, umlauf_pos, umlauf_owner;
GRANT SELECT, INSERT ON umlauf.task TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT UPDATE (closed_at) ON umlauf.task TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT USAGE ON SEQUENCE umlauf.code_asset, umlauf.code_rt TO umlauf_warehouse, umlauf_pos, umlauf_owner;
-- The worker opens returns and sends again, ends what nobody wants any more; the office too, and it hears of arrivals.
GRANT INSERT ON umlauf.return_case, umlauf.return_line, umlauf.shipment, umlauf.shipment_line TO umlauf_worker;
GRANT UPDATE (withdrawn_on) ON umlauf.return_case TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT UPDATE (status) ON umlauf.shipment TO umlauf_backoffice, umlauf_worker;
GRANT UPDATE (arrived_on) ON umlauf.shipment TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner;
GRANT UPDATE (asset_id, done) ON umlauf.shipment_line TO umlauf_backoffice, umlauf_worker;
GRANT UPDATE (during) ON umlauf.assignment TO umlauf_backoffice;
GRANT USAGE ON SEQUENCE umlauf.code_rt, umlauf.code_sh TO umlauf_worker;

-- The counter sees prices and customers; the office sees everything the business is about.
GRANT SELECT ON umlauf.plan, umlauf.customer, umlauf.customer_personal TO umlauf_pos;
GRANT INSERT ON umlauf.customer, umlauf.customer_personal TO umlauf_pos, umlauf_backoffice, umlauf_owner;
GRANT USAGE ON SEQUENCE umlauf.code_cu TO umlauf_pos, umlauf_backoffice, umlauf_owner;
GRANT SELECT ON umlauf.plan, umlauf.customer, umlauf.customer_personal, umlauf.customer_order, umlauf.order_line,
    umlauf.contract, umlauf.contract_line, umlauf.contract_line_version, umlauf.contract_change, umlauf.invoice,
    umlauf.invoice_personal,
    umlauf.invoice_line, umlauf.invoice_vat, umlauf.billed_period, umlauf.billing_run, umlauf.billing_failure,
    umlauf.billing_run_sum, umlauf.void_number, umlauf.document, umlauf.outbox, umlauf.asset_cost, umlauf.variant_cost, umlauf.refurbishment_cost,
    umlauf.number_series, umlauf.setting, umlauf.command, umlauf.command_kind
    TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT INSERT ON umlauf.customer_order, umlauf.order_line, umlauf.contract, umlauf.contract_line,
    umlauf.contract_line_version, umlauf.shipment, umlauf.shipment_line, umlauf.return_case, umlauf.return_line
    TO umlauf_backoffice, umlauf_owner;
GRANT INSERT (id, as_of, state, asked_by, only_contracts) ON umlauf.billing_run TO umlauf_backoffice, umlauf_owner;
GRANT UPDATE (end_wanted_at) ON umlauf.billing_run TO umlauf_backoffice, umlauf_owner;
GRANT INSERT ON umlauf.void_number TO umlauf_owner;
GRANT UPDATE (kind, language, vat_id, country) ON umlauf.customer TO umlauf_backoffice, umlauf_owner;
GRANT UPDATE ON umlauf.customer_personal TO umlauf_backoffice, umlauf_owner;
GRANT UPDATE (status) ON umlauf.customer_order TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT UPDATE (status, start_on, end_on, notice_on, transit_days, next_due_on, version, timeline, look_on)
    ON umlauf.contract
    TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT UPDATE (start_on, end_on, anchor_on, anchor_day, phases) ON umlauf.contract_line
    TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT INSERT, DELETE ON umlauf.contract_line_version TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT INSERT ON umlauf.contract_change, umlauf.contract_line TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT SELECT ON umlauf.price_campaign, umlauf.price_campaign_contract
    TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT INSERT ON umlauf.price_campaign, umlauf.price_campaign_contract TO umlauf_owner;
GRANT UPDATE (withdrawn_on) ON umlauf.price_campaign TO umlauf_owner;
GRANT UPDATE (consent, consent_on) ON umlauf.price_campaign_contract
    TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT UPDATE (reason, from_on, year_before_minor, year_after_minor, lines) ON umlauf.price_campaign_contract
    TO umlauf_worker;
GRANT USAGE ON SEQUENCE umlauf.code_or, umlauf.code_sh, umlauf.code_ct, umlauf.code_rt
    TO umlauf_backoffice, umlauf_owner;

-- The owner's catalogue, prices and people.
GRANT INSERT, UPDATE ON umlauf.store, umlauf.person, umlauf.principal, umlauf.place, umlauf.product, umlauf.variant,
    umlauf.bundle_item, umlauf.plan, umlauf.checklist_point, umlauf.variant_cost, umlauf.setting TO umlauf_owner;
GRANT DELETE ON umlauf.checklist_point, umlauf.bundle_item TO umlauf_owner;
GRANT SELECT ON umlauf.plan_change TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT INSERT, DELETE ON umlauf.plan_change TO umlauf_owner;
GRANT USAGE ON SEQUENCE umlauf.code_pl TO umlauf_owner;

-- The worker's consequences: invoices, numbers, papers, letters, costs.
GRANT INSERT ON umlauf.invoice, umlauf.invoice_personal, umlauf.invoice_line, umlauf.invoice_vat, umlauf.document,
    umlauf.refurbishment_cost, umlauf.asset_cost, umlauf.billing_failure TO umlauf_worker;
GRANT INSERT, UPDATE ON umlauf.number_series, umlauf.outbox, umlauf.billing_run, umlauf.billing_run_sum TO umlauf_worker;
GRANT INSERT, UPDATE, DELETE ON umlauf.billed_period TO umlauf_worker;
GRANT INSERT ON umlauf.command_personal TO umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker;

GRANT EXECUTE ON FUNCTION umlauf.queue_papers(uuid), umlauf.queue_letters(uuid) TO umlauf_worker;
GRANT USAGE ON SCHEMA umlauf_jobs TO umlauf_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA umlauf_jobs TO umlauf_worker;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA umlauf_jobs TO umlauf_worker;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA umlauf_jobs TO umlauf_worker;

-- The auditor reads all but what names a person.
GRANT SELECT ON ALL TABLES IN SCHEMA umlauf TO umlauf_auditor;
REVOKE ALL ON umlauf.customer_personal, umlauf.command_personal, umlauf.invoice_personal, umlauf.shipment_address,
    umlauf.asset_holder, umlauf.person, umlauf.document FROM umlauf_auditor;
GRANT SELECT (id, store_id, is_active) ON umlauf.person TO umlauf_auditor;
GRANT SELECT (id, kind, subject_id, file_name, made_at) ON umlauf.document TO umlauf_auditor;

-- What waits for a person: every seat may open a task, the floor sees and clears only its own.
ALTER TABLE umlauf.task ENABLE ROW LEVEL SECURITY;
CREATE POLICY task_open ON umlauf.task FOR INSERT WITH CHECK (true);
CREATE POLICY task_of_floor_read ON umlauf.task FOR SELECT TO umlauf_warehouse, umlauf_pos USING (is_for_floor);
CREATE POLICY task_of_floor_clear ON umlauf.task FOR UPDATE TO umlauf_warehouse, umlauf_pos USING (is_for_floor);
CREATE POLICY task_read ON umlauf.task FOR SELECT TO umlauf_backoffice, umlauf_owner, umlauf_worker USING (true);
CREATE POLICY task_clear ON umlauf.task FOR UPDATE TO umlauf_backoffice, umlauf_owner, umlauf_worker USING (true);
