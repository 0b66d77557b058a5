/** Who asks: the holder of the installation's own key, a person who signed in, or a program with a key of its own. */
import { z } from 'zod';
import {
  type Permission,
  permissions,
  type Role as RoleName,
  roles,
  type Scope as ScopeName,
  scopes,
} from './roles.ts';

export const Role = z.enum(Object.keys(roles) as [RoleName, ...RoleName[]]);
export const Scope = z.enum(scopes as [ScopeName, ...ScopeName[]]);

export interface Who {
  /** Id of the person or the key; 'owner' for the installation's own key. */
  id: string;
  /** As histories show it. */
  name: string;
  kind: 'owner' | 'person' | 'key';
  role: RoleName | null;
  may: readonly Permission[];
}

export const owner: Who = { id: 'owner', name: 'owner', kind: 'owner', role: 'admin', may: roles.admin };

/** As the console learns it. */
export const Told = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(['owner', 'person', 'key']),
    role: Role.nullable(),
    may: z.array(z.enum(permissions)).meta({ description: 'What this person or key may do.' }),
    email: z.string().nullable(),
    totp: z.boolean().meta({ description: 'Whether codes of an authenticator app are asked for.' }),
  })
  .meta({ id: 'Who' });
export type Told = z.infer<typeof Told>;
