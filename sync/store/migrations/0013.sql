-- How far the device's clock was off when it sent a refused line (hub minus device), so that the
-- line still counts in its own hour when it is taken in later.
ALTER TABLE quarantine ADD COLUMN clock_off_ms INTEGER NOT NULL DEFAULT 0;
