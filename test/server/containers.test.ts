/**
 * The files that containers and units are made of, as far as they can be checked where there is no engine to run them: what they name
 * is there, and they agree with each other and with the server.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Environment, readSettings } from '../../server/env.ts';
import { startServer } from './start.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (name: string) => fs.readFileSync(path.join(root, name), 'utf8');
const isSetting = (name: string) => name === 'NODE_ENV' || Object.hasOwn(Environment.shape, name);
/** Milliseconds that the server takes to say goodbye, at most. */
const farewell = Number(/const farewell = ([\d_]+)/.exec(read('server/start.ts'))?.[1]?.replace('_', ''));

interface Line {
  stage: number;
  verb: string;
  words: string;
}

/** The lines of the Dockerfile, each with the number of its stage. */
const lines: Line[] = [];
for (const line of read('Dockerfile').replaceAll('\\\n', ' ').split('\n')) {
  const [, verb = '', words = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
  if (verb) lines.push({ stage: (lines.at(-1)?.stage ?? -1) + Number(verb === 'FROM'), verb, words });
}
const last = lines.at(-1)?.stage;
const final = (verb: string) => lines.filter((line) => line.stage === last && line.verb === verb);
const image = Object.fromEntries(
  final('ENV').flatMap(({ words }) => words.split(/\s+/).map((pair) => pair.split('=') as [string, string])),
);

describe('the Dockerfile', () => {
  const copies = lines.filter(({ verb }) => verb === 'COPY').map(({ words }) => words.split(/\s+/));
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<
      string,
      { dev?: boolean; optional?: boolean; devOptional?: boolean; hasInstallScript?: boolean }
    >;
  };
  /** The line that installs what the image keeps. */
  const installed = lines.find(({ verb, words }) => verb === 'RUN' && words.includes('--omit='))?.words ?? '';
  const isOmitted = (kind: string) => installed.includes(`--omit=${kind} `);
  const own = copies.filter(([from = '']) => !from.startsWith('--')).flatMap((words) => words.slice(0, -1));

  test.each([...new Set(own)])('copies %s, which is there and not held back', (name) => {
    expect(fs.existsSync(path.join(root, name))).toBe(true);
    expect(read('.dockerignore').split('\n')).toContain(`!${name}`);
  });

  test('nothing else is sent to it, settings and data least of all', () => {
    const ignored = read('.dockerignore')
      .split('\n')
      .filter((line) => line && !line.startsWith('#'));
    expect(ignored[0]).toBe('*');
    expect(ignored.slice(1).sort()).toEqual([...new Set(own)].map((name) => `!${name}`).sort());
  });

  test('copies from stages that there are, what they have made', () => {
    const stages = lines.flatMap(({ verb, words }) =>
      verb === 'FROM' ? [/ AS (\w+)$/.exec(words)?.[1] ?? ''] : [],
    );
    const from = copies.filter(([word = '']) => word.startsWith('--from='));
    expect(from.map(([stage = '', place]) => [stage.slice('--from='.length), place])).toEqual([
      ['packages', '/app/node_modules'],
      ['build', '/app/dist'],
    ]);
    for (const [stage = ''] of from) expect(stages).toContain(stage.slice('--from='.length));
  });

  test('runs only scripts that there are, on a Node that is new enough', () => {
    const { scripts, engines } = JSON.parse(read('package.json'));
    for (const { words } of lines.filter(({ verb }) => verb === 'RUN'))
      for (const [, name = ''] of words.matchAll(/npm run (\S+)/g)) expect(scripts).toHaveProperty(name);
    expect(engines.node).toBe('>=22.18');
    for (const { words } of lines.filter(({ verb }) => verb === 'FROM'))
      expect(words).toMatch(/^node:24-slim\b/);
  });

  test('takes along what the server imports, and nothing that only the work on it needs', () => {
    const left = Object.entries(packages).filter(([place, { dev, optional, devOptional }]) => {
      if (!place || (dev && isOmitted('dev')) || (optional && isOmitted('optional'))) return false;
      return !(devOptional && isOmitted('dev') && isOmitted('optional'));
    });
    const names = left.map(([place]) => place.replace(/^.*node_modules\//, ''));
    const { dependencies, devDependencies } = JSON.parse(read('package.json'));
    expect(names).toEqual(expect.arrayContaining(Object.keys(dependencies)));
    expect(names.filter((name) => Object.hasOwn(devDependencies, name))).toEqual([]);
    // `import type` and what is imported for its type alone is gone before anything runs.
    const line = /^import (?!type\b)[^;]*?from '([^'.][^']*)';$|\bimport\('([^'.][^']*)'\)/gm;
    const imported = fs
      .globSync(['server/**/*.{ts,mjs}', 'widget/**/*.{ts,tsx}'], { cwd: root })
      .flatMap((file) => Array.from(read(file).matchAll(line), ([, from, late]) => from ?? late ?? ''))
      .filter((name) => !name.startsWith('node:'))
      .map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'));
    expect(imported).toContain('nodemailer');
    expect([...new Set(imported)].filter((name) => !names.includes(name))).toEqual([]);
  });

  test('leaves out install scripts, for no package that runs needs one', () => {
    const wanting = Object.entries(packages).filter(
      ([, { dev, hasInstallScript }]) => hasInstallScript && !dev,
    );
    expect(wanting).toEqual([]);
  });

  test('removes of a package what is there to be removed, and not what it runs with', () => {
    const [, place = '', words = ''] = /&& cd (\S+) && rm -r (.*)$/.exec(installed) ?? [];
    const folder = path.join(root, place);
    const removed = words.split(/\s+/).map((pattern) => fs.globSync(pattern, { cwd: folder }));
    expect(removed.filter((found) => found.length === 0)).toEqual([]);
    const kept = fs
      .globSync(['*', 'prebuilds/*'], { cwd: folder })
      .filter((name) => !removed.flat().includes(name));
    expect(kept).toEqual(
      expect.arrayContaining([
        'package.json',
        'lib',
        'prebuilds/linux-x64.node',
        'prebuilds/linux-arm64.node',
      ]),
    );
  });

  test('sets only settings that the server takes, and keeps its data in the volume', () => {
    expect(Object.keys(image).filter((name) => !isSetting(name))).toEqual([]);
    const { port, databaseUrl } = readSettings(image);
    expect(final('EXPOSE')[0]?.words).toBe(String(port));
    expect(final('VOLUME')[0]?.words).toBe('/data');
    expect(databaseUrl).toMatch(/^file:\/data\//);
  });

  test('runs the server itself, as nobody in particular, and asks it to stop as it is used to', () => {
    const [program, file = ''] = JSON.parse(final('CMD')[0]?.words ?? '');
    expect([program, file]).toEqual(['node', '/app/server/main.ts']);
    expect(final('WORKDIR').map(({ words }) => words)).toEqual(['/app', '/data']);
    expect(final('USER').at(-1)?.words).toBe('node');
    expect(final('STOPSIGNAL')[0]?.words).toBe('SIGTERM');
  });

  test('has a health check that tells a server which takes requests from one which does not', async () => {
    const [, program = '', ...words] = JSON.parse(
      (final('HEALTHCHECK')[0]?.words ?? '').replace(/^.* CMD \[/, '["run", '),
    ) as string[];
    expect(program).toBe('node');
    const server = await startServer();
    onTestFinished(() => server.kill());
    const health = () => spawnSync(process.execPath, words, { env: { PORT: String(server.port) } }).status;
    expect(health()).toBe(0);
    await server.stop();
    expect(health()).toBe(1);
  });
});

describe('compose.yaml', () => {
  const text = read('compose.yaml');
  /** What stands below a key of two spaces, such as a service. */
  const below = (name: string) => new RegExp(`^  ${name}:\\n((?: {4}.*\\n)+)`, 'm').exec(text)?.[1] ?? '';
  const environment = Object.fromEntries(
    [
      ...(/ {4}environment:\n((?: {6}.*\n)+)/.exec(below('qualiform'))?.[1] ?? '').matchAll(/(\w+): (.*)/g),
    ].map(([, name = '', value = '']) => [name, value.replace(/\$\{[^}]*\}/g, 'secret')]),
  );

  test('gives the server settings that it takes, and asks for no other', () => {
    expect(Object.keys(environment).filter((name) => !isSetting(name))).toEqual([]);
    expect(readSettings(environment)).toMatchObject({ port: Number(image.PORT), proxyHops: 1 });
    const asked = [...text.matchAll(/\$\{(\w+)/g)].map(([, name = '']) => name);
    expect(asked.filter((name) => name !== 'POSTGRES_PASSWORD' && !isSetting(name))).toEqual([]);
    // Whatever is asked for is told of where the file begins.
    for (const name of asked) expect(text).toMatch(new RegExp(`^# {5}${name}=`, 'm'));
  });

  test('keeps what must be kept in volumes that it declares', () => {
    const used = [...text.matchAll(/^ {6}- (\w+):\//gm)].map(([, name]) => name).sort();
    expect(used).toEqual(['caddy', 'postgres', 'qualiform']);
    const declared = /^volumes:\n((?: {2}\w+:\n)+)/m.exec(text)?.[1] ?? '';
    for (const name of used) expect(declared).toContain(`  ${name}:\n`);
    expect(below('qualiform')).toContain(`- qualiform:${final('VOLUME')[0]?.words}\n`);
  });

  test('waits for the database before the server, and for the server before the proxy', () => {
    const waits = / {4}depends_on:\n {6}(\w+):\n {8}condition: service_healthy\n/;
    expect(waits.exec(below('qualiform'))?.[1]).toBe('postgres');
    expect(waits.exec(below('caddy'))?.[1]).toBe('qualiform');
    expect(below('postgres')).toContain('pg_isready');
  });

  test('lets the server finish, and hands its proxy a file that leads to it', () => {
    expect(1000 * Number(/stop_grace_period: (\d+)s/.exec(below('qualiform'))?.[1])).toBeGreaterThan(
      farewell,
    );
    const file = /- \.\/(\S+):\/etc\/caddy\/Caddyfile:ro/.exec(below('caddy'))?.[1] ?? '';
    expect(read(file)).toContain(`reverse_proxy qualiform:${image.PORT} {`);
    expect(read(file)).toMatch(/^\{\$PUBLIC_URL\} \{/m);
  });

  test('and the guide start the server alike, in what Docker would have otherwise', () => {
    const [command = ''] =
      /docker run --detach.*/.exec(read('demo/docs/running.html').replaceAll('\\\n', ' ')) ?? [];
    const given = Object.fromEntries(
      Array.from(command.matchAll(/--([\w-]+) ([^-\s]\S*)/g), ([, name = '', value]) => [name, value]),
    );
    expect(given).toMatchObject({
      publish: `127.0.0.1:${image.PORT}:${image.PORT}`,
      volume: `qualiform:${final('VOLUME')[0]?.words}`,
      'stop-timeout': /stop_grace_period: (\d+)s/.exec(below('qualiform'))?.[1],
      'log-driver': / {6}driver: (\w+)/.exec(below('qualiform'))?.[1],
    });
  });

  const caddy = ['/usr/bin/caddy', '/usr/local/bin/caddy'].find((name) => fs.existsSync(name));
  const whereThereIsOne: typeof test | undefined = caddy ? test : undefined;
  whereThereIsOne?.('has a Caddyfile that is one to Caddy, for every page of the host', () => {
    const words = ['adapt', '--adapter', 'caddyfile', '--config', path.join(root, 'server/ops/Caddyfile')];
    const env = { ...process.env, PUBLIC_URL: 'https://forms.example.com' };
    const { status, stdout, stderr } = spawnSync(caddy ?? '', words, { encoding: 'utf8', env });
    expect([status, stderr.split('\n').filter((line) => /"(warn|error)"/.test(line))]).toEqual([0, []]);
    const [{ listen, routes }] = Object.values(JSON.parse(stdout).apps.http.servers) as [
      { listen: string[]; routes: { match: unknown; handle: { routes: unknown[] }[] }[] },
    ];
    expect(listen).toEqual([':443']);
    expect(routes.map(({ match }) => match)).toEqual([[{ host: ['forms.example.com'] }]]);
    expect(JSON.stringify(routes)).toContain(`"upstreams":[{"dial":"qualiform:${image.PORT}"}]`);
    // Told to trust nobody, it writes X-Forwarded-For itself.
    expect(stdout).not.toContain('trusted_proxies');
  });
});

describe('the systemd unit', () => {
  const text = read('server/ops/qualiform.service');
  const values = (key: string) =>
    [...text.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map(([, value = '']) => value);

  test('starts the server with settings that it takes, and stores where it may write', () => {
    const set = values('Environment').map((pair) => pair.split('=') as [string, string]);
    expect(set.filter(([name]) => !isSetting(name))).toEqual([]);
    expect(readSettings(Object.fromEntries(set)).databaseUrl).toBe(
      `file:/var/lib/${values('StateDirectory')[0]}/qualiform.db`,
    );
    expect(values('WorkingDirectory')).toEqual([`/var/lib/${values('StateDirectory')[0]}`]);
    const file = path.relative('/opt/qualiform', values('ExecStart')[0]?.split(' ')[1] ?? '');
    expect(fs.existsSync(path.join(root, file))).toBe(true);
  });

  test('lets the server finish, and may do little else', () => {
    expect(1000 * Number(values('TimeoutStopSec')[0])).toBeGreaterThan(farewell);
    expect(values('Restart')).toEqual(['on-failure']);
    for (const key of ['DynamicUser', 'NoNewPrivileges', 'ProtectHome', 'PrivateTmp'])
      expect([key, values(key)]).toEqual([key, ['yes']]);
    expect(values('ProtectSystem')).toEqual(['strict']);
  });

  const analyze = ['/usr/bin/systemd-analyze', '/bin/systemd-analyze'].find((file) => fs.existsSync(file));
  const whereThereIsOne: typeof test | undefined = analyze ? test : undefined;
  whereThereIsOne?.('is one to systemd', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'qualiform-'));
    onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
    const unit = path.join(folder, 'qualiform.service');
    // Which Node there is, is a matter of the machine.
    fs.writeFileSync(unit, text.replace('/usr/bin/node', process.execPath));
    const told = spawnSync(analyze ?? '', ['verify', '--man=no', unit], { encoding: 'utf8' });
    expect(told.stderr.split('\n').filter((line) => line.includes(unit))).toEqual([]);
    const rated = spawnSync(analyze ?? '', ['security', '--offline=true', '--no-pager', unit], {
      encoding: 'utf8',
    });
    // Older ones cannot rate what does not run.
    if (rated.status !== 0) return;
    expect(Number(/exposure level for \S+: ([\d.]+)/.exec(rated.stdout)?.[1])).toBeLessThan(2);
  });
});
