/** What is counted while the server runs. */

/** Upper ends of the histogram of requests, in seconds. */
export const limits = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Requests by route and status, and how long they took; what was stored, by form and status; tries at deliveries, by what came of them. Keys are labels as Prometheus has them. */
export interface Counts {
  requests: Map<string, number>;
  buckets: number[];
  seconds: number;
  total: number;
  submissions: Map<string, number>;
  attempts: Map<string, number>;
}

export const createCounts = (): Counts => ({
  requests: new Map(),
  buckets: limits.map(() => 0),
  seconds: 0,
  total: 0,
  submissions: new Map(),
  attempts: new Map(),
});

export const countOne = (counts: Map<string, number>, labels: string): void =>
  void counts.set(labels, (counts.get(labels) ?? 0) + 1);
