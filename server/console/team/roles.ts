/** Roles and scopes in words, each of those that the server knows. */
import type { Person, Scope } from '../shapes.ts';

export type Role = Person['role'];

export const roles: Record<Role, { label: string; says: string }> = {
  admin: { label: 'Admin', says: 'Everything, people and keys too' },
  marketer: { label: 'Marketer', says: 'Makes and publishes forms, reads and exports leads, sees webhooks' },
  sales: { label: 'Sales', says: 'Works with leads, reads forms' },
  viewer: { label: 'Viewer', says: 'Reads forms and leads' },
};

export const roleNames = Object.keys(roles) as Role[];

export const scopes: Record<Scope, string> = {
  'forms:read': 'See forms and their drafts',
  'forms:write': 'Change, publish and archive forms',
  'leads:read': 'See leads and submissions',
  'leads:write': 'Move leads along',
  'leads:export': 'Take leads away as files',
  'leads:erase': 'Erase people for good',
  'endpoints:read': 'See webhooks and what they were sent',
  'endpoints:write': 'Make and change webhooks, send again',
  'metrics:read': "Read the server's figures",
  'audit:read': 'See who did what',
};

export const scopeNames = Object.keys(scopes) as Scope[];
