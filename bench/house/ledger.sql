-- {assets} things of 25 events each: received, then three times rented, taken back and repaired. Triggers and foreign
-- keys are off (a ledger of a million events cannot be lived through for every measurement), keys and exclusions not.
-- Ids are random, the worst case for caches.
SET session_replication_role = replica;

CREATE TEMP TABLE thing AS
    SELECT n, md5('asset ' || n)::uuid AS asset, md5('customer ' || n)::uuid AS customer,
        timestamptz '2024-01-01 08:00Z' + n % 300 * interval '1 day' AS born
    FROM generate_series(1, {assets}) n;
CREATE TEMP TABLE turn AS
    SELECT n, k, asset, customer, born + k * interval '200 days' AS since,
        md5(format('contract %s %s', n, k))::uuid AS contract, md5(format('line %s %s', n, k))::uuid AS line,
        md5(format('work %s %s', n, k))::uuid AS work,
        md5(format('done %s %s', n, k))::uuid AS done
    FROM thing, generate_series(0, 2) k;

INSERT INTO umlauf.product (id, name, category, kind) VALUES (md5('p')::uuid, 'E-Bike Kiez 3', 'bike', 'goods');
INSERT INTO umlauf.variant (id, product_id, sku, name) VALUES (md5('v')::uuid, md5('p')::uuid, 'KIEZ3-M', 'M');
INSERT INTO umlauf.place (id, code, name, store_id) SELECT md5('c')::uuid, 'PL-000901-X', 'C-04', id FROM umlauf.store;

INSERT INTO umlauf.customer (id, number, kind, language)
    SELECT customer, 'CU-' || lpad(n::text, 6, '0'), 'consumer', 'de' FROM thing;
INSERT INTO umlauf.customer_personal (customer_id, given_name, family_name, city, search)
    SELECT customer, 'Jonas', 'Brückner ' || n, 'Berlin', 'jonas brückner ' || n FROM thing;
INSERT INTO umlauf.contract (id, number, customer_id, terms, status)
    SELECT contract, format('CT-%s-%s', n, k), customer, '{{}}', 'ended' FROM turn;
INSERT INTO umlauf.contract_line (id, contract_id, position, title, kind, vat, means_of_transport, variant_id)
    SELECT line, contract, 1, 'E-Bike Kiez 3 · M', 'rental', 'standard', true, md5('v')::uuid FROM turn;
INSERT INTO umlauf.assignment (id, asset_id, contract_line_id, during)
    SELECT work, asset, line, tstzrange(since + interval '3 days', since + interval '123 days') FROM turn;
INSERT INTO umlauf.invoice (id, number, series, series_number, kind, customer_id, issued_on, due_on, currency, language,
        prices_are, net_minor, vat_minor, gross_minor, command_id, payment_method)
    SELECT contract, format('R-%s-%s', n, k), 'R', n * 3 + k, 'invoice', customer, since, since, 'EUR', 'de', 'net',
        7900, 1501, 9401, done, 'transfer' FROM turn;
INSERT INTO umlauf.invoice_line (id, invoice_id, position, contract_id, contract_line_id, title, kind, reason, period,
        days, of_days, quantity, price_minor, amount_minor, net_minor, vat_category, vat_rate, vat_country, vat_reason,
        off_minor, given_minor, vat_minor)
    SELECT md5(format('invoiced %s %s %s', n, k, m))::uuid, contract, m + 1, contract, line, 'E-Bike Kiez 3 · M',
        'period', 'recurring', daterange(since::date + 30 * m, since::date + 30 * m + 30), 30, 30, 1, 7900, 7900, 7900, 'S',
        19, 'DE', 'seller_country', 0, 0, 1501
    FROM turn, generate_series(0, 1) m;
INSERT INTO umlauf.refurbishment (id, asset_id, status, queued_at, minutes, finished_by)
    SELECT work, asset, 'passed', since + interval '124 days', 35, done FROM turn;
INSERT INTO umlauf.refurbishment_cost (refurbishment_id, labour_minor, parts_minor) SELECT work, 3500, 1200 FROM turn;
INSERT INTO umlauf.asset_cost (asset_id, acquired_minor, acquired_on) SELECT asset, 90000, born FROM thing;
INSERT INTO umlauf.asset (id, code, variant_id, serial, store_id, status, readiness, condition, grade, place_id, seq,
        effective_seq)
    SELECT asset, format('RB-%s-X', lpad(n::text, 6, '0')), md5('v')::uuid, 'SN' || n, s.id, 'in_stock', 'ready',
        'used', 'B', md5('c')::uuid, 25, 25
    FROM thing, umlauf.store s;

INSERT INTO umlauf.asset_event (asset_id, seq, kind, effective_at, actor_id, command_id, facts, status, readiness,
        condition, grade, place_id, builds_on)
    SELECT asset, 1, 'received', born, p.id, asset, jsonb_build_object('place', md5('c')::uuid), 'in_stock', 'ready',
        'unused', 'A', md5('c')::uuid, 0
    FROM thing, (SELECT id FROM umlauf.person LIMIT 1) p
    UNION ALL
    SELECT asset, 2 + 8 * k + step.at, step.kind, since + step.after * interval '1 day', p.id, done, step.facts,
        step.status, 'ready', 'used', 'B', md5('c')::uuid, 1 + 8 * k + step.at
    FROM turn, (SELECT id FROM umlauf.person LIMIT 1) p, (VALUES
        (0, 'reserved', 1, 'reserved', '{{}}'::jsonb), (1, 'packed', 2, 'packed', '{{}}'),
        (2, 'shipped', 3, 'rented', '{{"shipment": "SH-001001-X"}}'),
        (3, 'return_announced', 110, 'due_back', '{{"return": "RT-001001-X"}}'),
        (4, 'taken_back', 123, 'received', '{{"condition": "used", "grade": "B"}}'),
        (5, 'sent_to_repair', 124, 'to_repair', '{{}}'), (6, 'repair_started', 125, 'in_repair', '{{}}'),
        (7, 'repair_passed', 126, 'in_stock', '{{"minutes": 35}}')
    ) step (at, kind, after, status, facts);
