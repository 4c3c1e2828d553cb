CREATE TABLE "billing" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"value" jsonb NOT NULL,
	"version" integer NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invoice_items" (
	"invoice_id" uuid NOT NULL,
	"place" smallint NOT NULL,
	"description" text NOT NULL,
	"quantity" bigint NOT NULL,
	"unit" text NOT NULL,
	"unit_price" bigint NOT NULL,
	"tax_rate" integer,
	"net" bigint NOT NULL,
	"tax" bigint NOT NULL,
	"total" bigint NOT NULL,
	CONSTRAINT "invoice_items_invoice_id_place_pk" PRIMARY KEY("invoice_id","place")
);
--> statement-breakpoint
CREATE TABLE "invoice_numbers" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"last" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invoice_reminders" (
	"invoice_id" uuid NOT NULL,
	"days" integer NOT NULL,
	"on" date NOT NULL,
	"sent" boolean NOT NULL,
	CONSTRAINT "invoice_reminders_invoice_id_days_pk" PRIMARY KEY("invoice_id","days")
);
--> statement-breakpoint
CREATE TABLE "invoices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" integer,
	"number_text" text,
	"status" text DEFAULT 'draft' NOT NULL,
	"client_id" uuid,
	"ticket_id" uuid,
	"currency" text NOT NULL,
	"tax_mode" text NOT NULL,
	"net" bigint DEFAULT 0 NOT NULL,
	"tax" bigint DEFAULT 0 NOT NULL,
	"total" bigint DEFAULT 0 NOT NULL,
	"paid" bigint DEFAULT 0 NOT NULL,
	"claimed" boolean DEFAULT false NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"due_on" date,
	"issued_on" date,
	"issued_at" timestamp with time zone,
	"issued_by" text,
	"paid_at" timestamp with time zone,
	"voided_at" timestamp with time zone,
	"voided_by" text,
	"void_reason" text,
	"seller" jsonb,
	"buyer" jsonb,
	"replaces_id" uuid,
	"recurring_id" uuid,
	"period" text,
	"made_by_kind" text NOT NULL,
	"made_by_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"document" "tsvector" DEFAULT ''::tsvector NOT NULL,
	"created_at" timestamp with time zone DEFAULT otklik_now() NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "invoices_number_unique" UNIQUE("number"),
	CONSTRAINT "invoices_once_a_month" UNIQUE("recurring_id","period")
);
--> statement-breakpoint
CREATE TABLE "payment_claims" (
	"id" uuid PRIMARY KEY NOT NULL,
	"invoice_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"state" text NOT NULL,
	"amount" bigint NOT NULL,
	"paid_on" date NOT NULL,
	"comment" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT otklik_now() NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by" text,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"invoice_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"paid_on" date NOT NULL,
	"method" text NOT NULL,
	"note" text NOT NULL,
	"claim_id" uuid,
	"by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT otklik_now() NOT NULL,
	"removed_at" timestamp with time zone,
	"removed_by" text
);
--> statement-breakpoint
CREATE TABLE "recurring_invoices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid NOT NULL,
	"items" jsonb NOT NULL,
	"note" text NOT NULL,
	"day_of_month" smallint NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date,
	"issue" boolean NOT NULL,
	"active" boolean NOT NULL,
	"next_on" date,
	"problem" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT otklik_now() NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "data_exports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid NOT NULL,
	"state" text NOT NULL,
	"progress" smallint DEFAULT 0 NOT NULL,
	"size" bigint,
	"asked_by_kind" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT otklik_now() NOT NULL,
	"worked_at" timestamp with time zone,
	"expires_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "invoice_items" ADD CONSTRAINT "invoice_items_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_reminders" ADD CONSTRAINT "invoice_reminders_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."clients"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_claims" ADD CONSTRAINT "payment_claims_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recurring_invoices" ADD CONSTRAINT "recurring_invoices_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."clients"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_exports" ADD CONSTRAINT "data_exports_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."clients"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invoices_newest" ON "invoices" USING btree ("number" DESC NULLS LAST) WHERE number is not null;--> statement-breakpoint
CREATE INDEX "invoices_drafts" ON "invoices" USING btree ("created_at" DESC NULLS LAST,"id") WHERE status = 'draft';--> statement-breakpoint
CREATE INDEX "invoices_unpaid" ON "invoices" USING btree ("due_on","id") WHERE status = 'issued';--> statement-breakpoint
CREATE INDEX "invoices_claimed" ON "invoices" USING btree ("due_on","id") WHERE claimed;--> statement-breakpoint
CREATE INDEX "invoices_of_client" ON "invoices" USING btree ("client_id","number" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "invoices_of_ticket" ON "invoices" USING btree ("ticket_id") WHERE ticket_id is not null;--> statement-breakpoint
CREATE INDEX "invoices_replacing" ON "invoices" USING btree ("replaces_id");--> statement-breakpoint
CREATE INDEX "invoices_issued_on" ON "invoices" USING btree ("issued_on") WHERE issued_on is not null;--> statement-breakpoint
CREATE INDEX "invoices_words" ON "invoices" USING gin ("document");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_claims_one" ON "payment_claims" USING btree ("invoice_id") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "payment_claims_of_invoice" ON "payment_claims" USING btree ("invoice_id");--> statement-breakpoint
CREATE INDEX "payments_of_invoice" ON "payments" USING btree ("invoice_id");--> statement-breakpoint
CREATE INDEX "payments_by_day" ON "payments" USING btree ("paid_on") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "recurring_invoices_next" ON "recurring_invoices" USING btree ("next_on") WHERE active and removed_at is null;--> statement-breakpoint
CREATE INDEX "recurring_invoices_of_client" ON "recurring_invoices" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "data_exports_of_client" ON "data_exports" USING btree ("client_id");--> statement-breakpoint
CREATE FUNCTION keep_issued_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.status <> 'draft' THEN
      RAISE EXCEPTION 'An issued invoice is not deleted.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF OLD.status = 'draft' THEN RETURN NEW; END IF;
  IF NEW.status = 'draft'
    OR (NEW.number, NEW.number_text, NEW.currency, NEW.tax_mode, NEW.net, NEW.tax, NEW.total, NEW.note,
        NEW.due_on, NEW.issued_on, NEW.issued_at, NEW.seller, NEW.buyer, NEW.period)
      IS DISTINCT FROM
       (OLD.number, OLD.number_text, OLD.currency, OLD.tax_mode, OLD.net, OLD.tax, OLD.total, OLD.note,
        OLD.due_on, OLD.issued_on, OLD.issued_at, OLD.seller, OLD.buyer, OLD.period)
  THEN
    RAISE EXCEPTION 'An issued invoice does not change.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_issued_invoice BEFORE UPDATE OR DELETE ON "invoices"
  FOR EACH ROW EXECUTE FUNCTION keep_issued_invoice();
--> statement-breakpoint
CREATE FUNCTION keep_issued_items() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM invoices WHERE status <> 'draft'
      AND id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.invoice_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.invoice_id END)) THEN
    RAISE EXCEPTION 'The lines of an issued invoice do not change.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_issued_items BEFORE INSERT OR UPDATE OR DELETE ON "invoice_items"
  FOR EACH ROW EXECUTE FUNCTION keep_issued_items();
