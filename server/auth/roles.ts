/** What there is to be allowed, and which role allows what. */
import { z } from 'zod';

/** What a person or a key may be allowed to do, in the words that the console shows. */
export const permissions = {
  'forms:read': 'See forms and their drafts',
  'forms:write': 'Change, publish and archive forms',
  'leads:read': 'See leads and submissions',
  'leads:write': 'Move leads along',
  'metrics:read': "Read the server's figures",
  'people:manage': 'Invite people, give roles, make keys',
  'audit:read': 'See who did what',
} as const;
export type Permission = keyof typeof permissions;

const all = Object.keys(permissions) as Permission[];

export const roles = {
  admin: { says: 'Everything, people and keys too', may: all },
  marketer: {
    says: 'Makes and publishes forms, reads leads',
    may: ['forms:read', 'forms:write', 'leads:read'],
  },
  sales: { says: 'Works with leads, reads forms', may: ['forms:read', 'leads:read', 'leads:write'] },
  viewer: { says: 'Reads forms and leads', may: ['forms:read', 'leads:read'] },
} as const satisfies Record<string, { says: string; may: readonly Permission[] }>;
export type Role = keyof typeof roles;

export const Role = z.enum(Object.keys(roles) as [Role, ...Role[]]);

/** What a key may be made for. Keys make no people and no further keys: a stolen one must not outlive its end. */
export const scopes = all.filter((name) => name !== 'people:manage');
export const Scope = z.enum(scopes as [Permission, ...Permission[]]);
