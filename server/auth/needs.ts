/** What each route behind the guard needs. A route without a line here is refused to everybody. */
import type { Permission } from './roles.ts';

/** 'self': any person who is signed in, for their own account. 'any': whoever is let in at all. */
export type Need = Permission | 'self' | 'any';

export const needs: Readonly<Record<string, Need>> = {
  'GET /metrics': 'metrics:read',

  'GET /api/session': 'any',
  'PUT /api/account/password': 'self',
  'POST /api/account/totp': 'self',
  'PUT /api/account/totp': 'self',
  'DELETE /api/account/totp': 'self',

  'GET /api/forms': 'forms:read',
  'GET /api/forms/:form': 'forms:read',
  'GET /api/forms/:form/versions': 'forms:read',
  'GET /api/forms/:form/versions/:n': 'forms:read',
  'POST /api/forms/:form/check': 'forms:read',
  'PUT /api/forms/:form': 'forms:write',
  'POST /api/forms/:form/publish': 'forms:write',
  'POST /api/forms/:form/archive': 'forms:write',

  'GET /api/leads': 'leads:read',
  'GET /api/leads/:id': 'leads:read',
  'POST /api/leads/:id/stage': 'leads:write',
  'GET /api/leads/export.csv': 'leads:export',
  'GET /api/leads/:id/export': 'leads:export',
  'DELETE /api/leads/:id': 'leads:erase',
  'GET /api/erasures': 'audit:read',
  'GET /api/submissions': 'leads:read',
  'GET /api/submissions/:id': 'leads:read',
  'GET /api/quarantine': 'leads:read',
  'POST /api/quarantine/:id/release': 'leads:write',
  'GET /api/allowed': 'leads:read',
  'DELETE /api/allowed/:entry': 'leads:write',

  'GET /api/endpoints': 'endpoints:read',
  'POST /api/endpoints': 'endpoints:write',
  'PUT /api/endpoints/:id': 'endpoints:write',
  'DELETE /api/endpoints/:id': 'endpoints:write',
  'POST /api/endpoints/:id/rotate': 'endpoints:write',
  'POST /api/endpoints/:id/test': 'endpoints:write',
  'GET /api/deliveries': 'endpoints:read',
  'GET /api/deliveries/:id': 'endpoints:read',
  'POST /api/deliveries/:id/resend': 'endpoints:write',

  'GET /api/people': 'people:manage',
  'POST /api/people': 'people:manage',
  'PUT /api/people/:id': 'people:manage',
  'POST /api/people/:id/link': 'people:manage',
  'GET /api/keys': 'people:manage',
  'POST /api/keys': 'people:manage',
  'DELETE /api/keys/:id': 'people:manage',
  'GET /api/audit': 'audit:read',
};
