CREATE TABLE "custom_message_recipients" (
	"message_id" text NOT NULL,
	"client_id" text NOT NULL,
	"notice_ids" text[] NOT NULL,
	CONSTRAINT "custom_message_recipients_message_id_client_id_pk" PRIMARY KEY("message_id","client_id")
);
--> statement-breakpoint
CREATE TABLE "custom_messages" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"content" jsonb NOT NULL,
	"filter" jsonb,
	"author_kind" text NOT NULL,
	"author_id" text NOT NULL,
	"recipients" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT otklik_now() NOT NULL,
	"cancelled_at" timestamp with time zone,
	"cancelled_by" text
);
--> statement-breakpoint
CREATE TABLE "notice_preferences" (
	"person_kind" text NOT NULL,
	"person_id" text NOT NULL,
	"modes" jsonb NOT NULL,
	"quiet_hours" jsonb,
	CONSTRAINT "notice_preferences_person_kind_person_id_pk" PRIMARY KEY("person_kind","person_id")
);
--> statement-breakpoint
CREATE TABLE "telegram_messages" (
	"id" text PRIMARY KEY NOT NULL,
	"bot_id" bigint NOT NULL,
	"chat_id" bigint NOT NULL,
	"message_id" bigint NOT NULL,
	"sequence" bigint GENERATED ALWAYS AS IDENTITY (sequence name "telegram_messages_sequence_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"person_kind" text NOT NULL,
	"person_id" text NOT NULL,
	"state" text NOT NULL,
	"text" text,
	"attachments" jsonb NOT NULL,
	"target" jsonb,
	"question_id" text,
	"by_reply" boolean DEFAULT false NOT NULL,
	"ticket_id" text,
	"entry_id" text,
	"reason" text,
	"failures" integer DEFAULT 0 NOT NULL,
	"not_before" timestamp with time zone,
	"lease_token" text,
	"created_at" timestamp with time zone DEFAULT otklik_now() NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "telegram_messages_message" UNIQUE("bot_id","chat_id","message_id")
);
--> statement-breakpoint
CREATE TABLE "telegram_connect_links" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"person_kind" text NOT NULL,
	"person_id" text NOT NULL,
	"session_id" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"chat_id" bigint,
	"username" text,
	"first_name" text,
	"language" text,
	"moves" boolean DEFAULT false NOT NULL,
	"chat_agrees" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT otklik_now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "telegram_connect_links_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "telegram_sent_files" (
	"bot_id" bigint NOT NULL,
	"file_id" text NOT NULL,
	"sent_as" text NOT NULL,
	"telegram_file_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT otklik_now() NOT NULL,
	CONSTRAINT "telegram_sent_files_bot_id_file_id_sent_as_pk" PRIMARY KEY("bot_id","file_id","sent_as")
);
--> statement-breakpoint
CREATE TABLE "ticket_entry_versions" (
	"entry_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"text" text NOT NULL,
	"replaced_at" timestamp with time zone NOT NULL,
	CONSTRAINT "ticket_entry_versions_entry_id_number_pk" PRIMARY KEY("entry_id","number")
);
--> statement-breakpoint
DROP INDEX "notices_open_subject";--> statement-breakpoint
DROP INDEX "notices_expiry";--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "gathered" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "folded_into" text;--> statement-breakpoint
ALTER TABLE "ticket_entries" ADD COLUMN "edited_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "custom_message_recipients" ADD CONSTRAINT "custom_message_recipients_message_id_custom_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."custom_messages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_entry_versions" ADD CONSTRAINT "ticket_entry_versions_entry_id_ticket_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."ticket_entries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "custom_message_recipients_client" ON "custom_message_recipients" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "custom_messages_newest" ON "custom_messages" USING btree ("kind","created_at","id");--> statement-breakpoint
CREATE INDEX "telegram_messages_open" ON "telegram_messages" USING btree ("bot_id","chat_id","sequence") WHERE state in ('asked', 'filing');--> statement-breakpoint
CREATE INDEX "telegram_messages_question" ON "telegram_messages" USING btree ("question_id");--> statement-breakpoint
CREATE INDEX "telegram_messages_person" ON "telegram_messages" USING btree ("person_kind","person_id");--> statement-breakpoint
CREATE INDEX "telegram_messages_entry" ON "telegram_messages" USING btree ("entry_id");--> statement-breakpoint
CREATE INDEX "telegram_connect_links_person" ON "telegram_connect_links" USING btree ("person_kind","person_id");--> statement-breakpoint
CREATE INDEX "telegram_connect_links_expiry" ON "telegram_connect_links" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "notices_expiry" ON "notices" USING btree ("expires_at") WHERE due and settled_at is null;--> statement-breakpoint
CREATE INDEX "notices_foldable" ON "notices" USING btree ("channel","address","rank","seq") WHERE due and foldable;--> statement-breakpoint
CREATE INDEX "notices_subject" ON "notices" USING btree ("subject_kind","subject_id","seq");--> statement-breakpoint
CREATE INDEX "notices_person" ON "notices" USING btree ("person_kind","person_id","seq");--> statement-breakpoint
CREATE INDEX "notices_newest" ON "notices" USING btree ("seq");--> statement-breakpoint
CREATE INDEX "notices_state" ON "notices" USING btree ("state","seq");--> statement-breakpoint
CREATE INDEX "notices_message" ON "notices" USING btree ("channel","address","message_id") WHERE message_id is not null;--> statement-breakpoint
CREATE INDEX "notices_folded" ON "notices" USING btree ("folded_into") WHERE folded_into is not null;--> statement-breakpoint
CREATE INDEX "notices_settled" ON "notices" USING btree ("settled_at") WHERE settled_at is not null;