import { nearestName } from '../doors/nearest-name.ts';
import { shownValue } from '../doors/shown-value.ts';
import { CHECK_IDS, type CheckId } from '../reconciler/model/proof.ts';
import { type Complain, property } from './property.ts';

/** Checks of a proof whose failure the owner accepts: a list, or text with commas. Each once, in the order of the checks. */
export const acceptedDifferences = property((value, complain): readonly CheckId[] | undefined => {
  const items = typeof value === 'string' ? value.split(',').map((item) => item.trim()) : value;
  if (!Array.isArray(items)) return complain(`are not a list of checks, got ${shownValue(value)}`);
  if (items.length > MOST_ITEMS) return complain(`are too many, got ${items.length}; there are ${CHECK_IDS.length}`);
  // CloudFormation turns an empty CommaDelimitedList into one empty text.
  const words = items.filter((item) => item !== '');
  const named = words.map(
    (item: unknown, place) => CHECK_IDS.find((check) => check === item) ?? unknown(item, place, complain),
  );
  return CHECK_IDS.filter((check) => named.includes(check));
});

/** A check may be named twice, but a list of thousands is a mistake. */
const MOST_ITEMS = 2 * CHECK_IDS.length;

function unknown(item: unknown, place: number, complain: Complain): undefined {
  const meant = typeof item === 'string' ? nearestName(item, CHECK_IDS) : undefined;
  const advice = meant === undefined ? `the checks are ${CHECK_IDS.join(', ')}` : `did you mean ${meant}?`;
  return complain(`is not a check of a proof, got ${shownValue(item)}; ${advice}`, place);
}
