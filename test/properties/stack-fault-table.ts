import { FAULT_KINDS, type StackFault } from './stack-faults.ts';

export interface FaultCount {
  readonly title: string;
  /** Places and kinds that there are. */
  readonly possible: number;
  readonly played: readonly StackFault[];
}

/** How many faults of each kind were played in each story, of how many that there are. */
export function faultTable(counts: readonly FaultCount[]): string {
  const all = {
    title: 'all',
    possible: counts.reduce((sum, { possible }) => sum + possible, 0),
    played: counts.flatMap(({ played }) => played),
  };
  const table = [['story', ...FAULT_KINDS, 'played', 'of'], ...[...counts, all].map(rowOf)];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  return table.map((row) => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')).join('\n');
}

function rowOf({ title, possible, played }: FaultCount): readonly string[] {
  const ofKinds = FAULT_KINDS.map((kind) => played.filter((fault) => fault.kind === kind).length);
  return [title, ...[...ofKinds, played.length, possible].map(String)];
}
