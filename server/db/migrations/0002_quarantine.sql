CREATE TABLE `allowed` (
	`workspace_id` text NOT NULL,
	`entry` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `entry`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `submissions` ADD `reasons` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `submissions` ADD `quarantined` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `submissions_quarantined` ON `submissions` (`id`) WHERE quarantined = 1;