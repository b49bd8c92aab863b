import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { ATTRIBUTE_NAMES } from '../../functions/custom-resource/edge-attributes.ts';
import { PROPERTY_NAMES, parseProperties } from '../../functions/custom-resource/properties.ts';
import { DEFAULT_FLEET_LIMITS } from '../../functions/reconciler/plan/guard.ts';
import { blockAfter, readDocument } from './documents.ts';

const README = readDocument('README.md');

/** Ids are derived from a seed and from what was asked before, and columns are as wide as their widest cell: neither says anything. */
function normalized(output: string): string {
  return output
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\bE[A-Z0-9]{11,14}\b/g, 'E…')
    .replace(/\bZ[A-Z0-9]{12,32}\b/g, 'Z…')
    .replace(/\bd[a-z0-9]{13}\.cloudfront\.net/g, 'd….cloudfront.net')
    .replace(/\bd-[a-z0-9]{10}\.execute-api/g, 'd-….execute-api')
    .replace(/(secure-api-edge-headers)-[0-9a-f]{12}/g, '$1-…');
}

test('the demo prints what the README shows', async () => {
  const shown = normalized(blockAfter(README, 'demo'))
    .split('\n')
    .filter((line) => line !== '' && line !== '…');

  const { stdout } = await promisify(execFile)(process.execPath, ['cli/bin.mjs', 'demo'], {
    env: { ...process.env, NO_COLOR: '1' },
  });

  const printed = normalized(stdout).split('\n');
  expect(shown.filter((line) => !printed.includes(line))).toEqual([]);
});

describe('the snippet of the README', () => {
  const [, snippet = ''] = /```yaml\n([\s\S]*?)```/.exec(README.text) ?? [];
  const resource = parse(snippet.replace(/!\w+ /g, ''), { logLevel: 'silent' }).ApiEdge;

  test('has every property once', () => {
    expect(Object.keys(resource.Properties).sort()).toEqual([...PROPERTY_NAMES].sort());
  });

  test('is accepted by the parser, references apart', () => {
    const { ServiceToken, CertificateArn, WebAclArn, ...properties } = resource.Properties;

    expect(() => parseProperties(properties, { kind: 'remediator' })).not.toThrow();
  });

  test.each(ATTRIBUTE_NAMES)('is followed by the attribute %s', (name) => {
    expect(README.text).toContain(`\`${name}\``);
  });
});

test('the map of the code names folders that exist', () => {
  const [, map = ''] = /## Map of the code\n\n```\n([\s\S]*?)```/.exec(README.text) ?? [];
  const parents: string[] = [];
  const mapped = [...map.matchAll(/^( *)([a-z-]+\/)(?: |$)/gm)].map(([, indent = '', name = '']) => {
    parents.splice(indent.length / 2, parents.length, name);
    return parents.join('');
  });

  expect(mapped.length).toBeGreaterThan(10);
  expect(mapped.filter((path) => !existsSync(path))).toEqual([]);
});

test('states the limits of the fleet guard', () => {
  const { floor, maximumChangedShare } = DEFAULT_FLEET_LIMITS;

  expect(floor).toBe(10);
  expect(README.text).toMatch(new RegExp(`With ten edges or more[^.]*more than\\s+${maximumChangedShare} % of them`));
});
