import { applyCommand } from './apply.ts';
import type { Command } from './command.ts';
import { demoCommand } from './demo.ts';
import { driftCommand } from './drift.ts';
import { explainCommand } from './explain.ts';
import { planCommand } from './plan.ts';
import { simulateCommand } from './simulate.ts';

/** Every command, in the order in which a newcomer needs them. */
export const COMMANDS: readonly Command[] = [
  planCommand,
  applyCommand,
  driftCommand,
  explainCommand,
  simulateCommand,
  demoCommand,
];
