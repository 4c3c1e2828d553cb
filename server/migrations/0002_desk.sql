CREATE TABLE "settings" (
	"part" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"version" integer NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "file_links" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"file_id" uuid NOT NULL,
	"viewer_kind" text NOT NULL,
	"viewer_id" uuid NOT NULL,
	"session_id" uuid,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"size" integer NOT NULL,
	"media_type" text NOT NULL,
	"image" boolean NOT NULL,
	"sha256" "bytea" NOT NULL,
	"uploader_kind" text NOT NULL,
	"uploader_id" uuid,
	"subject_kind" text,
	"subject_id" uuid,
	"place" integer,
	"created_at" timestamp with time zone DEFAULT otklik_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "files_folder" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"mark" uuid NOT NULL,
	"written" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "client_imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"file_name" text NOT NULL,
	"made_by" uuid NOT NULL,
	"state" text NOT NULL,
	"heading" jsonb NOT NULL,
	"rows" jsonb NOT NULL,
	"sample" jsonb NOT NULL,
	"columns" jsonb NOT NULL,
	"known" text,
	"language" text,
	"total" integer NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"added" integer DEFAULT 0 NOT NULL,
	"updated" integer DEFAULT 0 NOT NULL,
	"skipped" integer DEFAULT 0 NOT NULL,
	"problems" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT otklik_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT otklik_now() NOT NULL,
	"action" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"subject_kind" text,
	"subject_id" text,
	"subject_label" text,
	"changes" jsonb NOT NULL,
	"address" text,
	"browser" text
);
--> statement-breakpoint
CREATE TABLE "integration_tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"scopes" jsonb NOT NULL,
	"hash" "bytea" NOT NULL,
	"made_by" uuid NOT NULL,
	"used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT otklik_now() NOT NULL,
	CONSTRAINT "integration_tokens_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"staff_id" uuid NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "sign_in_challenges" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"staff_id" uuid NOT NULL,
	"telegram_code" "bytea",
	"telegram_sent_at" timestamp with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT otklik_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"sees" text NOT NULL,
	"language" text NOT NULL,
	"time_zone" text,
	"password" text,
	"totp_secret" "bytea",
	"totp_since" timestamp with time zone,
	"totp_used_step" text,
	"deactivated_at" timestamp with time zone,
	"seen_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT otklik_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_links" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"staff_id" uuid,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT otklik_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"key" "bytea" PRIMARY KEY NOT NULL,
	"request" "bytea" NOT NULL,
	"reply" text,
	"created_at" timestamp with time zone DEFAULT otklik_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "canned_answers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT otklik_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "due_times_state" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"settings_version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tags" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"key" text NOT NULL,
	"colour" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT otklik_now() NOT NULL,
	CONSTRAINT "tags_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "ticket_drafts" (
	"ticket_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "ticket_drafts_ticket_id_staff_id_pk" PRIMARY KEY("ticket_id","staff_id")
);
--> statement-breakpoint
CREATE TABLE "ticket_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "ticket_entries_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"ticket_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"author_kind" text NOT NULL,
	"author_id" uuid,
	"text" text,
	"event" jsonb,
	"from_ticket" integer,
	"source" text,
	"created_at" timestamp with time zone DEFAULT otklik_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ticket_presence" (
	"ticket_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"answering" boolean NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "ticket_presence_ticket_id_staff_id_pk" PRIMARY KEY("ticket_id","staff_id")
);
--> statement-breakpoint
CREATE TABLE "ticket_search" (
	"ticket_id" uuid PRIMARY KEY NOT NULL,
	"number" integer NOT NULL,
	"document" "tsvector" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ticket_tags" (
	"ticket_id" uuid NOT NULL,
	"tag_id" uuid NOT NULL,
	CONSTRAINT "ticket_tags_ticket_id_tag_id_pk" PRIMARY KEY("ticket_id","tag_id")
);
--> statement-breakpoint
CREATE TABLE "tickets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" integer GENERATED ALWAYS AS IDENTITY (sequence name "tickets_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1001 CACHE 1),
	"client_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"status" text NOT NULL,
	"priority" text NOT NULL,
	"priority_place" smallint NOT NULL,
	"assignee_id" uuid,
	"source" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"unanswered_since" timestamp with time zone,
	"first_answer_due_at" timestamp with time zone,
	"first_answer_at" timestamp with time zone,
	"first_answer_minutes" integer,
	"first_answer_by" uuid,
	"solution_due_at" timestamp with time zone,
	"paused_since" timestamp with time zone,
	"paused_minutes" integer DEFAULT 0 NOT NULL,
	"first_answer_late" boolean DEFAULT false NOT NULL,
	"solution_late" boolean DEFAULT false NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"resolved_at" timestamp with time zone,
	"resolved_by" uuid,
	"closed_at" timestamp with time zone,
	"closed_by_kind" text,
	"merged_into_id" uuid,
	"rating" smallint,
	"rating_comment" text,
	"rated_at" timestamp with time zone,
	"client_seen" bigint DEFAULT 0 NOT NULL,
	"last_answer" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT otklik_now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT otklik_now() NOT NULL,
	"client_updated_at" timestamp with time zone DEFAULT otklik_now() NOT NULL,
	CONSTRAINT "tickets_number_unique" UNIQUE("number")
);
--> statement-breakpoint
ALTER TABLE "clients" ALTER COLUMN "phone" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ALTER COLUMN "client_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "clients" ADD COLUMN "email" text;--> statement-breakpoint
ALTER TABLE "clients" ADD COLUMN "note" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "clients" ADD COLUMN "time_zone" text;--> statement-breakpoint
ALTER TABLE "clients" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "clients" ADD COLUMN "signed_up_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "clients" ADD COLUMN "merged_into_id" uuid;--> statement-breakpoint
ALTER TABLE "phone_conflicts" ADD COLUMN "decision" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "staff_id" uuid;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "password_given_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "file_links" ADD CONSTRAINT "file_links_file_id_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."files"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_imports" ADD CONSTRAINT "client_imports_made_by_staff_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integration_tokens" ADD CONSTRAINT "integration_tokens_made_by_staff_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_challenges" ADD CONSTRAINT "sign_in_challenges_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_links" ADD CONSTRAINT "staff_links_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_drafts" ADD CONSTRAINT "ticket_drafts_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_drafts" ADD CONSTRAINT "ticket_drafts_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_entries" ADD CONSTRAINT "ticket_entries_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_presence" ADD CONSTRAINT "ticket_presence_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_presence" ADD CONSTRAINT "ticket_presence_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_search" ADD CONSTRAINT "ticket_search_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_tags" ADD CONSTRAINT "ticket_tags_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_tags" ADD CONSTRAINT "ticket_tags_tag_id_tags_id_fk" FOREIGN KEY ("tag_id") REFERENCES "public"."tags"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."clients"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_assignee_id_staff_id_fk" FOREIGN KEY ("assignee_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "file_links_expiry" ON "file_links" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "files_subject" ON "files" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "files_unused" ON "files" USING btree ("created_at") WHERE subject_id is null;--> statement-breakpoint
CREATE INDEX "audit_newest" ON "audit_entries" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "audit_actor" ON "audit_entries" USING btree ("actor_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_subject" ON "audit_entries" USING btree ("subject_kind","subject_id","at");--> statement-breakpoint
CREATE INDEX "audit_action" ON "audit_entries" USING btree ("action","at","id");--> statement-breakpoint
CREATE INDEX "recovery_codes_staff" ON "recovery_codes" USING btree ("staff_id");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_email" ON "staff" USING btree ("email");--> statement-breakpoint
CREATE INDEX "staff_links_staff" ON "staff_links" USING btree ("staff_id");--> statement-breakpoint
CREATE INDEX "ticket_entries_conversation" ON "ticket_entries" USING btree ("ticket_id","position");--> statement-breakpoint
CREATE INDEX "ticket_entries_answers" ON "ticket_entries" USING btree ("created_at","author_id") WHERE kind = 'message' and author_kind = 'staff';--> statement-breakpoint
CREATE INDEX "ticket_search_document" ON "ticket_search" USING gin ("document");--> statement-breakpoint
CREATE INDEX "ticket_search_number" ON "ticket_search" USING btree ("number");--> statement-breakpoint
CREATE INDEX "ticket_tags_tag" ON "ticket_tags" USING btree ("tag_id");--> statement-breakpoint
CREATE INDEX "tickets_due" ON "tickets" USING btree ("due_at","id") WHERE resolved_at is null;--> statement-breakpoint
CREATE INDEX "tickets_assignee" ON "tickets" USING btree ("assignee_id","due_at","id") WHERE resolved_at is null;--> statement-breakpoint
CREATE INDEX "tickets_client" ON "tickets" USING btree ("client_id","client_updated_at","id");--> statement-breakpoint
CREATE INDEX "tickets_newest" ON "tickets" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "tickets_updated" ON "tickets" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "tickets_solved" ON "tickets" USING btree ("resolved_at") WHERE resolved_at is not null;--> statement-breakpoint
CREATE INDEX "tickets_nobodys" ON "tickets" USING btree ("due_at","id") WHERE resolved_at is null and assignee_id is null;--> statement-breakpoint
CREATE INDEX "tickets_unsolved_priority" ON "tickets" USING btree ("priority_place" DESC NULLS FIRST,"due_at","id") WHERE resolved_at is null;--> statement-breakpoint
CREATE INDEX "tickets_priority" ON "tickets" USING btree ("priority_place","updated_at","id");--> statement-breakpoint
CREATE INDEX "tickets_unanswered" ON "tickets" USING btree ("due_at","id") WHERE resolved_at is null and unanswered_since is not null;--> statement-breakpoint
CREATE INDEX "tickets_assigned_updated" ON "tickets" USING btree ("assignee_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "tickets_solved_updated" ON "tickets" USING btree ("status","updated_at","id") WHERE resolved_at is not null;--> statement-breakpoint
CREATE INDEX "tickets_answered" ON "tickets" USING btree ("first_answer_at") WHERE first_answer_at is not null;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "clients_newest" ON "clients" USING btree ("created_at","id") WHERE confirmed_at is not null and merged_into_id is null;--> statement-breakpoint
CREATE INDEX "phone_conflicts_open" ON "phone_conflicts" USING btree ("created_at","id") WHERE resolved_at is null;--> statement-breakpoint
CREATE INDEX "sessions_staff" ON "sessions" USING btree ("staff_id");--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_one_person" CHECK ((client_id is null) <> (staff_id is null));--> statement-breakpoint
CREATE FUNCTION client_words(name text, phone text, email text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN array_to_tsvector(array_remove(
    regexp_split_to_array(translate(lower(name || ' ' || coalesce(email, '')),
      'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯё', 'абвгдеежзийклмнопрстуфхцчшщъыьэюяе'), '[\s!-/:-@\[-`{-~]+') ||
    ARRAY(SELECT substr(digits.d, n) FROM (SELECT substr(phone, 2) AS d) AS digits, generate_series(1, length(digits.d) - 2) AS n),
    ''));
--> statement-breakpoint
ALTER TABLE "clients" ADD COLUMN "words" tsvector GENERATED ALWAYS AS (client_words(name, phone, email)) STORED;
--> statement-breakpoint
CREATE INDEX "clients_words" ON "clients" USING gin ("words") WHERE confirmed_at is not null and merged_into_id is null;
--> statement-breakpoint
UPDATE "clients" SET "signed_up_at" = confirmed_at WHERE phone_proved_at is not null and confirmed_at is not null;
--> statement-breakpoint
-- A ticket, its first message and its search document in one call, whose plans are kept: a statement
-- that is planned anew each time takes twice as long. Gives nothing when there is no such client; one who
-- is being merged into another is waited for.
CREATE FUNCTION open_ticket(
  p_id uuid, p_entry uuid, p_client uuid, p_subject text, p_text text, p_priority text, p_place smallint,
  p_assignee uuid, p_source text, p_author_kind text, p_author uuid, p_waits boolean,
  p_answer_due timestamptz, p_solution_due timestamptz, p_due timestamptz,
  OUT p_number integer, OUT p_language text
) LANGUAGE plpgsql AS $$
DECLARE
  v_name text;
  v_now timestamptz := otklik_now();
  v_position bigint := nextval('ticket_entries_position_seq');
BEGIN
  SELECT name, language INTO v_name, p_language FROM clients
    WHERE id = p_client AND confirmed_at IS NOT NULL AND merged_into_id IS NULL FOR SHARE;
  IF v_name IS NULL THEN RETURN; END IF;
  INSERT INTO tickets (id, client_id, subject, status, priority, priority_place, assignee_id, source,
    unanswered_since, first_answer_due_at, solution_due_at, due_at, last_answer, created_at, updated_at, client_updated_at)
  VALUES (p_id, p_client, p_subject, 'open', p_priority, p_place, p_assignee, p_source,
    CASE WHEN p_waits THEN v_now END, p_answer_due, p_solution_due, p_due,
    CASE WHEN p_author_kind = 'staff' THEN v_position ELSE 0 END, v_now, v_now, v_now)
  RETURNING number INTO p_number;
  INSERT INTO ticket_entries (id, position, ticket_id, kind, author_kind, author_id, text, source, created_at)
  OVERRIDING SYSTEM VALUE
  VALUES (p_entry, v_position, p_id, 'message', p_author_kind, p_author, p_text, p_source, v_now);
  INSERT INTO ticket_search (ticket_id, number, document)
  VALUES (p_id, p_number,
    setweight(to_tsvector('russian', p_subject), 'A')
    || setweight(to_tsvector('russian', v_name || ' ' || p_number), 'B')
    || setweight(to_tsvector('russian', p_text), 'C'));
END $$;
