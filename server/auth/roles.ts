/** What there is to be allowed, and which role allows what. */

/** What a person or a key may be allowed to do. */
export const permissions = [
  'forms:read',
  'forms:write',
  'leads:read',
  'leads:write',
  'leads:export',
  'leads:erase',
  'endpoints:read',
  'endpoints:write',
  'metrics:read',
  'people:manage',
  'audit:read',
] as const;
export type Permission = (typeof permissions)[number];

export const roles = {
  admin: permissions,
  marketer: ['forms:read', 'forms:write', 'leads:read', 'leads:export', 'endpoints:read'],
  sales: ['forms:read', 'leads:read', 'leads:write', 'leads:export'],
  viewer: ['forms:read', 'leads:read'],
} as const satisfies Record<string, readonly Permission[]>;
export type Role = keyof typeof roles;

/** What a key may be made for. Keys make no people and no further keys: a stolen one must not outlive its end. */
export const scopes = permissions.filter((name) => name !== 'people:manage');
export type Scope = (typeof scopes)[number];
