-- {assets} things of {kinds} kinds, each with a contract: of ten, six are with customers (some with an end or an announced
-- return), three lie ready, one was taken back or is in the workshop; one in a hundred is ordered or reserved, and some
-- people wait. Triggers and foreign keys are off (a house of that size cannot be lived through for every measurement),
-- keys and exclusions not. Ids are random, the worst case for caches.
SET session_replication_role = replica;

CREATE TEMP TABLE thing AS
    SELECT n, md5('asset ' || n)::uuid AS asset, md5('customer ' || n)::uuid AS customer,
        md5('contract ' || n)::uuid AS contract, md5('line ' || n)::uuid AS line, md5('kind ' || n % {kinds})::uuid AS kind,
        CASE WHEN n / {kinds} % 10 < 5 THEN 'rented' WHEN n / {kinds} % 10 = 5 THEN 'due_back'
            WHEN n / {kinds} % 10 < 9 THEN 'in_stock' WHEN n % 2 = 0 THEN 'received' ELSE 'in_repair' END AS status
    FROM generate_series(1, {assets}) n;

INSERT INTO umlauf.product (id, name, category, kind)
    SELECT md5('product ' || n)::uuid, 'Ding ' || lpad(n::text, 4, '0'), 'bike', 'goods'
    FROM generate_series(0, {kinds} - 1) n;
INSERT INTO umlauf.variant (id, product_id, sku, name)
    SELECT md5('kind ' || n)::uuid, md5('product ' || n)::uuid, 'DING-' || n, '' FROM generate_series(0, {kinds} - 1) n;
INSERT INTO umlauf.customer (id, number, kind, language)
    SELECT customer, 'CU-' || lpad(n::text, 6, '0'), 'consumer', 'de' FROM thing;
INSERT INTO umlauf.customer_personal (customer_id, given_name, family_name, city, search)
    SELECT customer, 'Jonas', 'Brückner ' || n, 'Berlin', 'jonas brückner ' || n FROM thing;
INSERT INTO umlauf.contract (id, number, customer_id, terms, status, end_on)
    SELECT contract, 'CT-' || n, customer, '{{}}', CASE WHEN status IN ('rented', 'due_back') THEN 'active' ELSE 'ended' END,
        CASE WHEN status = 'rented' AND n % 3 = 0 THEN current_date + n / {kinds} % 150 END FROM thing;
INSERT INTO umlauf.contract_line (id, contract_id, position, title, kind, vat, means_of_transport, variant_id)
    SELECT line, contract, 1, 'Ding', 'rental', 'standard', true, kind FROM thing;
INSERT INTO umlauf.assignment (id, asset_id, contract_line_id, during)
    SELECT md5('held ' || n)::uuid, asset, line, tstzrange(now() - interval '80 days',
        CASE WHEN status IN ('rented', 'due_back') THEN NULL ELSE now() - interval '20 days' END) FROM thing;
INSERT INTO umlauf.asset (id, code, variant_id, serial, store_id, status, readiness, condition, grade, seq, effective_seq)
    SELECT asset, 'RB-' || lpad(n::text, 6, '0') || '-X', kind, 'SN' || n, s.id, status,
        CASE status WHEN 'in_stock' THEN 'ready' ELSE 'not_ready' END, 'used', 'B', 2, 2 FROM thing, umlauf.store s;
INSERT INTO umlauf.asset_event (asset_id, seq, kind, effective_at, actor_id, command_id, facts, status, readiness,
        condition, grade, builds_on)
    SELECT asset, k, 'received', now() - interval '90 days' + k * interval '10 days', p.id, asset, '{{}}', status, 'ready',
        'used', 'B', k - 1
    FROM thing, generate_series(1, 2) k, (SELECT id FROM umlauf.person LIMIT 1) p;
INSERT INTO umlauf.refurbishment (id, asset_id, status, queued_at)
    SELECT md5('work ' || n)::uuid, asset, 'in_work', now() - interval '3 days' FROM thing WHERE status = 'in_repair';
INSERT INTO umlauf.return_case (id, number, customer_id, contract_id, announced_on, is_announced, reason, return_until)
    SELECT md5('back ' || n)::uuid, 'RT-' || n, customer, contract, current_date, true, 'end_of_contract',
        current_date + n / {kinds} % 30 FROM thing WHERE status = 'due_back';
INSERT INTO umlauf.return_line (return_id, asset_id, contract_line_id, contract_id)
    SELECT md5('back ' || n)::uuid, asset, line, contract FROM thing WHERE status = 'due_back';
INSERT INTO umlauf.customer_order (id, number, customer_id, store_id, status, placed_on)
    SELECT md5('order ' || n)::uuid, 'OR-' || n, customer, s.id, 'open', current_date FROM thing, umlauf.store s
    WHERE n % 97 = 0;
INSERT INTO umlauf.shipment (id, number, order_id, contract_id, customer_id, store_id, status)
    SELECT md5('parcel ' || n)::uuid, 'SH-' || n, md5('order ' || n)::uuid, contract, customer, s.id, 'open'
    FROM thing, umlauf.store s WHERE n % 97 = 0;
INSERT INTO umlauf.shipment_line (id, shipment_id, position, variant_id, title, treatment, quantity, is_tracked,
        contract_line_id)
    SELECT md5('wanted ' || n)::uuid, md5('parcel ' || n)::uuid, 1, kind, 'Ding', 'rental', 1, true, line FROM thing
    WHERE n % 97 = 0;
INSERT INTO umlauf.order_promise (order_id, variant_id, promised_on, made_at)
    SELECT md5('order ' || n)::uuid, kind, current_date + n % 20, now() FROM thing WHERE n % 97 = 0;
INSERT INTO umlauf.reservation (id, customer_id, variant_id, store_id, quantity, from_on, hold_until, status, made_at)
    SELECT md5('kept ' || n)::uuid, customer, kind, s.id, 1, current_date + n % 60, current_date + 90,
        CASE WHEN n % 190 = 1 THEN 'held' ELSE 'expired' END, now() FROM thing, umlauf.store s WHERE n % 19 = 1;
INSERT INTO umlauf.waiting_place (id, customer_id, variant_id, store_id, joined_on, status, offer_until)
    SELECT md5('waits ' || n)::uuid, customer, kind, s.id, current_date, CASE WHEN n % 2 = 0 THEN 'waiting' ELSE 'offered' END,
        current_date + 3 FROM thing, umlauf.store s WHERE n % 241 = 2;
