import { readFileSync } from 'node:fs';
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
  /(?:(?:env|environment)\.|'|\{ (?:[\w: ]+, )*|, |^ +)([A-Z][A-Z0-9]*_[A-Z0-9_]+|CHOICE|MODE|PROOF|REGIONS|RULES)\b(?! =)/gm;

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

/** The environment is read at the door only: in its handler, and in those functions of settings that the handler calls, through other settings too. */
function variablesOf(id: string): readonly string[] {
  const entry = declaredFunction(template, id).build.EntryPoints[0] ?? '';
  const handler = readFileSync(entry, 'utf8');
  const settings = settingsOf(entry);
  if (settings.length === 0) throw new Error(`${entry} has no settings`);
  const texts = [
    withoutImports(handler),
    ...calledBy(
      handler,
      settings.flatMap((one) => functionsIn(withoutImports(one))),
    ),
  ];
  const imported = importsOf([handler, ...settings].join(''));
  return [...new Set(texts.flatMap(variablesIn))].filter((name) => !imported.includes(name));
}

function settingsOf(file: string): readonly string[] {
  const [, path] = /from '([./a-z-]+\/settings\.ts)'/.exec(readFileSync(file, 'utf8')) ?? [];
  if (path === undefined) return [];
  const settings = join(dirname(file), path);
  return [readFileSync(settings, 'utf8'), ...settingsOf(settings)];
}

/** A file's functions, methods of schemas included, each with what stands above it since the one before. */
function functionsIn(source: string): readonly { readonly name: string; readonly text: string }[] {
  return source.split(/^(?=(?:export )?(?:function|const) \w+)/m).flatMap((text) => {
    const [, name] = /^(?:export )?(?:function|const) (\w+)/.exec(text) ?? [];
    return name === undefined ? [] : [{ name, text }];
  });
}

function calledBy(text: string, all: ReturnType<typeof functionsIn>): readonly string[] {
  const named = all.filter(({ name, text: own }) => own !== text && new RegExp(`\\b${name}\\b`).test(text));
  const rest = all.filter((one) => !named.includes(one));
  return named.flatMap((one) => [one.text, ...calledBy(one.text, rest)]);
}

function variablesIn(source: string): readonly string[] {
  return [...source.matchAll(VARIABLE)].map(([, name = '']) => name);
}

function withoutImports(source: string): string {
  return source.replace(/^import [\s\S]*?;$/gm, '');
}

function importsOf(source: string): readonly string[] {
  return (source.match(/^import [\s\S]*?;$/gm) ?? []).flatMap((line) => line.split(/\W+/));
}
