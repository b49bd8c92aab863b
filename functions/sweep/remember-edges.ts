/** For the events to come: which accounts are swept, what their edges are called, and whose edges may be in the zones of others. */
import pLimit from 'p-limit';
import {
  knownAfter,
  knownEdgesName,
  readKnownEdges,
  readZoneIndex,
  type SeenAccount,
  SWEPT_ACCOUNTS_NAME,
  ZONE_INDEX_NAME,
  zoneIndexAfter,
} from '../notice/known-edges.ts';
import type { Called } from '../reconciler/aws/call.ts';
import { describeFailure } from '../reconciler/model/failure.ts';
import { keepForLater } from './run-records.ts';
import type { SweepContext } from './sweep-context.ts';

const AT_A_TIME = 20;

/** `accounts`: how many of them the run went over. Of a run that was narrowed to domains or Regions, nothing is to be remembered. */
export async function rememberSeen(
  seen: readonly SeenAccount[],
  accounts: 'all' | 'some',
  context: SweepContext,
): Promise<void> {
  const limit = pLimit(AT_A_TIME);
  await Promise.all(seen.map((account) => limit(rememberEdges, account, context)));
  if (accounts === 'all') await keepSwept(seen, context);
  if (context.settings.run.zoneRoles.length > 0) await rememberZones(seen, accounts, context);
}

async function rememberEdges(seen: SeenAccount, context: SweepContext): Promise<void> {
  const before = seen.covers === 'whole' ? NOT_NEEDED : await readKnownEdges(context.memory, seen.id);
  if (before.kind === 'failed') return unread(before, context);
  await keepForLater(knownEdgesName(seen.id), knownAfter(seen, before.value), context);
}

const NOT_NEEDED = { kind: 'answered', value: undefined } as const;

function keepSwept(seen: readonly SeenAccount[], context: SweepContext): Promise<void> {
  return keepForLater(
    SWEPT_ACCOUNTS_NAME,
    seen.map(({ id }) => id),
    context,
  );
}

/** Of two runs that end at the same time, one may lose what the other adds; the next over all accounts knows it again. */
async function rememberZones(
  seen: readonly SeenAccount[],
  accounts: 'all' | 'some',
  context: SweepContext,
): Promise<void> {
  const before = await readZoneIndex(context.memory);
  if (before.kind === 'failed') return unread(before, context);
  const index = zoneIndexAfter(seen, accounts, before.value);
  await keepForLater(ZONE_INDEX_NAME, Object.fromEntries(index), context);
}

/** What cannot be read is not written over. */
function unread({ failure }: Extract<Called<unknown>, { kind: 'failed' }>, { log }: SweepContext): void {
  log.error('what is known of edges could not be read', { because: describeFailure(failure) });
}
