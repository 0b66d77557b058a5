/** The receipt: every reason for the score with its points, what the caps took off, and the sum under a line. */
import type { ReceiptRow, Receipt as ReceiptShape } from '../shapes.ts';
import { capitalised } from './ScoreBar.tsx';

interface Props {
  receipt: ReceiptShape;
  /** Sentences 'Would be SQL if …'. */
  would?: string[];
}

/** Points with their sign, the minus as wide as a digit. */
export const signed = (points: number) => (points < 0 ? `−${-points}` : `+${points}`);

const isCap = (row: ReceiptRow) => row.source.startsWith('cap.');

export function Receipt({ receipt, would = [] }: Props) {
  const { ledger, dimensions, limits, labels, total } = receipt;
  const several = Object.keys(dimensions).length > 1;
  const name = (dimension: string) => labels[dimension] ?? capitalised(dimension);
  return (
    <div class="receipt">
      <table class="receipt-table">
        <caption class="unseen">Score, reason by reason</caption>
        <thead class="unseen">
          <tr>
            <th scope="col">Reason</th>
            <th scope="col">Points</th>
          </tr>
        </thead>
        {Object.entries(dimensions).map(([dimension, sum]) => {
          const rows = ledger.filter((row) => row.dimension === dimension);
          return (
            <tbody key={dimension}>
              {several && (
                <tr class="receipt-dimension">
                  <th scope="rowgroup" colSpan={2}>
                    {name(dimension)}
                  </th>
                </tr>
              )}
              {rows.map((row, index) => (
                <Row key={index} row={row} />
              ))}
              {rows.length === 0 && (
                <tr class="receipt-none">
                  <td>Nothing counted here</td>
                  <td>0</td>
                </tr>
              )}
              {several && (
                <tr class="receipt-subtotal">
                  <th scope="row">
                    {name(dimension)}
                    {limits[dimension] !== undefined && <span class="muted"> of {limits[dimension]}</span>}
                  </th>
                  <td>{sum}</td>
                </tr>
              )}
            </tbody>
          );
        })}
        <tfoot>
          <tr class="receipt-total">
            <th scope="row">Score</th>
            <td>{total}</td>
          </tr>
        </tfoot>
      </table>
      {would.length > 0 && (
        <ul class="receipt-would">
          {would.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Row({ row }: { row: ReceiptRow }) {
  return (
    <tr class={isCap(row) ? 'receipt-cap' : undefined}>
      <td title={row.source}>{row.why || row.source}</td>
      <td>{signed(row.points)}</td>
    </tr>
  );
}
