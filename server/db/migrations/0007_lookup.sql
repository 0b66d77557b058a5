DROP INDEX `leads_email_key`;--> statement-breakpoint
CREATE UNIQUE INDEX `leads_email_key` ON `leads` (`email_key`,`workspace_id`);