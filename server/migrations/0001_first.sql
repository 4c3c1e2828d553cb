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
CREATE TABLE "consents" (
	"id" text PRIMARY KEY NOT NULL,
	"client_id" text NOT NULL,
	"version" text NOT NULL,
	"text" text NOT NULL,
	"agreed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_ups" (
	"id" text PRIMARY KEY NOT NULL,
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
	"client_id" text,
	"code_hash" "bytea",
	"code_tries" integer DEFAULT 0 NOT NULL,
	"codes_sent" integer DEFAULT 0 NOT NULL,
	"code_sent_at" timestamp with time zone,
	"code_notice_id" text,
	"consumed_at" timestamp with time zone,
	"session_id" text,
	"created_at" timestamp with time zone DEFAULT otklik_now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sign_ups_handle_hash_unique" UNIQUE("handle_hash")
);
--> statement-breakpoint
CREATE INDEX "consents_client" ON "consents" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "sign_ups_telegram_user" ON "sign_ups" USING btree ("telegram_user_id");--> statement-breakpoint
CREATE INDEX "sign_ups_browser" ON "sign_ups" USING btree ("browser_hash");--> statement-breakpoint
CREATE INDEX "sign_ups_expiry" ON "sign_ups" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "sign_ups_client" ON "sign_ups" USING btree ("client_id");