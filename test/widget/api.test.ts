import { describe, expect, test } from 'vitest';
import { loadForm } from '../../widget/api.ts';
import { answer, pretendWorld, type Respond } from './pretend.ts';
import { served } from './served.ts';

async function load(respond: Respond, language?: string, id = 'crm-demo') {
  const pretend = pretendWorld({ respond });
  const result = loadForm(pretend.world, 'https://forms.example/q', id, language);
  await pretend.pass(5000);
  return { ...pretend, result: await result };
}

describe('a form', () => {
  test('is fetched in the wanted language, without cookies', async () => {
    const { result, sent } = await load(() => answer(200, served()), 'pt-BR');
    expect(result).toMatchObject({ id: 'crm-demo', title: 'Book a demo' });
    expect(sent[0]?.url).toBe('https://forms.example/q/v1/forms/crm-demo?lang=pt-BR');
    expect(sent[0]?.init.credentials).toBe('omit');
  });

  test('is fetched in its own language where none is wanted', async () => {
    const { sent } = await load(() => answer(200, served()));
    expect(sent[0]?.url).toBe('https://forms.example/q/v1/forms/crm-demo');
  });

  const unknown = { code: 'unknown_form', detail: 'There is no form "crm-dmo".' };
  test.each<[what: string, respond: Respond, code: string, detail: string]>([
    ['that the server does not know', () => answer(404, unknown), 'unknown_form', unknown.detail],
    ['behind a broken proxy', () => answer(502, '<html>'), 'http_502', '502'],
    ['behind a captive portal', () => answer(200, '<html>'), 'http_200', '200'],
    ['instead of which another one comes', () => answer(200, served({ id: 'other' })), 'http_200', '200'],
    ['that is no form', () => answer(200, { id: 'crm-demo' }), 'http_200', '200'],
    ['without a network', () => Promise.reject(new TypeError()), 'unreachable', 'content security policy'],
    ['that never comes', () => new Promise(() => {}), 'unreachable', 'no answer'],
  ])('%s is a failure with a code, within 5 s', async (_, respond, code, detail) => {
    const { result } = await load(respond);
    expect(result).toEqual({ code, detail: expect.stringContaining(detail) });
    expect(result).toMatchObject({ detail: expect.stringContaining('/v1/forms/crm-demo') });
  });
});
