-- The time that every instance shares. Tests move it by writing `clock_shift`; nothing in the product does.
CREATE TABLE "clock_shift" ("only" boolean PRIMARY KEY DEFAULT true CHECK ("only"), "shift" interval NOT NULL DEFAULT '0');
--> statement-breakpoint
INSERT INTO "clock_shift" DEFAULT VALUES;
--> statement-breakpoint
CREATE FUNCTION otklik_now() RETURNS timestamptz LANGUAGE sql STABLE AS
$$ SELECT statement_timestamp() + (SELECT "shift" FROM public."clock_shift") $$;
