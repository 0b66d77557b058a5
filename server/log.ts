/** What is told to whoever runs the server: one JSON line an event, with ids and never with what people typed. */
export type Log = (event: Record<string, unknown>) => void;

/** What is to be told of one turn of the event loop is told in one go: each line by itself would cost as much as a submission's scoring. */
let lines = '';

export const logLine: Log = (event) => {
  if (lines === '') setImmediate(flush);
  lines += `${JSON.stringify({ at: new Date().toISOString(), ...event })}\n`;
};

function flush() {
  process.stdout.write(lines);
  lines = '';
}

process.once('exit', flush);

/** For a person at a terminal who tries things out: what went wrong, and not every request nor every delivery. */
export const logTrouble: Log = (event) => {
  const isGood =
    (event.event === 'request' && Number(event.status) < 500) ||
    (event.event === 'delivery' && event.state === 'delivered');
  if (!isGood) logLine(event);
};

export const silent: Log = () => {};
