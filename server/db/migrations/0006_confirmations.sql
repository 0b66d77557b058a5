CREATE TABLE `confirmations` (
	`form_id` text NOT NULL,
	`address` text NOT NULL,
	`day` text NOT NULL,
	`delivery_id` text NOT NULL,
	`lead_id` text NOT NULL,
	PRIMARY KEY(`form_id`, `address`, `day`)
);
--> statement-breakpoint
CREATE INDEX `confirmations_lead` ON `confirmations` (`lead_id`);--> statement-breakpoint
CREATE INDEX `confirmations_day` ON `confirmations` (`day`);