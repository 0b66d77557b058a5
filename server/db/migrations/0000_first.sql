CREATE TABLE `consents` (
	`submission_id` text NOT NULL,
	`field` text NOT NULL,
	`text` text NOT NULL,
	`version` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`submission_id`, `field`),
	FOREIGN KEY (`submission_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `form_versions` (
	`form_id` text NOT NULL,
	`version` integer NOT NULL,
	`text` text NOT NULL,
	`published_at` integer NOT NULL,
	PRIMARY KEY(`form_id`, `version`),
	FOREIGN KEY (`form_id`) REFERENCES `forms`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `forms` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`source` text NOT NULL,
	`live_version` integer,
	`draft` text,
	`draft_at` integer,
	`archived_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `funnel_counts` (
	`form_id` text NOT NULL,
	`version` integer NOT NULL,
	`day` text NOT NULL,
	`type` text NOT NULL,
	`step` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`form_id`, `version`, `day`, `type`, `step`)
);
--> statement-breakpoint
CREATE TABLE `handovers` (
	`id` text PRIMARY KEY NOT NULL,
	`lead_id` text NOT NULL,
	`team` text,
	`due_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`closed_at` integer,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `handovers_lead` ON `handovers` (`lead_id`,`closed_at`);--> statement-breakpoint
CREATE TABLE `leads` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`email` text,
	`email_key` text,
	`name` text,
	`company` text,
	`want` text,
	`stage` text NOT NULL,
	`stage_by` text NOT NULL,
	`verdict` text NOT NULL,
	`outcome` text NOT NULL,
	`score_total` integer NOT NULL,
	`score` text NOT NULL,
	`disqualified_by` text,
	`form_id` text NOT NULL,
	`version` integer NOT NULL,
	`context` text NOT NULL,
	`signals` text NOT NULL,
	`complete` integer NOT NULL,
	`answers` text NOT NULL,
	`owner` text,
	`appeal` integer NOT NULL,
	`merged_into` text,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `leads_email_key` ON `leads` (`workspace_id`,`email_key`);--> statement-breakpoint
CREATE INDEX `leads_latest` ON `leads` (`workspace_id`,`updated_at`,`id`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`lead_id` text,
	`payload` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`hash` text PRIMARY KEY NOT NULL,
	`who` text NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `stage_moves` (
	`id` text PRIMARY KEY NOT NULL,
	`lead_id` text NOT NULL,
	`from_stage` text,
	`to_stage` text NOT NULL,
	`by` text NOT NULL,
	`why` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `stage_moves_lead` ON `stage_moves` (`lead_id`,`id`);--> statement-breakpoint
CREATE TABLE `submissions` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`form_id` text NOT NULL,
	`version` integer NOT NULL,
	`status` text NOT NULL,
	`answers` text NOT NULL,
	`context` text NOT NULL,
	`signals` text NOT NULL,
	`known` text NOT NULL,
	`dropped` text NOT NULL,
	`stage` text NOT NULL,
	`outcome` text NOT NULL,
	`score` text NOT NULL,
	`disqualified_by` text,
	`agrees` integer,
	`body_hash` text NOT NULL,
	`reply` text NOT NULL,
	`lead_id` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `submissions_lead` ON `submissions` (`lead_id`);--> statement-breakpoint
CREATE INDEX `submissions_form` ON `submissions` (`form_id`,`id`);--> statement-breakpoint
CREATE TABLE `visitor_tokens` (
	`hash` text PRIMARY KEY NOT NULL,
	`lead_id` text NOT NULL,
	`form_id` text NOT NULL,
	`fields` text NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `visitor_tokens_lead` ON `visitor_tokens` (`lead_id`);--> statement-breakpoint
CREATE TABLE `workspaces` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL
);
