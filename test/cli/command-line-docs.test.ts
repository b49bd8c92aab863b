import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '../../cli/commands.ts';
import { renderOverview, renderUsage } from '../../cli/usage.ts';

const DOCS = readFileSync(join(process.cwd(), 'docs', 'command-line.md'), 'utf8');

describe('docs/command-line.md', () => {
  test('carries what "secure-api-edge help" prints', () => {
    expect(DOCS).toContain(`\`\`\`text\n${renderOverview(COMMANDS)}\n\`\`\``);
  });

  test.each(COMMANDS.map((command) => [command.name, command] as const))(
    'carries what "secure-api-edge help %s" prints',
    (_, command) => {
      expect(DOCS).toContain(`\`\`\`text\n${renderUsage(command)}\n\`\`\``);
    },
  );
});
