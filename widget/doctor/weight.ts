/** What the form costs the page: bytes, milliseconds, long tasks. Told in any case. */

import type { Check } from './finding.ts';
import { buffered } from './looks.ts';

export const weigh: Check = async (patients) => {
  const servers = [...new Set(patients.map(({ server }) => server))];
  const ours = (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).filter(({ name }) =>
    servers.some(
      (server) => name.startsWith(`${server}/`) && /\/(embed\.(\w+\.)?js|f\/|lazy\/|v1\/)/.test(name),
    ),
  );
  if (ours.length === 0) return [];
  const bytes = ours.reduce((sum, { transferSize }) => sum + transferSize, 0);
  const script = ours.find(({ name }) => /\/(embed(\.\w+)?|f\/[\w-]+)\.js/.test(name));
  const long = (await buffered('longtask')).length;
  const cached = ours.filter(({ transferSize }) => transferSize === 0).length;
  return [
    {
      level: 'fine',
      title: `${(bytes / 1000).toFixed(1)} kB in ${ours.length} requests`,
      says: [
        script &&
          `The tag's script was here ${Math.round(script.responseEnd)} ms after the page was asked for.`,
        cached > 0 && `${cached} came from the cache, or do not tell their size.`,
        long > 0
          ? `The page had ${long} tasks of over 50 ms, of whatever script.`
          : 'No task took over 50 ms.',
      ]
        .filter(Boolean)
        .join(' '),
    },
  ];
};
