import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { declaredFunction, functionIds, parseTemplate } from '../../infra/build/template.ts';

const template = parseTemplate(readFileSync('template.yaml', 'utf8'));

/** Read by Node.js and by Powertools, in their own code. */
const READ_BY_LIBRARIES = [
  'NODE_OPTIONS',
  'POWERTOOLS_SERVICE_NAME',
  'POWERTOOLS_LOG_LEVEL',
  'POWERTOOLS_METRICS_NAMESPACE',
];
/** Set by Lambda and by `sam local`. */
const SET_BY_LAMBDA = ['AWS_REGION', 'AWS_SAM_LOCAL', 'AWS_LAMBDA_FUNCTION_NAME'];

/** A word in capitals after `env.` or `environment.`, in quotes, taken apart from an environment, or a key of a schema. */
const VARIABLE =
  /(?:(?:env|environment)\.|'|\{ (?:[\w: ]+, )*|, |^ +)([A-Z][A-Z0-9]*_[A-Z0-9_]+|MODE|REGIONS|RULES)\b(?! =)/gm;

describe.each(functionIds(template))('the environment of %s', (id) => {
  const declared = Object.keys(declaredFunction(template, id).environment);

  test('holds what the function reads', () => {
    const missing = variablesOf(id).filter((name) => ![...declared, ...SET_BY_LAMBDA].includes(name));

    expect(missing).toEqual([]);
  });

  test('holds nothing that nobody reads', () => {
    const spare = declared.filter((name) => ![...variablesOf(id), ...READ_BY_LIBRARIES].includes(name));

    expect(spare).toEqual([]);
  });
});

/** The environment is read at the door only, in its settings and its handler. */
function variablesOf(id: string): readonly string[] {
  const door = dirname(declaredFunction(template, id).build.EntryPoints[0] ?? '');
  const sources = readdirSync(door).filter((name) => /^(handler|settings)\.ts$/.test(name));
  return [...new Set(sources.flatMap((name) => variablesIn(readFileSync(join(door, name), 'utf8'))))];
}

function variablesIn(source: string): readonly string[] {
  const imported = (source.match(/^import .*$/gm) ?? []).flatMap((line) => line.split(/\W+/));
  const names = [...source.matchAll(VARIABLE)].map(([, name = '']) => name);
  return names.filter((name) => !imported.includes(name));
}
