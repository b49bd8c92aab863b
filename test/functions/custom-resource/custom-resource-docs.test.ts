import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ATTRIBUTE_NAMES } from '../../../functions/custom-resource/edge-attributes.ts';
import { PROPERTY_NAMES } from '../../../functions/custom-resource/properties.ts';
import { sampleNames } from './sample-event.ts';

const DOCS = readFileSync(join(process.cwd(), 'docs', 'custom-resource.md'), 'utf8');

/** The names in the first column of the tables of one chapter. */
function namesIn(chapter: string): readonly string[] {
  const text = DOCS.split(/^## /m).find((part) => part.startsWith(`${chapter}\n`)) ?? '';
  return [...text.matchAll(/^\| `([A-Za-z]+)`/gm)].map(([, name]) => name ?? '');
}

describe('docs/custom-resource.md', () => {
  test('lists the properties that the parser reads, in its order', () => {
    expect(namesIn('Properties')).toEqual(PROPERTY_NAMES);
  });

  test('lists the attributes that an answer carries, in its order', () => {
    expect(namesIn('Attributes')).toEqual(ATTRIBUTE_NAMES);
  });

  test('names every event that it can be tried with', () => {
    for (const name of sampleNames()) expect(DOCS).toContain(`events/${name}.json`);
  });
});
