/** Holds the API to its description: an answer with a status that it does not tell of is a fault of one or the other. */
import { operations, problemsOf } from '../../server/api/operations.ts';

/** Of several that fit, the one that says more of its path itself. */
const names = (path: string) => path.split('{').length;
const inOrder = [...operations].sort((a, b) => names(a.path) - names(b.path));

const known = inOrder.map((operation) => ({
  method: operation.method.toUpperCase(),
  pattern: new RegExp(`^${operation.path.replace(/\{\w+\}/g, '[^/]+')}$`),
  operation,
  // 500 may come from any, and is told of once for all.
  statuses: [...Object.keys(operation.answers).map(Number), ...problemsOf(operation), 500],
}));

/** Throws where an operation was answered by a status that its description does not have. */
export function expectTold(method: string, url: string, status: number): void {
  const path = new URL(url, 'http://localhost').pathname;
  const called = known.find((one) => one.method === method.toUpperCase() && one.pattern.test(path));
  if (!called || called.statuses.includes(status) || (status === 304 && called.operation.tagged)) return;
  throw new Error(
    `${method} ${called.operation.path} answers ${status}, which server/api/operations does not tell of.`,
  );
}
