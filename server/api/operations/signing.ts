/** Signing in and out, and one’s own account. */
import { z } from 'zod';
import { PasswordChange, TotpConfirm, TotpOffer, TotpStart, TotpState } from '../../auth/account.ts';
import { Invited, Joining, SignIn } from '../../auth/public.ts';
import { Told } from '../../auth/who.ts';
import type { Operation } from './operation.ts';

export const signingOperations: Operation[] = [
  {
    method: 'get',
    path: '/api/openapi.json',
    summary: 'This description for programs, as OpenAPI 3.1',
    open: true,
    fixed: true,
    tagged: true,
    answers: { 200: z.record(z.string(), z.unknown()) },
  },
  {
    method: 'post',
    path: '/api/session',
    summary: 'Sign in with the key, or with address and password; sets a cookie',
    open: true,
    body: SignIn,
    answers: { 200: Told },
    problems: [401, 403, 415, 422, 429],
  },
  { method: 'get', path: '/api/session', summary: 'Who is signed in', answers: { 200: Told } },
  {
    method: 'delete',
    path: '/api/session',
    summary: 'Sign out',
    open: true,
    answers: { 200: z.object({}) },
    problems: [403],
  },
  {
    method: 'post',
    path: '/api/invitation',
    summary: 'Whom a link invites',
    open: true,
    body: Invited,
    answers: { 200: z.object({ email: z.string(), name: z.string(), role: z.string() }) },
    problems: [403, 404, 415, 422, 429],
  },
  {
    method: 'put',
    path: '/api/invitation',
    summary: 'Choose a password by a link, and be signed in',
    open: true,
    body: Joining,
    answers: { 200: Told },
    problems: [403, 404, 415, 422, 429],
  },
  {
    method: 'put',
    path: '/api/account/password',
    summary: 'Change your own password; every other session ends',
    body: PasswordChange,
    answers: { 200: z.object({}) },
    problems: [422],
  },
  {
    method: 'post',
    path: '/api/account/totp',
    summary: 'Begin to use an authenticator app',
    body: TotpStart,
    answers: { 200: TotpOffer },
    problems: [422],
  },
  {
    method: 'put',
    path: '/api/account/totp',
    summary: 'Confirm the authenticator app by its first code',
    body: TotpConfirm,
    answers: { 200: TotpState },
    problems: [422],
  },
  {
    method: 'delete',
    path: '/api/account/totp',
    summary: 'Use no authenticator app any more',
    body: TotpStart,
    answers: { 200: TotpState },
    problems: [422],
  },
];
