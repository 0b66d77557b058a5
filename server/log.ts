/** What is told to whoever runs the server: one JSON line an event, with ids and never with what people typed. */
export type Log = (event: Record<string, unknown>) => void;

export const logLine: Log = (event) =>
  console.log(JSON.stringify({ at: new Date().toISOString(), ...event }));

/** For a person at a terminal who tries things out: what went wrong, and not every request nor every delivery. */
export const logTrouble: Log = (event) => {
  const isGood =
    (event.event === 'request' && Number(event.status) < 500) ||
    (event.event === 'delivery' && event.state === 'delivered');
  if (!isGood) logLine(event);
};

export const silent: Log = () => {};
