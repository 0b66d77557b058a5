DROP INDEX `outbox_lead`;--> statement-breakpoint
ALTER TABLE `outbox` ADD `about` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `outbox` ADD `news` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
UPDATE `outbox` SET `news` = '[{"id":"' || `id` || '","kind":"' || `kind` || '","payload":' || `payload` || '}]';--> statement-breakpoint
ALTER TABLE `outbox` DROP COLUMN `kind`;--> statement-breakpoint
ALTER TABLE `outbox` DROP COLUMN `payload`;