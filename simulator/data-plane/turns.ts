import type { ResourceRecordSet } from '@aws-sdk/client-route-53';

/** Which of several record sets of one name and type answers. Where AWS throws dice, they take turns here, so that every run is the same. */
export interface Turns {
  next(sets: readonly ResourceRecordSet[]): ResourceRecordSet | undefined;
}

/** Weighted sets answer in proportion to their weights; of any other kind it is the primary one, or else the first. */
export function createTurns(): Turns {
  const asked = new Map<string, number>();

  return {
    next(sets) {
      const [first] = sets;
      if (first?.Weight === undefined) return sets.find(({ Failover }) => Failover === 'PRIMARY') ?? first;
      const key = `${first.Name}|${first.Type}`;
      const turn = asked.get(key) ?? 0;
      asked.set(key, turn + 1);
      return weightedTurn(sets, turn);
    },
  };
}

/** Route 53 answers sets that all have weight 0 equally often. */
function weightedTurn(sets: readonly ResourceRecordSet[], turn: number): ResourceRecordSet | undefined {
  const total = sets.reduce((sum, { Weight = 0 }) => sum + Weight, 0);
  if (total === 0) return sets[turn % sets.length];
  let place = turn % total;
  return sets.find(({ Weight = 0 }) => {
    place -= Weight;
    return place < 0;
  });
}
