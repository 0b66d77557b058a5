import { defineConfig } from 'drizzle-kit';

/** `npx drizzle-kit generate` writes a migration from what changed in the schema. */
export default defineConfig({
  dialect: 'sqlite',
  schema: './server/db/schema',
  out: './server/db/migrations',
});
