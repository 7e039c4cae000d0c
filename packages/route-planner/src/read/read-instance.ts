/** Reads a problem from the text of a file in any of the known formats. */
import { checkProblem } from '../check-problem.ts';
import { isCvrplib, readCvrplib } from './cvrplib.ts';
import type { Instance } from './instance.ts';
import { UnreadableFile } from './instance.ts';
import { isLiLim, readLiLim } from './li-lim.ts';
import { isSolomon, readSolomon } from './solomon.ts';
import { isWaybill, readWaybill } from './waybill.ts';

const formats = [
  { is: isWaybill, read: readWaybill },
  { is: isSolomon, read: readSolomon },
  { is: isCvrplib, read: readCvrplib },
  { is: isLiLim, read: readLiLim },
];

/** The format is told from the text. Throws `UnreadableFile`, or `InvalidProblem` for what can be read but not be. */
export function readInstance(text: string): Instance {
  const plain = text.replace(/^\uFEFF/u, '');
  const format = formats.find(({ is }) => is(plain));
  if (format === undefined)
    throw new UnreadableFile(
      "not a format known here: Waybill's JSON, Solomon, Gehring & Homberger, Li & Lim, or CVRPLIB (.vrp)",
    );
  const instance = format.read(plain);
  checkProblem(instance.problem);
  return instance;
}
