/** Who works here, by which keys, and what each has done. */
import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Permission, Role } from '../../auth/roles.ts';
import { json } from './columns.ts';
import { workspaces } from './forms.ts';

/** Who works here. Nobody is ever removed, for histories name them; who has left is disabled. */
export const people = sqliteTable(
  'people',
  {
    id: text('id').primaryKey(),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    email: text('email').notNull(),
    /** The address in small letters: nobody is here twice. */
    emailKey: text('email_key').notNull(),
    name: text('name').notNull(),
    role: text('role').$type<Role>().notNull(),
    /** Salted scrypt hash; null until the invitation is taken up. */
    password: text('password'),
    /** The secret of the authenticator app, sealed; null where none is used. */
    totp: text('totp'),
    /** The last 30 seconds whose code was used: no code is good twice. */
    totpStep: integer('totp_step').notNull(),
    createdAt: integer('created_at').notNull(),
    disabledAt: integer('disabled_at'),
  },
  (table) => [uniqueIndex('people_email_key').on(table.workspaceId, table.emailKey)],
);

/** Links by which somebody sets a password, as hashes: at the first time, and when it is forgotten. */
export const invitations = sqliteTable('invitations', {
  hash: text('hash').primaryKey(),
  personId: text('person_id')
    .notNull()
    .references(() => people.id),
  expiresAt: integer('expires_at').notNull(),
});

export const sessions = sqliteTable('sessions', {
  hash: text('hash').primaryKey(),
  /** Id of a person, or 'owner' for whoever signed in with the key of the installation. */
  who: text('who').notNull(),
  expiresAt: integer('expires_at').notNull(),
});

/** Keys for programs, as hashes. */
export const apiKeys = sqliteTable('api_keys', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id')
    .notNull()
    .references(() => workspaces.id),
  name: text('name').notNull(),
  hash: text('hash').notNull().unique(),
  /** The last characters, by which people tell keys apart. */
  tail: text('tail').notNull(),
  scopes: json<Permission[]>('scopes'),
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
  revokedAt: integer('revoked_at'),
});

/** Who did what. Ids and names of people here, never answers. */
export const audit = sqliteTable('audit', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id')
    .notNull()
    .references(() => workspaces.id),
  /** Id of a person or a key, or 'owner'; the name as it was then. */
  who: text('who').notNull(),
  name: text('name').notNull(),
  action: text('action').notNull(),
  target: text('target').notNull(),
  detail: json<Record<string, string | number | boolean>>('detail'),
  at: integer('at').notNull(),
});
