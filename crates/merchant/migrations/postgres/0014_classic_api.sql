-- Payments by the classic API, as NVP or SOAP.
ALTER TABLE server_payments DROP CONSTRAINT server_payments_api_check;
ALTER TABLE server_payments ADD CONSTRAINT server_payments_api_check
    CHECK (api IN ('payments_v1', 'orders_v2', 'nvp', 'soap'));
