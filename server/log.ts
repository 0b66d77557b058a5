/** What is told to whoever runs the server: one JSON line an event, with ids and never with what people typed. */
export type Log = (event: Record<string, unknown>) => void;

export const logLine: Log = (event) =>
  console.log(JSON.stringify({ at: new Date().toISOString(), ...event }));

export const silent: Log = () => {};
