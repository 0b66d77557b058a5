CREATE TABLE `endpoints` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`url` text NOT NULL,
	`description` text NOT NULL,
	`events` text NOT NULL,
	`secret` text NOT NULL,
	`former_secret` text,
	`former_until` integer,
	`failing_since` integer,
	`off_at` integer,
	`off_why` text,
	`created_at` integer NOT NULL,
	`removed_at` integer,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
DROP INDEX `deliveries_failed`;--> statement-breakpoint
CREATE INDEX `deliveries_amiss` ON `deliveries` (`target`,`state`,`id`) WHERE state <> 'delivered';