CREATE TABLE "clients" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"phone" text NOT NULL,
	"phone_proved_at" timestamp with time zone,
	"language" text NOT NULL,
	"confirmed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT otklik_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "phone_conflicts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"phone" text NOT NULL,
	"client_id" uuid NOT NULL,
	"other_client_id" uuid NOT NULL,
	"resolved_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT otklik_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid NOT NULL,
	"browser" text NOT NULL,
	"salt" "bytea" NOT NULL,
	"generation" integer DEFAULT 0 NOT NULL,
	"rotated_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_because" text,
	"created_at" timestamp with time zone DEFAULT otklik_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lanes" (
	"channel" text NOT NULL,
	"address" text NOT NULL,
	"ready_at" timestamp with time zone,
	"rank" smallint NOT NULL,
	"hold_until" timestamp with time zone,
	"paced_at" timestamp with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"trouble" text,
	"troubled_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"closed_reason" text,
	"closed_by_try" boolean DEFAULT false NOT NULL,
	"lease_token" text,
	"lease_owner" text,
	"lease_notice" text,
	"lease_until" timestamp with time zone,
	CONSTRAINT "lanes_channel_address_pk" PRIMARY KEY("channel","address")
);
--> statement-breakpoint
CREATE TABLE "notice_tries" (
	"notice_id" text NOT NULL,
	"number" integer NOT NULL,
	"token" text NOT NULL,
	"owner" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"outcome" text,
	"reason" text,
	CONSTRAINT "notice_tries_notice_id_number_pk" PRIMARY KEY("notice_id","number")
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" text PRIMARY KEY NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "notices_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"channel" text NOT NULL,
	"address" text NOT NULL,
	"person_kind" text,
	"person_id" text,
	"kind" text NOT NULL,
	"rank" smallint NOT NULL,
	"content" jsonb NOT NULL,
	"sealed" "bytea",
	"subject_kind" text,
	"subject_id" text,
	"key" text,
	"foldable" boolean DEFAULT false NOT NULL,
	"not_before" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"reason" text,
	"due" boolean DEFAULT true NOT NULL,
	"admitted" boolean DEFAULT false NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"token" text,
	"uncertain_times" integer DEFAULT 0 NOT NULL,
	"perhaps_twice" boolean DEFAULT false NOT NULL,
	"message_id" text,
	"created_at" timestamp with time zone DEFAULT otklik_now() NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "notices_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "send_buckets" (
	"channel" text PRIMARY KEY NOT NULL,
	"tokens" double precision NOT NULL,
	"refilled_at" timestamp with time zone NOT NULL,
	"hold_until" timestamp with time zone,
	"hold_reason" text,
	"failures" integer DEFAULT 0 NOT NULL,
	"unreachable_run" integer DEFAULT 0 NOT NULL,
	"run_since" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "installation" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"stamp" text NOT NULL,
	"secret_fingerprint" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT otklik_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"ends_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "telegram_connections" (
	"id" text PRIMARY KEY NOT NULL,
	"person_kind" text NOT NULL,
	"person_id" text NOT NULL,
	"chat_id" bigint NOT NULL,
	"username" text,
	"state" text NOT NULL,
	"connected_at" timestamp with time zone NOT NULL,
	"blocked_at" timestamp with time zone,
	CONSTRAINT "telegram_connections_person" UNIQUE("person_kind","person_id"),
	CONSTRAINT "telegram_connections_chat" UNIQUE("chat_id","person_kind")
);
--> statement-breakpoint
CREATE TABLE "telegram_identities" (
	"telegram_user_id" bigint PRIMARY KEY NOT NULL,
	"client_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT otklik_now() NOT NULL,
	CONSTRAINT "telegram_identities_client_id_unique" UNIQUE("client_id")
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid NOT NULL,
	"version" text NOT NULL,
	"text" text NOT NULL,
	"agreed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_ups" (
	"id" uuid PRIMARY KEY NOT NULL,
	"handle_hash" "bytea" NOT NULL,
	"browser_hash" "bytea" NOT NULL,
	"previous_browser_hash" "bytea",
	"browser_rotated_at" timestamp with time zone,
	"name" text NOT NULL,
	"language" text NOT NULL,
	"browser_family" text,
	"browser_system" text,
	"consent_version" text NOT NULL,
	"consent_text" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"ended" text,
	"telegram_user_id" bigint,
	"telegram_username" text,
	"telegram_language" text,
	"opened_at" timestamp with time zone,
	"phone" text,
	"client_id" uuid,
	"code_hash" "bytea",
	"code_tries" integer DEFAULT 0 NOT NULL,
	"codes_sent" integer DEFAULT 0 NOT NULL,
	"code_sent_at" timestamp with time zone,
	"code_notice_id" text,
	"consumed_at" timestamp with time zone,
	"session_id" uuid,
	"created_at" timestamp with time zone DEFAULT otklik_now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sign_ups_handle_hash_unique" UNIQUE("handle_hash")
);
--> statement-breakpoint
CREATE TABLE "poller_state" (
	"bot_id" bigint PRIMARY KEY NOT NULL,
	"instance_id" text,
	"last_answer_at" timestamp with time zone,
	"last_error" text,
	"last_error_at" timestamp with time zone,
	"me" jsonb
);
--> statement-breakpoint
CREATE TABLE "telegram_updates" (
	"bot_id" bigint NOT NULL,
	"update_id" bigint NOT NULL,
	"sequence" bigint GENERATED ALWAYS AS IDENTITY (sequence name "telegram_updates_sequence_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"chat_id" bigint NOT NULL,
	"update" json,
	"state" text DEFAULT 'waiting' NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"not_before" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT otklik_now() NOT NULL,
	"done_at" timestamp with time zone,
	CONSTRAINT "telegram_updates_bot_id_update_id_pk" PRIMARY KEY("bot_id","update_id")
);
--> statement-breakpoint
ALTER TABLE "phone_conflicts" ADD CONSTRAINT "phone_conflicts_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."clients"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "phone_conflicts" ADD CONSTRAINT "phone_conflicts_other_client_id_clients_id_fk" FOREIGN KEY ("other_client_id") REFERENCES "public"."clients"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."clients"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_tries" ADD CONSTRAINT "notice_tries_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "clients_phone" ON "clients" USING btree ("phone") WHERE confirmed_at is not null;--> statement-breakpoint
CREATE INDEX "clients_unconfirmed" ON "clients" USING btree ("created_at") WHERE confirmed_at is null;--> statement-breakpoint
CREATE INDEX "phone_conflicts_client" ON "phone_conflicts" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "phone_conflicts_other" ON "phone_conflicts" USING btree ("other_client_id");--> statement-breakpoint
CREATE INDEX "sessions_client" ON "sessions" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "sessions_expiry" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "lanes_ready" ON "lanes" USING btree ("channel","rank","ready_at") WHERE ready_at is not null and lease_token is null and closed_at is null;--> statement-breakpoint
CREATE INDEX "lanes_leased" ON "lanes" USING btree ("lease_until") WHERE lease_token is not null;--> statement-breakpoint
CREATE INDEX "lanes_troubled" ON "lanes" USING btree ("channel","troubled_at") WHERE troubled_at is not null;--> statement-breakpoint
CREATE INDEX "notices_fresh" ON "notices" USING btree ("channel","seq") WHERE not admitted;--> statement-breakpoint
CREATE INDEX "notices_in_lane" ON "notices" USING btree ("channel","address","rank","seq") WHERE due;--> statement-breakpoint
CREATE INDEX "notices_expiry" ON "notices" USING btree ("expires_at") WHERE due;--> statement-breakpoint
CREATE INDEX "notices_open_subject" ON "notices" USING btree ("subject_kind","subject_id") WHERE settled_at is null;--> statement-breakpoint
CREATE INDEX "consents_client" ON "consents" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "sign_ups_telegram_user" ON "sign_ups" USING btree ("telegram_user_id");--> statement-breakpoint
CREATE INDEX "sign_ups_browser" ON "sign_ups" USING btree ("browser_hash");--> statement-breakpoint
CREATE INDEX "sign_ups_expiry" ON "sign_ups" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "sign_ups_client" ON "sign_ups" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "telegram_updates_waiting" ON "telegram_updates" USING btree ("bot_id","sequence") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "telegram_updates_lane" ON "telegram_updates" USING btree ("bot_id","chat_id","sequence") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "telegram_updates_age" ON "telegram_updates" USING btree ("created_at");