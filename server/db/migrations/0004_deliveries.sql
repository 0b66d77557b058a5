CREATE TABLE `attempts` (
	`id` text PRIMARY KEY NOT NULL,
	`delivery_id` text NOT NULL,
	`at` integer NOT NULL,
	`ms` integer NOT NULL,
	`status` integer,
	`error` text,
	`reply` text,
	FOREIGN KEY (`delivery_id`) REFERENCES `deliveries`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `attempts_delivery` ON `attempts` (`delivery_id`,`id`);--> statement-breakpoint
CREATE TABLE `deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`message_id` text NOT NULL,
	`channel` text NOT NULL,
	`target` text NOT NULL,
	`lane` text NOT NULL,
	`lead_id` text,
	`state` text NOT NULL,
	`tries` integer NOT NULL,
	`due_at` integer,
	`claimed_by` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_message` ON `deliveries` (`message_id`,`channel`,`target`);--> statement-breakpoint
CREATE INDEX `deliveries_due` ON `deliveries` (`lane`,`due_at`) WHERE "deliveries"."due_at" is not null;--> statement-breakpoint
CREATE INDEX `deliveries_lead` ON `deliveries` (`lead_id`,`id`);--> statement-breakpoint
CREATE INDEX `deliveries_target` ON `deliveries` (`target`,`id`);--> statement-breakpoint
CREATE INDEX `deliveries_failed` ON `deliveries` (`target`,`id`) WHERE state = 'failed';--> statement-breakpoint
CREATE INDEX `deliveries_ended` ON `deliveries` (`updated_at`) WHERE due_at is null;--> statement-breakpoint
CREATE TABLE `messages` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`lead_id` text,
	`payload` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `messages_lead` ON `messages` (`lead_id`);--> statement-breakpoint
ALTER TABLE `outbox` ADD `claimed_until` integer;