import { readFileSync } from 'node:fs';
import { parameterValues } from '../../infra/build/resolve-intrinsics.ts';
import { parseTemplate } from '../../infra/build/template.ts';

const template = parseTemplate(readFileSync('template.yaml', 'utf8'));
const tables = parseTables(readFileSync('samconfig.toml', 'utf8'));

describe.each(['default', 'production'])('the %s settings of sam', (environment) => {
  const deploy = tables[`${environment}.deploy.parameters`];

  test('give only parameters and values that the template takes', () => {
    const overrides = Object.fromEntries((deploy?.parameter_overrides ?? '').split(' ').map((pair) => pair.split('=')));

    expect(() => parameterValues(template, overrides)).not.toThrow();
  });

  test('let the schedule look only, and ask before they change a stack', () => {
    expect(deploy?.parameter_overrides).toMatch(/\bMode=detect\b/);
    expect(deploy?.confirm_changeset).toBe('true');
  });

  test('acknowledge the roles that the template creates', () => {
    expect(deploy?.capabilities).toBe('CAPABILITY_IAM');
  });
});

/** As much of TOML as the file uses: tables, and one `name = value` a line. */
function parseTables(text: string): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const sections = text.split(/^\[(.+)\]$/m).slice(1);
  return Object.fromEntries(
    sections.flatMap((name, index) => (index % 2 === 0 ? [[name, parsePairs(sections[index + 1] ?? '')]] : [])),
  );
}

function parsePairs(body: string): Readonly<Record<string, string>> {
  const pairs = [...body.matchAll(/^(\w+) = "?(.*?)"?$/gm)];
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value]));
}
