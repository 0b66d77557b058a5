/** Looks at the page that a form stands on: what is wrong with it, and the very line to paste. Fetched only when it is asked for. */

import type { Check, Finding } from '../doctor/finding.ts';
import { checkContrast, checkLanguage, checkRoom } from '../doctor/looks.ts';
import { showPanel } from '../doctor/panel.ts';
import { findPatients } from '../doctor/patients.ts';
import { checkDrawn, checkFresh, checkReach, checkStorage } from '../doctor/reach.ts';
import { checkTags } from '../doctor/tags.ts';
import { weigh } from '../doctor/weight.ts';
import { early } from '../first/early.ts';

const checks: readonly Check[] = [
  checkTags,
  checkReach,
  checkDrawn,
  checkStorage,
  checkFresh,
  checkLanguage,
  checkContrast,
  checkRoom,
  weigh,
];

/** Everything that is found, without showing it. A check that fails itself is a finding. */
export async function examine(): Promise<Finding[]> {
  const patients = await findPatients(early().server);
  const nothing: Finding[] =
    patients.length > 0
      ? []
      : [
          {
            level: 'wrong',
            title: 'There is no form on this page',
            says: 'Neither a tag nor an element was found.',
            paste: '<script async src="https://forms.example.com/f/ID.js"></script>',
            where: 'where the form shall stand',
          },
        ];
  const found = await Promise.all(
    checks.map(async (check): Promise<Finding[]> => {
      try {
        return await check(patients);
      } catch (error) {
        return [{ level: 'better', title: 'One look was not possible', says: String(error) }];
      }
    }),
  );
  return [...nothing, ...found.flat()];
}

export async function showDoctor(): Promise<void> {
  showPanel(await examine(), () => void showDoctor());
}
