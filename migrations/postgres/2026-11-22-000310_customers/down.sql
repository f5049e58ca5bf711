DROP INDEX customers_created_idx;
