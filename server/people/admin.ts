/** Who works here: inviting people, giving them roles, and letting them go. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { audited } from '../audit/queries.ts';
import { Role } from '../auth/who.ts';
import { type Deps, factory } from '../context.ts';
import type { Write } from '../db/statements.ts';
import { defaultWorkspace } from '../db/store.ts';
import { newId } from '../ids.ts';
import { iso } from '../iso.ts';
import { notFound, refuse } from '../problem.ts';
import { json } from '../valid.ts';
import { hashToken } from '../visitors/tokens.ts';
import { findPerson, listPeople, type PersonRow, personKeyOf } from './queries.ts';

/** A link can be used for three days, once. */
const linkLength = 3 * 24 * 60 * 60 * 1000;

const Name = z.string().trim().min(1, 'is missing').max(120);

export const NewPerson = z.object({
  email: z.email().max(254),
  name: Name,
  role: Role,
});

export const PersonChange = z.object({
  name: Name,
  role: Role,
  disabled: z.boolean().meta({ description: 'Ends every session at once; the history keeps the name.' }),
});

export const Person = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    role: Role,
    state: z.enum(['invited', 'active', 'disabled']),
    totp: z.boolean(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Person' });
export type Person = z.infer<typeof Person>;

export const Link = z.object({
  link: z.string().meta({ description: 'Where to choose a password. Shown once; good for three days.' }),
});

export const peopleRoutes = () =>
  factory
    .createApp()
    .get('/people', async (c) => {
      const found = await listPeople(c.var.deps.store.orm, defaultWorkspace);
      return c.json({ people: found.map(tell) });
    })
    .post('/people', json(NewPerson), async (c) => {
      const { deps, who } = c.var;
      const { email, name, role } = c.req.valid('json');
      const at = deps.now();
      const person: PersonRow = {
        id: newId(),
        workspaceId: defaultWorkspace,
        email,
        emailKey: personKeyOf(email),
        name,
        role,
        password: null,
        totp: null,
        totpStep: 0,
        createdAt: at,
        disabledAt: null,
      };
      const { link, writes } = linkFor(deps, person.id, at);
      const kept = await deps.store.commit([
        ['addPerson', person],
        ...writes,
        audited({ who, action: 'person.invite', target: person.id, detail: { name, role }, at }),
      ]);
      if (!kept) return refuse(c, isHere);
      return c.json({ person: tell(person), link }, 201);
    })
    .put('/people/:id', json(PersonChange), async (c) => {
      const { deps, who } = c.var;
      const person = await findPerson(deps.store.orm, c.req.param('id'));
      if (!person) return refuse(c, notFound('person'));
      const { name, role, disabled } = c.req.valid('json');
      if (person.id === who.id && (role !== person.role || disabled)) return refuse(c, oneself);
      const at = deps.now();
      const disabledAt = disabled ? (person.disabledAt ?? at) : null;
      const out: Write[] = [
        ['removeSessionsOf', { who: person.id }],
        ['removeInvitations', { personId: person.id }],
      ];
      const kept = await deps.store.commit([
        ['changePerson', { id: person.id, name, role, disabledAt }],
        ...(disabled ? out : []),
        audited({ who, action: 'person.change', target: person.id, detail: { name, role, disabled }, at }),
      ]);
      if (!kept) return refuse(c, notFound('person'));
      return c.json(tell({ ...person, name, role, disabledAt }));
    })
    .post('/people/:id/link', async (c) => {
      const { deps, who } = c.var;
      const person = await findPerson(deps.store.orm, c.req.param('id'));
      if (!person) return refuse(c, notFound('person'));
      if (person.disabledAt !== null) return refuse(c, isDisabled);
      const at = deps.now();
      const { link, writes } = linkFor(deps, person.id, at);
      await deps.store.commit([
        ...writes,
        audited({ who, action: 'person.link', target: person.id, detail: { name: person.name }, at }),
      ]);
      return c.json({ link });
    });

/** A new link makes the ones before it useless. What is behind # is never sent to a server, so it stands in no log. */
function linkFor({ settings }: Deps, personId: string, at: number): { link: string; writes: Write[] } {
  const token = randomBytes(32).toString('base64url');
  return {
    link: `${settings.publicUrl}/console/join#${token}`,
    writes: [
      ['removeInvitations', { personId }],
      ['addInvitation', { hash: hashToken(token), personId, expiresAt: at + linkLength }],
    ],
  };
}

const tell = ({ id, email, name, role, password, totp, createdAt, disabledAt }: PersonRow): Person => ({
  id,
  email,
  name,
  role,
  state: disabledAt !== null ? 'disabled' : password === null ? 'invited' : 'active',
  totp: totp !== null,
  createdAt: iso(createdAt),
});

const isHere = {
  status: 409,
  code: 'person_exists',
  detail: 'Somebody with this address is here already.',
  remedy: 'Look for them in the list: they may be disabled, or need a new link.',
} as const;

const oneself = {
  status: 409,
  code: 'oneself',
  detail: 'Nobody can change their own role or disable themselves.',
  remedy: 'Ask another admin.',
} as const;

const isDisabled = {
  status: 409,
  code: 'person_disabled',
  detail: 'This person is disabled.',
  remedy: 'Enable them first.',
} as const;
