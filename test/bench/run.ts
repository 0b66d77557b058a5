/**
 * Runs the benches one after another: `npm run bench`, or `npm run bench NAME` for one of them.
 * With `npm run bench -- NAME --keep` the figures that the scale page rests on become what was measured.
 */
import process from 'node:process';

const benches = ['engine', 'page', 'accept', 'start', 'instances', 'weight', 'scale'];
/** Ten minutes long, so only when it is asked for by name. */
const longOnes = ['soak'];
const words = process.argv.slice(2).filter((word) => !word.endsWith('.ts'));
const keep = words.includes('--keep');
const wanted = words.filter((word) => word !== '--keep');
const known = [...benches, ...longOnes];
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`No bench is called ${unknown.join(', ')}; there are: ${known.join(', ')}`);
  process.exitCode = 1;
} else {
  for (const name of wanted.length > 0 ? wanted : benches) {
    const bench = (await import(`./${name}.ts`)) as { run(keep: boolean): Promise<void> };
    await bench.run(keep);
  }
}
