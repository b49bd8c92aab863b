import type { Command } from './command.ts';

export const demoCommand: Command = {
  name: 'demo',
  summary: 'x',
  description: 'x',
  options: [{ name: 'json', value: undefined, text: 'x' }],
  exits: [],
  run: async () => 0,
};
