CREATE TABLE `erased_submissions` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `erasures` (
	`id` text PRIMARY KEY NOT NULL,
	`lead_id` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`counts` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `jobs` (
	`name` text PRIMARY KEY NOT NULL,
	`claimed_by` text,
	`claimed_until` integer NOT NULL,
	`last_run_at` integer,
	`result` text
);
--> statement-breakpoint
CREATE INDEX `leads_merged` ON `leads` (`merged_into`) WHERE "leads"."merged_into" is not null;--> statement-breakpoint
CREATE INDEX `outbox_lead` ON `outbox` (`lead_id`);--> statement-breakpoint
CREATE INDEX `submissions_age` ON `submissions` (`form_id`,`updated_at`);